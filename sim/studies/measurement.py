"""Measurement models: the scores that questionnaires would give, read off the latent scales, never simulated and never refitted.

A score is at least k where the latent facet lies above the k-th cut. The cuts follow from the mean and SD that a scale has in a
population whose latent facet is standard normal; so a latent shift is told in points, floors and ceilings included. There is no
chance in it: the same feeling gives the same score. Scores are worked out from what was kept of a run, in `people.parquet`, in
`noaber validate` and with `scores_of`, and not at every step of every run, which they would slow down by a tenth.
"""

from functools import lru_cache
from typing import ClassVar

import numpy as np

from ..core.arithmetic import normal_quantile_of
from ..core.feelings import HIGH_DISTRESS, LONELY, STRONGLY_LONELY
from ..core.parameters import Declared, parameter

FANCOURT = "Fancourt, Steptoe & Bu 2021, Lancet Psychiatry 8:141, week 1 of lockdown: the level before it is not in our evidence"
KNOWN_CUT = "definition: usual screening cut; from general knowledge, not in our evidence"


class Scale(Declared):
    """A sum of items from `lowest` to `highest`, read off one latent `feeling`; its distribution is beta-binomial (assumption)."""

    feeling: ClassVar[str]
    lowest: ClassVar[int]
    highest: ClassVar[int]

    mean: float
    sd: float
    case_from: int

    def scores(self, latent):
        """Return int64 (n_people,): the score of each latent value in SD, float32 (n_people,)."""
        cuts = _beta_binomial_cuts(self.highest - self.lowest, self.mean - self.lowest, self.sd)
        return self.lowest + np.searchsorted(cuts, np.asarray(latent, np.float32), side="left")

    def cases(self, latent):
        """Return bool (n_people,): scores that count as a positive screen."""
        return self.scores(latent) >= self.case_from


class PHQ9(Scale):
    """Depression, Patient Health Questionnaire, 0 to 27, off low mood."""

    feeling: ClassVar = "low_mood"
    lowest: ClassVar = 0
    highest: ClassVar = 27

    mean: float = parameter(6.6, low=2.5, high=8.0, unit="points", source=FANCOURT)
    sd: float = parameter(6.0, low=4.0, high=7.0, unit="points", source=FANCOURT)
    case_from: int = parameter(10, low=5, high=15, unit="points", source=KNOWN_CUT)


class GAD7(Scale):
    """Anxiety, Generalised Anxiety Disorder scale, 0 to 21, off worry."""

    feeling: ClassVar = "worry"
    lowest: ClassVar = 0
    highest: ClassVar = 21

    mean: float = parameter(5.7, low=2.0, high=7.0, unit="points", source=FANCOURT)
    sd: float = parameter(5.6, low=3.5, high=6.5, unit="points", source=FANCOURT)
    case_from: int = parameter(10, low=5, high=15, unit="points", source=KNOWN_CUT)


class UCLA3(Scale):
    """Loneliness, three items of the UCLA scale, 3 to 9, off loneliness."""

    feeling: ClassVar = "loneliness"
    lowest: ClassVar = 3
    highest: ClassVar = 9

    mean: float = parameter(4.6, low=3.8, high=5.5, unit="points", source="assumption: well below the 6.5 of lonely older people in a trial (Kahlon et al. 2021, JAMA Psychiatry 78:616)")
    sd: float = parameter(1.7, low=1.2, high=2.0, unit="points", source="assumption")
    case_from: int = parameter(6, low=5, high=7, unit="points", source=KNOWN_CUT)


class MHI5(Declared):
    """Mental Health Inventory, five items, 0 (worst) to 100 in steps of 4, off distress; below 60 is by definition high distress."""

    feeling: ClassVar = "distress"
    step: ClassVar = 4
    unwell_below: ClassVar = 60

    sd: float = parameter(16.0, low=12, high=20, unit="points", source="assumption; with 11.5 % below 60 (Statistics Netherlands 83005NED, 2019) the mean becomes 79")

    def scores(self, latent):
        """Return int64 (n_people,): the score of each latent value in SD, float32 (n_people,)."""
        steps_up, steps_down = (100 - self.unwell_below) // self.step, self.unwell_below // self.step
        away = np.arange(-steps_up, steps_down, dtype=np.float64) * self.step / self.sd
        cuts = (HIGH_DISTRESS + away).astype(np.float32)
        cuts[steps_up] = np.float32(HIGH_DISTRESS)  # exactly the cut of the outcome high_distress
        return 100 - self.step * np.searchsorted(cuts, np.asarray(latent, np.float32), side="left")

    def cases(self, latent):
        """Return bool (n_people,): scores below 60."""
        return self.scores(latent) < self.unwell_below


class DutchLoneliness(Declared):
    """Categories of Statistics Netherlands, 0 not, 1 somewhat, 2 strongly lonely, off loneliness; cuts are those of the outcomes."""

    feeling: ClassVar = "loneliness"

    def scores(self, latent):
        """Return int64 (n_people,): 0, 1 or 2 for each latent value in SD, float32 (n_people,)."""
        return np.searchsorted(np.array([LONELY, STRONGLY_LONELY], np.float32), np.asarray(latent, np.float32), side="left")

    def cases(self, latent):
        """Return bool (n_people,): strongly lonely people."""
        return self.scores(latent) == 2


class SocialInteractionAnxiety(Declared):
    """Whether somebody would screen positive for social anxiety (SIAS), 0 or 1, off the trait of social anxiety; no points, and no diagnosis.

    The cut is set so that 36 % of ages 16 to 29 lie above it, as in a survey of seven countries in which the Netherlands was not one
    (Jefferies & Ungar 2020, n = 6,825). So the share is an upper bound for the Netherlands, and met by construction;
    what it is of other ages follows from how the trait was made and was measured by nobody.
    """

    feeling: ClassVar = "social_anxiety"

    cut: float = parameter(0.784, low=0.70, high=1.70, unit="SD of the trait", source="definition: 36 % of ages 16 to 29 above it (Jefferies & Ungar 2020, n = 6,825, seven countries); 1.7 would be 10 %")

    def scores(self, latent):
        """Return int64 (n_people,): 1 above the cut, for each value of the trait in SD, float32 (n_people,)."""
        return (np.asarray(latent, np.float32) > np.float32(self.cut)).astype(np.int64)

    def cases(self, latent):
        """Return bool (n_people,): people above the cut."""
        return self.scores(latent) == 1


SCALES = {"mhi5": MHI5(), "phq9": PHQ9(), "gad7": GAD7(), "ucla3": UCLA3(), "cbs_loneliness": DutchLoneliness(),
          "sias": SocialInteractionAnxiety()}


def scores_of(feelings):
    """Return {scale: int64 (n_people,)} for {feeling: latent values in SD}; scales whose feeling is missing are left out."""
    return {name: scale.scores(feelings[scale.feeling]) for name, scale in SCALES.items() if scale.feeling in feelings}


@lru_cache(maxsize=64)
def _beta_binomial_cuts(n_points, mean, sd):
    """Return float32 (n_points,): normal quantiles of the shares below scores 1, 2, ... of a beta-binomial of this mean and SD."""
    share = mean / n_points
    overdispersion = (sd * sd / (n_points * share * (1 - share)) - 1) / (n_points - 1)
    if not 0 < overdispersion < 1:
        raise ValueError(f"no scale of {n_points} points has mean {mean:g} and SD {sd:g}")
    a, b = share * (1 / overdispersion - 1), (1 - share) * (1 / overdispersion - 1)
    chance, below, cuts = 1.0, 0.0, []
    for k in range(n_points):
        chance *= (b + k) / (a + b + k)
    for k in range(n_points):
        below += chance
        cuts.append(normal_quantile_of(min(below, 1 - 1e-12)))
        chance *= (n_points - k) * (a + k) / ((k + 1) * (b + n_points - k - 1))
    return np.array(cuts, np.float32)
