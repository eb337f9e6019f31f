"""The lesson's worlds: an illness and a lockdown in a neighbourhood, each alone, without one cause, with one thing changed; each lived once for a whole class."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from .. import Scenario, compare, load_text
from .answering import answers
from .found import NO_CRISIS, line_over
from .shared_work import SharedWork, failure_told

PEOPLE, DAYS, PAIRS = 200, 120, 12
ILL, LOCKED, OPEN = 15, 28, 84  # the days on which the illness and the lockdown begin; both end on the last, the fear fades for weeks after it
SEED = 1
COMMAND = f"noaber compare lockdown --people {PEOPLE} --days {DAYS} --replicates {PAIRS} --seed {SEED}"
ALONE = {"illness": "lockdown", "lockdown": "pandemic"}  # what is left, and the crisis that is taken out for it
CAUSES = {"threat": "stress_response", "company": "social_need", "spread": "shared_feelings", "used": "getting_used"}
_EVERYBODY = "start = 2020-04-01\nreach = 0.9\nuptake = 0.7\n"
CHANGES = {
    "outdoors": '[[intervention]]\nkind = "outdoor_meetings"\n' + _EVERYBODY,
    "calls": '[[intervention]]\nkind = "check_in_calls"\ncapacity_per_1000 = 20.0\nwho = [{ age_min = 65 }, { lives_alone = true, age_min = 18 }]\n' + _EVERYBODY,
    "helpline": '[[intervention]]\nkind = "helpline"\ncapacity_per_1000 = 6.0\nwho = { age_min = 18 }\n' + _EVERYBODY,
    "school": '[[crisis]]\nname = "lockdown"\nschool_closed = 0.0\n',
    "milder": '[[crisis]]\nname = "lockdown"\nseverity = 0.45\n',
}


def _text(more: str = "") -> str:
    """Return the lesson's scenario file with more in it."""
    return f'title = "An illness, and a lockdown of eight weeks"\nextends = "lockdown"\ndays = {DAYS}\n[population]\npeople = {PEOPLE}\n{more}'


@cache
def lesson() -> Scenario:
    """Return the scenario of the lesson."""
    return load_text(_text(), name="lesson")


@dataclass(frozen=True, eq=False)
class Lived:
    """What came of one question: `rises` hold a number for each world by what it is, `lines` the daily means of both feelings."""

    phase: str = "running"  # running, done or failed
    done: int = 0
    total: int = 0
    error: str = ""
    rises: dict[str, tuple[float, ...]] = field(default_factory=dict, repr=False)
    lines: dict[str, dict[str, dict]] = field(default_factory=dict, repr=False)

    @property
    def finished(self) -> bool:
        """Whether all worlds are lived."""
        return self.phase == "done"


def scenarios_of(kind: str, name: str = "") -> list[Scenario]:
    """Return what is lived for a question: "crisis", one part of it "alone", "without" one cause, or "change" of one thing."""
    if kind == "crisis":
        return [lesson()]
    if kind == "alone":
        return [load_text(_text(f'[[crisis]]\nname = "{ALONE[name]}"\nenabled = false\n'), name=f"{name}_alone")]
    if kind == "without":
        return [load_text(_text(f"[mechanisms]\n{CAUSES[name]} = false\n"), name=f"without_{name}")]
    return [lesson(), load_text(_text(CHANGES[name]), name=name)]


class _Work(SharedWork):
    """One question being lived; it goes on as long as somebody listens."""

    def __init__(self, kind: str, name: str):
        self._kind, self._name = kind, name
        super().__init__(Lived(), "noaber-lesson")

    def _to_its_end(self) -> bool:
        return self.state.finished

    def _run(self) -> None:
        with failure_told(self._show):
            answer = compare(
                scenarios_of(self._kind, self._name), replicates=PAIRS, seed=SEED, workers=answers().workers, stop=self._stop.is_set,
                progress=lambda done, total: self._show(done=done, total=total),
            )  # fmt: skip
            if not answer.stopped:
                self._show(phase="done", rises=rises_in(answer), lines=lines_in(answer))


_WORKS: dict[tuple[str, str], _Work] = {}
_LOCK = threading.Lock()


def live(kind: str, name: str, listener: Callable[[Lived], None]) -> Callable[[], None]:
    """Live the worlds of a question, or join those who asked the same; return a function that ends the listening."""
    with _LOCK:
        work = _WORKS.get((kind, name))
        if work is None or not work.usable:
            work = _WORKS[kind, name] = _Work(kind, name)
    return work.listen(listener)


def rises_in(answer) -> dict[str, tuple[float, ...]]:
    """Return for each world how much higher feelings are in the last scenario than in the first, or than with neither illness nor lockdown."""
    last = answer.scenarios[-2].name
    baseline = NO_CRISIS if last == answer.scenarios[0].name else answer.scenarios[0].name
    pairs = next(each for each in answer.pairs if (each.scenario, each.baseline) == (last, baseline))
    asked = {"stress": ("distress", "everyone"), "loneliness": ("loneliness", "everyone"), "young": ("distress", "age 12-17"), "old": ("distress", "age 65-74")}
    found = {name: tuple(float(each) for each in pairs.of(outcome, group=group)) for name, (outcome, group) in asked.items()}
    if baseline == NO_CRISIS:
        runs = ([answer.ensemble.finished(name)[world] for world in range(PAIRS)] for name in (last, NO_CRISIS))
        found["peak"] = tuple(float(_peak(one, other)) for one, other in zip(*runs, strict=True))
    return found


def _peak(one, other) -> int:
    """Return the day on which loneliness lies highest above that of the world without illness and lockdown, over a week."""
    column, group = one.outcomes.index("loneliness"), one.groups.index("everyone")
    above = one.table[:, group, column] - other.table[:, group, column]
    return int(np.convolve(above, np.ones(7) / 7, "valid").argmax()) + 3


def lines_in(answer) -> dict[str, dict[str, dict]]:
    """Return {feeling: {scenario: line}} of the means over all worlds."""
    runs = {each.name: list(answer.ensemble.finished(each.name).values()) for each in answer.scenarios}
    return {feeling: {name: line_over(of_name, feeling) for name, of_name in runs.items()} for feeling in ("distress", "loneliness")}
