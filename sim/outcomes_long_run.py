"""Long-run outcomes that are reported and feed back into nothing: the pull to drink to cope, and odds of dying were it to last."""

import numpy as np

from .core.arithmetic import exp
from .core.compiled import compiled
from .core.feelings import STRONGLY_LONELY
from .outcomes import outcome

ADULT = 18
# Alpers et al. 2021, Int J Environ Res Public Health 18:1220 (n = 25,708): drinking more with economic worries OR 1.6, in quarantine
# OR 1.2. That a worry is one SD of effect on distress, and quarantine full need of somebody who lives alone, is an assumption.
LOG_OR_WORRIED, LOG_OR_ALONE = 0.470, 0.182  # ln 1.6, ln 1.2
# Holt-Lunstad et al. 2015, Perspect Psychol Sci 10:227
OR_ISOLATED, OR_LONELY, OR_LIVING_ALONE = 1.29, 1.26, 1.32
ISOLATED_FROM = 0.5  # assumption: half of the usual company is missing


@outcome("coping_drinking", label="pull to drink as a way to cope", unit="odds ratio", better="lower")
def coping_drinking(today):
    """Odds that an adult drinks more to cope, against an ordinary day: 1.6 times per SD of distress, 1.2 times at full need if living alone.

    Not what is drunk: with bars and company gone, people in the Netherlands drank less in lockdown (Mangot-Sala et al. 2022,
    Drug Alcohol Depend, n = 45,384 in its baseline table).
    """
    adult, pull = today.traits.age >= ADULT, np.empty(today.n_people)
    _pull_to_drink(today.feelings.distress_effect, today.traits.lives_alone, today.state.need, pull)
    return exp(pull) * adult, adult


@compiled
def _pull_to_drink(effect, alone, need, pull):
    for i in range(pull.size):
        pull[i] = np.float64(np.float32(LOG_OR_WORRIED) * effect[i]) + (LOG_OR_ALONE if alone[i] else 0.0) * np.float64(need[i])


@outcome("mortality_odds", label="long-run odds of dying if this lasted for years", unit="odds ratio", better="lower", of="15+")
def mortality_odds(today):
    """Odds against people who are not isolated, strongly lonely or living alone; where several hold, the largest counts.

    The three overlap and were estimated apart, so they are not multiplied. Loneliness was not significant once isolation was
    accounted for in the English cohort (Steptoe et al. 2013, PNAS 110:5797).
    """
    odds = np.empty(today.n_people)
    _odds_of_dying(today.feelings.loneliness, today.state.need, today.traits.lives_alone, odds)
    return odds


@compiled
def _odds_of_dying(loneliness, need, alone, odds):
    for i in range(odds.size):
        odd = OR_LONELY if loneliness[i] > np.float32(STRONGLY_LONELY) else 1.0
        odd = OR_ISOLATED if need[i] > np.float32(ISOLATED_FROM) else odd
        odds[i] = OR_LIVING_ALONE if alone[i] else odd
