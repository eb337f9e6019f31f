"""Robust choice for the page: which policy does well in most worlds, what choosing it gives up, what a second one adds, and where it fails."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np

from .. import ScenarioError, box_where, robust_choice
from . import study_drawn, study_plane
from .study_names import Naming
from .study_told import Shown, shown, status_of
from .study_view import View
from .study_worth import doubt_told, duels_told, equals_of, named, policy_told, recommended, ties_told

_WORLDS_FOR_A_BOX = 20


@dataclass(frozen=True, eq=False)
class Choice:
    """The Robust choice of `sim.robust_choice`, the sentences on it, and whether runs are still to come."""

    found: object
    told: tuple[str, ...]
    so_far: bool = False


def choice_of(naming: Naming, view: View) -> Choice | None:
    """Return the choice among the policies of a study; None where there is nothing to choose, or nothing is finished."""
    if not any(name not in ("no_crisis", naming.results.cases[0]) for name in naming.results.cases):
        return None
    try:
        found = robust_choice(naming.results, view.outcome, view.window, view.group)
    except ScenarioError:
        return None
    return Choice(found, tuple(_sentences(naming, found)), bool(status_of(naming.results)["missing"]))


def _sentences(naming, found):
    first = naming.case(naming.results.cases[0])
    lead = recommended(naming, found)
    status = status_of(naming.results)
    if status["missing"]:
        lead = naming.say("so_far", done=naming.count(status["done"]), all=naming.count(status.total()), told=lead)
    counted = {"pairs": found.pairs, "first": first, "outcome": naming.outcome(found.outcome)}
    many = {"worlds": naming.count(len(found.worlds))}
    worlds = naming.say("world_alone", **counted) if len(found.worlds) == 1 else naming.say("worlds" if found.pairs > 1 else "worlds_one", **counted, **many)
    said = [worlds, lead]
    said += [*(policy_told(naming, each, found) for each in found.policies), *ties_told(naming, found)]
    for name, members in found.adds.items():
        for member, more in members.items():
            said.append(naming.say("adds" if more >= 0 else "takes", name=naming.case(name), member=naming.case(member), amount=naming.amount(abs(more), found.outcome)))
    if found.left_out:
        said.append(naming.say("worlds_left_out", count=found.left_out))
    return said


def policies_of(naming: Naming, choice: Choice) -> Shown:
    """Return what each policy gives across worlds."""
    found, unit = choice.found, naming.unit(choice.found.outcome)
    scale = naming.scale(found.outcome)
    heads = [naming.say("policy"), *(f"{naming.say(key)} ({unit})" for key in ("mean", "low_tenth", "high_tenth")), *(naming.say(key) for key in ("beats_nothing", "by_more_than_chance", "satisfies", "best"))]
    rows = [[naming.case(each.name), *(naming.plain(scale * part) for part in each.benefit), *map(naming.percent, (each.beats_nothing, each.surely, each.enough, each.best))]
            for each in found.policies]
    numbers = [[each.name, *each.benefit, each.beats_nothing, each.surely, each.enough, each.best] for each in found.policies]
    best = max(found.policies, key=lambda each: each.benefit[0])
    most = naming.say("most_on_average", name=named(naming, equals_of(found, best)), amount=naming.amount(best.benefit[0], found.outcome))
    said = [doubt_told(naming, found) if found.doubt else most if best.benefit[0] > 0 else naming.say("none_helps"), naming.say("benefit_is")]
    columns = ["policy", "mean_benefit", "low_tenth", "high_tenth", "better_than_nothing", "by_more_than_chance", "satisfies", "best"]
    return shown("policies", naming.say("policies"), said, study_drawn.policies(naming, found, _listed(rows, 4)), heads, rows, columns, numbers)


def duels_of(naming: Naming, choice: Choice) -> Shown | None:
    """Return how often each policy beats doing nothing, and each other."""
    found = choice.found
    names = [each.name for each in found.policies]
    shares = np.array([[found.of(name).beats_nothing, *(found.beats[name].get(other, np.nan) for other in names)] for name in names])
    rows = [[naming.case(name), *map(naming.percent, own)] for name, own in zip(names, shares, strict=True)]
    heads = [naming.say("beats"), naming.say("nothing"), *map(naming.case, names)]
    said = [naming.say("duels_how"), *duels_told(naming, found), *ties_told(naming, found)]
    return shown("duels", naming.say("duels"), said, study_drawn.duels(naming, names, shares, " ".join(said)), heads, rows, ["policy", "nothing", *names], [[name, *own] for name, own in zip(names, shares.tolist(), strict=True)])


def regrets_of(naming: Naming, choice: Choice) -> Shown:
    """Return what choosing each policy gives up against the best of each world."""
    found, scale = choice.found, naming.scale(choice.found.outcome)
    unit = naming.unit(found.outcome)
    rows = [[naming.case(each.name), naming.plain(scale * each.mean_regret), naming.plain(scale * each.worst_regret)] for each in found.policies]
    least = next(iter(found.worth_choosing), None)
    said = [naming.say("regret_is"), doubt_told(naming, found) if least is None else
            naming.say("regret_least", name=named(naming, equals_of(found, least)), mean=naming.amount(least.mean_regret, found.outcome), worst=naming.amount(least.worst_regret, found.outcome))]
    heads = [naming.say("policy"), f"{naming.say('on_average')} ({unit})", f"{naming.say('at_worst')} ({unit})"]
    numbers = [[each.name, each.mean_regret, each.worst_regret] for each in found.policies]
    return shown("regret", naming.say("regret"), said, study_drawn.regrets(naming, found, _listed(rows, 3)), heads, rows, ["policy", "mean_regret", "worst_regret"], numbers)


def box_of(naming: Naming, view: View, choice: Choice) -> Shown | None:
    """Return where the policy with the least regret stops being the best."""
    results, found, title = naming.results, choice.found, naming.say("box")
    if not results.factors or found.doubt:
        return None  # where no policy makes a difference that matters, none stops being the best
    policy = found.worth_choosing[0].name
    loses, name = ~found.wins[:, found.names.index(policy)], naming.case(policy)
    if not loses.any():
        return shown("box", title, [naming.say("always_best", name=name, worlds=len(loses)) if len(loses) > 1 else naming.say("best_in_one", name=name)])
    said, box = [naming.say("not_best_in", name=name, count=int(loses.sum()), worlds=len(loses))], None
    if len(loses) < _WORLDS_FOR_A_BOX:
        said.append(naming.say("few_worlds", least=_WORLDS_FOR_A_BOX))
    elif not find_spec("ema_workbench"):
        said.append(naming.say("install", what="EMA Workbench"))
    else:
        box = box_where(results, found.worlds, loses)
        said.append(_of_box(naming, name, box) if box else naming.say("no_box"))
    limits = box.limits if box else {}
    heads = [*(naming.factor(each.label) for each in results.factors), naming.say("is_best", name=name)]
    rows = [[*map(naming.value, results.points[world]), naming.say("no" if lost else "yes")] for world, lost in zip(found.worlds, loses, strict=True)]
    numbers = [[*results.points[world], not lost] for world, lost in zip(found.worlds, loses.tolist(), strict=True)]
    picture = _box_picture(naming, view, found, loses, limits, policy, " ".join(said))
    return shown("box", title, said, picture, heads, rows, [*(each.label for each in results.factors), f"{policy} is best"], numbers)


def _box_picture(naming, view, found, loses, limits, policy, words):
    """Draw worlds over the two factors that mark the box off, or those looked at."""
    results = naming.results
    wanted = list(dict.fromkeys([*limits, view.across, view.up, *(each.label for each in results.factors)]))
    places = [k for name in wanted for k, each in enumerate(results.factors) if each.label == name][:2]
    points = [tuple(results.points[world][k] for k in places) for world in found.worlds]
    if len(places) < 2 or any(value is None for row in points for value in row):
        return None
    return study_drawn.worlds(naming, tuple(results.factors[k] for k in places), points, loses, limits, policy, words)


def _of_box(naming, name, box):
    where = naming.listed([_limit(naming, label, ends) for label, ends in box.limits.items()])
    return naming.say("box_where", name=name, where=where, density=naming.percent(box.density), coverage=naming.percent(box.coverage))


def _limit(naming, label, ends):
    results = naming.results
    place = next(k for k, each in enumerate(results.factors) if each.label == label)
    factor, called = results.factors[place], naming.factor(label)
    if len(ends) != 2 or study_plane.is_named(factor):
        return naming.say("limit_is", factor=called, values=", ".join(naming.value(each) for each in ends))
    low, high, *tried = [study_plane.as_number(factor, each) for each in ends] + [study_plane.as_number(factor, row[place]) for row in results.points]
    span = (max(tried) - min(tried)) / 50
    above, below = low > min(tried) + span, high < max(tried) - span
    key = "limit_between" if above and below else "limit_above" if above else "limit_below"
    return naming.say(key, factor=called, low=naming.value(ends[0]), high=naming.value(ends[1]))


def _listed(rows, columns):
    return "; ".join(" ".join(row[:columns]) for row in rows)
