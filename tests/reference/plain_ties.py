"""The ties of the Netherlands recipe as arrays of pairs, kind by kind, sorted and joined by NumPy: the plain twin of tie_building.py."""

import numpy as np

from sim.core.arithmetic import exp
from sim.core.chance import key, normals, uniforms
from sim.core.layers import CLOSE, FAMILIAR, HOUSEHOLD, NEIGHBOURHOOD
from sim.core.ties import DORMANT, IN_CLUB, IN_GROUP, INNER, KIN, ties_from
from sim.population.networks import (
    ALIKE_SHARE, BANDS, CHOSEN_AMONG, CIRCLE_SIZES, CIRCLES, DORMANT_RATE, FAMILIAR_DRAWS, FAMILIAR_RATE, FAMILIAR_SPREAD, FRIEND_PACE,
    GREGARIOUS_IF_DISTRESSED, GREGARIOUS_IF_LONELY, HOUSEHOLD_RATE, INNER_RATE, KIN_HOUSEHOLDS, MOST, NEIGHBOUR_RATE, NEIGHBOUR_SHARE,
    NEIGHBOURLINESS, OUTER_RATE, ROUND_THE_CORNER, TRAIT_SPREADS, TRAITS_R, PairList, pair_uniforms, pairs_within,
)


def plain_ties(people, character, groups, clubs, seed):
    """Return the Ties of inhabitants; every draw is keyed by the seed and the pair or person it is about."""
    pairs = PairList()
    social = character["sociability"].astype(np.float64)
    pairs.add(*pairs_within(people.household), HOUSEHOLD, HOUSEHOLD_RATE, 0.9)
    _close(pairs, people, social, _in_spreads(character), seed)
    _neighbours(pairs, people, social, seed)
    _familiar(pairs, people, character["outgoing"].astype(np.float64), seed)
    dormant = _some(*pairs_within(clubs.of), 0.4, key(seed, "dormant"))
    pairs.add(*dormant, FAMILIAR, DORMANT_RATE, 0.0, DORMANT)
    lower, higher, layer, rate, strength, flags = pairs.joined()
    outside = layer != HOUSEHOLD
    together = outside & (groups.of[lower] >= 0) & (groups.of[lower] == groups.of[higher])
    same_club = outside & (clubs.of[lower] >= 0) & (clubs.of[lower] == clubs.of[higher])
    flags = flags | np.where(together, IN_GROUP, 0) | np.where(same_club, IN_CLUB, 0)
    return ties_from(len(people.age), lower, higher, layer, rate, strength, flags)


def _some(one, other, chance, draw_key):
    lower, higher = np.minimum(one, other), np.maximum(one, other)
    keep = pair_uniforms(draw_key, lower, higher) < chance
    return lower[keep], higher[keep]


def _in_spreads(character):
    """Return two float64 (n_people,): trait distress and trait loneliness in their own SD, 0 for younger children."""
    return tuple(character[name].astype(np.float64) / spread
                 for name, spread in zip(("trait_distress", "trait_loneliness"), TRAIT_SPREADS, strict=True))


def _close(pairs, people, social, traits, seed):
    kin, friends = _kin(people, seed), _friends(people, *traits, seed)
    for (one, other), flag in ((kin, KIN), (friends, 0)):
        lower, higher = np.minimum(one, other), np.maximum(one, other)
        nearness = pair_uniforms(key(seed, "nearness"), lower, higher)
        inner = nearness < 1 / 3
        strength = np.where(inner, 0.9 - 1.2 * nearness, 0.5 - 0.6 * (nearness - 1 / 3))
        pace = 1.0 if flag else FRIEND_PACE
        rate = np.minimum(MOST, pace * np.where(inner, INNER_RATE, OUTER_RATE) * social[lower] * social[higher])
        pairs.add(lower, higher, CLOSE, rate, strength, flag | np.where(inner, INNER, 0))


def _kin(people, seed):
    """Pairs of people whose households are kin: most of the members of both, half of them near, half anywhere."""
    n_households = len(people.size)
    looks_for = np.floor(KIN_HOUSEHOLDS + uniforms(key(seed, "kin households"), n_households)).astype(int)
    seeker = np.repeat(np.arange(n_households), looks_for)
    u, far = (uniforms(key(seed, purpose), len(seeker)) for purpose in ("distance of kin", "far kin"))
    jump = 1 + np.where(far < 0.5, u * 200, u * n_households).astype(np.int64)
    target = (seeker + np.where(uniforms(key(seed, "side of kin"), len(seeker)) < 0.5, jump, -jump)) % n_households
    first = np.concatenate([[0], np.cumsum(people.size)])
    n_pairs = people.size[seeker] * people.size[target]
    link = np.repeat(np.arange(len(seeker)), n_pairs)
    within = np.arange(len(link)) - np.repeat(np.cumsum(n_pairs) - n_pairs, n_pairs)
    one = first[seeker[link]] + within // people.size[target[link]]
    other = first[target[link]] + within % people.size[target[link]]
    return _some(one[one != other], other[one != other], 0.65, key(seed, "kin"))


def _friends(people, distress, lonely, seed):
    """Pairs of friends: members of two circles each, of one's age and alike in how they fare, more likely between the gregarious."""
    n_people = len(people.age)
    by_trait = GREGARIOUS_IF_DISTRESSED, GREGARIOUS_IF_LONELY
    left = 1 - by_trait[0] ** 2 - by_trait[1] ** 2 - 2 * TRAITS_R * by_trait[0] * by_trait[1]
    own = normals(key(seed, "gregarious"), n_people).astype(np.float64)
    gregarious = exp(0.5 * (by_trait[0] * distress + by_trait[1] * lonely + left**0.5 * own) - 0.125)
    faring = (distress + lonely) / (2 + 2 * TRAITS_R) ** 0.5
    one, other = [], []
    for number, (_, share) in enumerate(CIRCLES):
        first, second = pairs_within(_circles(people, faring, number, seed))
        chance = np.minimum(1, share * gregarious[first] * gregarious[second])
        kept = _some(first, second, chance, key(seed, f"friends {number}"))
        one.append(kept[0])
        other.append(kept[1])
    return np.concatenate(one), np.concatenate(other)


def _circles(people, faring, number, seed):
    """Return int64 (n_people,): each person's circle of one kind, -1 for the youngest; sizes do not depend on who is in it."""
    n_people, (low, high) = len(people.age), CIRCLE_SIZES
    band = np.searchsorted(BANDS, people.age, side="right")
    own = normals(key(seed, f"circle {number}"), n_people).astype(np.float64)
    order = np.argsort(band * 1e12 + np.arange(n_people) + CIRCLES[number][0] * own, kind="stable")
    near = np.arange(n_people) - np.searchsorted(band[order], band[order])  # rank among those of one's age
    taste = normals(key(seed, f"taste {number}"), n_people).astype(np.float64)
    alike = (ALIKE_SHARE**0.5 * faring + (1 - ALIKE_SHARE) ** 0.5 * taste)[order]
    order = order[np.lexsort((alike, near // CHOSEN_AMONG, band[order]))]
    sizes = low + (uniforms(key(seed, f"size of circle {number}"), n_people) * (high - low + 1)).astype(np.int64)
    circle = np.empty(n_people, np.int64)
    circle[order] = np.searchsorted(np.cumsum(sizes), np.arange(n_people), side="right")
    circle[people.age < 4] = -1
    return circle


def _neighbours(pairs, people, social, seed):
    first = np.concatenate([[0], np.cumsum(people.size)])
    n_households = len(people.size)
    one, other = [], []
    for away in range(1, ROUND_THE_CORNER + 1):
        here = np.arange(n_households - away)
        n_pairs = people.size[here] * people.size[here + away]
        link = np.repeat(here, n_pairs)
        within = np.arange(len(link)) - np.repeat(np.cumsum(n_pairs) - n_pairs, n_pairs)
        one.append(first[link] + within // people.size[link + away])
        other.append(first[link + away] + within % people.size[link + away])
    lower, higher = _some(np.concatenate(one), np.concatenate(other), NEIGHBOUR_SHARE, key(seed, "neighbours"))
    strength = 0.1 + 0.3 * pair_uniforms(key(seed, "strength of neighbours"), lower, higher)
    own = normals(key(seed, "neighbourliness"), len(people.age)).astype(np.float64)
    neighbourly = np.sqrt(social) * exp(NEIGHBOURLINESS * own - 0.5 * NEIGHBOURLINESS**2)
    rate = np.minimum(MOST, NEIGHBOUR_RATE * neighbourly[lower] * neighbourly[higher])
    pairs.add(lower, higher, NEIGHBOURHOOD, rate, strength)


def _familiar(pairs, people, outgoing, seed):
    n_people = len(people.age)
    one = np.repeat(np.arange(n_people), FAMILIAR_DRAWS)
    u, side = uniforms(key(seed, "distance of familiar"), len(one)), uniforms(key(seed, "side of familiar"), len(one))
    spread = min(FAMILIAR_SPREAD, n_people / 2)
    jump = 8 + (spread * u * u).astype(np.int64)
    other = one + np.where(side < 0.5, jump, -jump)
    inside = (other >= 0) & (other < n_people) & (people.age[one] >= 4)
    one, other = one[inside], other[inside]
    inside = people.age[other] >= 4
    lower, higher = np.minimum(one, other)[inside], np.maximum(one, other)[inside]
    strength = 0.05 + 0.15 * pair_uniforms(key(seed, "strength of familiar"), lower, higher)
    rate = np.minimum(MOST, FAMILIAR_RATE * np.sqrt(outgoing[lower] * outgoing[higher]))
    pairs.add(lower, higher, FAMILIAR, rate, strength)
