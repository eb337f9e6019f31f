"""How what an intervention did passes: by what, and with which half-life, worked out from declared parameters."""

import math
from datetime import date

from ..core import catalogue
from ..core.feelings import Feelings
from ..core.parameters import parameters_of
from ..timeline.carried import carried_by

A_DAY = date(2020, 3, 2)  # on which an intervention is asked what it offers; any day does
# Company won: need follows it, and feelings need.
COMPANY = ("need", "loneliness", "low mood")
# By kind, what returns once the offer is gone; courses are found by themselves.
RETURNS = {
    "neighbourhood_activities": (*COMPANY, "ties made"), "clubs": (*COMPANY, "ties made"), "outdoor_meetings": COMPANY, "virtual_meetings": COMPANY,
    "support_bubbles": COMPANY, "volunteering": COMPANY, "visit_routines": COMPANY, "digital_inclusion": COMPANY, "keeping_together": COMPANY,
    "door_to_door": ("worry", "felt uncertainty", *COMPANY), "talk_to_strangers": ("expectation", "low mood"), "news_diet": ("worry", "low mood"),
    "clear_information": ("felt uncertainty", "worry", "low mood"), "gradual_reopening": ("unease", "worry"),
}
# What is no return of anything.
BESIDE = {
    "visit_routines": "ties that regained strength keep it while they are used as usual",
    "digital_inclusion": "who learned to go online goes on for the length of the offer only, and stops at its end",
    "keeping_together": "neighbours stay near until all are home",
    "door_to_door": "a visit itself works for a day",
    "gradual_reopening": "unease that has healed comes back with missed meetings only; without the offer it heals as well, at this pace by ordinary meetings",
}


def passes(kind):
    """Return a list of {"what", "half_life_days", "by"} of a kind of intervention, and beside them what is to be said in words.

    `by` are the paths of the parameters the half-life is worked out from. A kind a plugin adds has those of its courses.
    """
    declared = catalogue.find("intervention", kind)
    courses = [name for name in carried_by(declared(), A_DAY) if _lasting(name) is not None]
    rows = [_row(f"what {name} did", _lasting(name), f"mechanisms.{name}.lasts_days") for name in courses]
    return rows + [_row(what, *_times()[what]) for what in RETURNS.get(kind, ())], BESIDE.get(kind, "")


def in_words(kind):
    """Return in a sentence by what and with which half-life the effect of a kind of intervention returns."""
    rows, beside = passes(kind)
    told = [f"{row['what']} {row['half_life_days']:.3g} days (`{row['by']}`)" for row in rows]
    return "; ".join(filter(None, [f"half-life of {', '.join(told)}" if told else "", beside])) or "no time is declared in which it passes"


def _lasting(name):
    """Return the e-folding days in which what a course did fades, None for other mechanisms."""
    each = parameters_of(catalogue.find("mechanism", name)).get("lasts_days")
    return each["default"] if each and "e-folding" in each["unit"] else None


def _row(what, days, by):
    return {"what": what, "half_life_days": math.log(2) * days, "by": by}


def _times():
    """Return {what: (e-folding days, the parameters they come from)}."""
    def told(name, key):
        return parameters_of(catalogue.find("mechanism", name))[key]["default"]

    feelings = {key: each["default"] for key, each in parameters_of(Feelings).items()}
    times = {what: (feelings[key], f"feelings.{key}") for what, key in (("need", "need_days"), ("loneliness", "loneliness_days"), ("low mood", "low_mood_days"),
                                                                         ("worry", "worry_days"), ("felt uncertainty", "uncertainty_days"))}
    # What was learned is forgotten, and the usual talks teach the usual anew.
    forgets = 1 / (1 / told("mispredicted_benefit", "forgets_days") + told("mispredicted_benefit", "learns"))
    return {**times, "ties made": (told("tie_upkeep", "dormant_days"), "mechanisms.tie_upkeep.dormant_days"),
            "expectation": (forgets, "mechanisms.mispredicted_benefit.forgets_days and .learns"),
            "unease": (told("avoidance", "heals_days"), "mechanisms.avoidance.heals_days")}
