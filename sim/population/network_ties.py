"""From the rows of an imported network to pairs: one layer, one weight and one strength each."""

import re
from dataclasses import dataclass

import numpy as np

from ..core.chance import key
from ..core.layers import CLOSE, FAMILIAR, HOUSEHOLD, LAYERS, NEIGHBOURHOOD, WORK_SCHOOL
from ..core.ties import INNER, KIN, ties_from
from .networks import (
    FAMILIAR_RATE, HOUSEHOLD_RATE, INNER_RATE, MOST, NEIGHBOUR_RATE, OUTER_RATE, PairList, pair_uniforms,
)

WORK_RATE = 0.9  # assumption: colleagues and classmates who are both there meet on most days
WORK_STRENGTH = (0.15, 0.2)  # lowest, and what is added for the nearest (assumption, about the firmness of a group at work)
# Words in names of layers, in English and Dutch; the first group that has one of them wins.
WORDS = (
    (HOUSEHOLD, 0, "household home housemate housemates roommate roommates partner partners spouse cohabiting huishouden"),
    (CLOSE, KIN, "family kin kinship relative relatives parent parents child children sibling siblings mother father brother sister familie"),
    (CLOSE, 0, "close friend friends friendship friendships best facebook leisure phone call calls sms text texts messages social trust "
               "vriend vrienden vriendschap"),
    (WORK_SCHOOL, 0, "work works working cowork colleague colleagues coworker coworkers lunch coauthor coauthors school class classmate "
                     "classmates study office advice werk collega klas"),
    (NEIGHBOURHOOD, 0, "neighbour neighbours neighbor neighbors neighbourhood neighborhood street village buur buren buurt"),
    (FAMILIAR, 0, "familiar acquaintance acquaintances weak club clubs church sport sports encounters kennis kennissen"),
)


@dataclass(frozen=True)
class Pairs:
    """Pairs of an imported network: arrays (n_pairs,); `weight` says how near, `strength` is NaN where the file is silent."""

    one: np.ndarray
    other: np.ndarray
    layer: np.ndarray
    kin: np.ndarray
    weight: np.ndarray
    strength: np.ndarray
    notes: tuple


def layer_of(text):
    """Return (layer number, flags) that a name such as "facebook_friend" stands for, or None if no word of it is known."""
    if text is None:
        return None
    if str(text).lower() in LAYERS[:-1]:
        return LAYERS.index(str(text).lower()), 0
    words = set(re.findall(r"[a-z]+", str(text).lower()))
    return next(((layer, flags) for layer, flags, known in WORDS if words & set(known.split())), None)


def pairs_of(network):
    """Return the Pairs of a NamedNetwork; its notes count everything that was mended on the way."""
    one, other = np.array(network.one, np.int64), np.array(network.other, np.int64)
    weight = np.array([1.0 if each is None else each for each in network.weight])
    strength = np.array([np.nan if each is None else each for each in network.strength], float)
    notes = [*network.notes, *_layer_notes(network.layer)]
    named = {text: layer_of(text) or (CLOSE, 0) for text in set(network.layer)}
    layer = np.array([named[text][0] for text in network.layer], np.int64)
    kin = np.array([named[text][1] == KIN for text in network.layer], bool)
    notes += _missing_weights(network.weight)
    selfish, useless = one == other, (one != other) & ((weight <= 0) | (strength <= 0))
    for rows, why in ((selfish, "tie somebody to themselves"), (useless, "have a weight or strength of 0 or less")):
        if rows.any():
            notes.append(f"{rows.sum():,} rows {why} and are left out")
    keep = ~selfish & ~useless
    return _merged(one[keep], other[keep], layer[keep], kin[keep], weight[keep], strength[keep], len(network.names), notes)


def _missing_weights(weights):
    n_missing = sum(each is None for each in weights)
    return [f"{n_missing:,} rows have no weight and count as 1"] if 0 < n_missing < len(weights) else []


def _layer_notes(texts):
    if set(texts) == {None}:
        return ["the ties name no layer; all are close ties"]
    known, unknown, notes = {}, [], []
    for text in dict.fromkeys(texts):
        found = layer_of(text)
        if found is None:
            unknown.append("none" if text is None else f'"{text}"')
        elif str(text).lower() != LAYERS[found[0]]:
            known.setdefault(LAYERS[found[0]], []).append(f'"{text}"')
    notes += [f"{', '.join(names)} stand for ties of the layer {layer}" for layer, names in known.items()]
    return notes + ([f"unknown layers, taken as close ties: {', '.join(unknown[:20])}"] if unknown else [])


def _merged(one, other, layer, kin, weight, strength, n_people, notes):
    """Return Pairs with each pair once, in its first layer in the order of LAYERS; weights of all its rows are added."""
    lower, higher = np.minimum(one, other), np.maximum(one, other)
    pair = lower * n_people + higher
    n_in_layers = len(np.unique(pair * len(LAYERS) + layer))
    order = np.lexsort((layer, pair))
    found, first = np.unique(pair[order], return_index=True)
    which = np.searchsorted(found, pair)
    first_layer = layer[order][first]
    in_first = layer == first_layer[which]
    firmest = np.full(len(found), -np.inf)
    np.maximum.at(firmest, which[in_first], np.where(np.isnan(strength), -np.inf, strength)[in_first])
    is_kin = np.bincount(which, kin, len(found)) > 0
    if len(pair) > n_in_layers:
        notes.append(f"{len(pair) - n_in_layers:,} rows repeat a tie of the same layer, or name it from the other side; their weights are added")
    if n_in_layers > len(found):
        notes.append(f"{n_in_layers - len(found):,} ties join a pair that is tied in another layer too; a pair is kept once, "
                     f"in the first of {', '.join(LAYERS[:-1])}, with all its weight")
    return Pairs(found // n_people, found % n_people, first_layer, is_kin, np.bincount(which, weight, len(found)),
                 np.where(np.isinf(firmest), np.nan, np.minimum(firmest, 1.0)), tuple(notes))


def imported_ties(pairs, at_home, character, n_people):
    """Return the Ties of Pairs between rows of a population, and of those who share a household (`at_home`, two arrays).

    Nearness is the rank by weight within the layer; equal weights are told apart by a keyed draw that is the same in
    every replicate, because the ties of an imported network are fixed.
    """
    social, outgoing = (character[name].astype(np.float64) for name in ("sociability", "outgoing"))
    lower, higher = np.minimum(pairs.one, pairs.other), np.maximum(pairs.one, pairs.other)
    collected = PairList()
    for layer in range(len(LAYERS) - 1):
        rows = np.flatnonzero(pairs.layer == layer)
        if len(rows) == 0:
            continue
        low, high = lower[rows], higher[rows]
        nearness = _nearness(low, high, pairs.weight[rows])
        given = pairs.strength[rows]
        strength, rate = _strength_and_rate(layer, nearness, given, social[low], social[high], outgoing[low] * outgoing[high])
        inner = (layer == CLOSE) & np.where(np.isnan(given), nearness < 1 / 3, strength >= 0.5)
        flags = np.where(inner, INNER, 0) | np.where(pairs.kin[rows] & (layer == CLOSE), KIN, 0)
        collected.add(low, high, layer, rate, strength, flags)
    collected.add(*at_home, HOUSEHOLD, HOUSEHOLD_RATE, 0.9)  # last, so that a household tie of the file keeps its strength
    return ties_from(n_people, *collected.joined())


def _nearness(lower, higher, weight):
    """Return float64 from above 0 (the nearest) to below 1: ranks by weight, equal weights in keyed order."""
    rank = np.empty(len(lower))
    rank[np.lexsort((pair_uniforms(key(0, "nearness"), lower, higher), -weight))] = np.arange(len(lower)) + 0.5
    return rank / len(lower)


def _strength_and_rate(layer, nearness, given, social_one, social_other, outgoing):
    """Return strength and rate of ties of one layer, as in `networks`; a given strength is kept and says who is near."""
    usual = {HOUSEHOLD: np.full(len(nearness), 0.9), WORK_SCHOOL: WORK_STRENGTH[0] + WORK_STRENGTH[1] * (1 - nearness),
             NEIGHBOURHOOD: 0.4 - 0.3 * nearness, FAMILIAR: 0.2 - 0.15 * nearness,
             CLOSE: np.where(nearness < 1 / 3, 0.9 - 1.2 * nearness, 0.5 - 0.45 * (nearness - 1 / 3))}[layer]
    strength = np.where(np.isnan(given), usual, given)
    near = np.where(np.isnan(given), nearness < 1 / 3, strength >= 0.5)
    rate = {HOUSEHOLD: HOUSEHOLD_RATE, WORK_SCHOOL: WORK_RATE,
            CLOSE: np.where(near, INNER_RATE, OUTER_RATE) * social_one * social_other,
            NEIGHBOURHOOD: NEIGHBOUR_RATE * 1.15 * np.sqrt(social_one * social_other),
            FAMILIAR: FAMILIAR_RATE * np.sqrt(outgoing)}[layer]
    return strength, rate if layer in (HOUSEHOLD, WORK_SCHOOL) else np.minimum(MOST, rate)


def by_place(n_people, pairs):
    """Return int64 (n_people,): people in an order that keeps the tied near each other (breadth first, fewest ties first)."""
    both = np.concatenate([pairs.one, pairs.other]), np.concatenate([pairs.other, pairs.one])
    degree = np.bincount(both[0], minlength=n_people)
    order = np.lexsort((both[1], degree[both[1]], both[0]))
    neighbour, start = both[1][order].tolist(), np.concatenate([[0], np.cumsum(degree)]).tolist()
    seen, found = [False] * n_people, []
    for first in np.lexsort((np.arange(n_people), degree)).tolist():
        if seen[first]:
            continue
        seen[first], begun = True, len(found)
        found.append(first)
        while begun < len(found):
            here, begun = found[begun], begun + 1
            for other in neighbour[start[here]:start[here + 1]]:
                if not seen[other]:
                    seen[other] = True
                    found.append(other)
    return np.array(found, np.int64)
