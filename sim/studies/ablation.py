"""Which mechanism is needed for which fact: the table of facts with each mechanism switched off in turn, in small runs.

A fact counts as needing a mechanism if its numbers lie in their ranges with all mechanisms, and one of them outside without it.
Small runs are enough for that: the people and their luck are the same with and without.
"""

from dataclasses import dataclass

from ..run import mechanisms_of
from ..timeline.load import load_scenario
from .facts.living import tasks_for
from .validate import answered, facts_named, table_of

SCENARIOS = ("lockdown", "lockdown_year", "baseline")  # whose facts are asked for where none is named: short ones


@dataclass(frozen=True)
class Ablation:
    """`whole` is the Validation with all mechanisms, `without` {mechanism: Validation without it}."""

    whole: object
    without: dict
    stopped: bool

    def needed(self):
        """Return a list of (mechanism, fact, part, value with it, value without it) in order of the catalogue."""
        found = []
        for mechanism, reduced in self.without.items():
            for each, less in zip(self.whole.facts, reduced.facts, strict=True):
                for with_it, without_it in zip(each.parts, less.parts, strict=False):
                    if not with_it.part.reported and with_it.part.holds(with_it.value) and not with_it.part.holds(without_it.value):
                        found.append((mechanism, each.fact.name, with_it.part.text, with_it.value, without_it.value))
        return found


def ablate(names=(), people=1_000, replicates=3, seed=1, *, mechanisms=(), jobs=1, settings=(), plugins=(), progress=None, stop=None):
    """Return the Ablation of the facts named; of those of SCENARIOS that do not take a year if none is.

    `mechanisms` names those switched off in turn, all that are on if it is empty; other parameters are as in `validate`.
    """
    facts = facts_named(names) if names else [each for each in facts_named(()) if each.scenario in SCENARIOS and not each.trial and each.name != "C11"]
    off = {"": tuple(settings)}
    for scenario in dict.fromkeys(each.scenario for each in facts):
        for name in (each.name for each in mechanisms_of(load_scenario(scenario, set=list(settings)))):
            if not mechanisms or name in mechanisms:
                off[name] = (*settings, f"mechanisms.{name}=false")
    tasks = [task for each in off.values() for task in tasks_for(facts, seed, people, replicates, each)]
    found, errors = answered(tasks, jobs, plugins, progress, stop)
    tables = {name: table_of(facts, {task: answer for task, answer in found.items() if task.settings == each}, seed, errors, each)
              for name, each in off.items()}
    whole = tables.pop("")
    return Ablation(whole, tables, sum(map(bool, found.values())) + len(errors) < len(tasks))


def ablation_text(found):
    """Return the Ablation as a table in text: a line for each mechanism and the facts that need it."""
    by_mechanism = {}
    for mechanism, *rest in found.needed():
        by_mechanism.setdefault(mechanism, []).append(rest)
    lines = [f"{'without':<24} facts no longer in range (with it, without it)", "-" * 100]
    for mechanism in found.without:
        told = [f"{fact}: {text}, {with_it:.3g}, {without_it:.3g}" for fact, text, with_it, without_it in by_mechanism.get(mechanism, ())]
        lines += [f"{mechanism if not place else '':<24} {line}" for place, line in enumerate(told or ["-"])]
    outside = [each.fact.name for each in found.whole.facts if any(not one.part.holds(one.value) for one in each.parts if not one.part.reported)]
    return "\n".join([*lines, "", f"Out of range with all mechanisms, in these small runs: {', '.join(outside) or 'none'}."])
