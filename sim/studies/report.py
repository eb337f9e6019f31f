"""The report: one page that needs nothing but itself, made from the files of a comparison alone."""

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

def rebuild_report(folder):
    """Write report.html anew from the other files of a comparison.

    Raises
    ------
    ScenarioError
        If the folder does not hold the files of a comparison.
    """
    write_report(folder)


def write_report(folder):
    """Read the files of a comparison and write report.html beside them."""
    page = report_page(read_results(folder))
    (Path(folder) / "report.html").write_text(page, encoding="utf-8")


def report_page(results):
    """Return the report as text of HTML."""
    from jinja2 import Environment, FileSystemLoader

    catalogue.ensure_registered()
    surroundings = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    surroundings.filters |= {"plain": plain, "euro": euro, "people": people, "dark": dark}
    return surroundings.get_template("report.html.j2").render(**_contents(results))


def _contents(results):
    manifest, verdict = results.manifest, results.verdict
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
            "costs": cost_rows(verdict), "robustness": robustness_tables(verdict), "robustness_heading": HEADING,
            "robustness_said": robustness_sentences(verdict)}
