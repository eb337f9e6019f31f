"""What a study's scenarios, factors, outcomes and amounts are called, in the visitor's language."""

from __future__ import annotations

import math
import tomllib
from datetime import date
from functools import cached_property

from .. import SweepResults
from .words import calendar_day, number, say, texts_of

NO_CRISIS = "no_crisis"
TOGETHER = " + "
_SHORT = 48  # letters of a title that still fits beside a bar
_MONTHS = {"en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec".split()}


class Naming:
    """Words for one study in one language; what its author named stays as it is."""

    def __init__(self, results: SweepResults, language: str):
        self.results, self.language = results, language

    def say(self, key: str, **fill) -> str:
        """Return a text of the page."""
        return say(self.language, f"study.{key}", **fill)

    def outcome(self, name: str) -> str:
        """Return what an outcome is called, without its unit."""
        return self._known(f"outcome_{name}", name)

    def unit(self, name: str) -> str:
        """Return the unit of an outcome as amounts have it; shares of people are told per 1,000."""
        return self.say("per_thousand") if self.scale(name) > 1 else self._known(f"unit_{name}", "")

    def scale(self, name: str) -> float:
        """Return by what an outcome is multiplied before it is told."""
        return 1000.0 if name in ("high_distress", "lonely", "strongly_lonely", "help_waiting", "help_used") else 1.0

    def amount(self, value: float, outcome: str) -> str:
        """Return a number of an outcome with its unit."""
        if not math.isfinite(value):
            return self.say("unknown")
        return f"{self.plain(value * self.scale(outcome), 2)} {self.unit(outcome)}".strip()

    def plain(self, value: float, digits: int = 3) -> str:
        """Return a number with so many digits that count, as the language writes it."""
        if value is None or not math.isfinite(value):
            return "–"
        decimals = max(0, digits - 1 - math.floor(math.log10(abs(value)))) if abs(value) > 1e-12 else 0
        return number(self.language, value, min(decimals, 6))

    def short(self, value: float) -> str:
        """Return a number as an axis has it, without noughts at its end."""
        text = self.plain(value, 4)
        return text.rstrip("0").rstrip(".,") if ("," if self.language == "nl" else ".") in text else text

    def count(self, value: int) -> str:
        """Return a whole number."""
        return number(self.language, int(value))

    def percent(self, share: float) -> str:
        """Return a share as a percentage."""
        return "–" if share is None or math.isnan(share) else f"{number(self.language, 100 * share)}\u00a0%"

    def window(self, name: str) -> str:
        """Return what a span of time is called."""
        return self._known(f"window_{name}", name)

    def group(self, name: str) -> str:
        """Return what a group of people is called."""
        key = "group_" + name.replace(" ", "_").replace("-", "_").replace("+", "_up")
        return say(self.language, f"compare.{key}") if key in texts_of("compare") else name

    def factor(self, label: str) -> str:
        """Return what a factor is called: ours in the visitor's language."""
        return self._known("factor_" + "".join(letter if letter.isalnum() else "_" for letter in label), label)

    def value(self, value) -> str:
        """Return a value of a factor."""
        if isinstance(value, date):
            return calendar_day(self.language, value)
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        return self.short(float(value)) if isinstance(value, (int, float)) else self.say("untouched") if value is None else str(value)

    def day(self, day: date) -> str:
        """Return a day as an axis has it."""
        return f"{day.day} {_MONTHS[self.language][day.month - 1]}"

    def case(self, name: str) -> str:
        """Return what a scenario is called beside a bar."""
        if name == NO_CRISIS:
            return self.say("no_crisis")
        if TOGETHER in name and name not in self._titles:
            return TOGETHER.join(self.case(each) for each in name.split(TOGETHER))
        title, known = self._titles.get(name, ""), texts_of("titles").get(name)
        if known and known["en"] == title:
            if len(known[self.language]) <= _SHORT:
                return known[self.language]
            return self._known(f"case_{name}", name.replace("_", " "))
        return name.replace("_", " ")

    def about(self, name: str) -> str:
        """Return what a quantity is called: "in CASE" is the outcome there, "by CASE" what that scenario changes."""
        kind, _, case = name.partition(":")
        return self.say(f"about_{kind}", case=self.case(case), first=self.case(self.results.cases[0]))

    def title(self) -> str:
        """Return what the study is called."""
        return study_title(self.language, self.results.study.title)

    def listed(self, parts) -> str:
        """Return a list as people write it: a, b and c."""
        *most, last = parts
        return f"{', '.join(most)} {self.say('and')} {last}" if most else last

    @cached_property
    def _titles(self) -> dict[str, str]:
        found = {}
        for name, text in self.results.about["document"]["bases"]:
            try:
                title = tomllib.loads(text).get("title", "")
            except (tomllib.TOMLDecodeError, RecursionError):  # of an export that somebody wrote by hand
                title = ""
            found[name] = title if isinstance(title, str) else ""
        return found

    def _known(self, key: str, otherwise: str) -> str:
        return self.say(key) if key in texts_of("study") else otherwise.replace("_", " ")


def study_title(language: str, title: str) -> str:
    """Return a study's title; that of the small study that comes with the page in the visitor's language."""
    if title == texts_of("study")["small_title"]["en"]:
        return say(language, "study.small_title")
    return title or say(language, "study.untitled")
