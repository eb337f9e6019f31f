"""What a study file may say: scenarios, what varies over which values, by which design, how often, and what is kept."""

import math
from datetime import date, datetime
from typing import Literal

from pydantic import Field, model_validator

from ...core.parameters import Declared

Value = bool | int | float | date | str
ONE_WAY = "expected one of: values, categories, or a range with low and high"
DESIGNS = Literal["grid", "latin_hypercube", "sobol", "morris", "one_at_a_time", "csv"]


class Vary(Declared):
    """One factor: a path as in `--set`, or several that get the same value, and the values it takes.

    Exactly one of: `values` (levels in order), `categories` (without an order), or a range from `low` to `high`; none of them
    where a table of points gives the values.
    """

    path: str | tuple[str, ...] = Field(description="such as crisis.lockdown.severity; NAME:path for one scenario")
    name: str | None = Field(None, min_length=1, max_length=60, description="how tables and sentences call it; the path if absent")
    values: tuple[Value, ...] | None = Field(None, min_length=1)
    categories: tuple[Value, ...] | None = Field(None, min_length=2)
    low: float | date | None = None
    high: float | date | None = None
    distribution: Literal["uniform", "log_uniform", "triangular", "normal"] = "uniform"
    peak: float | None = Field(None, description="of a triangular distribution")
    mean: float | None = Field(None, description="of a normal distribution, cut off at low and high")
    sd: float | None = Field(None, gt=0)
    whole: bool = Field(False, description="whole numbers only")
    steps: int | None = Field(None, ge=2, le=1000, description="values of a range in a grid or one-at-a-time design")

    @model_validator(mode="after")
    def _one_way_to_say_it(self):
        ways = [name for name in ("values", "categories") if getattr(self, name) is not None]
        ends = [end for end in (self.low, self.high) if end is not None]
        if len(ways) + bool(ends) > 1 or len(ends) == 1:
            raise ValueError(ONE_WAY)
        if not self.paths or not all(self.paths):
            raise ValueError("path: expected a path such as crisis.lockdown.severity")
        if ends:
            self._check_range()
        return self

    def _check_range(self):
        if isinstance(self.low, date) != isinstance(self.high, date) or isinstance(self.low, datetime) or isinstance(self.high, datetime):
            raise ValueError("low and high: expected two numbers or two dates")
        if not self.low < self.high:
            raise ValueError("expected low below high")
        if isinstance(self.low, date) and self.distribution != "uniform":
            raise ValueError("distribution: a range of dates is uniform")
        if self.distribution == "log_uniform" and self.low <= 0:
            raise ValueError("low: a log_uniform range begins above 0")
        if self.distribution == "triangular" and (self.peak is None or not self.low <= self.peak <= self.high):
            raise ValueError("peak: a triangular distribution needs one from low to high")
        if self.distribution == "normal" and (self.mean is None or self.sd is None):
            raise ValueError("mean: a normal distribution needs mean and sd")
        if self.whole and not isinstance(self.low, date) and math.floor(self.high) < math.ceil(self.low):
            raise ValueError("expected a whole number between low and high")

    @property
    def paths(self):
        """The paths that get the value."""
        return (self.path,) if isinstance(self.path, str) else self.path

    @property
    def has_values(self):
        """Whether it says itself which values it takes."""
        return bool(self.values or self.categories) or self.low is not None

    @property
    def label(self):
        """How tables and sentences call the factor."""
        return self.name or self.paths[0]


class Design(Declared):
    """How points are spread over what varies."""

    kind: DESIGNS = "grid"
    points: int | None = Field(None, ge=1, le=10_000_000, description="points of a Latin hypercube, base points of Sobol, trajectories of Morris, rows drawn of a CSV")
    levels: int = Field(4, ge=2, le=100, description="levels of a Morris design, an even number")
    steps: int = Field(5, ge=2, le=1000, description="values of a range in a grid or one-at-a-time design")
    second_order: bool = Field(False, description="Sobol with interactions of pairs, for twice the runs")
    file: str | None = Field(None, min_length=1, description="a CSV with a column for each factor, by its name or path, and a row for each point")
    luck: bool = Field(False, description="the replicate is a factor of its own: each point is run once, under one of the replicates")

    @model_validator(mode="after")
    def _complete(self):
        if (self.kind == "csv") != (self.file is not None):
            raise ValueError("file: a design of kind csv needs one, and no other has one")
        if self.kind in ("latin_hypercube", "sobol", "morris") and self.points is None:
            raise ValueError(f"points: a design of kind {self.kind} needs a number of them")
        if self.kind in ("grid", "one_at_a_time") and (self.points is not None or self.luck):
            raise ValueError("points and luck belong to latin_hypercube, sobol, morris and csv")
        if self.kind == "morris" and self.levels % 2:
            raise ValueError("levels: expected an even number")
        if self.kind == "csv" and self.luck:
            raise ValueError("luck: not for a csv, which has points of its own")
        return self


class Window(Declared):
    """Dates over which outcomes are averaged (or summed, totals): from `start` to before `until`."""

    start: date
    until: date

    @model_validator(mode="after")
    def _in_order(self):
        if not self.start < self.until:
            raise ValueError("until: expected a date after start")
        return self


class Study(Declared):
    """One study, as its file says it; `sweep` runs it."""

    title: str = Field("", max_length=300)
    scenarios: tuple[str, ...] = Field(min_length=1, description="files relative to this one, or shipped names; policies are held against the first")
    scenario_table: str | None = Field(None, min_length=1, description="a CSV as EpiModel has it: .scenario.id, .at and paths; its scenarios change the first one")
    no_crisis: bool = Field(False, description="also run the first without its crises")
    combinations: int = Field(1, ge=1, le=4, description="2: also every pair of the policies together; 3: and every three")
    people: int | None = None
    days: int | None = None
    set: tuple[str, ...] = Field((), description="settings that hold at every point, as in --set")
    vary: tuple[Vary, ...] = ()
    design: Design = Design()
    replicates: int = Field(10, ge=1, le=100_000)
    seed: int = Field(1, ge=0, lt=2**63)
    outcomes: tuple[str, ...] = Field((), description="those that are told of; all are stored")
    groups: tuple[str, ...] = Field(("everyone",), min_length=1)
    windows: dict[str, Window] = {}
    skip_impossible: bool = Field(False, description="points whose values the scenarios refuse are stored as failed runs, and the others are run")
    series: bool = Field(False, description="also keep every step of every run, as Parquet beside the archive")

    @model_validator(mode="after")
    def _names_differ(self):
        labels = [each.label for each in self.vary]
        if len(set(labels)) < len(labels):
            raise ValueError("vary: two factors have the same name")
        paths = [path for each in self.vary for path in each.paths]
        if twice := next((path for k, path in enumerate(paths) if path in paths[:k]), None):
            raise ValueError(f"vary: two factors set {twice}; the later one would hide the other")
        if not self.vary and self.design.kind not in ("grid", "csv"):
            raise ValueError(f"vary: a design of kind {self.design.kind} needs at least one [[vary]]")
        return self
