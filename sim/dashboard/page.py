"""The frame around all pages: navigation, language, light or dark, and the page that the address names."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl

import solara
import solara.lab

from .left_out import Arrival
from .pages import branch, compare, evidence, explore, learn, person, study
from .session import Session
from .shell import Shell
from .words import LANGUAGES, say

PAGES = {
    "explore": explore.Page,
    "compare": compare.Page,
    "person": person.Page,
    "branch": branch.Page,
    "study": study.Page,
    "learn": learn.Page,
    "evidence": evidence.Page,
}
_CSS = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


@solara.component
def Layout(children=[]):
    """The frame, which stays while pages change; so does the Session, which is let go when the tab is closed."""
    router = solara.use_router()
    session = solara.use_memo(lambda: session_of(router.search, solara.lab.headers.value), [])
    solara.use_effect(lambda: session.close, [])
    page = router.parts[0] if router.parts[0] in PAGES else "explore"
    language = session.language.value
    solara.Title(f"{say(language, f'shell.{page}')} – {say(language, 'shell.title')}")
    solara.Style(_CSS)
    content = solara.v.Html(
        tag="main", class_=f"noaber-main noaber-page-{page}", attributes={"id": "noaber-content", "tabindex": "-1"}, children=[PAGES[page](session)]
    )
    solara.v.Html(tag="div", class_="noaber", children=[Shell(session, page, list(PAGES), router.push), Arrival(session), content])


def session_of(search: str, headers: dict | None) -> Session:
    """Return a new session as its address says; where that names no language, in the one the browser asks pages in, if it is ours."""
    session = Session(search)
    asked = ",".join((headers or {}).get("accept-language", []))[:2].lower()
    if asked in LANGUAGES and "lang" not in dict(parse_qsl(search or "")):
        session.language.set(asked)
    return session


@solara.component
def _Nothing():
    """What a route shows beside its frame, which shows the page."""
    solara.Div()


routes = [
    solara.Route(path="/" if name == "explore" else name, component=_Nothing, layout=Layout if name == "explore" else None)
    for name in PAGES
]
