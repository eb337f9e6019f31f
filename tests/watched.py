"""A step that notes what a mechanism looks at, under the names that `reads` uses."""

from dataclasses import replace

from sim.core.conditions import Conditions
from sim.core.people import Table
from sim.core.today import Today

TABLES = {"traits": "", "state": "", "feelings": "", "plan": "", "received": "", "usual": ":usual", "usual_day": ":usual_day"}
OF_TIES = {"strength": "strength", "met": "met", "met_before": "met", "usual_met": "usual_met", "usual_called": "usual_called"}


class NotedDict(dict):
    """A dict that notes each key somebody asks for."""

    def noting(self, seen, suffix=""):
        """Return itself, with where to note keys and what to append to them."""
        self._seen, self._suffix = seen, suffix
        return self

    def get(self, name, otherwise=None):
        """Return a value and note its key."""
        self._seen.add(f"{name}{self._suffix}")
        return super().get(name, otherwise)

    def __getitem__(self, name):
        """Return a value and note its key."""
        self._seen.add(f"{name}{self._suffix}")
        return super().__getitem__(name)


class NotedConditions(Conditions):
    """Conditions that note which levels are read."""

    def __getattr__(self, name):
        """Return a level such as `threat` and note it."""
        value = super().__getattr__(name)
        self.__dict__["seen"].add(name)
        return value

    def open_to(self, setting, channel="in_person"):
        """Return how open a setting is, and note that somebody asked."""
        self.seen.add("openness")
        return super().open_to(setting, channel)

    def visitors_cap(self):
        """Return the cap on visitors, and note that somebody asked."""
        self.seen.add("visitors_cap")
        return super().visitors_cap()


    def caps_visitors(self):
        """Return whether there is a cap, and note that somebody asked for it."""
        self.seen.add("visitors_cap")
        return super().caps_visitors()


class NotedToday(Today):
    """A step that notes which arrays over ties are read."""

    def __getattribute__(self, name):
        """Return an attribute, and note it if it is about ties."""
        if name in OF_TIES:
            object.__getattribute__(self, "seen").add(OF_TIES[name])
        return object.__getattribute__(self, name)


def watched(today):
    """Return (the same step, a set that fills with the names of what is read of it)."""
    seen, noted, conditions = set(), object.__new__(NotedToday), NotedConditions.__new__(NotedConditions)
    conditions.__dict__.update(today.conditions.__dict__, seen=seen, offers=NotedDict(today.conditions.offers).noting(seen))
    noted.__dict__.update(today.__dict__, seen=seen, conditions=conditions, uses=NotedDict(today.uses).noting(seen, ":uses"), kept={})
    for table, suffix in TABLES.items():
        noted.__dict__[table] = Table(getattr(today, table).arrays, lambda name, suffix=suffix: seen.add(name + suffix))
    noted.population = replace(today.population, traits=noted.traits)
    seen.clear()
    return noted, seen
