"""What every page is made of: cards with a heading, and the sentence where a page is still to come."""

from __future__ import annotations

import solara

from .session import Session
from .words import say


def card(area: str, title: str, *parts) -> solara.Element:
    """Return a card for one area of a page's grid, with its heading if there is one."""
    heading = [solara.v.Html(tag="h2", children=[title])] if title else []
    return solara.v.Html(tag="section", class_=f"noaber-card noaber-area-{area}", children=[*heading, *parts])


def to_come(session: Session, page: str) -> solara.Element:
    """Return a page of one sentence, that of the text `shell.<page>_comes`."""
    language = session.language.value
    sentence = solara.v.Html(tag="p", children=[say(language, f"shell.{page}_comes")])
    return solara.v.Html(tag="div", class_="noaber-one", children=[card("main", say(language, f"shell.{page}"), sentence)])
