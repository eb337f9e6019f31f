"""The report of a study: one page that needs nothing but itself, and its pictures as SVG and PNG."""

import re
from importlib.util import find_spec
from pathlib import Path

from ...timeline.errors import ScenarioError
from .exporting import manifest_of
from .pictures import pictures_of
from .results import read_results
from .robust import robust_choice
from .sensitivity import sensitivity_of
from .told import robust_sentences, sensitivity_sentences, sensitivity_tables

PAGE, PICTURES = "study.html", "pictures"


def write_study_report(folder):
    """Write study.html and the folder pictures into the folder of a study, and return their names."""
    folder = Path(folder)
    results = read_results(folder)
    if not results.n_finished:
        raise ScenarioError(folder.name, message="none of the runs of this study is finished yet")
    outcome = results.told_outcomes[0]
    found = _if_possible(lambda: sensitivity_of(results, outcome)) if results.factors and find_spec("SALib") else None
    choice = _if_possible(lambda: robust_choice(results, outcome))
    pictures = pictures_of(results, folder, outcome, found, choice)
    _replace_pictures(folder / PICTURES, pictures)
    (folder / PAGE).write_text(_page(results, outcome, found, choice, pictures), encoding="utf-8")
    return [PAGE, *(f"{PICTURES}/{file_name(each)}.svg" for each in pictures)]


def file_name(picture):
    """Return the name of a picture's file without its ending."""
    return re.sub(r"[^\w-]+", "_", picture.name)


def _if_possible(act):
    """Return an answer, or nothing where the study does not have what it takes: no policies, one point."""
    try:
        return act()
    except ScenarioError:
        return None


def _replace_pictures(folder, pictures):
    folder.mkdir(exist_ok=True)
    for old in [*folder.glob("*.svg"), *folder.glob("*.png")]:
        old.unlink()
    for each in pictures:
        (folder / f"{file_name(each)}.svg").write_text(each.svg(), encoding="utf-8")
        each.write_png(folder / f"{file_name(each)}.png")


def _page(results, outcome, found, choice, pictures):
    from jinja2 import Environment, FileSystemLoader

    folders = [Path(__file__).parent, Path(__file__).parents[1]]
    surroundings = Environment(loader=FileSystemLoader(folders), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return surroundings.get_template("study.html.j2").render(
        title=results.study.title or "A study", manifest=manifest_of(results), outcome=outcome, points=len(results.points),
        said=sensitivity_sentences(found) if found else [], tables=sensitivity_tables(found) if found else [],
        choice=robust_sentences(choice, results) if choice else [], pictures=[(each.title, each.svg(), each.words) for each in pictures])
