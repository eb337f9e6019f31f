"""The parts of the pages about people that are written as templates, and the canvas of people as these pages use it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import solara

from .portrait import Picture
from .widgets import NetworkCanvas

STYLE = (Path(__file__).parent / "people.css").read_text(encoding="utf-8")


@solara.component_vue("people_list.vue", vuetify=False)
def PeopleList(
    id: str,
    words: dict,
    search: str,
    filter: str,
    filters: list[dict],
    sort: str,
    sorts: list[dict],
    items: list[dict],
    picked: int,
    count: str,
    event_look_for: Callable = None,
    event_choose_filter: Callable = None,
    event_choose_sort: Callable = None,
    event_pick: Callable = None,
):
    """People to pick from by keyboard."""


@solara.component_vue("story.vue", vuetify=False)
def StoryText(title: str, words: dict, lead: list[str], chain_title: str, chain: list[str], sums: list[str], help: list[str], waiting: str):
    """One person's story in sentences."""


@solara.component_vue("figures.vue", vuetify=False)
def Figures(summary: str, caption: str, headings: list[str], rows: list[list[str]], file: dict = {}):
    """A table that opens on request, beside a chart that shows the same; `file` is the same as CSV: name, label and text."""


@solara.component_vue("pair.vue", vuetify=False)
def PairForm(
    id: str,
    words: dict,
    first: str,
    second: str,
    firsts: list[dict],
    seconds: list[dict],
    event_choose_first: Callable = None,
    event_choose_second: Callable = None,
):
    """Which two scenarios."""


@solara.component_vue("branch.vue", vuetify=False)
def BranchForm(
    words: dict,
    scenarios: list[dict],
    scenario: str,
    days: int,
    day: int,
    day_text: str,
    groups: list[dict],
    ready: bool,
    status: str,
    event_choose_scenario: Callable = None,
    event_choose_day: Callable = None,
    event_turn: Callable = None,
    event_go: Callable = None,
):
    """From which day on what is different."""


def people_canvas(picture: Picture, ties: bytes, palette: bytes, frame: bytes, label: str, picked: int = -1, positions: bytes = b"", **more) -> solara.Element:
    """Return the canvas of a picture, or with its people at other `positions`; `on_clicked` gets [row, how often anybody was clicked]."""
    near = b""
    if 0 <= picked < picture.n_people and not picture.uploaded:
        near = b"".join(rows.astype("uint32").tobytes() for rows in picture.near(picked).values())
    return NetworkCanvas.element(
        positions=positions or picture.positions, ties=ties, palette=palette, frame=frame, label=label, picked=picked, near=near, **more
    )


@solara.component_vue("choice.vue", vuetify=False)
def _Select(id: str, options: list[dict], value: str, event_choose=None):
    """One choice out of a few."""


def Choice(id: str, options: list[dict], value: solara.Reactive):
    """Return a select bound to a value; names that are not offered are passed over."""
    names = {each["name"] for each in options}
    return _Select(id=id, options=options, value=value.value, event_choose=lambda name: name in names and value.set(name))
