"""A row of what `noaber bench` measures: what, the value and its unit, and what is asked of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure; `limit` is the least that is asked where `at_least`, else the most, or None where nothing is asked."""

    what: str
    value: float
    unit: str
    contacts: float | None = None
    limit: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def met(self):
        """Whether the limit is kept, None where there is none."""
        if self.limit is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def as_dict(self):
        """Return the row in the words of JSON."""
        return {"what": self.what, "value": self.value, "unit": self.unit, "contacts_per_person_day": self.contacts,
                "limit": self.limit, "limit_is": None if self.limit is None else "at least" if self.at_least else "at most",
                "met": self.met, "note": self.note}

    def cells(self):
        """Return the row as texts for a table."""
        asked = "" if self.limit is None else f"{'at least' if self.at_least else 'at most'} {short(self.limit)}"
        answer = {None: "", True: "yes", False: "NO"}[self.met]
        return [self.what, f"{short(self.value)} {self.unit}", "" if self.contacts is None else f"{self.contacts:.1f}", asked, answer]


HEAD = ["what", "value", "contacts a day", "asked", "met"]


def short(number):
    """Return a number with three digits that count."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"


def thousands(people):
    """Return a number of people as in '10,000 people'."""
    return f"{people:,} people"
