"""The report: one page that needs nothing but itself, made from the files of a comparison alone."""

import re
from dataclasses import replace
from pathlib import Path

from ..core import catalogue
from . import evidence, limits, wording
from .differences import NO_CRISIS
from .headline import headline
from .amounts import euro, people, plain
from .palette import dark, look_of
from .reading import read_results
from .report_charts import Time, charts, intervals, timeline
from .report_tables import cost_rows, group_tables, tiles
from .robustness_wording import HEADING, robustness_sentences, robustness_tables
from .spoken import digits, known, language, quoted, speaking, tr


def rebuild_report(folder, spoken="en"):
    """Write report.html anew from the other files of a comparison, in English or Dutch ("nl").

    Raises
    ------
    ScenarioError
        If the folder does not hold the files of a comparison.
    """
    write_report(folder, spoken)


def write_report(folder, spoken="en", titles=None):
    """Read the files of a comparison and write report.html beside them; `titles` are what readers call scenarios, by name."""
    with speaking(spoken):
        page = report_page(read_results(folder), titles)
    (Path(folder) / "report.html").write_text(page, encoding="utf-8")


def report_page(results, titles=None):
    """Return the report as text of HTML, in the language that is spoken."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    catalogue.ensure_registered()
    surroundings = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    surroundings.filters |= {"plain": plain, "digits": digits, "euro": euro, "people": people, "dark": dark}
    surroundings.globals |= {"t": lambda text, **fill: Markup(tr(text)).format(**fill) if fill else Markup(tr(text)), "language": language(), "notice": notice, "title": _title, "quoted": quoted}
    return surroundings.get_template("report.html.j2").render(**_contents(results, titles))


def notice(text):
    """Return what a scenario or its people tell of themselves; in Dutch where there is one, else quoted."""
    if language() == "en":
        return text
    if ends := re.fullmatch(r"the scenario ends on (\S+) after (\d+) days; (.*)", text):
        parts = [part.partition(": ")[::2] for part in ends[3].split("; ")]
        cut = "; ".join(tr(f"{what}: ") + ", ".join(map(wording.event_name, names.split(", "))) for what, names in parts)
        return tr("the scenario ends on {end} after {days} days; {cut}", end=wording.day(ends[1]), days=ends[2], cut=cut)
    return tr("as the model tells it, in English: “{text}”", text=text)


def _title(text):
    """Return the title of a scenario, ours in the language that is spoken."""
    own, calm, _ = text.partition(" (no crisis)")
    return f"{known(own, 'titles')} ({tr('no crisis')})" if calm else known(text, "titles")


def called(verdict, titles=None):
    """Return the verdict with scenarios called as in the language that is spoken; a title that is not ours stays as it is."""
    labels = {name: (titles or {}).get(name) or known(known(text, "report"), "titles") for name, text in verdict["labels"].items()}
    return {**verdict, "labels": labels, "short_labels": {name: known(text, "report") for name, text in verdict["short_labels"].items()}}


def _contents(results, titles):
    manifest, verdict = results.manifest, called(results.verdict, titles)
    results = replace(results, manifest={**manifest, "verdict": verdict})
    names = [each["name"] for each in manifest["scenarios"]]
    looks, links, time = look_of(names), evidence.links_of(manifest["scenarios"]), Time(manifest)
    shown = {"verdict": verdict, "manifest": manifest, "looks": looks, "names": names, "wording": wording, "headline": headline(verdict),
             "limits": limits, "failures": limits.known_failures(verdict),
             "label": lambda name: wording.label(verdict, name), "links": links, "parameters": evidence.parameter_groups(links),
             "policies": [name for name in names[1:] if name != NO_CRISIS], "runs": results.runs,
             "seeds": manifest["run_seeds"], "has_crisis": NO_CRISIS in names}
    if not verdict["crisis"] and not verdict["policies"]:
        return {**shown, "nothing": True}
    return {**shown, "nothing": False, "timeline": timeline(manifest, looks, verdict, time), "tiles": tiles(verdict, names),
            "charts": charts(results, names, looks, time), "intervals": intervals(verdict, looks), "groups": group_tables(results),
            "costs": cost_rows(verdict), "robustness": robustness_tables(verdict), "robustness_heading": tr(HEADING),
            "robustness_said": robustness_sentences(verdict)}
