"""The verdict as numbers: what the crisis did, which policies helped most, whom, at what cost, and how sure that is."""

import math
from datetime import timedelta

import numpy as np

from ..core import catalogue
from .chosen import price_year_of
from .costs import costs_of
from .differences import FAMILY, MATTERS, NO_CRISIS, pairs_of
from .gains import gains_of
from .intervals import paired_intervals
from .limits import of_the_pandemic
from .windows import windows_of


def verdict_of(ensemble, pairs, effects, matters=None):
    """Return the verdict as a dict of plain numbers, texts and lists, ready for JSON."""
    first = ensemble.scenarios[0]
    limits = {name: {**MATTERS, **(matters or {})}[catalogue.find("outcome", name).unit] for name in FAMILY}
    policies = [each for each in pairs if each.baseline != NO_CRISIS]
    gains = gains_of(policies, limits)
    rows = {tuple(row[name] for name in ("scenario", "baseline", "outcome", "window")): row
            for row in effects[effects["group"] == "everyone"].to_dict("records")}
    ranked = sorted((_policy(each, rows, ensemble, gains) for each in policies), key=_most_helpful_first)
    verdict = {
        "first": first.name, "start": first.start.isoformat(), "last": (first.end - timedelta(days=1)).isoformat(), "days": first.days,
        "labels": labels_of(ensemble.scenarios), "short_labels": short_labels_of(ensemble.scenarios), "limits": limits,
        "price_year": price_year_of(ensemble.scenarios), "replicates": ensemble.replicates, "stopped": ensemble.stopped,
        "n_people": max((each.n_people for each in ensemble.runs), default=0),
        "failed": sorted({f"{each.scenario} {each.replicate}: {each.error}" for each in ensemble.runs if not each.finished}),
        "windows": {name: float(steps.sum()) * first.days / len(steps) for name, steps in windows_of(ensemble.scenarios).items()},
        "crisis": next((_by_window(each, rows) for each in pairs if each.baseline == NO_CRISIS), None),
        "policies": ranked, "order": _order(ensemble, [each["name"] for each in ranked], limits["high_distress"]),
        "of_the_pandemic": of_the_pandemic(ensemble.scenarios), **_differing(ensemble.scenarios)}
    return rounded(verdict)


def _differing(scenarios):
    """Return the names of scenarios whose crises are not those of the first, and of those among them with nothing else done.

    The difference of the former is not a policy's alone, that of the latter is the change of the crisis and no policy's.
    """
    def told(events):
        return [event.model_dump(exclude={"name"}) for event in events if event.enabled]

    first = scenarios[0]
    others = [each for each in scenarios[1:] if each.name != NO_CRISIS and told(each.crisis) != told(first.crisis)]
    return {"other_crises": [each.name for each in others],
            "only_crisis": [each.name for each in others if told(each.intervention) == told(first.intervention)]}


def labels_of(scenarios):
    """Return {name: how a reader calls it}: its title where that is short and its own, else its name."""
    titles = [scenario.title for scenario in scenarios]
    labels = {each.name: each.title if each.title and len(each.title) <= 90 and titles.count(each.title) == 1
              else each.name.replace("_", " ") for each in scenarios}
    return {name: "no crisis" if name == NO_CRISIS else label for name, label in labels.items()}


def short_labels_of(scenarios):
    """Return {name: a label short enough for the end of a line}: the name, for policies without what it shares with the first."""
    first, short = scenarios[0].name, {}
    for name in (each.name for each in scenarios):
        own = name.removeprefix(first).strip("_-") if name != first else name
        short[name] = (own or name).replace("_", " ")[:28]
    return short


def _policy(pairs, rows, ensemble, gains):
    effects = _by_outcome(pairs, rows, "all")
    days = rows.get((pairs.scenario, pairs.baseline, "high_distress_days", "all"))
    averted = days is not None and _known(days["larger_than_chance"]) is True and days["high"] < 0
    return {"name": pairs.scenario, "effects": effects, "gains": gains[pairs.scenario],
            "costs": costs_of(pairs, ensemble.seed, averted)}


def _most_helpful_first(policy):
    sizes = [policy["effects"].get(outcome, {}).get("difference") for outcome in FAMILY[::-1]]
    high_distress, loneliness, distress = [math.inf if size is None else size for size in sizes]
    return high_distress, distress, loneliness


def _by_window(pairs, rows):
    return {window: _by_outcome(pairs, rows, window) for window in pairs.windows if window in ("crisis", "after", "all")}


def _by_outcome(pairs, rows, window):
    """Return {outcome: effect}; an effect also says in how many pairs the outcome was lower and higher."""
    found = {}
    for outcome in FAMILY:
        row = rows.get((pairs.scenario, pairs.baseline, outcome, window))
        if row is None:
            continue
        each = pairs.of(outcome, window=window)
        keys = ("difference", "low", "high", "n_pairs", "baseline_value", "larger_than_chance", "matters")
        found[outcome] = {**{key: _known(row[key]) for key in keys}, "lower_in": int((each < 0).sum()), "higher_in": int((each > 0).sum())}
    return found


def _known(value):
    """Return a cell of a table as a plain value, None where nothing is known."""
    return None if type(value).__name__ == "NAType" else bool(value) if isinstance(value, (bool, np.bool_)) else value


def _order(ensemble, ranked, limit):
    """Return what is known about the order of the ranking, by high distress over all days: neighbours, and each against the best."""
    order = []
    for place, worse in enumerate(ranked[1:], start=1):
        for better in dict.fromkeys((ranked[place - 1], ranked[0])):
            pairs = pairs_of(ensemble, better, worse)
            if pairs is not None:
                order.append({"better": better, "worse": worse, "neighbours": better == ranked[place - 1], **_ahead(pairs, limit)})
    return order


def _ahead(pairs, limit):
    """Return how far one policy is ahead of another: `sure` beyond chance, and `matters` by enough to matter."""
    each = pairs.of("high_distress")
    mean, low, high, _, n = (float(value) for value in paired_intervals(each))
    return {"difference": mean, "low": low, "high": high, "n_pairs": int(n), "lower_in": int((each < 0).sum()),
            "sure": bool(high < 0), "matters": bool(high < -limit)}


def rounded(value):
    """Return a tree of plain values: floats with 10 significant digits, None for what is not known."""
    if isinstance(value, dict):
        return {str(name): rounded(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(each) for each in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (float, np.floating)):
        return float(f"{value + 0.0:.10g}") if np.isfinite(value) else None
    if isinstance(value, (int, np.integer)):
        return int(value)
    return value if isinstance(value, str) else None
