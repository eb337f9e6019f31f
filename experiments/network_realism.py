"""Hold the networks of the recipe against published numbers and write docs/network.md."""

import argparse
import csv
from pathlib import Path

from sim.studies.code import model_digest
from sim.studies.network_realism import network_realism

HEAD = """# How real are the networks?

Made by `python experiments/network_realism.py`; do not edit by hand. Digest of the model's code: `{digest}`. Means over {replicates} populations of {people:,} people of the Netherlands recipe, four weeks
of ordinary life. A row with a published number is met or missed; the others are told for completeness. Circles and clustering count as met within a fifth
(an assumption), shares within 5 points, contacts within the range of the calibration facts.

"""
COLUMNS = ("what", "model", "published", "accepted", "met", "source")


def number(value, unit):
    """Return a value as text."""
    return f"{value:.1%}" if unit == "share" else f"{value:.2f}"


def row_of(each):
    """Return the cells of one row of the table."""
    accepted = "" if each.met is None else f"{number(each.low, each.unit)} to {number(each.high, each.unit)}"
    met = {None: "", True: "yes", False: "**no**"}[each.met]
    unit = "" if each.unit in ("", "share") else f" {each.unit}"
    return (each.what, number(each.value, each.unit) + unit, each.published, accepted, met, each.source)


def real_networks(folder):
    """Return the rows (name, people, mean degree, clustering) of a folder's summary.csv."""
    with open(Path(folder) / "summary.csv", encoding="utf-8") as file:
        return [(row["name"], row["nodes"], row["mean_degree"], row["clustering"]) for row in csv.DictReader(file)]


def as_table(columns, rows):
    """Return a table in Markdown."""
    return "\n".join(["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns), *("| " + " | ".join(map(str, row)) + " |" for row in rows)]) + "\n"


def document(table, people, replicates, real=()):
    """Return docs/network.md as text."""
    told = table[table.met.isna()]
    held = table[table.met.notna()]
    missed = [f"{each.what} ({number(each.value, each.unit)} against {each.published})" for each in held.itertuples() if not each.met]
    text = HEAD.format(people=people, replicates=replicates, digest=model_digest()) + as_table(COLUMNS, map(row_of, held.astype({"met": object}).itertuples()))
    text += f"\n{int(held.met.sum())} of {len(held)} are met." + (f" Missed: {'; '.join(missed)}." if missed else "") + "\n"
    text += "\n" + CAUSES + "\n## What has no published number here\n\n"
    text += as_table(("what", "model"), [row_of(each)[:2] for each in told.assign(met=None).itertuples()])
    if real:
        text += "\n## Real networks, for clustering\n\n" + as_table(("network", "people", "mean degree", "clustering"), real)
    return text


CAUSES = """Known causes: friends come together in circles of 5 to 14 of whom each pair is tied with a chance of about 0.4, two circles a person, so that a
person's friends know each other less often than in the closed settings (a class, a hall, a village) where whole networks were surveyed; outside them, where
one's friends come from several settings, no number was found. The recipe stops at familiar faces: the circle of 150 active relations is not stored, as nobody
in it is met often enough to matter. Nearly everybody has a neighbour with whom a few words are exchanged by chance within a week, which the model counts and a
survey of contact with neighbours may not; and nobody has no family at all. Who meets how many on a day differs less than in surveys, where some people meet
hardly anybody and a few jobs bring dozens of contacts.
"""


def main():
    """Measure, and write the page."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=4_000)
    asked.add_argument("--replicates", type=int, default=3)
    asked.add_argument("--networks", help="a folder with summary.csv of real networks, to be listed beside")
    asked.add_argument("--out", type=Path, default=Path("docs/network.md"))
    given = asked.parse_args()
    table = network_realism(given.people, given.replicates)
    text = document(table, given.people, given.replicates, real_networks(given.networks) if given.networks else ())
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
