"""What the model is known to get wrong: published checks that fail, in sentences for every verdict and report."""

from datetime import datetime

from ..timeline.events import first_moment, last_moment
from .spoken import speaking, tr

IN_SHORT = ("Held against published facts (`noaber validate`), the model fails some; and since its sizes were set by hand with several of the "
            "published courses in sight, those it meets are weak evidence that it is right.")
LEVEL = ("A Dutch panel found somewhat fewer people with symptoms in June 2020 than half a year before (LISS: 15.3 against 16.8 %); "
         "in the model there are somewhat more.")
TIMING = ("In a lockdown of eight weeks symptoms fall more slowly in the model than panels found (Fancourt et al. 2021, England): the first "
          "alarm wears off in weeks, but loneliness builds up until the measures end.")
COMPANY = ("From week to week calls and support go with symptoms in another way than a large panel found (Sommerlad et al. 2022): in the "
           "model those who miss company call more, and support moves little.")
BY_HAND = ("Sizes were set by hand with several of the published courses in sight, the Dutch of 2020 and 2021 among them; that the model "
           "follows these is weak evidence that it is right.")
IN_FULL = (LEVEL, TIMING, COMPANY, BY_HAND)
HELD_OUT = "Published checks that the model fails, and what agreement with the others is worth:"
PANDEMIC = ("lockdown", "pandemic_threat")
FIRST, LAST = datetime(2020, 3, 1), datetime(2021, 7, 1)  # the months that the surveys cover


def of_the_pandemic(scenarios):
    """Return whether any scenario has a lockdown or pandemic threat between March 2020 and June 2021.

    By kinds and dates, not by name: a scenario that extends netherlands_2020 may be called anything.
    """
    return any(event.enabled and event.kind in PANDEMIC and first_moment(event, scenario.start) < LAST
               and last_moment(event, scenario.start, scenario.days) > FIRST for scenario in scenarios for event in scenario.crisis)


def known_failures(verdict):
    """Return the sentences on failed checks that a verdict deserves: all of them on the pandemic, else one in short."""
    return tuple(map(tr, IN_FULL if verdict.get("of_the_pandemic") else (IN_SHORT,)))


def failures_in(language, of_the_pandemic=True):
    """Return what the sentences on failed checks are, and these, in a language: for pages, which tell them beside no verdict."""
    with speaking(language):
        return tr(HELD_OUT), known_failures({"of_the_pandemic": of_the_pandemic})
