"""A feeling is trait + ordinary fluctuation + effect; this file holds how much of each there is and how fast they move.

The fluctuation is an exact first-order autoregression with nothing feeding into it. Mechanisms push effects only:
passing on whole deviations would widen the spread of the population and let its mean drift.
"""

import math
from functools import lru_cache
from types import SimpleNamespace

import numpy as np
from pydantic import model_validator

from .arithmetic import exp, exp_of
from .compiled import compiled
from .members import members_of
from .parameters import Declared, parameter

FACETS = ("low_mood", "worry", "emotional_loneliness", "social_loneliness")
# Cuts of the latent scales, set on four times 200,000 people of the Netherlands recipe so that the levels of 2019 result
# (MHI-5 below 60: 11.5 % of 12+; somewhat or strongly lonely 34.4 %, strongly 8.7 % of 15+; Statistics Netherlands
# 83005NED and "Hoe eenzaam voelen we ons", 2020). experiments/thresholds.py prints them anew.
HIGH_DISTRESS, LONELY, STRONGLY_LONELY = 1.2063, 0.4046, 1.3698
YOUNGEST_WITH_DISTRESS, YOUNGEST_WITH_LONELINESS = 12, 15


# Numbers that bound each other: how far facets go together, and how fast what is shared by both feelings changes.
TOGETHER = ("distress_facets_r", "loneliness_facets_r", "distress_loneliness_r", "distress_fluctuation_days", "loneliness_fluctuation_days")


class Feelings(Declared):
    """How feelings are made up and how fast their parts return; every value is an assumption with a range."""

    distress_trait_share: float = parameter(0.65, low=0.4, high=0.8, unit="share of variance", source="assumption")
    loneliness_trait_share: float = parameter(0.70, low=0.4, high=0.8, unit="share of variance", source="assumption")
    distress_facets_r: float = parameter(0.65, low=0.4, high=0.8, unit="correlation", source="assumption: scales of depression and anxiety correlate highly")
    loneliness_facets_r: float = parameter(0.50, low=0.3, high=0.7, unit="correlation", source="assumption")
    distress_loneliness_r: float = parameter(0.50, low=0.3, high=0.6, unit="correlation", source="assumption")
    distress_fluctuation_days: float = parameter(8.3, low=3, high=20, unit="days (e-folding)", source="assumption: half-life about 6 days")
    loneliness_fluctuation_days: float = parameter(16.7, low=6, high=40, unit="days (e-folding)", source="assumption: half-life about 12 days")
    low_mood_days: float = parameter(12.0, low=5, high=60, unit="days (e-folding)", source="assumption: what pushes low mood lasts longer than the mood itself, see wearing_out")
    worry_days: float = parameter(4.0, low=3, high=40, unit="days (e-folding)", source="assumption: worry comes and goes within weeks (Fancourt et al. 2021: fastest fall in weeks 2 to 5)")
    loneliness_days: float = parameter(14.0, low=7, high=60, unit="days (e-folding)", source="assumption: half-life 10 days; set after a Dutch cohort had been looked at that was less lonely in June 2020 than in April (RIVM), which 30 days cannot give")
    need_days: float = parameter(10.0, low=3, high=30, unit="days (e-folding)", source="assumption: need averages company over one to two weeks")
    support_days: float = parameter(14.0, low=5, high=60, unit="days (e-folding)", source="assumption")
    sensitivity_spread: float = parameter(0.7, low=0.3, high=1.0, unit="SD of its logarithm", source="assumption: most people are hardly touched")
    less_at_high_distress: float = parameter(2.2, low=0.0, high=4.0, unit="log sensitivity per SD of trait distress above less_from", source="assumption; sign: Pan et al. 2021, no average rise in people with disorders before")
    less_from: float = parameter(0.5, low=0.0, high=1.5, unit="SD of trait distress", source="assumption: but for the three tenths with most distress all rise alike")
    women_more_sensitive: float = parameter(0.2, low=0.0, high=0.4, unit="share above and below the mean", source="assumption; sign: Pierce et al. 2020, distress rose more in women")
    youth_sensitivity: float = parameter(3.1, low=1.0, high=4.0, unit="ratio to older people, ages 16 to 25", source="assumption; sign: van den Boom et al. 2023, ages 16 to 24 react most")
    uncertainty_days: float = parameter(4.0, low=1, high=14, unit="days (e-folding)", source="assumption: felt within days")

    @model_validator(mode="after")
    def _can_be(self):
        """Refuse correlations and shares that no four facets can have together; within their ranges only corners are such."""
        try:
            self._root_of_news()
        except ValueError:
            together = ", ".join(f"{name} = {getattr(self, name):g}" for name in TOGETHER)
            raise ValueError(f"these numbers cannot hold together: {together}; bring the two kinds of days, shares or correlations nearer to each other") from None
        return self

    def effect_days(self, facet):
        """Return the days in which the effect on a facet returns to 1/e."""
        return {"low_mood": self.low_mood_days, "worry": self.worry_days}.get(facet, self.loneliness_days)

    @property
    def distress_scale(self):
        """SD of the mean of low mood and worry, each of SD 1."""
        return math.sqrt((1 + self.distress_facets_r) / 2)

    @property
    def loneliness_scale(self):
        """SD of the mean of emotional and social loneliness, each of SD 1."""
        return math.sqrt((1 + self.loneliness_facets_r) / 2)

    def correlations(self):
        """Return float64 (4, 4): correlations of the facets, equal for traits and fluctuations."""
        across = self.distress_loneliness_r * self.distress_scale * self.loneliness_scale
        table = np.full((4, 4), across)
        table[:2, :2], table[2:, 2:] = self.distress_facets_r, self.loneliness_facets_r
        np.fill_diagonal(table, 1.0)
        return table

    def trait_spread(self):
        """Return float64 (4,): SD of the trait part of each facet."""
        shares = (self.distress_trait_share,) * 2 + (self.loneliness_trait_share,) * 2
        return np.array([math.sqrt(share) for share in shares])

    def _persistence(self):
        days = (self.distress_fluctuation_days,) * 2 + (self.loneliness_fluctuation_days,) * 2
        return np.array([decay(1.0, each) for each in days])

    def _root_of_news(self):
        """Return the root of the covariance of what is new in the fluctuation of a day; ValueError where there is none."""
        spread, stay = np.sqrt(1 - self.trait_spread() ** 2), self._persistence()
        return root(self.correlations() * np.outer(spread, spread) * (1 - np.outer(stay, stay)))

    def first_fluctuation(self, seed, n_people, rows=None):
        """Return float32 (n_people, 4): the ordinary fluctuation on the first morning, from its long-run distribution.

        `seed` is a run seed or, as in the days that follow, Members, of whom it may be asked for a slice of rows.
        """
        luck = members_of(SimpleNamespace(n_people=n_people), seed)
        spread = np.sqrt(1 - self.trait_spread() ** 2)
        draws = [luck.normals(f"fluctuation {k}", -1, rows) for k in range(4)]
        return _mixed(draws, root(self.correlations() * np.outer(spread, spread)))

    def next_fluctuation(self, fluctuation, seed, day, rows=None):
        """Return float32 (n_people, 4): the fluctuation one day later; of a slice of rows, if `fluctuation` is theirs."""
        stay, lower = _daily_change(self)
        luck = members_of(SimpleNamespace(n_people=len(fluctuation)), seed)
        draws = [luck.bells(f"fluctuation {k}", day, rows) for k in range(4)]
        return _mixed(draws, lower, fluctuation, stay)


@lru_cache(maxsize=64)
def _daily_change(feelings):
    """Return what stays of each facet's fluctuation from day to day, float32 (4,), and the root of what is new."""
    return feelings._persistence().astype(np.float32), feelings._root_of_news()


@lru_cache(maxsize=1024)
def moved(length, days):
    """Return the float32 share by which something with a time constant of so many days moves in a step of `length` days."""
    return 1 - exp(np.float32(-length) / np.float32(days))


@lru_cache(maxsize=1024)
def decay(days, constant):
    """Return e**(-days / constant) as a float, the share that is left."""
    return exp_of(-days / constant)


def root(covariance):
    """Return the lower triangular root of a covariance matrix (Cholesky), in plain float64 steps."""
    n = len(covariance)
    lower = np.zeros((n, n))
    for i in range(n):
        for j in range(i + 1):
            rest = covariance[i][j] - sum(lower[i][k] * lower[j][k] for k in range(j))
            lower[i][j] = math.sqrt(rest) if i == j else rest / lower[j][j]
    return lower


def _mixed(draws, lower, before=None, stay=None):
    """Return float32 (n_people, 4): news with the root `lower` of its covariance, on top of what stays from before."""
    out = np.empty((len(draws[0]), 4), np.float32)
    if before is None:
        before, stay = np.zeros((len(draws[0]), 4), np.float32), np.zeros(4, np.float32)
    _mix_facets(*draws, lower.astype(np.float32), before, stay, out)
    return out


@compiled
def _mix_facets(first, second, third, fourth, lower, before, stay, out):
    # Numbers, read once: the compiler cannot know that `out` lies elsewhere, and would read arrays anew for each person.
    stay_0, stay_1, stay_2, stay_3 = stay[0], stay[1], stay[2], stay[3]
    root_00 = lower[0, 0]
    root_10, root_11 = lower[1, 0], lower[1, 1]
    root_20, root_21, root_22 = lower[2, 0], lower[2, 1], lower[2, 2]
    root_30, root_31, root_32, root_33 = lower[3, 0], lower[3, 1], lower[3, 2], lower[3, 3]
    for i in range(first.size):
        out[i, 0] = before[i, 0] * stay_0 + root_00 * first[i]
        out[i, 1] = before[i, 1] * stay_1 + (root_10 * first[i] + root_11 * second[i])
        out[i, 2] = before[i, 2] * stay_2 + (root_20 * first[i] + root_21 * second[i] + root_22 * third[i])
        out[i, 3] = before[i, 3] * stay_3 + (root_30 * first[i] + root_31 * second[i] + root_32 * third[i] + root_33 * fourth[i])


def saturated(effect, limit=np.float32(4)):
    """Return effects bent smoothly towards plus or minus `limit` SD, so that no loop can run away."""
    ratio = effect / limit
    return effect / np.sqrt(np.float32(1) + ratio * ratio)


@compiled
def saturated_one(effect):
    """Return one effect (float32) bent towards plus or minus 4 SD; the compiled twin of `saturated`."""
    ratio = effect / np.float32(4)
    return effect / np.sqrt(np.float32(1) + ratio * ratio)
