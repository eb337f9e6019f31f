"""Hold the mean-field equations against the simulation of many people who are alike, through a crisis; writes docs/mean_field.md and its picture."""

import argparse
from pathlib import Path

import numpy as np

from sim import load_scenario
from sim.core.chance import run_seed
from sim.run import mechanisms_of
from sim.studies import mean_field
from sim.studies.code import model_digest
from sim.studies.mean_field import Given, MeanField, alike_morning, lived, part_of

SHOWN = {"company": "company, share of usual", "need": "need, share", "support": "support, share", "worry": "effect on worry, SD",
         "low_mood": "effect on low mood, SD", "loneliness_effect": "effect on loneliness, SD"}
USUAL = 20 * 0.3 * 0.5  # friends, chance to meet one, strength of a tie: those of population.well_mixed
PATH = [Given()] * 10 + [Given(open=0.25, threat=0.8)] * 56 + [Given(open=0.7, threat=0.3)] * 42 + [Given()] * 72


def simulated(scenario, people, replicates, seed=1):
    """Return float64 (replicates, n_days, n_shown): means of the simulation, each run against ordinary days of the same people."""
    found, ordinary = [], [Given()] * len(PATH)
    rest = MeanField({each.name: each for each in mechanisms_of(scenario)}, scenario.feelings, USUAL).in_days(ordinary)
    for replicate in range(replicates):
        morning = alike_morning(scenario, people, run_seed(seed, replicate))
        paired = lived(scenario, morning, PATH, USUAL) - lived(scenario, morning, ordinary, USUAL) + rest
        found.append(paired[list(SHOWN)].to_numpy())
    return np.array(found)


def picture(solved, found, file):
    """Draw each quantity: equations as a line, the simulation as points with two standard errors."""
    import matplotlib
    matplotlib.use("svg")
    import matplotlib.pyplot as plt
    matplotlib.rcParams["svg.hashsalt"] = "noaber"
    figure, axes = plt.subplots(2, 3, figsize=(12, 6), sharex=True)
    mean, error = found.mean(axis=0), found.std(axis=0, ddof=1) / len(found) ** 0.5
    for k, (axis, name) in enumerate(zip(axes.flat, SHOWN, strict=True)):
        axis.plot(solved[name], lw=1, color="black", label="differential equations")
        axis.errorbar(range(0, len(PATH), 6), mean[::6, k], 2 * error[::6, k], fmt=".", ms=4, label="simulation, 2 standard errors")
        axis.set(title=SHOWN[name], xlabel="day")
    axes[0, 0].legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def document(solved, in_days, found, people):
    """Return docs/mean_field.md as text: the equations, and for each quantity the day on which they lie farthest from the simulation."""
    error, rows = found.std(axis=0, ddof=1) / len(found) ** 0.5, []
    for k, name in enumerate(SHOWN):
        mean = found.mean(axis=0)[:, k]
        day, late = np.abs(mean - solved[name]).argmax(), np.abs(mean - in_days[name]).argmax()
        rows.append(f"| {SHOWN[name]} | {day} | {solved[name][day]:.4f} | {mean[day]:.4f} | {late} | {in_days[name][late]:.4f} | {mean[late]:.4f} | {error[late, k]:.4f} |")
    return "\n\n".join([
        "# The mean-field limit",
        f"Made by `python experiments/mean_field.py`; do not edit by hand. Digest of the model's code: `{model_digest()}`.", mean_field.__doc__.strip(),
        f"{len(found)} runs of {people:,} people who are alike, each against ordinary days of the same people; a crisis with a quarter of meetings and a threat of 0.8 from"
        " day 10, seven tenths and 0.3 from day 66, over on day 108. For each quantity the day on which the simulation lies farthest from the differential equations,"
        " and from the same equations taken in days.", "![Equations and simulation](mean_field.svg)",
        "| quantity | day | equations | simulation | day | in days | simulation | standard error |\n|" + "---|" * 8 + "\n" + "\n".join(rows)]) + "\n"


def main():
    """Solve, simulate, and write the page and its picture."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=2_000)
    asked.add_argument("--replicates", type=int, default=8)
    asked.add_argument("--folder", type=Path, default=Path("docs"))
    given = asked.parse_args()
    scenario = part_of(load_scenario("baseline", days=len(PATH)))
    limit = MeanField({each.name: each for each in mechanisms_of(scenario)}, scenario.feelings, USUAL)
    solved, in_days = limit.solve(PATH), limit.in_days(PATH)
    found = simulated(scenario, given.people, given.replicates)
    picture(solved, found, given.folder / "mean_field.svg")
    text = document(solved, in_days, found, given.people)
    (given.folder / "mean_field.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
