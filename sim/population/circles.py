"""Circles of friends: people of one's age who live about as near and fare about as well."""

import numpy as np

from ..core.arithmetic import exp
from ..core.chance import key, normals
from ..core.compiled import compiled
from .networks import (
    ALIKE_SHARE, BANDS, CHOSEN_AMONG, CIRCLES, GREGARIOUS_IF_DISTRESSED, GREGARIOUS_IF_LONELY, TRAIT_SPREADS, TRAITS_R,
)
from .orders import sort_in_place, stable_order


def in_spreads(character, rows=slice(None)):
    """Return two float64 (n_people,): trait distress and trait loneliness in their own SD, 0 for younger children."""
    return tuple(character[name][rows].astype(np.float64) / spread
                 for name, spread in zip(("trait_distress", "trait_loneliness"), TRAIT_SPREADS, strict=True))


def gregariousness(distress, lonely, seed, first=0):
    """Return float64 (n_people,): how much likelier than others people are to be friends; the first of them has the id `first`."""
    by_trait = GREGARIOUS_IF_DISTRESSED, GREGARIOUS_IF_LONELY
    left = 1 - by_trait[0] ** 2 - by_trait[1] ** 2 - 2 * TRAITS_R * by_trait[0] * by_trait[1]
    own = normals(key(seed, "gregarious"), len(distress), first).astype(np.float64)
    return exp(0.5 * (by_trait[0] * distress + by_trait[1] * lonely + left**0.5 * own) - 0.125)


def likeness(distress, lonely, number, seed, first=0):
    """Return float64 (n_people,): by what people are alike within circles of one kind, how they fare and what they like."""
    faring = (distress + lonely) / (2 + 2 * TRAITS_R) ** 0.5
    taste = normals(key(seed, f"taste {number}"), len(distress), first).astype(np.float64)
    return ALIKE_SHARE**0.5 * faring + (1 - ALIKE_SHARE) ** 0.5 * taste


def in_circles(age, alike, number, seed):
    """Return int32 (n_people,): everybody in the order in which circles of one kind are cut; sizes do not depend on who is in them."""
    band = np.searchsorted(BANDS, age, side="right").astype(np.int8)
    order, begin = np.empty(len(age), np.int32), 0
    own = normals(key(seed, f"circle {number}"), len(age))
    for one in range(len(BANDS) + 1):
        members = np.flatnonzero(band == one)
        place = one * 1e12 + members + CIRCLES[number][0] * own[members].astype(np.float64)
        members = members[stable_order(place)].astype(np.int32)
        _sort_alike(members, alike, CHOSEN_AMONG)
        order[begin:begin + len(members)] = members
        begin += len(members)
    return order


@compiled
def _sort_alike(order, alike, among):
    for begin in range(0, order.size, among):
        chosen = order[begin:begin + among]
        sort_in_place(alike[chosen], chosen)
