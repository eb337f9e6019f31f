"""Where the model is known to be wrong: the published checks that it fails, beside an answer of the model."""

from __future__ import annotations

import solara

from .. import failures_in
from .address import link_of
from .session import Session
from .shell import address_of
from .words import say


def fails_told(session: Session, verdict: dict) -> solara.Element:
    """Return the checks that the command prints with a verdict, behind a line that says that there are, with the way to all facts."""
    language = session.language.value
    _, said = failures_in(language, bool(verdict.get("of_the_pandemic")))
    told = [solara.v.Html(tag="p", children=[each.replace("`", "").replace(" %", "\u00a0%")]) for each in said]
    there = address_of("evidence", link_of(session, {"evidence.part": "facts"}))
    link = solara.v.Html(tag="a", attributes={"href": there}, children=[say(language, "explore.fails_more")])
    summary = solara.v.Html(tag="summary", children=[say(language, "explore.fails")])
    return solara.v.Html(tag="details", class_="note fails", children=[summary, *told, link]).key("fails")  # its place may be a paragraph's before
