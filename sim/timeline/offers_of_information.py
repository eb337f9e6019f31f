"""Offers of information and means: talking with strangers, news, clear rules, going online, going out step by step."""

from typing import ClassVar

from ..core.catalogue import add
from ..core.parameters import parameter
from .events import Intervention


@add
class TalkToStrangers(Intervention):
    """A campaign and a game: talk with somebody you do not know."""

    kind: str = "talk_to_strangers"
    sentence: ClassVar = "People who are invited play a game of a week of talking with strangers; they talk more, find that it is better than they thought, and forget it over weeks."
    source: ClassVar = "Sandstrom, Boothby & Cooney 2022, J Exp Soc Psychol 102; no effect of a campaign on a population is known"
    evidence: ClassVar = "experiment"
    size_from: ClassVar = "assumed size: the trial gave the sign only"

    uptake: float = parameter(0.2, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(3.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption")


@add
class NewsDiet(Intervention):
    """Help to follow the news once a day and no more."""

    kind: str = "news_diet"
    sentence: ClassVar = "People who are invited look at the news at most once a day, and at good news too; they see less that worries them, which does little: some 94 % of the effect is an assumed constant relief by good news that needs no crisis."
    source: ClassVar = "assumption: size; news and worry feed each other from day to day (diary studies). Offered to all in `lockdown` and accepted by all: -0.0210 SD of distress, -0.0014 without the relief by good news; without a crisis -0.0198"
    evidence: ClassVar = "assumption"

    uptake: float = parameter(0.3, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(1.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption")

    def change(self, conditions, ramp, invited):
        """Offer the diet to those invited."""
        conditions.offer("news_diet", invited * self.uptake)
        conditions.offer("good_news", invited * self.uptake)


@add
class ClearInformation(Intervention):
    """Official information in plain words, at fixed times, from one source."""

    kind: str = "clear_information"
    sentence: ClassVar = "People who are reached understand what holds and what comes next, so that an unclear time is less unclear to them."
    source: ClassVar = "assumption: size; conflicting information goes with acute stress (n = 6,514)"
    evidence: ClassVar = "assumption"

    uptake: float = parameter(0.7, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(2.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption")


@add
class DigitalInclusion(Intervention):
    """Devices, connections and lessons for those without."""

    kind: str = "digital_inclusion"
    sentence: ClassVar = "People who are invited and were not online learn to text and to call by video, and use it as others do."
    source: ClassVar = "assumption: size; shares without access near Statistics Netherlands; what contact by screen is worth is uncertain"
    evidence: ClassVar = "assumption"

    uptake: float = parameter(0.5, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(8.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption: 300 euro for each of the ten in 1,000 who learn it in a year")


@add
class GradualReopening(Intervention):
    """Going out again step by step, with help for those who shy away."""

    kind: str = "gradual_reopening"
    service: ClassVar = "graded_exposure"
    sentence: ClassVar = "People who are invited take back meetings in small steps; unease about meeting people heals faster."
    source: ClassVar = "assumption: size; graded exposure lowers fear, and a week of approaching strangers raised expectations (Sandstrom et al. 2022)"
    evidence: ClassVar = "assumption"

    uptake: float = parameter(0.4, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(2.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption")
