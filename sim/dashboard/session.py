"""What one browser session has chosen and is running; every session has its own, and its own model."""

from __future__ import annotations

import solara

from .. import load_scenario
from .comparison import Comparison, ComparisonState
from .live import LiveRun, Snapshot
from .offered import offered

# Enough for a steady picture of a neighbourhood that is ready in a few seconds; the form takes other numbers.
_PEOPLE = 1000
_DAYS = 130
_PAIRS = 5
_LARGEST = 20_000
_LONGEST = 3660
_MOST_PAIRS = 500
_LIVE_SEED = 1


class Session:
    """The choices, the comparison and the live model of one browser session."""

    def __init__(self):
        self.scenarios = offered()
        names = list(self.scenarios)
        self.language = solara.reactive("en")
        self.first = solara.reactive(names[0])
        self.second = solara.reactive(names[min(1, len(names) - 1)])
        self.people = solara.reactive(self._usual_people())
        self.days = solara.reactive(min(_DAYS, *(scenario.days for scenario in list(self.scenarios.values())[:2])))
        self.pairs = solara.reactive(_PAIRS)
        self.watched = solara.reactive(0)
        self.speed = solara.reactive(8)
        self.comparison: solara.Reactive[ComparisonState | None] = solara.reactive(None)
        self.live: solara.Reactive[Snapshot | None] = solara.reactive(None)
        self.mistake = solara.reactive("")
        self.run: LiveRun | None = None
        self._comparing: Comparison | None = None
        self._shortened = {}

    @property
    def chosen(self):
        """The two chosen scenarios, with the chosen number of days at most."""
        return self.of_days(self.first.value), self.of_days(self.second.value)

    @property
    def watching(self):
        """The scenario that the live model lives through."""
        return self.of_days((self.first, self.second)[self.watched.value].value)

    @property
    def comparing(self) -> bool:
        """Whether a comparison is under way."""
        return self.comparison.value is not None and self.comparison.value.phase == "running"

    def people_fixed(self) -> bool:
        """Whether the number of people is that of an imported network."""
        return any(scenario.population.network for scenario in self.chosen)

    def begin_live(self):
        """Build the model of the watched scenario, in place of the one before; return a function that lets it go."""
        mistake = self._wrong_size()
        self.live.set(Snapshot(self.watching, error=mistake))
        if mistake:
            return None
        run = LiveRun(self.watching, None if self.people_fixed() else int(self.people.value), _LIVE_SEED, self._show_live)
        run.steps_per_second = self.speed.value
        self.run = run
        return run.close

    def set_speed(self, steps_per_second):
        """Play this many steps a second."""
        self.speed.set(steps_per_second)
        if self.run:
            self.run.steps_per_second = steps_per_second

    def compare(self, *_):
        """Compare the two chosen scenarios, unless something about the choice is wrong."""
        self.mistake.set(self._wrong_choice())
        if self.mistake.value or self.comparing:
            return
        first, second = self.chosen
        people = None if self.people_fixed() else int(self.people.value)
        self._comparing = Comparison(first, second, people, int(self.pairs.value), self.comparison.set)

    def stop(self, *_):
        """Stop the comparison, if there is one."""
        if self._comparing:
            self._comparing.stop()

    def close(self):
        """Stop whatever still runs for this session."""
        self.stop()
        if self.run:
            self.run.close()

    def _show_live(self, snapshot: Snapshot):
        # A model that was replaced may still publish a last snapshot; it is of no interest any more.
        if self.live.value is None or snapshot.scenario is self.watching:
            self.live.set(snapshot)

    def of_days(self, name):
        """Return an offered scenario, shortened if the form says so; the same object for the same choice."""
        scenario, days = self.scenarios[name], self.days.value
        if _wrong_number("Days", days, 1, _LONGEST) or days >= scenario.days:
            return scenario
        if (name, days) not in self._shortened:
            self._shortened[name, days] = load_scenario(scenario, days=int(days))
        return self._shortened[name, days]

    def _usual_people(self):
        return min([_PEOPLE, *(scenario.population.people or _PEOPLE for scenario in self.scenarios.values())])

    def _wrong_size(self) -> str:
        people = "" if self.people_fixed() else _wrong_number("People", self.people.value, 10, _LARGEST)
        return people or _wrong_number("Days", self.days.value, 1, _LONGEST)

    def _wrong_choice(self) -> str:
        if len(self.scenarios) < 2:
            return "Only one scenario is offered. Start the dashboard with two or more files to compare them."
        if self.first.value == self.second.value:
            return "Choose two different scenarios to compare."
        return self._wrong_size() or _wrong_number("Pairs of runs", self.pairs.value, 2, _MOST_PAIRS)


def _wrong_number(what, number, least, most) -> str:
    """Return what to say about a number in the form that cannot be used, or nothing."""
    whole = isinstance(number, (int, float)) and number == int(number)
    return "" if whole and least <= number <= most else f"{what} must be a whole number from {least} to {most:,}."
