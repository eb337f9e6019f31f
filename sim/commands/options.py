"""The flags of the commands: the same name, meaning and help text everywhere."""

from typing import Annotated, Literal

import typer

LARGEST_SEED = 2**63 - 1

Scenario = Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario file, or the name of a shipped scenario.", show_default=False)]
Scenarios = Annotated[list[str], typer.Argument(metavar="SCENARIO", help="Scenario files, or names of shipped scenarios.", show_default=False)]
Seed = Annotated[int | None, typer.Option(
    "--seed", metavar="N", min=0, help="Study seed, from which each replicate gets its own run seed. [default: 1]", show_default=False)]
RunSeed = Annotated[int | None, typer.Option(
    "--run-seed", metavar="N", min=0, help="Run seed of a single run; the same as seed=N of sim.run.", show_default=False)]
Replicates = Annotated[int, typer.Option("--replicates", metavar="R", min=1, help="How many runs of each scenario, each with its own people and luck.")]
People = Annotated[int | None, typer.Option("--people", metavar="N", help="Number of people, in place of the file's.", show_default=False)]
Population = Annotated[str | None, typer.Option(
    "--population", metavar="FILE", help="Take people and ties from a file of `noaber population build`; their number and seed are the file's.", show_default=False)]
Days = Annotated[int | None, typer.Option("--days", metavar="N", help="Length in days, in place of the file's; later events are cut off.", show_default=False)]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=1, help="How many processes or threads work at once; results do not depend on it.")]
RunThreads = Annotated[int | None, typer.Option(
    "--threads", metavar="N", min=1, show_default=False,
    help="Threads of each process that share the work on a population of 50,000 people or more; results do not depend on it. "
         "[default: 2, shared by processes that work at once, or 1 on one core]")]
Out = Annotated[str | None, typer.Option("--out", metavar="DIR", help="Folder to write the results to; it is made if it does not exist.", show_default=False)]
Language = Annotated[Literal["en", "nl"], typer.Option("--language", help="The language of the verdict and the report: English, or Dutch.")]
Set = Annotated[list[str], typer.Option(
    "--set", metavar="PATH=VALUE", help="Change a value, such as crisis.spring.severity=0.6; may be given several times.", show_default=False)]
SetNamed = Annotated[list[str], typer.Option(
    "--set", metavar="[NAME:]PATH=VALUE",
    help="Change a value in every scenario, or with NAME: in one; NAME is the file's name without .toml. May be given several times.", show_default=False)]
Panel = Annotated[bool, typer.Option("--panel", help="Also write people.parquet: every person at every step.", show_default=False)]
Network = Annotated[bool, typer.Option(
    "--network", help="Also write network.parquet: week by week who met whom, as degree, isolates, components, clustering, likeness.", show_default=False)]
Trajectories = Annotated[bool, typer.Option(
    "--trajectories", help="Also write trajectories.csv: who is resilient, recovering, delayed or chronic in stress.", show_default=False)]
Paths = Annotated[bool, typer.Option(
    "--paths", help="Run it with each path cut in turn: how much of the change in stress and loneliness runs through threat, uncertainty, company, loneliness, support? "
    "Takes two runs for each pair and path, some 100 with 3 pairs; says first how many and about how long, and Ctrl-C tells the paths finished so far.",
    show_default=False)]
PathReplicates = Annotated[int | None, typer.Option(
    "--replicates", metavar="R", min=1, help="With --paths: how many pairs of runs for each path. [default: 3]", show_default=False)]
PathJobs = Annotated[int | None, typer.Option(
    "--jobs", metavar="N", min=1, help="With --paths: how many processes work at once; results do not depend on it. [default: 1]", show_default=False)]
Uncertainty = Annotated[bool, typer.Option(
    "--uncertainty", help="Also compare under other parameter sets and with each mechanism off in turn: does the ranking hold? Takes many runs.", show_default=False)]
Sets = Annotated[int | None, typer.Option(
    "--sets", metavar="N", min=2, max=10_000, help="How many parameter sets --uncertainty tries. [default: 16]", show_default=False)]
Accepted = Annotated[str | None, typer.Option(
    "--accepted", metavar="FILE", help="Draw the sets from this table of accepted ones, as noaber calibrate writes it, or over the declared ranges (--accepted ranges). [default: the shipped calibration, if any]", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON, and nothing else on standard output.", show_default=False)]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no notes, only the result.", show_default=False)]
Plugin = Annotated[list[str], typer.Option(
    "--plugin", metavar="FILE",
    help="A Python file that adds mechanisms, events, outcomes or recipes; may be given several times. NOABER_PLUGINS names files for every command.",
    show_default=False)]
