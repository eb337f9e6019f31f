"""The table of facts, whole: importing this fills it, in the order of their names."""

import re

from . import acute, dutch, lockdown, ordinary, trials  # noqa: F401  (importing fills the table)
from .fact import ARMS, FACTS


def all_facts():
    """Return the Facts in order: C1, C2, ..., V2, V4, ..., and the checks after them."""
    return tuple(sorted(FACTS.values(), key=lambda each: ("CVK".index(each.name[0]), int(re.sub(r"\D", "", each.name)))))


def wanted_of(facts, arm):
    """Return (wanted, wanted of ties) for a Watcher of one arm of a scenario that answers these facts, each once."""
    taking_part = [each for each in facts if arm in each.arms]
    return tuple(dict.fromkeys(tuple(pair) for pairs in kind for pair in pairs)
                 for kind in ([each.wanted for each in taking_part], [each.wanted_of_ties for each in taking_part]))


def arms_of(facts):
    """Return the names of the arms these facts need, in a fixed order."""
    return [arm for arm in ARMS if any(arm in each.arms for each in facts)]
