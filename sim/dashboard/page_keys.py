"""What single pages keep in the address, by key, and what each of these may say."""

from __future__ import annotations

from .branches import offers
from .evidence import KINDS, PARTS
from .learn_told import QUESTIONS, STEPS

# Pages judge further what depends on what they have worked out: a person of that number, a change that is possible.
OF_PAGES = (
    "person.against", "person.row", "branch.day", "branch.changes", "study.of", "study.view", "learn.step", "learn.said",
    "evidence.part", "evidence.find", "evidence.kind",
)  # fmt: skip
LISTS = ("branch.changes", "learn.said")
_CALM = "no_crisis"


def usable(session, key: str, value: str) -> bool:
    """Return whether a page can begin with what an address says."""
    if key == "person.against":
        return value in session.scenarios or value == _CALM
    if key == "person.row":
        return value.isdecimal() and (session.people_fixed() or int(value) < session.people.value)
    if key == "branch.day":
        return value.isdecimal() and int(value) < session.scenarios[session.first.value].days
    if key == "branch.changes":
        possible = offers(session.scenarios[session.first.value], session.scenarios)
        return set(value.split("|")) <= {f"{change.what} {change.name}" for change, _ in possible}
    if key == "learn.said":
        pairs = [each.partition("-") for each in value.split(".")]
        return all(answer in QUESTIONS.get(question, ()) for question, _, answer in pairs)
    known = {"learn.step": (*STEPS, "teacher", ""), "evidence.part": PARTS, "evidence.kind": ("", *KINDS)}
    if key in known:
        return value in known[key]
    return key in OF_PAGES
