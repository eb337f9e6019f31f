"""Safety first: by hand."""

import numpy as np
import pytest
from few_people import a_day

from sim.mechanisms.needs_order import NeedsOrder

ORDER = NeedsOrder(visits=0.4, calls=0.1)


def test_on_an_ordinary_day_nothing_waits():
    said = ORDER.plan(a_day(levels={"threat": 1.0, "news": 1.0}))
    assert said["initiate"] == 1 and said["call"] == 1


def test_visits_wait_while_the_power_is_off_and_calls_wait_less():
    said = ORDER.plan(a_day(levels={"power": 0.25}))
    assert said["initiate"] == pytest.approx(1 - 0.4 * 0.75)
    assert said["call"] == pytest.approx(1 - 0.1 * 0.75)


def test_what_is_lost_twice_is_not_counted_twice():
    said = ORDER.plan(a_day(levels={"power": 0.5, "lost_home": 0.5}))
    assert said["initiate"] == pytest.approx(1 - 0.4 * 0.75)
    assert ORDER.plan(a_day(levels={"power": 0.0, "lost_home": 1.0, "shock": 1.0}))["initiate"] == np.float32(0.6)
