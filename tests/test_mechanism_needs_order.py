"""Safety first: by hand."""

import numpy as np
import pytest
from few_people import a_day

from sim.mechanisms.needs_order import NeedsOrder
from sim.mechanisms.social_need import SocialNeed

ORDER = NeedsOrder(visits=0.3, calls=0.4)


def test_on_an_ordinary_day_need_keeps_all_its_weight():
    said = ORDER.plan(a_day(levels={"threat": 1.0, "news": 1.0}, state={"need": 0.8}))
    assert (said["initiate"] == 1).all() and (said["call"] == 1).all()


def test_those_in_need_seek_less_while_the_power_is_off_and_others_do_as_usual():
    said = ORDER.plan(a_day(levels={"power": 0.25}, state={"need": [0.4, 0.0]}))
    assert said["initiate"] == pytest.approx([1 - 0.3 * 0.75 * 0.4, 1])
    assert said["call"] == pytest.approx([1 - 0.4 * 0.75 * 0.4, 1])


def test_when_all_is_lost_need_hardly_moves_anybody():
    lost = a_day(levels={"lost_home": 1.0}, state={"need": 0.5})
    together = SocialNeed(seeks=0.3).plan(lost)["initiate"] * ORDER.plan(lost)["initiate"]
    assert together == pytest.approx(1 - (0.3 * 0.5) ** 2)


def test_what_is_lost_twice_is_not_counted_twice():
    half = ORDER.plan(a_day(levels={"power": 0.5, "lost_home": 0.5}, state={"need": 1.0}))
    assert half["initiate"] == pytest.approx(1 - 0.3 * 0.75)
    all_gone = ORDER.plan(a_day(levels={"power": 0.0, "lost_home": 1.0, "shock": 1.0}, state={"need": 1.0}))
    assert all_gone["initiate"] == pytest.approx(np.float32(0.7))
