"""A scenario: who lives where, what happens to them when, and which findings hold; read from a file, and written back."""

import json
import re
import textwrap
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from ..core.feelings import Feelings
from ..core.parameters import Declared
from .errors import ScenarioError
from .events import Crisis, Intervention, as_date, first_moment, last_moment
from .inhabitants import read_ages, read_households

SMALLEST, LARGEST = 10, 20_000_000
LONGEST = 3_660  # days; ten years
FILES = ("network", "ages", "households")


class Population(Declared):
    """Who lives in the scenario: made by a recipe, or read from a network. Files are named relative to the scenario's folder."""

    people: int | None = Field(2000, ge=SMALLEST, le=LARGEST, description="how many people; a network brings its own number")
    recipe: str | None = Field("netherlands", description="name of a population recipe")
    network: str | None = Field(None, min_length=1, description="a network file: .graphml, .gexf, .gml or an edge list in .csv")
    ages: str | None = Field(None, min_length=1, description="a table of ages in .csv, in place of the recipe's")
    households: str | None = Field(None, min_length=1, description="a table of households in .csv, in place of the recipe's")
    people_represented: int | None = Field(None, ge=1, le=10**10, description="how many people these stand for")
    seed: int | None = Field(None, ge=0, lt=2**63, description="fixes one population for all replicates")


class Scenario(Declared):
    """What happens to whom, and when. Made by `load_scenario`; equal to another when all that a run depends on is equal."""

    title: str = Field("", max_length=300)
    start: date
    days: int = Field(ge=1, le=LONGEST)
    step: Literal["day", "hour"] = "day"
    population: Population = Population()
    crisis: tuple[Crisis, ...] = ()
    intervention: tuple[Intervention, ...] = ()
    mechanisms: dict[str, Declared | Literal[False]] = Field({}, description="mechanisms with values of their own, or switched off")
    feelings: Feelings = Feelings()
    name: str = "scenario"
    folder: Path = Path(".")
    notices: tuple[str, ...] = ()
    stored: Path | None = None  # a file that holds the people and ties this scenario would build; no part of what it says

    @field_validator("crisis", "intervention")
    @classmethod
    def _all_named(cls, events):
        unnamed, named = {}, []
        for event in events:
            if event.name is None:
                unnamed[event.kind] = unnamed.get(event.kind, 0) + 1
                event = event.model_copy(update={"name": f"{event.kind}-{unnamed[event.kind]}"})
            named.append(event)
        return tuple(named)

    @field_validator("crisis")
    @classmethod
    def _one_after_another(cls, crises):
        return tuple(crisis.after(crises) for crisis in crises)

    @model_validator(mode="after")
    def _names_are_unique(self):
        names = [event.name for event in self.events]
        if len(set(names)) < len(names):
            raise ValueError("two events have the same name; names are unique")
        return self

    def __eq__(self, other):
        return isinstance(other, Scenario) and self.document() == other.document()

    def __hash__(self):
        return hash((self.title, self.start, self.days, self.step))

    @property
    def events(self):
        """All crises, then all interventions."""
        return self.crisis + self.intervention

    @property
    def end(self):
        """The first date after the scenario."""
        return self.start + timedelta(days=self.days)

    def document(self):
        """Return the scenario as a dict of tables such as a file holds: everything explicit, nothing that says where it lies."""
        tables = {key: getattr(self, key) for key in ("title", "start", "days", "step")}
        tables["population"] = _filled(self.population)
        tables["crisis"] = [_filled(event) for event in self.crisis]
        tables["intervention"] = [_filled(event) for event in self.intervention]
        tables["mechanisms"] = {name: each and _filled(each) for name, each in self.mechanisms.items()}
        tables["feelings"] = _filled(self.feelings)
        return {key: value for key, value in tables.items() if value not in ([], {})}

    def to_toml(self):
        """Return the resolved scenario as the text of a file: no `extends`, every value written out."""
        import tomli_w

        text = tomli_w.dumps(self.document())
        return re.sub(r"^daily = \[\n(.*?)^\]", _in_few_lines, text, flags=re.MULTILINE | re.DOTALL)

    def hash(self):
        """Return 16 hex digits that two scenarios share if all that a run depends on is the same, whatever they are called.

        Files of a network, of ages and of households count by their contents, not by their names.
        """
        tables = self.document()
        del tables["title"]
        for key in FILES:
            if key in tables["population"]:
                tables["population"][key] = self._digest(key)
        return sha256(json.dumps(tables, sort_keys=True, default=date.isoformat).encode()).hexdigest()[:16]

    def population_options(self):
        """Return what a recipe gets beside people and seed: people_represented, ages and households, as far as the file gives them.

        `ages` is ((from age, below age, people), ...), `households` {size: households}; see `inhabitants`.
        """
        return population_options(self.population, self.folder)

    def _digest(self, key):
        named = getattr(self.population, key)
        try:
            return sha256((self.folder / named).read_bytes()).hexdigest()
        except OSError:
            raise ScenarioError(self.name, "[population]", key, f'there is no file "{named}"') from None

    def timeline_bars(self):
        """Return a list of (name, kind, "crisis" or "intervention", first day, last day not included) of the enabled events."""
        return [(event.name, event.kind, event.role, *self.days_of(event)) for event in self.events if event.enabled]

    def days_of(self, event):
        """Return (first day, last day not included) of an event, as days since the start of the scenario."""
        last = last_moment(event, self.start, self.days)
        part = 1 if isinstance(event.until, datetime) and last.time() != datetime.min.time() else 0
        return (first_moment(event, self.start).date() - self.start).days, (as_date(last) - self.start).days + part

    def without_crises(self, name="no_crisis"):
        """Return the same scenario with every crisis disabled."""
        calm = tuple(event.model_copy(update={"enabled": False}) for event in self.crisis)
        return self.model_copy(update={"crisis": calm, "name": name, "title": f"{self.title} (no crisis)".strip()})


def population_options(population, folder):
    """Return the options of a population whose files lie relative to `folder`; TableMistake if a table cannot be used."""
    options = {"people_represented": population.people_represented} if population.people_represented else {}
    if population.ages:
        options["ages"] = read_ages(population.ages, folder / population.ages)
    if population.households:
        options["households"] = read_households(population.households, folder / population.households)
    return options


def _filled(declared):
    """Return the fields of a declaration that have a value; a file has no word for none."""
    return _without_none(declared.model_dump(mode="python"))


def _without_none(value):
    if isinstance(value, dict):
        return {key: _without_none(each) for key, each in value.items() if each is not None}
    return [_without_none(each) for each in value] if isinstance(value, (list, tuple)) else value


def _in_few_lines(match):
    """Return a long list of numbers in lines of usual length; one number a line makes a file nobody scrolls through."""
    numbers = " ".join(line.strip() for line in match[1].splitlines())
    return "daily = [\n" + textwrap.indent(textwrap.fill(numbers, 110), "    ") + "\n]"
