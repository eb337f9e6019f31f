"""Answers of a study in sentences and tables, for people who asked and not for statisticians."""

import math

from ..amounts import plain
from .boxes import box_where
from .sensitivity import PARTS

MEASURES = {"S1": "alone", "ST": "with all its interactions", "mu_star": "mean change over its range", "sigma": "how uneven that change is",
            "rank_correlation": "rank correlation", "change": "highest less lowest"}
BRACKETS = {"sobol": "over groups of points (resampled)", "morris": "over trajectories (resampled)"}
DOUBTED = {
    "none_affordable": "No policy is affordable in any world",
    "none_helps_anywhere": "No policy does better than doing nothing in any world",
    "none_reaches_anywhere": "No policy makes a difference that matters (at least {amount}) in any world",
    "none_helps_on_average": "No policy that matters anywhere does better than doing nothing on average",
}
PEOPLE = "share of people"
SHOWN = 12  # factors in a table


def sensitivity_tables(found):
    """Return [(title, head, rows)]: for each quantity the factors, those that matter most first."""
    tables = []
    for quantity in dict.fromkeys(each.quantity for each in found.indices):
        own = [each for each in found.indices if each.quantity == quantity]
        measures = list(dict.fromkeys(each.measure for each in own))
        main = "ST" if "ST" in measures else measures[0]
        order = sorted((each for each in own if each.measure == main), key=lambda each: -abs(each.value))[:SHOWN]
        by_factor = {(each.factor, each.measure): each for each in own}
        rows = [[each.factor, *(_with_interval(by_factor[each.factor, measure]) for measure in measures)] for each in order]
        tables.append((quantity, ["factor", *(heading_of(measure) for measure in measures)], rows))
    return tables


def heading_of(measure):
    """Return how tables and axes call a measure, such as "S1 (alone)"."""
    said = MEASURES[measure]
    return said if said == measure.replace("_", " ") else f"{measure} ({said})"


def sensitivity_sentences(found):
    """Return a list of sentences: what matters, how much is luck, and whether the ranking of policies holds."""
    said = [_what_matters(found, quantity) for quantity in dict.fromkeys(each.quantity for each in found.indices)]
    for quantity, share in found.luck.items():
        if not math.isnan(share):
            said.append(f"{quantity}: {share:.0%}{_around(found.luck_intervals.get(quantity))} of the variance between single runs is luck, "
                        "the same point under other seeds.")
    if found.luck and all(math.isnan(low) for low, _ in found.luck_intervals.values()) and any(0 < share < 1 for share in found.luck.values()):
        said.append("How sure the share of luck is cannot be told: it takes 3 replicates or more.")
    if found.ranking:
        said.append(_ranking(found.ranking))
    if found.left_out:
        said.append(f"{found.left_out:,} of the {PARTS.get(found.kind, 'points')} left out, because runs of them failed or are missing.")
    if found.luck_of_runs:
        said.append(f"Luck is a factor here: each of the {found.n_points:,} points is run once in each scenario. Points that coincide share their runs, "
                    f"so that there are {found.luck_of_runs:,} runs.")
    if found.indices:
        said.append("In brackets: the lowest and the highest mean, against the scenario as it is." if found.kind == "one_at_a_time" else
                    "In brackets: 95 % intervals, " + BRACKETS.get(found.kind, "over points") + ".")
    if found.n_points > 1:
        said = [f"{quantity}: {why}." for quantity, why in found.silent.items()] + said
    return [each for each in said if each]


def _around(interval):
    return "" if interval is None or math.isnan(interval[0]) else f" ({interval[0]:.0%} to {interval[1]:.0%})"


def _what_matters(found, quantity):
    measures = {each.measure for each in found.indices}
    main = next(each for each in ("ST", "mu_star", "rank_correlation", "change") if each in measures)
    order = sorted((each for each in found.indices if (each.quantity, each.measure) == (quantity, main)), key=lambda each: -abs(each.value))
    if not order or order[0].value == 0:
        return f"{quantity}: none of the factors changes it."
    # From what an interval says to be above nothing; half of the first is a rule of thumb where there is none.
    much = [each for each in order if abs(each.value) >= abs(order[0].value) / 2 and not each.low <= 0 <= each.high or main == "change" and each is order[0]]
    little = [each.factor for each in order if abs(each.value) < abs(order[0].value) / 10]
    told = f"{quantity}: " + (f"most depends on {_listed([each.factor for each in much])}" if much else "no factor stands out from chance")
    return told + (f"; {_listed(little)} matter{'s' if len(little) == 1 else ''} hardly or not at all." if little else ".")


def _ranking(ranking):
    best = ranking["policies"][0]
    if ranking["no_difference"]:
        return f"No difference: {_listed(ranking['policies'])} come out exactly the same at all {ranking['points']:,} points, so there is no ranking."
    order = best + "".join(f"{' = ' if tied else ', '}{name}" for name, tied in zip(ranking["policies"][1:], ranking["tied"], strict=True))
    told = "" if ranking["reached"] else f"No policy makes a difference that matters ({_size(ranking['matters'], ranking['unit'])}) at any point. "
    told += (f"From best to worst over all {ranking['points']:,} points: {order}{' (=: no difference)' * any(ranking['tied'])}. The same ranking holds at "
            f"{ranking['same']:.0%} of the points; {best} is the best at {ranking['best'][best]:.0%}")
    rival = max((name for name in ranking["policies"][1:]), key=lambda name: ranking["best"][name])
    told += f", {rival} at {ranking['best'][rival]:.0%}." if ranking["best"][rival] else "."
    if not math.isnan(ranking["by_luck"]):
        told += f" Under single seeds the ranking is the same in {ranking['by_luck']:.0%}."
    if ranking["matters"] is not None:
        told += f" {best} leads the next by a difference that matters ({_size(ranking['matters'], ranking['unit'])}) at {ranking['ahead']:.0%} of the points."
    return told


def robust_sentences(found, results):
    """Return a list of sentences on a Robust choice."""
    n, first = len(found.worlds), results.cases[0]
    luck = " under the luck that is a factor of the study" if results.about["document"]["lucks"] else ""
    said = [f"In {n:,} worlds, each with {found.pairs} pair{'s' * (found.pairs > 1)} of runs{luck}, against {first} as it is; what counts is {found.outcome}."]
    chosen = found.worth_choosing
    said = [_doubt(found), *said, *(_of_policy(each, found) for each in found.policies)]
    for a in found.policies:
        for b in found.policies:
            share = found.beats.get(a.name, {}).get(b.name)
            if share is not None and a.name < b.name and share == found.beats[b.name][a.name] == 0:
                said.append(f"There is no difference between {a.name} and {b.name} in any world.")
            elif share is not None and a.name < b.name:
                first_, second, share = (a.name, b.name, share) if share >= 0.5 else (b.name, a.name, found.beats[b.name][a.name])
                said.append(f"{first_} beats {second} in {share:.0%} of the worlds.")
    for name, members in found.adds.items():
        for member, more in members.items():
            said.append(f"{name} gives {_amount(more, found)} more than {member} alone." if more >= 0 else f"{name} gives {_amount(-more, found)} less than {member} alone.")
    if chosen:
        said += [_choice(chosen), _box(found, results, chosen[0])]
    if found.left_out:
        said.append(f"{found.left_out} world{'s' * (found.left_out > 1)} left out, because runs failed or are missing.")
    return [each for each in said if each]


def _of_policy(policy, found):
    mean, low, high = policy.benefit
    told = (f"{policy.name} is better than nothing in {policy.beats_nothing:.0%} of the worlds: by {_amount(mean, found)} on average, "
            f"{_amount(low, found)} to {_amount(high, found)} in all but the extreme tenths")
    if not math.isnan(policy.surely):
        told += f"; by more than chance in {policy.surely:.0%}"
    if found.threshold:
        told += f"; by at least {_amount(found.threshold, found)} in {policy.enough:.0%}"
    if found.budget is not None:
        told += f"; affordable in {policy.affordable:.0%}"
    return told + f". Best choice in {policy.best:.0%}; choosing it gives up {_amount(policy.mean_regret, found)} on average and {_amount(policy.worst_regret, found)} at worst."


def _doubt(found):
    """Return why no policy is recommended, "" where one is."""
    return found.doubt and DOUBTED[found.doubt].format(amount=_amount(found.threshold, found)) + ", so none is recommended."


def _choice(policies):
    by_mean, by_worst = policies[0], min(policies, key=lambda each: each.worst_regret)
    if by_mean.name == by_worst.name:
        return f"Whoever wants to regret least chooses {by_mean.name}: it gives up least on average and least in the worst world."
    return f"{by_mean.name} gives up least on average, {by_worst.name} least in the worst world; which counts is not for the model to say."


def _box(found, results, policy):
    """Say where the policy with the least regret stops being the best."""
    k = found.names.index(policy.name)
    loses = ~found.wins[:, k]
    if not loses.any():
        return f"{policy.name} is the best in every world tried."
    box = box_where(results, found.worlds, loses)
    if box is None:
        return f"It is not the best in {int(loses.sum()):,} of {len(loses):,} worlds; no range of the factors marks them off."
    where = " and ".join(_limit(name, ends, results) for name, ends in box.limits.items())
    return f"{policy.name} mostly stops being the best where {where}: {box.density:.0%} of the worlds there, and {box.coverage:.0%} of all in which it is not."


def _limit(name, ends, results):
    factor = next(each for each in results.factors if each.label == name)
    if len(ends) != 2 or isinstance(ends[0], str):
        return f"{name} is {' or '.join(map(str, ends))}"
    values = [row[results.factors.index(factor)] for row in results.points]
    low, high = min(values), max(values)
    span = (high - low) / 50
    above, below = ends[0] > low + span, ends[1] < high - span
    if above and below:
        return f"{name} lies from {ends[0]} to {ends[1]}"
    return f"{name} is above {ends[0]}" if above else f"{name} is below {ends[1]}"


def _with_interval(index):
    known = f"{index.value:.3g}"
    return known if math.isnan(index.low) else f"{known} ({index.low:.2g} to {index.high:.2g})"


def _amount(value, found):
    return _size(value, found.unit)


def _size(value, unit):
    return f"{plain(value * 1000, 1)} in 1,000 people" if unit == PEOPLE else f"{value:.3g} {unit}"


def _listed(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
