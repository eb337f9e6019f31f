"""Crises of nature and of markets: flood, earthquake, heatwave and economic shock, as changes of conditions."""

from datetime import timedelta
from typing import ClassVar

import numpy as np
from pydantic import Field

from ..core.catalogue import add
from ..core.parameters import parameter
from .closing import HAZARDS
from .events import Crisis, as_date

STREET = 10  # households that water or a falling house strikes together (assumption)
WITNESSED, DAMAGED = 0.1, 0.4  # of the blow of losing one's home: for all in the area, and where a home is damaged (assumption)
UNSETTLED = 0.4  # uncertainty of those who cannot say when they will be home (assumption)
FAR_FROM_FRIENDS = 0.2  # of visits between close people, what a scattered move costs (assumption)
AMONG_NEIGHBOURS = 0.1  # more meetings between neighbours who moved as a group (assumption; sign: Hikichi et al. 2017, + 0.053 against - 0.039)
STANDSTILL = {"work": 0.8, "school": 0.8, "familiar": 0.6, "encounters": 0.4, "close": 0.2}  # closed in the first days (assumption, as in a blackout)
HOURS_OF_HEAT = (0.85,) * 8 + (0.65,) * 3 + (1.0,) * 9 + (0.65,) * 2 + (0.85,) * 2  # outside by day, indoors by night (assumption)


def fading(day, full_until, gone_by):
    """Return a share that is 1 up to a day, and falls from there in a straight line to 0 on another."""
    if day <= full_until:
        return 1.0
    return max(0.0, (gone_by - day) / (gone_by - full_until))


class Disaster(Crisis):
    """What a flood and an earthquake have in common: days of danger, streets that lose their homes, and a long way back."""

    ways: ClassVar = {"damaged": "those whose homes are damaged", "displaced": "those who have to leave their homes"}
    source: ClassVar = "form: Hikichi et al. 2016 (n = 3,567) and 2017 (n = 3,421), Shiba et al. 2022, tsunami of 2011; sizes are assumptions"

    only_with: ClassVar = {**Crisis.only_with, "displaced_days": "displaced", "kept_together": "displaced", "neighbourly_days": "neighbourly"}

    damaged: float = parameter(0.3, low=0, high=1, unit="share of households", source="assumption", text="homes that are damaged and can be lived in")
    displaced: float = parameter(0.12, low=0, high=1, unit="share of households", source="assumption", text="households that have to leave for months, whole streets at a time")
    displaced_days: int = Field(180, ge=1, le=2000, description="days until the last are home; the first go back when two thirds of them are over")
    kept_together: float = parameter(0.2, low=0, high=1, unit="share", source="assumption: scattered; 1 moves streets as groups", text="neighbours and familiar faces who stay near those who had to leave")
    acute_days: int = Field(4, ge=1, le=60, description="days of danger, in which most comes to a standstill")
    settles_days: int = Field(30, ge=1, le=365, description="days after the danger in which threat and uncertainty fade")
    threat: float = parameter(0.8, low=0, high=1, unit="share", source="assumption")
    uncertainty: float = parameter(0.8, low=0, high=1, unit="share", source="assumption")
    outage: float = parameter(0.5, low=0, high=1, unit="share of connections", source="assumption", text="power, phone and internet that fail in the days of danger")
    neighbourly: float = parameter(1.0, low=0, high=3, unit="share more", source="assumption; sign: altruism outweighs (review of 47 studies of outages)", text="extra meetings between neighbours at first (mechanism acute_altruism)")
    neighbourly_days: int = Field(14, ge=1, le=365, description="days over which the acute phase ends; the help of the first days fades with it, and sooner (mechanism acute_altruism)")

    def struck(self, traits, luck):
        """Return whose streets are damaged, and who have to leave; both hold for whole households."""
        street = traits.household // STREET
        draw = luck("street", int(street.max()) + 1)[street]
        return {"damaged": (draw >= self.displaced) & (draw < self.displaced + self.damaged), "displaced": draw < self.displaced}

    def days_since(self, clock):
        """Return whole days since the first; 0 where only the table of a level is asked for."""
        return 0 if clock is None else (clock.date - (as_date(self.start) if self.start else clock.start)).days

    def ends_too_soon(self, start):
        """Return why `until` cannot be: by then some are still away from their homes; empty where it can."""
        home = as_date(self.start or start) + timedelta(days=self.displaced_days)
        if self.until is None or as_date(self.until) >= home or not (self.displaced or self.damaged):
            return ""
        return f"expected no end, or {home.isoformat()} or later, when the last are home (displaced_days = {self.displaced_days}); acute_days ends the danger"

    def change(self, conditions, level):
        """Bring danger and help to the area, and loss to those who are struck."""
        day = self.days_since(conditions.clock)
        blow = level if day < self.acute_days else 0.0
        alarm = level * fading(day, self.acute_days, self.acute_days + self.settles_days)
        conditions.alarm(threat=self.threat * alarm, uncertainty=self.uncertainty * alarm, news=HAZARDS.disaster_news * alarm)
        conditions.scale(neighbourly=1 + self.neighbourly * level * fading(day, 0, self.neighbourly_days))
        conditions.scale(**dict.fromkeys(("power", "phone", "internet"), 1 - self.outage * blow))
        for setting, closes in STANDSTILL.items():
            conditions.open(setting, 1 - closes * blow)
        conditions.burden(shock=WITNESSED * blow / self.acute_days)
        self._strike(conditions, blow / self.acute_days, level * fading(day, self.displaced_days * 2 / 3, self.displaced_days))

    def _strike(self, conditions, blow, away):
        damaged, displaced = conditions.those("damaged"), conditions.those("displaced")
        damaged.burden(shock=(DAMAGED - WITNESSED) * blow, lost_home=DAMAGED * away)
        displaced.burden(shock=(1 - WITNESSED) * blow, lost_home=away)
        displaced.alarm(uncertainty=UNSETTLED * away)
        displaced.scale(nearby=1 - (1 - self.kept_together) * away, side_by_side=1 + AMONG_NEIGHBOURS * self.kept_together * away)
        displaced.open("close", 1 - FAR_FROM_FRIENDS * (1 - self.kept_together) * away)

    def told(self, level):
        """Return what happens in the first days, who has to leave for how long, and how far apart from their neighbours."""
        said = [self.sentence]
        if self.outage > 0:
            said.append(f"For {self.acute_days} days power, phones and internet fail for {self.outage * level:.0%} of connections.")
        if self.displaced > 0:
            said.append(f"{self.displaced:.0%} of households, whole streets of them, live elsewhere for up to {self.displaced_days} days; "
                        f"{1 - (1 - self.kept_together) * level:.0%} of their neighbours and familiar faces stay near.")
        said += [f"Another {self.damaged:.0%} live on in damaged homes."] if self.damaged > 0 else []
        said += [f"Over the first {self.neighbourly_days} days neighbours help each other."] if self.neighbourly > 0 else []
        said += [f"At this severity what each of them loses weighs {level:.0%} of a home lost or damaged."] if level < 0.995 and (self.displaced or self.damaged) else []
        return " ".join(said)


@add
class Flood(Disaster):
    """Water stands in the streets for days, and homes are wet for months."""

    kind: str = "flood"
    sentence: ClassVar = "Water comes; work, schools and shops stand still, and streets lose their homes."


@add
class Earthquake(Disaster):
    """A minute of shaking, weeks of aftershocks, and homes that have fallen or may."""

    kind: str = "earthquake"
    sentence: ClassVar = "The earth shakes, and goes on shaking; work, schools and shops stand still, and streets lose their homes."

    damaged: float = parameter(0.4, low=0, high=1, unit="share of households", source="assumption", text="homes that are damaged and can be lived in")
    displaced: float = parameter(0.1, low=0, high=1, unit="share of households", source="assumption", text="households that have to leave for months, whole streets at a time")
    displaced_days: int = Field(365, ge=1, le=2000, description="days until the last are home; the first go back when two thirds of them are over")
    acute_days: int = Field(2, ge=1, le=60, description="days of danger, in which most comes to a standstill")
    settles_days: int = Field(60, ge=1, le=365, description="days after the danger in which threat and uncertainty fade, for aftershocks go on")


@add
class Heatwave(Crisis):
    """Days too hot to go out and nights too hot to sleep."""

    kind: str = "heatwave"
    sentence: ClassVar = "It is hot by day outside and by night indoors; people stay at home, the old, the frail and those who live alone most, and sleep badly."
    source: ClassVar = "assumption: nothing on heat, company and mood is in the evidence gathered for this model; sign only"

    threat: float = parameter(0.1, low=0, high=1, unit="share", source="assumption")

    def change(self, conditions, level):
        """Bring heat by the hour; a day has the mean of its hours."""
        hour = None if conditions.clock is None else conditions.clock.hour
        share = sum(HOURS_OF_HEAT) / len(HOURS_OF_HEAT) if hour is None else HOURS_OF_HEAT[hour]
        conditions.burden(heat=level * share)
        conditions.alarm(threat=self.threat * level)


@add
class EconomicShock(Crisis):
    """A slump: people lose their work, and nobody knows who is next."""

    kind: str = "economic_shock"
    sentence: ClassVar = "Workplaces go: those who worked there lose their colleagues, and their households an income; others fear for theirs."
    source: ClassVar = ("form: assumption; economic worry goes with drinking more (OR 1.6, Alpers et al. 2021, n = 25,708); assumption: sensitivity by age and earlier distress as "
                        "found under lockdown, so that the young suffer most (ages 18 to 24 +0.111 SD of distress, low mood before +0.014, everyone +0.053)")
    ways: ClassVar = {"lost_work": "those who lose their work", "lost_income": "households that lose an income"}

    lost_work: float = parameter(0.08, low=0, high=1, unit="share of people at work", source="assumption")
    uncertainty: float = parameter(0.5, low=0, high=1, unit="share", source="assumption")
    threat: float = parameter(0.1, low=0, high=1, unit="share", source="assumption")

    def struck(self, traits, luck):
        """Return who loses work, and the members of their households."""
        loses = traits.works & (luck("loses work", len(traits.works)) < self.lost_work)
        return {"lost_work": loses, "lost_income": (np.bincount(traits.household, weights=loses) > 0)[traits.household]}

    def told(self, level):
        """Return the sentence, the share of people at work whom it strikes, and how hard."""
        if self.lost_work == 0:
            return "People fear for their work and income."
        if level > 0.995:
            return f"{self.sentence} {self.lost_work:.0%} of people at work lose it."
        return f"{self.sentence} It strikes {self.lost_work:.0%} of people at work: {level:.0%} of their workplaces go, and the household of each loses {level:.0%} of an income."

    def change(self, conditions, level):
        """Close the workplaces of those struck, take their income, and alarm all."""
        conditions.alarm(threat=self.threat * level, uncertainty=self.uncertainty * level, news=HAZARDS.slump_news * level)
        for channel in ("in_person", "video"):
            conditions.those("lost_work").open("work", 1 - level, channel)
        conditions.those("lost_income").burden(lost_income=level)
