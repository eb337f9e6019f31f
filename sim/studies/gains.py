"""Who gains more from a policy than everybody else does, and who less."""

import numpy as np

from ..groups import FEWEST_SHOWN
from .differences import FAMILY, beyond
from .intervals import FEWEST_PAIRS, benjamini_hochberg, paired_intervals


def against_the_rest(pairs, group, outcome):
    """Return float64 (n_pairs,): how the group changed minus how everyone outside it changed, pair by pair.

    The change of the rest follows from sums: the sum over everyone less the sum over the group.
    """
    change, of_all = pairs.of(outcome, group), pairs.of(outcome)
    n, n_all = pairs.people_in(outcome, group), pairs.people_in(outcome)
    with np.errstate(invalid="ignore", divide="ignore"):
        rest = (of_all * n_all - np.where(n > 0, change, 0.0) * n) / (n_all - n)
    return change - rest


def gains_of(policies, matters):
    """Return {policy name: [gain, ...]}: the groups whose difference from the rest is larger than chance and matters, largest first.

    A gain is a dict of group, outcome, how the group and the rest changed, and their difference with its interval.
    Benjamini-Hochberg over all policies, groups and outcomes at once; `matters` holds the limit of each outcome.
    """
    asked = [(pairs, group, outcome) for pairs in policies for outcome in FAMILY for group in pairs.groups[1:]
             if _can_be_judged(pairs, group, outcome)]
    found = [paired_intervals(against_the_rest(*each)) for each in asked]
    sure = benjamini_hochberg([p for _, _, _, p, _ in found])
    gains = {pairs.scenario: [] for pairs in policies}
    for (pairs, group, outcome), (mean, low, high, _, _), held in zip(asked, found, sure, strict=True):
        if held and beyond(low, high, matters[outcome])[0]:
            change = float(np.nanmean(pairs.of(outcome, group)))
            gains[pairs.scenario].append({"group": group, "outcome": outcome, "change": change, "change_of_rest": change - float(mean),
                                          "difference": float(mean), "low": float(low), "high": float(high)})
    return {name: sorted(each, key=lambda gain: (FAMILY[::-1].index(gain["outcome"]), gain["difference"])) for name, each in gains.items()}


def _can_be_judged(pairs, group, outcome):
    """Return whether a group was meant at all and is large enough to say what the policy does to it.

    A group whose difference is exactly 0 in nearly every pair is a small one to which nothing happened to happen: its
    interval would be narrow by too few cases, not by certainty.
    """
    inside, everyone = pairs.people_in(outcome, group).sum(), pairs.people_in(outcome).sum()
    changed = np.count_nonzero(np.nan_to_num(pairs.of(outcome, group)))
    return (inside >= FEWEST_SHOWN and everyone - inside >= FEWEST_SHOWN and changed >= FEWEST_PAIRS
            and (pairs.invited is None or group in pairs.invited))
