"""Draw the mean-field equations and the simulation of many people who are alike, side by side, through a crisis given day by day."""

import argparse
from pathlib import Path

import numpy as np

from sim import load_scenario
from sim.core.chance import run_seed
from sim.run import mechanisms_of
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
    """Draw each quantity: equations as a line, the simulation as a band of two standard errors."""
    import matplotlib
    matplotlib.use("svg")
    import matplotlib.pyplot as plt
    matplotlib.rcParams["svg.hashsalt"] = "noaber"
    figure, axes = plt.subplots(2, 3, figsize=(12, 6), sharex=True)
    mean, error = found.mean(axis=0), found.std(axis=0, ddof=1) / len(found) ** 0.5
    for k, (axis, name) in enumerate(zip(axes.flat, SHOWN, strict=True)):
        axis.fill_between(range(len(PATH)), mean[:, k] - 2 * error[:, k], mean[:, k] + 2 * error[:, k], alpha=0.4, label="simulation, mean and 2 standard errors")
        axis.plot(solved[name], lw=1, color="black", label="differential equations")
        axis.set(title=SHOWN[name], xlabel="day")
    axes[0, 0].legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def main():
    """Solve, simulate, draw, and print how far the two lie apart."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=2_000)
    asked.add_argument("--replicates", type=int, default=8)
    asked.add_argument("--out", type=Path, default=Path("docs/mean_field.svg"))
    given = asked.parse_args()
    scenario = part_of(load_scenario("baseline", days=len(PATH)))
    limit = MeanField({each.name: each for each in mechanisms_of(scenario)}, scenario.feelings, USUAL)
    solved, in_days = limit.solve(PATH), limit.in_days(PATH)
    found = simulated(scenario, given.people, given.replicates)
    picture(solved, found, given.out)
    error = found.std(axis=0, ddof=1) / len(found) ** 0.5
    for k, name in enumerate(SHOWN):
        day = np.abs(found.mean(axis=0)[:, k] - solved[name]).argmax()
        print(f"{SHOWN[name]}: farthest apart on day {day}: equations {solved[name][day]:.4f}, in days {in_days[name][day]:.4f},"
              f" simulation {found[:, day, k].mean():.4f} (standard error {error[day, k]:.4f})")


if __name__ == "__main__":
    main()
