"""What robustness says, as numbers for the verdict: in how many sets each order holds, and which finding it hangs on."""

import numpy as np

from .differences import NO_CRISIS
from .robustness_accepted import at_ends
from .robustness_sets import DRAWN, LEANING, OFF, ON

SETS, SWITCHES = (LEANING, DRAWN), (OFF, ON)


def robustness_verdict(robust, ranked, limit):
    """Return a dict of plain numbers and names.

    Parameters
    ----------
    robust : Robustness
        What was run.
    ranked : list of str
        The policies, most helpful first.
    limit : float
        From which share of people a difference in high distress matters.
    """
    sets, first = robust.of_kind(*SETS), robust.scenarios[0].name
    orders = [_order(robust, sets, better, worse, limit) for place, worse in enumerate(ranked) for better in ranked[:place]]
    for each in orders:
        each["neighbours"] = ranked.index(each["worse"]) - ranked.index(each["better"]) == 1
    asked = sum(case.kind in SETS for case in robust.cases)
    return {
        "accepted": robust.accepted, "pairs": robust.pairs_in(*SETS), "switched_pairs": robust.pairs_in(*SWITCHES), "n_sets": len(sets), "n_asked": asked, "failed": list(robust.failed),
        "leaning": [case.name for case in robust.cases if case.kind == LEANING], "at_ends": at_ends(robust.cases), "limit": limit, "idle": list(robust.idle), "lived": robust.lived,
        "crisis": _effect(robust, sets, first, NO_CRISIS, limit) if (0, NO_CRISIS) in robust.values else None,
        "policies": [_effect(robust, sets, name, first, limit) for name in ranked], "orders": orders,
        "whole_order_holds_in": sum(all(_ahead(robust, k, *pair) for pair in zip(ranked, ranked[1:], strict=False)) for k in sets),
        "first_stays_first_in": sum(all(_ahead(robust, k, ranked[0], other) for other in ranked[1:]) for k in sets),
        "switches": [_switched(robust, k, ranked, first, limit) for k in robust.of_kind(*SWITCHES)]}


def _ahead(robust, k, better, worse):
    """Return whether one policy leaves fewer people with high distress than another in a case."""
    return robust.mean(k, better, worse) < 0


def _order(robust, sets, better, worse, limit):
    """Return in how many sets one policy stays ahead of another, by enough to matter, and in which the other is ahead."""
    means = {robust.cases[k].name: robust.mean(k, better, worse) for k in sets}
    return {"better": better, "worse": worse, "n_sets": len(means), "holds_in": sum(mean < 0 for mean in means.values()),
            "clearly_in": sum(mean < -limit for mean in means.values()), "reversed": [name for name, mean in means.items() if mean > 0],
            "clearly_reversed": [name for name, mean in means.items() if mean > limit]}


def _effect(robust, sets, scenario, baseline, limit):
    """Return the range of what a scenario does over the sets, beside what it does as shipped."""
    means = {robust.cases[k].name: robust.mean(k, scenario, baseline) for k in sets}
    return {"name": scenario, "shipped": robust.mean(0, scenario, baseline), "lowest": min(means.values(), default=float("nan")),
            "highest": max(means.values(), default=float("nan")), "lowers_in": sum(mean < 0 for mean in means.values()),
            "clearly_lowers_in": sum(mean < -limit for mean in means.values()), "n_sets": len(means),
            "leaning": {name: means[name] for name in (case.name for case in robust.cases if case.kind == LEANING) if name in means}}


def _switched(robust, k, ranked, first, limit):
    """Return what a switched finding does to the effect of each policy and to the order of two, on the same pairs as shipped."""
    case, n = robust.cases[k], robust.pairs_in(*SWITCHES)
    effects = {name: {"with": robust.mean(0, name, first, first=n), "without": robust.mean(k, name, first)} for name in ranked}
    changed = []
    for place, worse in enumerate(ranked):
        for better in ranked[:place]:
            if robust.mean(0, better, worse, first=n) < 0 < robust.mean(k, better, worse):
                each = robust.differences(k, better, worse)
                changed.append({"better": better, "worse": worse, "difference": robust.mean(k, better, worse),
                                "in_every_pair": bool((each[np.isfinite(each)] > 0).all()), "clearly": robust.mean(k, better, worse) > limit})
    return {"kind": case.kind, "name": case.name, "effects": effects, "changed": changed,
            "best": min(ranked, key=lambda name: effects[name]["without"], default=None),
            "idle": [name for name in ranked if _lost(effects[name], limit)]}


def _lost(effect, limit):
    """Return whether a policy that helps by enough to matter no longer does."""
    return effect["with"] < -limit <= effect["without"]
