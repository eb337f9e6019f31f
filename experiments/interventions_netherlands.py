"""Write docs/interventions_netherlands.md: what each intervention does in the Netherlands of 2020 and 2021, for whom, and at what cost.

    python experiments/interventions_netherlands.py --people 1000 --replicates 10 --jobs 2

All scenarios named netherlands_2020_* are compared with the calendar alone, on the same people with the same luck, a few at a time;
what is finished is kept in results/ and not done again, unless a scenario, a flag or the model's code has changed.
"""

import argparse
import json
from pathlib import Path

from sim import compare, load_scenario
from sim.core import catalogue
from sim.studies.code import model_digest
from sim.timeline.shipped import shipped_scenarios

FIRST = "netherlands_2020"
HOME = Path(__file__).resolve().parents[1]
PAGE, KEPT = HOME / "docs/interventions_netherlands.md", HOME / "results/interventions_netherlands"
AT_ONCE = 5  # interventions compared in one go
# Interventions that have no scenario here, and why: everything else in the catalogue has one, which main() checks.
NOTHING_TO_DO = {"door_to_door": "visits while phones are dead, and in this scenario none are", "keeping_together": "for people who have to leave their homes, and in this scenario nobody has"}
SHOWN = ("age 12-17", "age 18-24", "age 25-34", "age 35-44", "age 45-54", "age 55-64", "age 65-74", "age 75+", "women", "men", "living alone",
         "parents of children under 12", "students", "few close ties", "low mood", "worst_off_tenth")
INTRO = """# Interventions in the Netherlands, February 2020 to June 2021

Each line is a shipped scenario: the Dutch calendar with one intervention, against the calendar alone. {replicates} pairs of {people:,} people;
intervals are 95 % over pairs and measure luck, not whether the model is right. A cost per day averted is given only where days with
high distress are averted beyond chance; everything else is *not established*. Reach, uptake, capacity and most costs are assumptions
(`noaber list interventions`), so a line compares one way of doing an intervention, not the idea of it. *Invited* are all whom an intervention reaches by the end; *of them willing* is that number times
its uptake, before capacity: who of them comes, and when, is not counted by person, but *sessions* are. Infection is not modelled.

**The order of the rows is no ranking of what works.** An offer that reaches many averts many days though it does little for each of them, so people reached stand beside the effect, and days averted are also given per person willing.
Where the size of the effect is an assumption (marked **assumed size**: the number was chosen, not measured), its place says what was assumed; only rows marked *trial* or *study* rest on a published size, and
their reach, uptake and length are assumptions all the same. *Trial of something else*: the size was measured, but of another offer than this, so that it is as much an assumption here; of a
helpline, that people who phone gain what lonely people gained who were called; of stepped care, that steps tried one by one do as much one after the other ([interventions.md](interventions.md)).
**News diet**: some 94 % of its effect is an assumed constant relief by good news that needs no crisis; of -0.0210 SD of distress in those who accept -0.0014 is left without it.

Made by `python experiments/interventions_netherlands.py --people {people} --replicates {replicates} --seed {seed}`. Digest of the model's code: `{digest}`.

"""
HEAD = ("intervention", "size of its effect", "invited per 1,000", "of them willing", "sessions per 1,000", "high-distress days averted per 1,000 residents",
        "per person willing", "loneliness, SD", "euro per resident", "euro per day averted")


def main():
    """Compare, and write the page."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, default in (("people", 1000), ("replicates", 10), ("jobs", 2), ("seed", 1)):
        asked.add_argument(f"--{name}", type=int, default=default)
    asked.add_argument("--out", type=Path, default=PAGE)
    asked = asked.parse_args()
    catalogue.ensure_registered()
    names = [name for name in shipped_scenarios() if name.startswith(f"{FIRST}_")]
    missing = set(catalogue.names("intervention")) - {each.kind for name in names for each in load_scenario(name).intervention} - set(NOTHING_TO_DO)
    if missing:
        raise SystemExit(f"no scenario {FIRST}_... with {', '.join(sorted(missing))}, and no reason in NOTHING_TO_DO")
    blocks = [names[first:first + AT_ONCE] for first in range(0, len(names), AT_ONCE)]
    lines = []
    for number, block in enumerate(blocks, 1):
        print(f"{number} of {len(blocks)}: {', '.join(map(title, block))}", flush=True)
        lines += lines_of(block, asked)
    lines.sort(key=lambda line: line["order"])
    asked.out.parent.mkdir(exist_ok=True)
    asked.out.write_text(INTRO.format(**vars(asked), digest=model_digest()) + page(lines), encoding="utf-8")
    print(f"Written: {asked.out.name}")


def lines_of(names, asked):
    """Return a list of dicts, the lines of some interventions: compared now, or as kept from before."""
    hashes = [load_scenario(name).hash() for name in (FIRST, *names)]
    file = KEPT / f"{'-'.join(map(str, (model_digest(), asked.people, asked.replicates, asked.seed, *hashes)))[:200]}.json"
    if not file.is_file():
        answer = compare([FIRST, *names], replicates=asked.replicates, people=asked.people, seed=asked.seed, jobs=asked.jobs)
        events = {each.name: each.intervention[0] for each in answer.scenarios if each.intervention}
        found = [{"order": of_everyone(answer, each["name"], "high_distress")["difference"], "cost": cost_line(each, events[each["name"]], answer),
                  "groups": group_line(each, answer)} for each in answer.verdict["policies"]]
        KEPT.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(found), encoding="utf-8")
    return json.loads(file.read_text(encoding="utf-8"))


def page(lines):
    """Return both tables in Markdown, the most helpful intervention first."""
    idle = [(name.replace("_", " "), size_of(name), f"not established: nothing for it to do in this scenario ({why})", *[""] * (len(HEAD) - 3))
            for name, why in NOTHING_TO_DO.items()]
    return (table(HEAD, [line["cost"] for line in lines] + idle)
            + "\n## Who gains, in percentage points of people with high distress on an average day\n\n"
            + "The groups with the largest and the smallest fall (a plus is a rise), and those whose change differs from the rest beyond chance.\n\n"
            + table(("intervention", "everyone", "most", "least", "different from the rest beyond chance"), [line["groups"] for line in lines]))


def cost_line(policy, event, answer):
    """Return the cells of one intervention: whom it reaches, what it averts, and what that costs."""
    costs, days = policy["costs"], of_everyone(answer, policy["name"], "high_distress_days")
    per_day, invited = costs["euro_per_day_averted"], 1000 * sum(costs["reached"].values()) / costs["n_people"]
    willing = invited * event.uptake
    return (title(policy["name"]), size_of(event.kind), f"{invited:.0f}", f"{willing:.0f}",
            f"{1000 * sum(costs['sessions'].values()) / costs['n_people']:.0f}", interval(days, -1000, "{:.0f}"),
            f"{-1000 * days['difference'] / willing:.2f}" if willing else "", interval(of_everyone(answer, policy["name"], "loneliness"), 1, "{:+.3f}"), f"{costs['euro_per_resident']:.2f}",
            "not established" if per_day is None else "{:.2f} ({:.2f} to {:.2f})".format(*per_day))


def size_of(kind):
    """Return in words what the size of an intervention's effect rests on, so that an assumption is seen in the ranking itself."""
    found = catalogue.find("intervention", kind)
    said = found.size_from.partition(":")[0] or {"assumption": "assumed size", "experiment": "trial"}.get(found.evidence, f"study ({found.evidence})")
    return f"**{said}**" if said == "assumed size" else said


def group_line(policy, answer):
    """Return the cells of one intervention: the groups that gain most and least."""
    rows = answer.effects
    own = rows[(rows["scenario"] == policy["name"]) & (rows["baseline"] == FIRST) & (rows["outcome"] == "high_distress") & (rows["window"] == "all")]
    by_group = own.set_index("group")["difference"].dropna()
    shown = by_group[[group for group in SHOWN if group in by_group.index]].sort_values()
    told = [f"{group} {100 * shown[group]:+.2f}" for group in (shown.index[0], shown.index[-1])]
    gains = [f"{gain['group']} ({gain['outcome'].replace('_', ' ')})" for gain in policy["gains"]]
    return title(policy["name"]), f"{100 * by_group['everyone']:+.2f}", *told, ", ".join(gains) or "none"


def of_everyone(answer, name, outcome):
    """Return the effect of a policy on everyone over all days."""
    rows = answer.effects
    return rows[(rows["scenario"] == name) & (rows["baseline"] == FIRST) & (rows["outcome"] == outcome) & (rows["window"] == "all")
                & (rows["group"] == "everyone")].iloc[0]


def interval(row, times, form):
    """Return a difference with its interval as text, multiplied; the lower end first."""
    low, high = sorted((times * row["low"], times * row["high"]))
    return f"{form} ({form} to {form})".format(times * row["difference"], low, high)


def title(name):
    """Return the name of an intervention from that of its scenario."""
    return name.removeprefix(f"{FIRST}_").replace("_", " ")


def table(head, rows):
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


if __name__ == "__main__":
    main()
