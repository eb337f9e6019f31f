"""Evidence: every finding with its source and switch, every number with its range, the facts, and what the model cannot tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import solara

from ..evidence import CSV_NAME, KINDS, PARTS, fails, findings, judged_in_words, kinds_of, limits, numbers_csv, switches, tables
from ..session import Session
from ..words import say, topic_words

_CSS = (Path(__file__).parent.parent / "evidence.css").read_text(encoding="utf-8")
_LONGEST = 60  # of what is searched for, as it stands in the address


@solara.component_vue("../evidence.vue", vuetify=False)
def Evidence(
    words: dict,
    parts: list[dict],
    part: str,
    find: str,
    kind: str,
    kinds: list[dict],
    findings: list[dict],
    switches: dict,
    tables: dict,
    limits: list[str],
    fails: dict,
    file: dict,
    event_look: Callable = None,
    event_save: Callable = None,
):
    """The search box, the parts as buttons with how much of each fits, and the part looked at."""


@solara.component
def Page(session: Session):
    """All of it is sent once for a language; searching is the browser's own business."""
    language = session.language.value
    first, second = (session.scenarios[name] for name in (session.first.value, session.second.value))
    file = solara.use_reactive({})
    rows = solara.use_memo(lambda: findings(language), [language])
    shown = solara.use_memo(lambda: tables(language), [language])
    turned = solara.use_memo(lambda: switches(language, first, second), [language, id(first), id(second)])
    about = {part: say(language, f"evidence.about_{part}", count=len(rows)) for part in PARTS if part != "facts"}
    page = Evidence(
        words=topic_words(language, "evidence"),
        parts=[{"name": part, "title": say(language, f"evidence.part_{part}"), "about": about.get(part) or judged_in_words(language)} for part in PARTS],
        part=_kept(session, "part", PARTS[0]),
        find=_kept(session, "find", "")[:_LONGEST],
        kind=_kept(session, "kind", ""),
        kinds=kinds_of(language),
        findings=rows,
        switches=turned,
        tables=shown,
        limits=limits(language),
        fails=fails(language),
        file=file.value,
        event_look=lambda asked: _look(session, asked),
        event_save=lambda _: file.set({"name": CSV_NAME, "content": numbers_csv(), "turn": file.value.get("turn", 0) + 1}),
    )
    solara.v.Html(tag="div", class_="noaber-evidence", children=[solara.Style(_CSS), page])


def _kept(session: Session, name: str, usual: str) -> str:
    """Return what the address says of this page; a part or kind that does not exist is as if nothing were said."""
    value = session.pages.value.get(f"evidence.{name}", usual)
    known = {"part": PARTS, "kind": KINDS}.get(name)
    return value if known is None or value in known else usual


def _look(session: Session, asked) -> None:
    """Keep in the address what is looked at."""
    if not isinstance(asked, dict):
        return
    usual = {"part": PARTS[0], "find": "", "kind": ""}
    wanted = {f"evidence.{name}": str(asked.get(name, ""))[:_LONGEST] for name in usual}
    others = {key: value for key, value in session.pages.value.items() if key not in wanted}
    session.pages.set({**others, **{f"evidence.{name}": wanted[f"evidence.{name}"] for name in usual if wanted[f"evidence.{name}"] not in ("", usual[name])}})
