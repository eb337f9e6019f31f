"""The whole state of a session in the part of an address after "?": short, readable, and checked when it comes back."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

from .left_out import LeftOut
from .limits import LEAST, SCENARIOS_COMPARED, wrong_number
from .own import LOST, restore_own
from .page_keys import LISTS, OF_PAGES, usable
from .timeline.packed import KEY
from .titles import OWN
from .words import LANGUAGES

_LONGEST = 4000
_MOST_SETTINGS = 20
_CHOICES = ("lang", "of", "with", "part", "compare", "watch")
_FIRST = ("lang", KEY, LOST, "of", "people", "days", "with", "part")
_DRAWN_FILE = re.compile(r"drawn_(\d{1,3})_people_[0-9a-f]{6}\.csv")


def search_of(session, pages: dict[str, str] | None = None) -> str:
    """Return what stands after "?" in the address of a session: only what differs from the usual; `pages` takes the place of what a page keeps there."""
    changed = [(key, value) for key, value in {**state_of(session), **(pages or {})}.items() if session.usual.get(key) != value]
    return urlencode(changed, safe=":,./")


def link_of(session, pages: dict[str, str] | None = None) -> str:
    """Return the same with the language, whichever it is: the one that a browser chose last holds only where an address names none."""
    search = urlencode([("lang", session.language.value)])
    rest = "&".join(each for each in search_of(session, pages).split("&") if each and not each.startswith("lang="))
    return f"{search}&{rest}" if rest else search


def state_of(session) -> dict[str, str]:
    """Return all of a session's choices as texts."""
    state = {"lang": session.language.value, "of": session.first.value, "with": session.second.value, "part": session.part.value}
    state |= {name: f"{getattr(session, name).value}" for name in LEAST}
    state |= {"compare": ",".join(session.compared.value), "watch": str(session.watched.value)}
    state |= {f"set.{path}": f"{value:g}" for path, value in session.settings.value.items()}
    return state | session.pages.value


def restore(session, search: str) -> tuple[LeftOut, ...]:
    """Put a session in the state of an address, and return what could not be used: that is left as it was."""
    search = search or ""
    asked = dict(parse_qsl(search[:_LONGEST], keep_blank_values=True))
    # What other keys may name, or what they are checked against, comes first.
    ordered = sorted(asked, key=lambda key: _FIRST.index(key) if key in _FIRST else len(_FIRST))
    left_out = [told for key in ordered if (told := _restored(session, key, asked[key]))]
    if LOST in asked or any(each.key == KEY for each in left_out):  # said once: these name what the link could not carry
        left_out = [each for each in left_out if not OWN in f"{each.key}={each.value}"]
    return (*left_out, *([LeftOut("", "", "cut")] if len(search) > _LONGEST else []))


def _restored(session, key: str, value: str) -> LeftOut | None:
    """Take one choice of an address; return it where it cannot be used."""
    if key == LOST:
        return _lost(session, value)
    if key == KEY:
        return None if restore_own(session, value) else LeftOut(key, "", "own")
    if key.startswith("set."):
        why = _setting(session, key.removeprefix("set."), value)
        return LeftOut(key, value, why) if why else None
    if key not in _CHOICES and key not in LEAST:
        return _of_page(session, key, value)
    return None if _chosen(session, key, value) else LeftOut(key, value, "number" if key in LEAST else "choice")


def _chosen(session, key: str, value: str) -> bool:
    if key == "lang":
        return value in LANGUAGES and _put(session.language, value)
    if key == "of":
        if value in session.scenarios:
            session.choose_first(value)
        return value in session.scenarios
    if key == "with":
        return value in {each.name for each in session.policies_of(session.first.value)} | {session.first.value} and _put(session.second, value)
    if key == "part":
        return value in ("", *session.parts) and _put(session.part, value)
    if key in LEAST:
        return value.isdecimal() and not wrong_number(key, int(value)) and _put(getattr(session, key), int(value))
    if key == "compare":
        names = value.split(",")
        return len(names) <= SCENARIOS_COMPARED and all(name in session.scenarios for name in names) and _put(session.compared, tuple(names))
    return value in ("0", "1") and _put(session.watched, int(value))


def _setting(session, path: str, value: str) -> str:
    """Take a slider's value, and return why not: only those that a slider can set, so that a link can do no more than a visitor."""
    if path not in session.sliders() or len(session.settings.value) >= _MOST_SETTINGS:
        return "unknown"
    try:
        share = float(value)
    except ValueError:
        return "share"
    if not 0 <= share <= 1:
        return "share"
    session.set_strength(path, share)
    return ""


def _lost(session, value: str) -> LeftOut:
    """Look at what a scenario was made from that a link cannot carry, and return what to say about it."""
    why, _, rest = value.partition(",")
    what, *made_of = rest.split(",")
    for key, name in zip(("of", "with"), made_of, strict=False):
        _chosen(session, key, name)
    found = _DRAWN_FILE.fullmatch(what)
    if why == "drawn" and found:
        return LeftOut(LOST, f"{found[1]} {what}", "drawn")
    return LeftOut(LOST, "", "long" if why == "long" else "files")


def _of_page(session, key: str, value: str) -> LeftOut | None:
    """Keep what a page keeps in the address; the page judges what it needs its own state for."""
    if key not in OF_PAGES:
        return LeftOut(key, value)
    whole = usable(session, key, value)
    if whole or key in LISTS:  # of a list the page takes what it can
        session.pages.set({**session.pages.value, key: value})
    return None if whole else LeftOut(key, value, "partly" if key in LISTS else "choice")


def _put(reactive, value) -> bool:
    reactive.set(value)
    return True
