"""What a policy costs, whom it reaches, and what a day with high distress averted costs."""

import numpy as np

from ..core.chance import key, uniforms
from .intervals import FEWEST_PAIRS

RESAMPLES = 4000


def costs_of(pairs, study_seed, averted):
    """Return a dict of what the policy of these pairs costs more than its baseline, over all days.

    `averted` tells whether days with high distress are averted beyond chance; without that the cost of one is not established.
    """
    n_people = pairs.people_in("cost")
    euros = pairs.of("cost") * n_people
    days = -pairs.of("high_distress_days") * pairs.people_in("high_distress_days")
    represented = float(np.mean([ours.people_represented for ours, _ in pairs.runs]))
    per_resident = float(np.mean(pairs.of("cost")))
    return {
        "euro_per_resident": per_resident, "euro_per_100000": per_resident * 100_000, "people_represented": represented,
        "euro_for_all": per_resident * represented, "n_people": float(np.mean(n_people)), "days_averted_per_1000": 1000 * float(np.sum(days) / np.sum(n_people)),
        "reached": _added(pairs.runs, "reached"), "sessions": _added(pairs.runs, "sessions"),
        "euro_per_day_averted": ratio_interval(euros, days, study_seed, f"cost {pairs.scenario}") if averted else None}


def _added(runs, what):
    """Return {name: mean per run} of what the policy adds to what its baseline has of the same name."""
    names = sorted({name for ours, _ in runs for name in getattr(ours, what)})
    means = {name: float(np.mean([getattr(ours, what)[name] - getattr(theirs, what).get(name, 0) for ours, theirs in runs]))
             for name in names}
    return {name: mean for name, mean in means.items() if mean != 0}


def ratio_interval(above, below, study_seed, purpose):
    """Return [total above / total below, low, high]: the 95 % interval by bootstrap over pairs, None below 5 pairs.

    The draws are keyed by the study seed, so that the same study gives the same interval everywhere.
    """
    n = len(above)
    if n < FEWEST_PAIRS or np.sum(below) <= 0:
        return None
    drawn = (uniforms(key(study_seed, f"bootstrap {purpose}"), RESAMPLES * n) * n).astype(np.int64).reshape(RESAMPLES, n)
    bottom = below[drawn].sum(axis=1)
    ratios = np.where(bottom > 0, above[drawn].sum(axis=1) / np.where(bottom > 0, bottom, 1), np.inf)
    low, high = np.quantile(ratios, [0.025, 0.975], method="lower")
    return [float(np.sum(above) / np.sum(below)), float(low), float(high)] if np.isfinite(high) else None
