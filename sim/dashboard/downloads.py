"""What a visitor takes along from a comparison: tables with their metadata, pictures, the report, the scenario files."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import solara

from .commands import packed
from .compared import Compared, picture_sections
from .dot_plots import dot_plots
from .files import Files, about, csv_text, file_name
from .found import NO_CRISIS
from .session import Session
from .titles import title_in
from .words import say

_LONGEST_TITLE = 90  # letters; of a longer one the report tells the name
_MOST_OF_NAMES = 60  # letters of a file's name
_KINDS = ("csv", "series", "costs", "svg", "report", "scenarios")


@solara.component
def Downloads(session: Session, found: Compared):
    """A button for each file of a comparison."""
    language = session.language.value
    Files(language, {kind: (say(language, f"compare.save_{kind}"), "", partial(file_of, kind, found, language)) for kind in _KINDS})


def file_of(kind: str, found: Compared, language: str = "en") -> tuple[str, bytes]:
    """Return the name and content of a file of a comparison, see `_KINDS`."""
    scenarios = found.answer.scenarios
    of = [each.name for each in scenarios if each.name != NO_CRISIS][:3]
    name = partial(file_name, "compare", *_told_short(of))
    if kind == "csv":
        return f"{name('differences')}.csv", with_metadata(found, found.answer.effects, language)
    if kind == "series":
        means = found.answer.series.groupby(["scenario", "step", "time", "group", "outcome"], sort=False)["value"].mean().reset_index()
        return f"{name('daily_means')}.csv", with_metadata(found, means[means["group"] == "everyone"], language)
    if kind == "costs":
        return f"{name('costs')}.csv", costs_csv(found, language).encode()
    if kind == "svg":
        title = say(language, "compare.differences")
        return f"{name('differences')}.svg", dot_plots(title, picture_sections(language, found), _about(found, language)).encode()
    if kind == "report":
        with tempfile.TemporaryDirectory(prefix="noaber-report-") as folder:
            titles = {each.name: title_in(language, each) for each in scenarios if each.name != NO_CRISIS and len(title_in(language, each)) <= _LONGEST_TITLE}
            found.answer.write(Path(folder) / "results", found.command, language, titles)
            return f"{name('report')}.html", (Path(folder) / "results" / "report.html").read_bytes()
    return f"{name('scenarios')}.zip", scenario_files(found, language)


def _told_short(names: list[str]) -> list[str]:
    """Return names with what the first has in common with the others said once, where all of them would be too long."""
    if len("_".join(names)) <= _MOST_OF_NAMES:
        return names
    return [names[0], *(each.removeprefix(names[0]) or each for each in names[1:])]


def _about(found: Compared, language: str) -> list[str]:
    seed = found.answer.ensemble.seed
    lines = about(language, found.answer.scenarios, found.command, people=found.people, pairs=found.pairs, seed=seed)
    return [*lines, say(language, "compare.about_units")]


def with_metadata(found: Compared, table, language: str = "en") -> bytes:
    """Return a table as CSV, with lines in front that say what it is and how it is made again; they begin with #."""
    return csv_text(_about(found, language), list(table.columns), table.itertuples(index=False, name=None)).encode()


def costs_csv(found: Compared, language: str = "en") -> str:
    """Return what each scenario costs more than the first, whom it reaches, and what a day with high distress averted costs."""
    heads = ["scenario", "euro_per_resident", "euro_per_100000", "reached_per_run", "sessions_per_run", "euro_per_day_averted", "low", "high"]
    rows = []
    for name, costs in found.costs.items():
        reached, sessions = (float(sum(costs[what].values())) for what in ("reached", "sessions"))
        per_day = costs["euro_per_day_averted"] or [None, None, None]
        rows.append([name, costs["euro_per_resident"], costs["euro_per_100000"], reached, sessions, *per_day])
    return csv_text(_about(found, language), heads, rows)


def scenario_files(found: Compared, language: str = "en") -> bytes:
    """Return the scenarios as run, one file each, in a ZIP with the command that compares them."""
    ensemble = found.answer.ensemble
    names = [f"{each.name}.toml" for each in found.answer.scenarios if each.name != NO_CRISIS]
    return packed(found.answer.scenarios, f"noaber compare {' '.join(names)} --replicates {ensemble.replicates} --seed {ensemble.seed}", language)
