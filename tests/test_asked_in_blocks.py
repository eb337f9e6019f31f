"""Mechanisms that may be asked in blocks who meets say the same so as of all people at once, and the others are not asked so."""

from dataclasses import fields

import numpy as np
import pytest
from small_worlds import EVERYTHING, scenario_of, world_of

from sim.core import catalogue
from sim.core.meeting import TieMeetings
from sim.mechanisms.close_meetings import CloseMeetings
from sim.population import threads
from sim.step import live, meetings_in_blocks, step

catalogue.ensure_registered()
BY_ROW = [found for name in catalogue.names("mechanism") if (found := catalogue.find("mechanism", name)).meets_in_blocks()]
# Caps and closures differ between areas, some people had to move and others were kept together, and one crisis begins later than the rest.
IN_ZONES = """
[[crisis]]
kind = "lockdown"
name = "there"
start = 2020-03-03
severity = 0.9
visitors_max = 1
area = [0]

[[crisis]]
kind = "flood"
name = "water"
start = 2020-03-05
severity = 1.0
"""


@pytest.fixture(scope="module", params=["with everything", "in zones"])
def today(request):
    world = world_of(scenario_of(EVERYTHING if request.param == "with everything" else IN_ZONES, people=900))
    for _ in range(12):
        step(world)
    return live(world)


def told(specs):
    return [(type(spec), [(each.name, value.tobytes(), value.dtype) if isinstance(value := getattr(spec, each.name), np.ndarray) else (each.name, value)
                          for each in fields(spec)]) for spec in specs]


def test_mechanisms_asked_in_blocks_say_the_same_as_of_all_at_once(today, monkeypatch):
    asked = [each() for each in BY_ROW]
    whole = [told(each.meet(today)) for each in asked]
    for rows in (64, 899, 10):
        monkeypatch.setattr(threads, "ROWS", rows)
        assert [told(specs) for specs in meetings_in_blocks(asked, today)] == whole


def test_of_those_who_met_only_rows_of_ties_stay_when_all_is_handed_over(today):
    assert today.meetings.ends == {} and sum(len(rows) for _, rows in today.meetings.over_ties) > 900
    assert max(rows.nbytes if rows.base is None else rows.base.nbytes for _, rows in today.meetings.over_ties) <= 4 * today.population.ties.n_ties / 3


def test_it_is_these_that_are_asked_in_blocks():
    assert {each.name for each in BY_ROW} == {"chance_encounters", "close_meetings", "digital_contact", "familiar_faces", "work_and_school"}


def test_what_is_cut_from_an_array_over_all_is_not_put_together_again(today, monkeypatch):
    monkeypatch.setattr(threads, "ROWS", 64)
    ((_, close, near),) = meetings_in_blocks([CloseMeetings()], today)
    assert close.accept is near.accept is today.plan.accept


class Saying:
    """Says of meetings what the test asks for."""

    name = "mine"

    def __init__(self, meet):
        self.meet = meet


def of_rows(start, **other):
    return [TieMeetings("close", "in_person", start, start, start, **other)]


@pytest.mark.parametrize("says", [
    lambda today: of_rows(today.plan.accept if today.first else today.plan.accept * 1),
    lambda today: of_rows(today.plan.accept * 1 if today.first else today.plan.accept),
    lambda today: of_rows(today.plan.accept, scale=0.5 if today.first else 1.0),
    lambda today: of_rows(today.plan.accept, cap=None if today.first else np.zeros(today.n_people, np.int32)),
    lambda today: of_rows(today.plan.accept) * (2 if today.first else 1),
    lambda today: of_rows(today.plan.accept.astype(np.float64 if today.first else np.float32)),
], ids=["cut from all later", "own later", "another number", "a cap for some", "another list", "another type"])  # fmt: skip
def test_who_lists_other_meetings_for_other_people_is_told_so(today, monkeypatch, says):
    monkeypatch.setattr(threads, "ROWS", 64)
    with pytest.raises(ValueError, match="'mine' says `meets_row_by_row`"):
        meetings_in_blocks([Saying(says)], today)


def test_the_first_rows_of_an_array_over_all_are_not_taken_for_one_s_own(today, monkeypatch):
    monkeypatch.setattr(threads, "ROWS", 64)
    numbers = np.arange(today.n_people, dtype=np.float32)
    ((spec,),) = meetings_in_blocks([Saying(lambda part: of_rows(numbers[part.n_people - 1::-1]))], today)
    assert spec.start[:70].tolist() == [*range(63, -1, -1), *range(63, 57, -1)]
    ((spec,),) = meetings_in_blocks([Saying(lambda part: of_rows(numbers[5:5 + part.n_people]))], today)
    assert spec.start[:66].tolist() == [*range(5, 69), 5, 6]


def test_who_defines_meet_anew_is_asked_of_all_at_once():
    class Other(CloseMeetings):
        def meet(self, today):
            """Look at others."""
            return []

    class Same(CloseMeetings):
        pass

    assert (CloseMeetings.meets_in_blocks(), Same.meets_in_blocks(), Other.meets_in_blocks()) == (True, True, False)


def test_what_is_alike_for_all_is_made_once_and_is_what_everyone_has(today):
    part = today.part(slice(7, 30))
    for value in (0.0, 1.0, 0.25, np.float32(1), part.plan.accept):
        assert np.array_equal(part.alike(value), part.everyone(value)) and part.alike(value).dtype == np.float32
    assert np.shares_memory(part.alike(1.0), today.alike()) and not np.shares_memory(part.everyone(1.0), today.alike())
