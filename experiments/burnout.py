"""Search for a burnout regime as in Fontanari 2021 and write what was found to docs/burnout.md and docs/burnout.svg.

Fontanari's abstract (Physica A 584:126367): with fewer, poorer or shorter contacts mean loneliness diverges although only a
fraction of people is lonely at any time. Feelings of this model are bounded, so the sign of such a regime would be a jump of
mean loneliness to a second level, or a state that depends on where one began. Both are looked for, from low and from high.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from sim import load_scenario
from sim.core.conditions import Conditions
from sim.core.feelings import FACETS, STRONGLY_LONELY
from sim.core.layers import CHANNELS, SETTINGS
from sim.groups import eligible
from sim.mechanisms.company import Company
from sim.mechanisms.withdrawal import Withdrawal
from sim.run import first_morning, mechanisms_of
from sim.step import step
from sim.studies.code import model_digest
from sim.studies.mean_field import Given, MeanField, part_of
from sim.world import World

LEFT = (1.0, 0.75, 0.5, 0.25, 0.1, 0.0)  # of usual number or quality
STRENGTHS = (Withdrawal().strength, 0.4, 1.2)  # of withdrawal: as shipped, top of the declared range, three times that
HIGH = 3.5  # SD of each facet where a run begins from high; effects saturate near 4
APART, JUMP = 0.1, 0.5  # SD: ends that differ by the start; a step of the scan that would be a jump
SENSITIVITIES = (1.0, 3.0)
BEYOND = 1.2  # of the strength from which the loop of the mean-field limit closes


class ThinCompany(Company):
    """Company of which each contact gives only a share, because it is poor or short."""

    worth: float = 1.0

    def exchange(self, today):
        """Hand over a share of the company."""
        return {name: replace(passing, weight=passing.weight * self.worth) for name, passing in super().exchange(today).items()}


class FewerContacts:
    """Conditions of every day: a share of contacts outside the household left, by any channel."""

    def __init__(self, share):
        self._share = share

    def conditions_at(self, clock):
        """Return the Conditions of a step."""
        conditions = Conditions(clock=clock)
        editor = conditions.within(np.array([True]))
        for setting in SETTINGS[1:]:
            for channel in CHANNELS:
                editor.open(setting, self._share, channel)
        return conditions


def long_run(scenario, morning, number, quality, strength, begin):
    """Return (mean effect on loneliness in SD, share strongly lonely) of the last 28 days, begun from rest or from `begin` SD."""
    changed = {"withdrawal": {"strength": strength}}
    mechanisms = [each.model_copy(update=changed.get(each.name, {})) for each in mechanisms_of(scenario)]
    mechanisms = [ThinCompany.model_construct(**each.model_dump(), worth=quality) if each.name == "company" else each for each in mechanisms]
    world = World(scenario, morning.population, mechanisms, morning.seed, morning.usual, eligible)
    world.calendar = FewerContacts(number)
    if begin:
        scored = world.scored.astype(np.float32)
        world.state |= {facet: np.float32(begin) * scored for facet in FACETS}
        world.state["need"] = np.ones_like(scored)
    grown, ends = morning.population.traits.age >= 15, []
    for day in range(scenario.days):
        today = step(world)
        if day >= scenario.days - 28:
            feelings = today.feelings
            ends.append([feelings.loneliness_effect[grown].mean(), (feelings.loneliness[grown] > STRONGLY_LONELY).mean()])
    return np.mean(ends, axis=0)


def simulated(people, days, seed=1):
    """Return a DataFrame: one row for each kind of thinning, strength of withdrawal and share left, from low and from high."""
    import pandas as pd
    scenario = load_scenario("baseline", people=people, days=days)
    morning, rows = first_morning(scenario, seed), []
    for what in ("number", "quality"):
        for strength in STRENGTHS:
            for left in LEFT:
                number, quality = (left, 1.0) if what == "number" else (1.0, left)
                low, high = (long_run(scenario, morning, number, quality, strength, begin) for begin in (0.0, HIGH))
                rows.append((what, strength, left, low[0], high[0], low[1], high[1]))
    return pd.DataFrame(rows, columns=["thinned", "withdrawal", "left", "from low", "from high", "lonely from low", "lonely from high"])


def in_the_limit():
    """Return a DataFrame of the mean-field limit: levels from low and high, and the growth of a small disturbance, by sensitivity."""
    import pandas as pd
    rows = []
    for sensitivity in SENSITIVITIES:
        for strength in (*STRENGTHS, BEYOND * closing_strength(sensitivity)):
            limit = limit_of(strength, sensitivity)
            top = np.array([1.0, limit.usual_support, *[HIGH] * 4])
            nudged = limit.at_rest() + np.array([0, 0, *[0.01] * 4])  # exactly at rest nothing would move, stable or not
            for left in LEFT:
                low, high = (limit.effects(limit.settled(Given(open=left), start))[1] for start in (nudged, top))
                rows.append((sensitivity, round(strength, 2), left, low, high, limit.growth() if left == 1 else np.nan))
    return pd.DataFrame(rows, columns=["sensitivity", "withdrawal", "left", "from low", "from high", "growth"]).round(6)


def limit_of(strength, sensitivity):
    """Return the MeanField of people of one sensitivity under a strength of withdrawal."""
    scenario = part_of(load_scenario("baseline"), withdrawal={"strength": strength})
    return MeanField({each.name: each for each in mechanisms_of(scenario)}, scenario.feelings, sensitivity=sensitivity)


def closing_strength(sensitivity, low=0.0, high=50.0):
    """Return the strength of withdrawal from which on small disturbances of ordinary days grow in the mean-field limit, by bisection."""
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (low, middle) if limit_of(middle, sensitivity).growth() > 0 else (middle, high)
    return high


def largest_step(levels):
    """Return the largest rise of loneliness between neighbouring points of a scan."""
    return float(np.diff(levels).max())


def found_in(table, by):
    """Return (whether ends depend on the start, whether there is a jump, largest difference, largest step) of a scan."""
    apart = float((table["from high"] - table["from low"]).max())
    steps = max(largest_step(part["from low"].to_numpy()) for _, part in table.groupby(by))
    return apart > APART, steps > JUMP, apart, steps


def verdict(table, limit, people, days):
    """Return the sentences that say what was found."""
    depends, jumps, apart, steps = found_in(table, ["thinned", "withdrawal"])
    shipped = table[table.withdrawal == STRENGTHS[0]]
    worst, usual = shipped.loc[shipped["from low"].idxmax()], shipped.iloc[0]
    said = ["**No burnout regime was found in the whole model.**" if not depends and not jumps else
            "**Part of a burnout regime was found in the whole model.**"]
    said.append(f"In {people:,} people over {days} days the end depends on the start by at most {apart:.2f} SD (counted as a second level from {APART} SD),"
                f" and the largest rise between neighbouring points is {steps:.2f} SD (counted as a jump from {JUMP} SD).")
    said.append(f"With the parameters as shipped, the worst thinning ({worst.thinned} at {worst.left:.0%} of usual) raises mean loneliness by {worst['from low']:.2f} SD"
                f" and the strongly lonely from {usual['lonely from low']:.1%} to {worst['lonely from low']:.1%}: many, never all.")
    for sensitivity, part in limit.groupby("sensitivity"):
        closing, beyond = closing_strength(sensitivity), part[part.growth > 0]
        said.append(f"In the mean-field limit of people of sensitivity {sensitivity:g} (the mean is 1) small disturbances of ordinary days grow from a withdrawal of"
                    f" {closing:.2f} on, {closing / STRENGTHS[0]:.0f} times the one shipped ({STRENGTHS[0]}; declared range up to {STRENGTHS[1]}).")
        said += [f"At {BEYOND} times that, undisturbed days settle at {each['from low']:.2f} SD of loneliness from low and {each['from high']:.2f} from high, where"
                 f" no meetings at all would give {part['from low'].max():.2f}." for _, each in beyond.iterrows()]
    if (limit["from high"] - limit["from low"]).max() <= APART:
        said.append("The end depends nowhere on the start: beyond that strength loneliness leaves zero without a jump, a continuous transition as Fontanari's"
                    " abstract reports, but far outside what is assumed of people here.")
    return said


def document(table, limit, people, days):
    """Return docs/burnout.md as text."""
    def rows(frame, columns):
        head = "| " + " | ".join(columns) + " |\n|" + "---|" * len(columns) + "\n"
        return head + "".join("| " + " | ".join(f"{value:.3g}" if isinstance(value, float) else str(value) for value in row) + " |\n"
                              for row in frame[list(columns)].itertuples(index=False))

    points = limit[limit.left.isin((1.0, 0.5, 0.1, 0.0))]
    return "\n\n".join([
        "# Is there a burnout regime?",
        f"Made by `python experiments/burnout.py`; do not edit by hand. Digest of the model's code: `{model_digest()}`.",
        "Fontanari 2021 (Physica A 584:126367; of which only the abstract was read, so that none of its equations are claimed here) describes people who"
        " seek contact when lonely. With fewer, poorer or shorter contacts mean loneliness diverges there, although only a fraction of people is lonely"
        " at any time. Here feelings are bounded (effects saturate near 4 SD), so such a regime would show as a jump of mean loneliness to a second"
        " level, or as an end that depends on the start. Contacts have no duration of their own in this model: a shorter one is one that gives less"
        " company, so duration is searched together with quality.",
        " ".join(verdict(table, limit, people, days)),
        "Why: what is missed is compared with what is usual and cannot exceed all of it; loneliness follows need, low mood a part of loneliness, and withdrawal"
        " takes off some contacts for each SD, so that one round of the loop returns far less than went in."
        " Only a withdrawal many times as strong as assumed closes it.",
        "![Mean loneliness from low and from high](burnout.svg)",
        "## The whole model\n\nMean effect on loneliness (SD) and share strongly lonely in the last four weeks, begun from ordinary days (low) and from feelings"
        f" raised by {HIGH} SD (high). `left` is the share of usual that is left of the number or the quality of contacts outside the household (quality: of all).\n\n"
        + rows(table, list(table.columns)),
        "## The mean-field limit\n\nThe equations of `sim/studies/mean_field.py`, settled from low and from high; `growth` is that of a small disturbance of ordinary"
        " days, per day, above 0 if it runs away.\n\n" + rows(points.astype(object).fillna("-"), list(points.columns))]) + "\n"


def picture(table, limit, file):
    """Draw mean loneliness against the share left, from low and from high."""
    import matplotlib
    matplotlib.use("svg")
    import matplotlib.pyplot as plt
    matplotlib.rcParams["svg.hashsalt"] = "noaber"
    drawn = [(f"whole model: {what}", part, "withdrawal") for what, part in table.groupby("thinned")]
    drawn += [(f"mean field, sensitivity {s:g}", part, "withdrawal") for s, part in limit.groupby("sensitivity")]
    figure, axes = plt.subplots(1, len(drawn), figsize=(14, 3.6), sharey=True)
    for axis, (title, part, by) in zip(axes, drawn, strict=True):
        for k, (strength, line) in enumerate(part.groupby(by)):
            axis.plot(line.left, line["from low"], "-", color=f"C{k}", label=f"{strength:g}")
            axis.plot(line.left, line["from high"], ":", color=f"C{k}")
        axis.set(title=title, xlabel="share of usual left")
        axis.invert_xaxis()
        axis.legend(title="withdrawal", fontsize=7, title_fontsize=7)
    axes[0].set_ylabel("effect on loneliness, SD\n(line: from low, dots: from high)")
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def main(people, days, folder):
    """Scan, and write the page and its picture."""
    table, limit = simulated(people, days), in_the_limit()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "burnout.md").write_text(document(table, limit, people, days), encoding="utf-8")
    picture(table, limit, folder / "burnout.svg")
    print("\n".join(verdict(table, limit, people, days)))


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=600)
    asked.add_argument("--days", type=int, default=300)
    asked.add_argument("--folder", type=Path, default=Path("docs"))
    given = asked.parse_args()
    main(given.people, given.days, given.folder)
