"""A page with nothing but the timeline editor and a run, as the browser tests of the editor open it."""

from pathlib import Path

import solara

import sim
from sim import run
from sim.dashboard.offered import offered
from sim.dashboard.timeline.component import TimelineEditor
from sim.dashboard.timeline.editor import Editor
from sim.dashboard.timeline.answers import PastAnswer

_CSS = (Path(sim.__file__).parent / "dashboard" / "page.css").read_text(encoding="utf-8")


@solara.component
def Page():
    """Show the editor of the first offered scenario, its hash, and on demand the last day of a run."""
    first = list(offered().values())[0]
    scenario, set_scenario = solara.use_state(first)
    digits, set_digits = solara.use_state("")
    editor = solara.use_memo(lambda: Editor(first), [])
    solara.use_effect(lambda: editor.close, [])
    language = "nl" if "nl" in (solara.use_router().search or "") else "en"

    def start(*_):
        result = run(scenario, seed=1)
        distress = result.series.query("outcome == 'distress' and group == 'everyone'").value
        set_digits(repr(float(distress.iloc[-1])))
        editor.remember(PastAnswer(scenario, f"Distress ends at {distress.iloc[-1]:.2f}.", 150, 1, 1))

    solara.Style(_CSS)
    parts = [
        solara.v.Html(tag="h1", children=["Timeline"]),
        TimelineEditor(scenario, set_scenario, language=language, editor=editor),
        solara.Button("Run", on_click=start),
        solara.v.Html(tag="p", attributes={"id": "hash"}, children=[scenario.hash()]),
        solara.v.Html(tag="p", attributes={"id": "digits"}, children=[digits]),
    ]
    main = solara.v.Html(tag="main", class_="noaber-main", children=parts)
    solara.v.Html(tag="div", class_="noaber", children=[main])


@solara.component
def Layout(children=[]):
    """No bar and no drawer around the page."""
    solara.Div(children=children)
