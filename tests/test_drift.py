"""Without a crisis nothing drifts: the baseline with all mechanisms against one with none, same people and draws."""

from functools import lru_cache

import numpy as np
import pytest

from sim.core import catalogue
from sim.core.chance import run_seed
from sim.core.people import QUANTITIES
from sim.run import first_morning, run
from sim.timeline.load import load_scenario

MEAN_WITHIN, PREVALENCE_WITHIN, LEVEL_WITHIN, SPREAD_WITHIN = 0.01, 0.005, 0.01, 0.02
catalogue.ensure_registered()
SCORES = {"distress": 12, "loneliness": 15}
MONTH = 28


def without(scenario, names):
    """Return a scenario with some mechanisms switched off."""
    return scenario.model_copy(update={"mechanisms": dict.fromkeys(names, False)})


def with_all_but(scenario, names):
    """Return a scenario with every mechanism on, also those that are off unless a file switches them on, but for some."""
    return scenario.model_copy(update={"mechanisms": {
        name: catalogue.find("mechanism", name)() if name not in names else False for name in catalogue.names("mechanism")}})


def lived(scenario, seed):
    """Return means float64 (n_days, n_outcomes), their names, SD of both scores (n_days, 2), ties' strength and every state (n_days, 1 + n_states)."""
    morning = first_morning(scenario, seed)
    spreads, slow = [], []
    age = morning.population.traits.age

    def measure(world, today):
        spreads.append([getattr(today.feelings, name)[age >= least].std(dtype=np.float64) for name, least in SCORES.items()])
        slow.append([today.strength.mean(dtype=np.float64), *(getattr(today.state, name).mean(dtype=np.float64) for name in QUANTITIES)])

    result = run(scenario, morning=morning, each=measure)
    return result.table[:, 0, :], result.outcomes, np.array(spreads), np.array(slow)


def averaged(scenario, seed, replicates):
    """Return what `lived` returns as means over replicates."""
    all_of = [lived(scenario, run_seed(seed, r)) for r in range(replicates)]
    return [np.mean([each[k] for each in all_of], axis=0) if k != 1 else all_of[0][1] for k in range(4)]


@lru_cache(maxsize=4)
def plain_life(people, days, seed, replicates):
    """Return what `averaged` returns for a baseline without any mechanism."""
    scenario = load_scenario("baseline", people=people, days=days)
    return averaged(without(scenario, catalogue.names("mechanism")), seed, replicates)


def require_no_drift(people, days, seed, off=(), replicates=1, allowance=1.0, switched=without):
    """Fail where the promise is broken; `allowance` widens the limits for populations smaller than the promise's 20,000."""
    scenario = load_scenario("baseline", people=people, days=days)
    plain, names, plain_spread, _ = plain_life(people, days, seed, replicates)
    full, _, spread, slow = averaged(switched(scenario, off), seed, replicates)
    column = {name: k for k, name in enumerate(names)}
    for name in SCORES:
        assert np.abs(full - plain)[:, column[name]].max() <= MEAN_WITHIN * allowance, name
    for name in ("high_distress", "lonely", "strongly_lonely"):
        assert np.abs(full - plain)[:, column[name]].max() <= PREVALENCE_WITHIN * allowance, name
    assert np.abs(spread / plain_spread - 1).max() <= SPREAD_WITHIN * allowance
    for name in ("contacts_in_person", "contacts_remote", "company", "close_ties"):
        assert in_step(full[:, column[name]]) <= LEVEL_WITHIN * allowance, name
    for name, daily in zip(("strength of ties", *QUANTITIES), slow.T, strict=True):  # the set-point, what is expected of a talk, energy, ...
        months = monthly(daily)
        unit = months[0] if months[0] > 0.1 else 1  # a share of its usual, or of an SD where the usual is none
        assert np.abs(months - months[0]).max() <= LEVEL_WITHIN * unit * allowance, name


def in_step(daily):
    """Return how far any 28 days lie from the first 28, as a share."""
    months = monthly(daily)
    if months[0] == 0:  # nothing of it in the first month, as without the mechanism that makes it: then never any
        return np.abs(months).max()
    return np.abs(months / months[0] - 1).max()


def monthly(daily):
    """Return float64 (n_months,): means of each 28 days."""
    return daily[: len(daily) // MONTH * MONTH].reshape(-1, MONTH).mean(axis=1)


def test_nothing_drifts_in_a_short_baseline():
    require_no_drift(people=4_000, days=84, seed=1, allowance=np.sqrt(20_000 / 4_000))


def test_nothing_drifts_in_a_short_baseline_with_every_mechanism_but_season_on():
    require_no_drift(people=4_000, days=84, seed=1, allowance=np.sqrt(20_000 / 4_000), off=["season"], switched=with_all_but)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_drifts_in_a_year_with_every_mechanism_but_season_on(seed):
    require_no_drift(people=20_000, days=365, seed=seed, off=["season"], switched=with_all_but)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_drifts_in_a_year(seed):
    require_no_drift(people=1_000, days=365, seed=seed, replicates=20)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("off", catalogue.names("mechanism"))
def test_nothing_drifts_with_one_mechanism_off(off, seed):
    require_no_drift(people=20_000, days=365, seed=seed, off=[off])


@pytest.mark.slow
@pytest.mark.parametrize(("outcome", "expected", "spread", "scored"), [
    ("distress", 0.0, 1.0, 0.87), ("loneliness", 0.0, 1.0, 0.84), ("high_distress", 0.115, 0.319, 0.87),
    ("lonely", 0.344, 0.475, 0.84), ("strongly_lonely", 0.087, 0.282, 0.84)])
def test_the_plain_series_stays_within_four_standard_errors_of_its_expectation(outcome, expected, spread, scored):
    # expected: the definition of the scales, and the levels of 2019 (Statistics Netherlands); scored: shares of 12+ and 15+
    daily, names, _, _ = plain_life(20_000, 365, 1, 1)
    error = spread / np.sqrt(20_000 * scored)
    assert np.abs(daily[:, names.index(outcome)] - expected).max() <= 4 * error
