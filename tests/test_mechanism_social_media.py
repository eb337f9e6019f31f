"""Social media harm some, help some and leave most alone: by hand."""

import numpy as np
import pytest
from few_people import a_day

from sim.mechanisms.social_media import SocialMedia

MEDIA = SocialMedia(rises=0.5, older=0.4, harmed=0.28, helped=0.26, low_mood=0.2, worry=0.3, relief=0.1)


def test_while_public_life_is_open_nothing_changes():
    assert MEDIA.feel(a_day(2)) == {}


def test_the_young_feel_all_of_it_and_the_sign_is_their_own():
    today = a_day(2000, closed={"encounters": 0.2}, traits={"age": [20.0] * 1000 + [50.0] * 1000})
    said = MEDIA.feel(today)
    use = 0.5 * 0.8
    values, shares = np.unique(said["worry"][:1000].round(5), return_counts=True)
    assert values == pytest.approx([-0.1 * use, 0, 0.3 * use], abs=1e-5)
    assert shares / 1000 == pytest.approx([0.26, 0.46, 0.28], abs=0.04)  # three standard errors
    assert np.unique(said["low_mood"][1000:].round(5)) == pytest.approx([-0.1 * use * 0.4, 0, 0.2 * use * 0.4], abs=1e-5)


def test_nobody_feels_it_without_a_net_or_access():
    assert not MEDIA.feel(a_day(100, closed={"encounters": 0.2}, levels={"internet": 0.0}))["worry"].any()
    assert not MEDIA.feel(a_day(100, closed={"encounters": 0.2}, traits={"digital_access": 0.0}))["worry"].any()


def test_the_sign_of_a_person_stays_the_same_from_day_to_day():
    from datetime import date
    one, other = (MEDIA.feel(a_day(50, on=day, closed={"encounters": 0.5}))["worry"] for day in (date(2020, 3, 2), date(2020, 9, 9)))
    assert np.array_equal(one, other)
