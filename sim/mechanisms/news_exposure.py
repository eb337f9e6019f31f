"""Bad news worries, and worry makes one look again: a loop across days whose gain stays far below 1."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.feelings import moved
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from ..core.people import Quantity, declare_quantity

declare_quantity(Quantity("news_checking", "sum", 0.0, -1, 4, "share of usual", "looking at the news more than usual"))


@add
class NewsExposure(Mechanism):
    """Worried people, and those who bear uncertainty badly, check more; what they see pushes worry, and a little low mood.

    What is seen is the bad news there is, less the threat one is used to, times how much one looks. A news diet caps looking;
    good news relieves. In the spring of 2020 this is 0.005 SD of distress in the mean, 0.015 where news keeps its force (`stale` 0).
    Relief by good news is a constant: it needs no crisis and no bad news, and is some 94 % of what the offer of a news diet does.
    """

    name: ClassVar = "news_exposure"
    finding: ClassVar = "more news on one day goes with more worry on the next and more worry with more news, a loop across days; worry feeds hopelessness"
    source: ClassVar = (
        "Schmidt et al. 2022, Psychol Health 37:933 (n = 561, 21 days); Kellerman et al. 2022, JMIR Ment Health 9:e36966 (n = 546); "
        "Shaw et al. 2021, Psychol Med (n = 1,148): 0.034 from news to worry a day later, 0.03 back (read in its abstract, which gives no unit)")
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("news", "news_diet", "good_news", "news_checking", "used_to_threat", "felt_uncertainty", "worry", "worry_relief",
                       "intolerance_of_uncertainty", "sensitivity")
    changes: ClassVar = ("news_checking", "worry", "low_mood")

    worry: float = parameter(0.045, low=0.0, high=0.15, unit="SD at full news and usual checking", source="assumption: a few hundredths of an SD, if the lagged 0.034 of Shaw et al. 2021 is in SD, which its abstract does not say")
    hopeless: float = parameter(0.3, low=0.0, high=1.0, unit="share of the push on worry", source="assumption; sign: news, then worry, then hopelessness (Kellerman et al. 2022)")
    per_worry: float = parameter(0.3, low=0.0, high=1.0, unit="share more per SD of worry", source="assumption; sign: Schmidt et al. 2022")
    per_uncertainty: float = parameter(0.3, low=0.0, high=1.0, unit="share more at full uncertainty", source="assumption; sign: the trait anxious looked at more news (Schmidt et al. 2022)")
    intolerance: float = parameter(0.5, low=0.0, high=1.0, unit="per SD", source="assumption; sign: Adamis, Cole & Olatunji 2024, Behav Ther (intolerance of uncertainty foretold worry)")
    checking_days: float = parameter(3.0, low=1, high=14, unit="days (e-folding)", source="assumption: within days; diaries find it from one day to the next")
    stale: float = parameter(1.0, low=0.0, high=1.0, unit="share", source="assumption: news of a threat one is used to says nothing new", text="how far being used to a threat also takes the force from news of it")
    diet: float = parameter(0.5, low=0.0, high=1.0, unit="share of usual", source="assumption: at most one look a day", text="what a news diet leaves of looking at the news; by itself -0.001 SD of distress in `lockdown`")
    good: float = parameter(0.03, low=0.0, high=0.1, unit="SD at full uptake", source="assumption; sign: optimism carried part of the way from news to worry (Kellerman et al. 2022); that it relieves without a crisis or bad news to set against is assumed too",
                            text="relief by good news, the same on every day; some 94 % of the effect of the offer news_diet")

    def feel(self, today):
        """Check more or less than usual, and worry about what one sees."""
        state, traits, (more, worry, low_mood) = today.state, today.traits, today.blank(3)
        _look(state.news_checking, state.worry, state.worry_relief, state.felt_uncertainty, state.used_to_threat, today.everyone(today.conditions.news),
              today.offer("news_diet"), today.offer("good_news"), traits.intolerance_of_uncertainty, traits.sensitivity,
              *(np.float32(each) for each in (self.intolerance, self.per_worry, self.per_uncertainty, self.diet, self.stale, self.worry, self.good,
                                              self.hopeless)), moved(today.dt, self.checking_days), more, worry, low_mood)
        return {"news_checking": more, "worry": worry, "low_mood": low_mood}


@compiled
def _look(checking, worry, worry_relief, felt_uncertainty, used_to_threat, news, news_diet, good_news, intolerance, sensitivity,
          sharpens, per_worry, per_uncertainty, diet, stale, worries, good, hopeless, share, more, to_worry, to_low_mood):
    zero, one = np.float32(0), np.float32(1)
    for i in range(more.size):
        sharper = max(zero, one + sharpens * intolerance[i])
        wish = per_worry * (worry[i] + worry_relief[i]) + per_uncertainty * felt_uncertainty[i] * sharper
        looks = one + checking[i]
        looks = looks - news_diet[i] * max(zero, looks - diet)
        seen = max(zero, news[i] - stale * used_to_threat[i]) * looks
        push = (worries * seen - good * good_news[i]) * sensitivity[i]
        more[i], to_worry[i], to_low_mood[i] = share * (wish - checking[i]), push, hopeless * push
