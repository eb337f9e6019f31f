"""Small comparisons for tests: a scenario of twelve days to run, and studies whose numbers are written by hand."""

import numpy as np

from sim import load_text
from sim.studies.answer import Answer
from sim.studies.ensemble import Ensemble, Run

CRISIS = """
title = "Twelve days"
start = 2020-03-02
days = 12
[population]
people = 120
[[crisis]]
kind = "lockdown"
name = "short"
start = 2020-03-05
until = 2020-03-10
severity = 0.9
"""
HELPLINE = """
[[intervention]]
kind = "helpline"
name = "calls"
start = 2020-03-03
reach = 0.9
uptake = 1.0
capacity_per_1000 = 100.0
"""
OUTCOMES = ("distress", "loneliness", "high_distress", "high_distress_days", "cost")
GROUPS = ("everyone", "women", "students")


def small_scenarios(folder):
    """Write crisis.toml, helped.toml, reach_0.toml and disabled.toml to a folder and return their paths."""
    texts = {"crisis": CRISIS, "helped": CRISIS + HELPLINE, "reach_0": CRISIS + HELPLINE.replace("reach = 0.9", "reach = 0.0"),
             "disabled": CRISIS + HELPLINE + "enabled = false\n"}
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return [folder / f"{name}.toml" for name in texts]


def written_by_hand(changes, n_pairs=20, people=1000, women=500, students=20, seed=1):
    """Return an Answer on scenarios `crisis` and one per entry of `changes`, made of invented runs of two days.

    `changes` maps a scenario name to {outcome: {group: change}}; in pair r the change is 1 + r / 100 times as large. Without
    the crisis everything is 0.1 for levels and 0 for cost; the crisis adds 0.02.
    """
    first = load_text(CRISIS, name="crisis", days=2, set=["crisis.short.start=2020-03-03"])
    scenarios = [first, *(first.model_copy(update={"name": name, "title": f"Policy {name}"}) for name in changes), first.without_crises()]
    scored = np.repeat(np.array([people, women, students])[:, None], len(OUTCOMES), axis=1)
    runs = []
    for replicate in range(n_pairs):
        for scenario in scenarios:
            table = np.full((2, len(GROUPS), len(OUTCOMES)), 0.1 if scenario.name == "no_crisis" else 0.12)
            table[:, :, OUTCOMES.index("cost")] = 0.0
            for outcome, by_group in changes.get(scenario.name, {}).items():
                for group, change in by_group.items():
                    table[:, GROUPS.index(group), OUTCOMES.index(outcome)] += change * (1 + replicate / 100)
            runs.append(Run(scenario.name, replicate, 100 + replicate, scenario.hash(), table=table, people_scored=scored, outcomes=OUTCOMES,
                            groups=GROUPS, times=("2020-03-02", "2020-03-03"), n_people=people, people_represented=10 * people))
    return Answer(Ensemble(tuple(scenarios), seed, n_pairs, tuple(runs)), "noaber compare by hand")


def everywhere(change):
    """Return the same change for every group."""
    return dict.fromkeys(GROUPS, change)
