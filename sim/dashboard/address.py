"""The whole state of a session in the part of an address after "?": short, readable, and checked when it comes back."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from .limits import LEAST, SCENARIOS_COMPARED, wrong_number
from .own import restore_own
from .timeline.packed import KEY
from .words import LANGUAGES

_LONGEST = 4000
_MOST_SETTINGS = 20
_OF_PAGES = 12  # what other pages keep in the address


def search_of(session) -> str:
    """Return what stands after "?" in the address of a session: only what differs from the usual."""
    changed = [(key, value) for key, value in state_of(session).items() if session.usual.get(key) != value]
    return urlencode(changed, safe=":,./")


def state_of(session) -> dict[str, str]:
    """Return all of a session's choices as texts."""
    state = {"lang": session.language.value, "of": session.first.value, "with": session.second.value, "part": session.part.value}
    state |= {name: f"{getattr(session, name).value}" for name in LEAST}
    state |= {"compare": ",".join(session.compared.value), "watch": str(session.watched.value)}
    state |= {f"set.{path}": f"{value:g}" for path, value in session.settings.value.items()}
    return state | session.pages.value


def restore(session, search: str) -> bool:
    """Put a session in the state of an address; what cannot be used is left as it was. Return whether all of it could be."""
    asked = dict(parse_qsl((search or "")[:_LONGEST], keep_blank_values=True))
    # A scenario of one's own first, as other keys may name it; and its title is in the language of the address.
    ordered = sorted(asked, key=lambda key: ("lang", KEY).index(key) if key in ("lang", KEY) else 2)
    return all([_restored(session, key, asked[key]) for key in ordered])


def _restored(session, key: str, value: str) -> bool:
    if key == "lang":
        return value in LANGUAGES and _put(session.language, value)
    if key == KEY:
        return restore_own(session, value)
    if key == "of":
        if value in session.scenarios:
            session.choose_first(value)
        return value in session.scenarios
    if key == "with":
        return value in {each.name for each in session.policies_of(session.first.value)} and _put(session.second, value)
    if key == "part":
        return value in ("", *session.parts) and _put(session.part, value)
    if key in LEAST:
        return value.isdecimal() and not wrong_number(key, int(value)) and _put(getattr(session, key), int(value))
    if key == "compare":
        names = value.split(",")
        return len(names) <= SCENARIOS_COMPARED and all(name in session.scenarios for name in names) and _put(session.compared, tuple(names))
    if key == "watch":
        return value in ("0", "1") and _put(session.watched, int(value))
    if key.startswith("set."):
        return _setting(session, key.removeprefix("set."), value)
    return _of_page(session, key, value)


def _setting(session, path: str, value: str) -> bool:
    """Take a slider's value; only those that a slider can set, so that a link can do no more than a visitor."""
    if path not in session.sliders() or len(session.settings.value) >= _MOST_SETTINGS:
        return False
    try:
        share = float(value)
    except ValueError:
        return False
    if not 0 <= share <= 1:
        return False
    session.set_strength(path, share)
    return True


def _of_page(session, key: str, value: str) -> bool:
    """Keep what a page keeps in the address; the page judges it."""
    if "." not in key or len(session.pages.value) >= _OF_PAGES:
        return False
    session.pages.set({**session.pages.value, key: value})
    return True


def _put(reactive, value) -> bool:
    reactive.set(value)
    return True
