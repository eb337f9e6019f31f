"""Print how the network that is lived differs between scenarios: degree, people with nobody, components, clustering, likeness."""

import argparse

from sim.studies.networks_compared import compare_networks

SHOWN = [("degree_in_person", "outside"), ("degree_in_person", "known outside"), ("degree", "close"), ("isolates_in_person", "known outside"),
         ("isolates_in_person", "friends"), ("isolates", "friends"), ("giant_component", "close"), ("clustering", "known"),
         ("assortativity_distress", "friends"), ("assortativity_loneliness", "friends"), ("strength", "friends"), ("strength", "familiar")]


def main():
    """Compare, print the last week shown of each measure, and write all of it where asked."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("scenarios", nargs="*", default=["lockdown", "lockdown_helpline"])
    asked.add_argument("--replicates", type=int, default=5)
    asked.add_argument("--people", type=int, default=2_000)
    asked.add_argument("--days", type=int, default=84)
    asked.add_argument("--week", type=int, default=10, help="the week that is printed, from 0")
    asked.add_argument("--out", help="a .csv file for all weeks, measures, layers and groups")
    given = asked.parse_args()
    table = compare_networks(given.scenarios, given.replicates, people=given.people, days=given.days)
    if given.out:
        table.to_csv(given.out, index=False, lineterminator="\n", float_format="%.10g")
    week = table[(table.days == 7) & (table.group == "everyone") & (table.step // 7 == given.week)].set_index(["measure", "layer"])
    for names, part in week.groupby(["scenario", "baseline"]):
        print(f"{names[0]} against {names[1]}, week {given.week}:")
        for where in SHOWN:
            row = part.loc[where]
            print(f"  {' '.join(where):40} {row.baseline_value:9.3f}  {row.difference:+9.4f} ({row.low:+.4f} to {row.high:+.4f})")


if __name__ == "__main__":
    main()
