"""Write docs/trajectories.md: how many people are resilient, recover, begin late or stay stressed in the Netherlands of 2020 and 2021.

    python experiments/trajectories.py --people 2000 --seeds 3
"""

import argparse
from pathlib import Path

import numpy as np

from sim import load_scenario
from sim.run import run
from sim.studies.code import model_digest
from sim.studies.trajectories import COURSES, Sorting, Trajectories

SCENARIO, LINES = "netherlands_2020", (0.25, 0.5, 1.0)
PAGE = Path(__file__).resolve().parents[1] / "docs/trajectories.md"
SHOWN = ("everyone", "age 18-24", "age 75+", "living alone", "low mood")
TEXT = """# Courses of stress: a check of shape

Made by `python experiments/trajectories.py --people {people} --seeds {seeds}`; do not edit by hand. Digest of the model's code: `{digest}`. `noaber run {scenario} --trajectories --out DIR` gives the table of one run.

After a potential trauma resilience is the modal course: it was observed in 63 of 67 cases, recovery in 49, chronic stress in 47 (Galatzer-Levy, Huang & Bonanno 2018, Clin Psychol
Rev 63:41, of which the abstract was read). The review counts where a course was found, and its studies sort people by latent growth curves, most of them after events that strike some people and
not others. So this compares shape alone: is the resilient course the commonest, by whatever line? No number here was fitted to it, and no range is asked for.

In `{scenario}` ({people:,} people, {seeds} seeds) **{verdict}** {second} A person is stressed while the effect of the crisis on distress, as a mean of four weeks, is at or above
a line. Resilient: never. Recovering: for a time, but not in the last four weeks. Chronic: in the last four weeks, begun in the first half year; delayed: begun later.
**What is classed is the effect of the crisis alone, not how distressed a person is.** Somebody who was distressed before, is as distressed all along and is not made worse counts as resilient here; in the
studies of the review, which sort levels, most would be in a chronic or high class. That is why nearly all people low in mood are resilient and hardly any chronic in the table by group: their mood was low before, and the model's crisis
adds less to it than to others'. The shares say what the crisis adds, and nothing about how many people are well. The line of half an SD and the half year are
assumptions, so the shares are shown under other lines too. They are shares of people of 12 and over, mean over seeds, with the lowest and the highest seed.

{lines}

By group, with the line at {line} SD:

{groups}

The run ends on 30 June 2021, while measures still end; who is counted as chronic or delayed need not stay so.
"""

AS_PUBLISHED = "as in the review, where recovery is the next that was found most often (a class of effects, not of levels: see below)."
UNLIKE = ("unlike in the review, where recovery is the next that was found most often: **the published order is not met beyond its first place.** Here the heavier half of the crisis comes "
          "in its second year, and the run ends before all is over.")


def main():
    """Run, sort, and write the page."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--people", type=int, default=2000)
    asked.add_argument("--seeds", type=int, default=3)
    asked = asked.parse_args()
    found = [shares(seed, asked.people) for seed in range(1, asked.seeds + 1)]
    middle, everyone = Sorting().line, {line: np.array([each[line]["everyone"] for each in found]) for line in LINES}
    modal = [line for line in LINES if everyone[line].mean(axis=0).argmax() == 0]
    verdict = ("the resilient course is the commonest under each of the lines tried." if len(modal) == len(LINES) else
               f"the resilient course is the commonest with the line at {', '.join(map(str, modal)) or 'none of those tried'}{' SD, and not under the others' if modal else ''}.")
    after = COURSES[1 + everyone[middle].mean(axis=0)[1:].argmax()]
    second = f"After it comes the {after} course (line at {middle} SD), {AS_PUBLISHED if after == 'recovering' else UNLIKE}"
    by_group = [[group, *cells(np.array([each[middle][group] for each in found]))] for group in SHOWN if group in found[0][middle]]
    PAGE.write_text(TEXT.format(scenario=SCENARIO, verdict=verdict, second=second, line=middle, lines=table("line, SD", [[line, *cells(everyone[line])] for line in LINES]),
                                groups=table("group", by_group), digest=model_digest(), **vars(asked)), encoding="utf-8")
    print(f"Written: {PAGE.name}")


def shares(seed, people):
    """Return {line: {group: [share of each course]}} of one run."""
    watchers = {line: Trajectories(Sorting(line=line)) for line in LINES}
    run(load_scenario(SCENARIO, people=people), seed, each=lambda world, today: [watch(world, today) for watch in watchers.values()])
    return {line: {group: part.set_index("trajectory")["share"][list(COURSES)].tolist() for group, part in watch.table().groupby("group")}
            for line, watch in watchers.items()}


def cells(found):
    """Return texts 'mean % (lowest to highest)' of float64 (n_seeds, n_courses)."""
    low, high = found.min(axis=0), found.max(axis=0)
    return [f"{100 * mean:.1f} % ({100 * a:.1f} to {100 * b:.1f})" for mean, a, b in zip(found.mean(axis=0), low, high, strict=True)]


def table(first, rows):
    """Return a table in Markdown, a column for each course."""
    head = [first, *COURSES]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in [head, ["---"] * len(head), *rows])


if __name__ == "__main__":
    main()
