"""What a study says, part by part: sentences, a picture and a table for each, in the visitor's language."""

from __future__ import annotations

import io
import re
import threading
from collections import Counter
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from .. import Picture, ScenarioError, SweepResults, __version__, read_courses, sensitivity_of
from . import study_drawn, study_plane
from .study_names import Naming
from .study_view import View, quantity, quantity_name
from .study_worth import ranking_told

MAIN = ("ST", "mu_star", "rank_correlation", "change")
_MOST_ROWS = 300
_MOST_FACTORS = 15
_WEEK = 7
_FONT = re.compile(r"font-family: [^;\"]*")
# matplotlib keeps its style in one place for all threads.
_DRAWING = threading.Lock()
_THEMED = {"#1b1f24": "ink", "#57606a": "soft", "#d8dee4": "line", "#0072b2": "first", "#d55e00": "second", "#009e73": "third", "#a4588a": "fourth",
           "#7a6200": "fifth", "#6b6b6b": "soft"}


@dataclass(frozen=True, eq=False)
class Shown:
    """One part of the page. `rows` are texts for the table, `columns` and `numbers` the same unrounded for the CSV."""

    key: str
    title: str
    sentences: tuple[str, ...] = ()
    picture: Picture | None = None
    svg: str = ""  # in the colours of the page
    headings: tuple[str, ...] = ()
    rows: tuple = ()
    columns: tuple[str, ...] = ()
    numbers: tuple = field(default=(), repr=False)

    def file(self, kind: str, about: str) -> tuple[str, bytes]:
        """Return name and content of a csv, svg or png of this part; `about` says in the table what it is of."""
        name = f"noaber_study_{self.key}.{kind}"
        if kind == "csv":
            text = io.StringIO()
            text.write("".join(f"# {line}\n" for line in (f"noaber {__version__}: a study in a model, no forecast", *about.splitlines(), self.title)))
            import pandas as pd
            pd.DataFrame(list(self.numbers), columns=list(self.columns)).to_csv(text, index=False, lineterminator="\n")
            return name, text.getvalue().encode()
        if kind == "svg":
            return name, drawn(self.picture).encode()
        png = io.BytesIO()
        with _DRAWING, _plain_text():
            self.picture.write_png(png)
        return name, png.getvalue()


def drawn(picture: Picture) -> str:
    """Return a picture as an <svg> element in colours of its own."""
    with _DRAWING, _plain_text():
        return picture.svg()


def themed(svg: str) -> str:
    """Return an <svg> element in the page's own colours, which differ in light and dark."""
    for colour, name in _THEMED.items():
        svg = svg.replace(colour, f"var(--{name})")
    return _FONT.sub("font-family: inherit", svg)


def _plain_text():
    import matplotlib
    return matplotlib.rc_context({"text.parse_math": False})  # names may hold dollar signs


def shown(key: str, title: str, sentences, picture: Picture | None = None, headings=(), rows=(), columns=(), numbers=()) -> Shown:
    """Return a Shown, its picture drawn."""
    svg = themed(drawn(picture)) if picture else ""
    return Shown(key, title, tuple(sentences), picture, svg, tuple(headings), tuple(rows)[:_MOST_ROWS], tuple(columns), tuple(numbers))


def about(naming: Naming, view: View) -> str:
    """Return the lines of a table that say which study and which look at it."""
    study = naming.results
    return "\n".join([f"study: {study.study.title} ({study.about['plan']}), model {study.about['code']}", f"finished runs: {study.n_finished} of {len(study.runs)}",
                      f"outcome: {view.outcome}; window: {view.window}; group: {view.group}; about: {view.about}"])


def status_of(results: SweepResults) -> Counter:
    """Return how many runs are done, failed and missing; points that differ in nothing that plays a part share theirs."""
    return Counter(results.runs.drop_duplicates("run")["status"])


def overview(naming: Naming) -> tuple[list[str], list[list[str]], list[list[str]]]:
    """Return sentences on what was run, a row for each factor, and a row for each kind of failure."""
    results = naming.results
    runs, status = results.runs.drop_duplicates("run"), status_of(results)
    replicates = 1 if results.about["document"]["lucks"] else results.study.replicates
    counts = {"points": len(results.points), "cases": len(results.cases), "replicates": replicates}
    told = [naming.say("runs_so_far" if status["missing"] else "runs", done=naming.count(status["done"]), all=naming.count(status.total()))]
    told.append(naming.say("made_of", **{key: naming.count(value) for key, value in counts.items()}))
    told += [naming.say(f"some_{key}", count=naming.count(status[key])) for key in ("failed", "missing") if status[key]]
    factors = []
    for place, each in enumerate(results.factors):
        values = sorted({row[place] for row in results.points if row[place] is not None}, key=lambda value: study_plane.as_number(each, value))
        few = naming.listed([naming.value(value) for value in values]) if len(values) <= 5 else naming.say("from_to", low=naming.value(values[0]), high=naming.value(values[-1]))
        factors.append([naming.factor(each.label), few, ", ".join(each.paths)])
    errors = Counter(_plain_error(naming, error) for error in runs.loc[runs["status"] == "failed", "error"])
    return told, factors, [[text, naming.count(count)] for text, count in errors.most_common(5)]


def _plain_error(naming: Naming, error: str) -> str:
    kind, _, message = str(error).partition(": ")
    if "worker process ended" in error or kind == "MemoryError":
        return naming.say("error_lost")
    known = kind.isidentifier() and message
    return naming.say("error_scenario" if kind == "ScenarioError" else "error_model", message=(message if known else str(error))[:200])


def map_of(naming: Naming, view: View) -> Shown:
    """Return the quantity looked at over one or two factors."""
    results, title = naming.results, naming.say("map_of", outcome=naming.outcome(view.outcome), about=naming.about(view.about))
    plane = study_plane.plane_of(results, view)
    if plane is None:
        return shown("map", title, [naming.say("no_map")])
    names = [each for each in (view.across, view.up) if each]
    scale, ends = naming.scale(view.outcome), {}
    for end, place in (("low", plane.values.argmin()), ("high", plane.values.argmax())):
        at = naming.listed([f"{naming.factor(name)} {plane.shown(naming, place, k)}" for k, name in enumerate(names)])
        ends |= {end: naming.amount(plane.values[place], view.outcome), f"{end}_at": at}
    said = [naming.say("map_ends", **ends)]
    if len(names) < len(results.factors):
        said.append(naming.say("averaged"))
    picture = (study_plane.heat_map if len(names) > 1 else study_plane.curve)(naming, view, plane, said[0])
    headings = [*map(naming.factor, names), f"{naming.outcome(view.outcome)} ({naming.unit(view.outcome)})", naming.say("n_runs")]
    rows = [[*(plane.shown(naming, k, column) for column in range(len(names))), naming.plain(scale * value), str(n)]
            for k, (value, n) in enumerate(zip(plane.values, plane.runs, strict=True))]
    numbers = [[*(study_plane.back(factor, number) for factor, number in zip(plane.factors, at, strict=True)), value, n]
               for at, value, n in zip(plane.at, plane.values, plane.runs, strict=True)]
    return shown("map", title, said, picture, headings, rows, [*names, view.outcome, "runs"], numbers)


def matters_of(naming: Naming, view: View) -> Shown | None:
    """Return which factors matter to the quantity looked at, and how much is luck."""
    title = naming.say("matters_of", outcome=naming.outcome(view.outcome), about=naming.about(view.about))
    if not naming.results.factors:
        return None
    if not find_spec("SALib"):
        return shown("matters", title, [naming.say("install", what="SALib")])
    try:
        found = sensitivity_of(naming.results, view.outcome, view.window, view.group)
    except ScenarioError:
        return shown("matters", title, [naming.say("too_early")])
    name = quantity_name(naming.results, view)
    own = [each for each in found.indices if each.quantity == name]
    main = next((each for each in MAIN if any(index.measure == each for index in own)), "")
    order = sorted((each for each in own if each.measure == main), key=lambda each: -abs(each.value))
    luck = found.luck.get(name, float("nan"))
    said = [_what_matters(naming, order, main) if order else naming.say("too_early" if _differs(naming, view) else "none_matters"), *_of_luck(naming, luck), *ranking_told(naming, view.outcome, found.ranking)]
    if found.left_out:
        said.append(naming.say("left_out", count=found.left_out))
    if not order:
        return shown("matters", title, said)
    return _matters_shown(naming, view, title, said, own, order[:_MOST_FACTORS], main, luck)


def _differs(naming, view):
    values = quantity(naming.results, view)
    return np.nanmax(values) > np.nanmin(values)


def _matters_shown(naming, view, title, said, own, order, main, luck):
    measures = list(dict.fromkeys(each.measure for each in own))
    scale = {measure: naming.scale(view.outcome) if measure in ("mu_star", "sigma", "change") else 1.0 for measure in measures}
    unit = naming.say(f"measure_{main}", unit=naming.unit(view.outcome))
    by = {(each.factor, each.measure): each for each in own}
    heads = [naming.say("factor"), *(naming.say(f"measure_{measure}", unit=naming.unit(view.outcome)) for measure in measures)]
    rows = [[naming.factor(each.factor), *(_interval(naming, by[each.factor, measure], scale[measure]) for measure in measures)] for each in order]
    numbers = [[each.factor, each.measure, each.value, each.low, each.high] for each in own]
    if np.isfinite(luck):
        rows.append([naming.say("luck_row"), naming.percent(luck), *[""] * (len(measures) - 1)])
        numbers.append(["luck", "share_of_variance", luck, None, None])
    picture = study_drawn.matters(naming, title, list(reversed(order)), unit, scale[main], luck, " ".join(said))
    return shown("matters", title, said, picture, heads, rows, ["factor", "measure", "value", "low", "high"], numbers)


def _what_matters(naming, order, main):
    if not order[0].value:
        return naming.say("none_matters")
    half, tenth = abs(order[0].value) / 2, abs(order[0].value) / 10
    much = [each for each in order if abs(each.value) >= half and (not each.low <= 0 <= each.high or (main == "change" and each is order[0]))]
    little = [naming.factor(each.factor) for each in order if abs(each.value) < tenth]
    told = naming.say("depends_on", names=naming.listed([naming.factor(each.factor) for each in much])) if much else naming.say("none_stands_out")
    return f"{told} {naming.say('hardly', names=naming.listed(little))}" if little else told


def _of_luck(naming, luck):
    if np.isfinite(luck):
        return [naming.say("of_luck", share=naming.percent(luck))]
    return [] if naming.results.about["document"]["lucks"] else [naming.say("luck_unknown")]


def _interval(naming, index, scale):
    value = naming.plain(scale * index.value)
    if not np.isfinite(index.low):
        return value
    return naming.say("interval", value=value, low=naming.plain(scale * index.low, 2), high=naming.plain(scale * index.high, 2))


def courses_of(naming: Naming, view: View, folder: Path | None) -> Shown | None:
    """Return the outcome over time, where the study kept it."""
    if folder is None or not naming.results.study.series:
        return None
    found = read_courses(naming.results, folder, view.outcome, view.group)
    if not found:
        return None
    scale, said = naming.scale(view.outcome), []
    for name, course in found.items():
        mean = course.values.mean(axis=0)
        top = int(np.nanargmax(mean))
        said.append(naming.say("course_top", name=naming.case(name), value=naming.amount(float(mean[top]), view.outcome), day=naming.value(course.times[top].item().date()), runs=len(course.values)))
    picture = study_drawn.courses(naming, view.outcome, found, " ".join(said))
    rows, numbers = [], []
    steps = max(len(course.times) for course in found.values())
    for step in range(steps):
        parts = {name: (course.times[step].item(), *np.nanquantile(course.values[:, step], (0.1, 0.9)), course.values[:, step].mean()) for name, course in found.items() if step < len(course.times)}
        numbers += [[name, moment.isoformat(), mean, low, high] for name, (moment, low, high, mean) in parts.items()]
        if step % max(_WEEK, steps // 60) == 0:
            day = naming.value(next(iter(parts.values()))[0].date())
            rows.append([day, *(naming.plain(scale * parts[name][3]) if name in parts else "" for name in found)])
    title = naming.say("course_of", outcome=naming.outcome(view.outcome))
    return shown("course", title, said, picture, [naming.say("day"), *(naming.case(name) for name in found)], rows, ["scenario", "time", "mean", "low", "high"], numbers)
