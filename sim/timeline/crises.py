"""Crises: lockdown, pandemic threat and blackout, as changes of conditions."""

import math
from typing import ClassVar

from pydantic import Field, field_validator, model_validator

from ..core.catalogue import add
from ..core.parameters import parameter
from .clock import HOURS
from .closing import CLOSING, MEASURES, OUTAGE
from .events import Crisis, Series, as_date, hours_between

HOME_AGAIN_CAPS = ((0.95, 2), (0.75, 3), (0.5, 6))  # severity from which at most so many visitors a day; Dutch rules: 2 to 3

CAP_HOLDS_FROM = 0.5  # share of a lockdown's own severity from which a cap of its own holds; assumption
IN_FORCE_FROM = 0.2  # severity of a series from which measures count as in force; assumption: the first advice of spring 2020
KEPT_ALONE = 0.5  # of a rule on groups outdoors, how far people keep it where nothing else asks for distance; assumption
OUTDOORS_AT_TWO = 0.1  # of meetings between neighbours, what groups of at most two outdoors cost at full distancing; assumption

AMSTERDAM_2017 = ((0.0, 1.0), (2.25, 0.56), (2.9, 0.24), (4.75, 0.0))  # 17 January 2017: hours, share still dark (NOS 2153383)


def _measure(text):
    return Field(None, ge=0, le=1, description=text)


# how a sentence tells a measure and its share
IN_WORDS = {
    "work_from_home": "{:.0%} of workplaces at home", "school_closed": "{:.0%} of school days cancelled",
    "hospitality_closed": "{:.0%} of shops, clubs, transport and hospitality closed or avoided",
    "distancing": "{:.0%} of full distancing", "curfew": "a curfew on {:.0%} of evenings",
}


@add
class Lockdown(Crisis):
    """A bundle of measures; `severity` sets all by the table in `measures`, each key given overrides its own."""

    kind: str = "lockdown"
    sentence: ClassVar = "Measures close workplaces, schools and hospitality, limit visits and gatherings, and raise threat and uncertainty, each as far as it is set."
    source: ClassVar = ("dates: Dutch calendar 2020-2021; visitors: Dutch rules (2 to 3); total effect on contacts: Backer et al. 2021 (x 0.235 strict, x 0.59 relaxed); how it is shared "
                        "among work from home, schools, shops and hospitality, distancing and curfew: assumption, set so that the total fits; threat, uncertainty and fatigue: assumption")

    only_with: ClassVar = {**Crisis.only_with, "fatigue_days": "fatigue", "days_before": "fatigue"}

    work_from_home: float | None = _measure("share of workplaces whose people stay at home")
    school_closed: float | None = _measure("share of school days cancelled")
    hospitality_closed: float | None = _measure("shops, clubs, transport and hospitality closed or avoided")
    distancing: float | None = _measure("visits and contact avoided on advice")
    visitors_max: int | None = Field(None, ge=0, le=254, description="visitors a day; holds in full while the lockdown is at least half as strong as its severity (with a series: at 0.5)")
    outdoors_max: int | None = Field(None, ge=1, le=254, description="people in a group outdoors; holds like visitors_max; 2 takes a tenth of meetings between neighbours at full distancing, 4 a twentieth; 1 does the same as 2, as a meeting needs two")
    curfew: float | None = _measure("share of evenings under curfew")
    threat: float | None = _measure("how threatening the days are")
    uncertainty: float | None = _measure("how unclear the days are")
    fatigue: float = parameter(0.0, low=0, high=0.9, unit="share", source="assumption: at equal stringency contacts were 1.8 in May 2020 and 5.7 in March 2021 (CoMix, adjusted)", text="share of the measures' hold that wears off in the long run")
    fatigue_days: float = parameter(120.0, low=10, high=720, unit="days (e-folding)", source="assumption")
    days_before: int | None = Field(None, ge=0, le=2000, description="days already lived under measures when this event begins; fatigue counts them too. If not given, those of the other lockdowns of the scenario that have fatigue")

    @classmethod
    def by_a_series(cls, key):
        """Return how to let one measure follow a series: as the only one of a lockdown of its own."""
        shares = (*IN_WORDS, "threat", "uncertainty")
        if key not in shares:
            return ""
        others = ", ".join(each for each in shares if each != key)
        return (f', which sets all measures; for {key} alone write another [[crisis]] of kind "lockdown" with this series as its severity, {key} = 1.0, '
                f"visitors_max = 254 and 0.0 for {others}; and set {key} = 0.0 here")

    def level(self, clock):
        """Return severity times ramp, less what has worn off since measures began."""
        return super().level(clock) * (1 - self.fatigue * (1 - math.exp(-self.days_under(clock) / self.fatigue_days)))

    def after(self, others):
        """Count the days lived under earlier lockdowns whose rules wear off too, each day once, unless the file says how many."""
        if not (self.fatigue > 0 and self.days_before is None and self.start):
            return self
        began, lived = self.in_force_from().toordinal(), set()
        for each in others:
            if each is not self and isinstance(each, Lockdown) and each.enabled and each.fatigue > 0 and each.start:
                ended = as_date(each.until).toordinal() if each.until else began
                lived.update(range(each.in_force_from().toordinal(), min(ended, began)))
        return self.model_copy(update={"days_before": min(len(lived), 2000)})

    def in_force_from(self):
        """Return the date from which measures are in force; of a series, its first value above 0.2."""
        began = as_date(self.start) if self.start else self.severity.start
        if isinstance(self.severity, Series):
            first = next((day for day, value in enumerate(self.severity.daily) if value > IN_FORCE_FROM), 0)
            began = max(began, self.severity.start.fromordinal(self.severity.start.toordinal() + first))
        return began

    def days_under(self, clock):
        """Return for how many days people have lived under measures: this event's, and `days_before`."""
        lived = max(0, (clock.date - self.in_force_from()).days) if self.start or isinstance(self.severity, Series) else (clock.date - clock.start).days
        return (self.days_before or 0) + lived

    def measures(self, level):
        """Return a dict of the measures at a level of severity; the documented table (assumption, in line with Backer 2021)."""
        full = MEASURES
        table = {"work_from_home": full.work_from_home * level, "school_closed": min(1.0, full.school_closed * level),
                 "hospitality_closed": full.hospitality_closed * level, "distancing": full.distancing * level, "curfew": 0.0,
                 "threat": full.threat * level, "uncertainty": full.uncertainty * level,
                 "visitors_max": next((most for least, most in HOME_AGAIN_CAPS if level >= least), None),
                 "outdoors_max": 2 if level >= full.groups_of_two_from else None}
        reference = self.severity if not isinstance(self.severity, Series) and self.severity > 0 else 1.0
        for name in table:
            own = getattr(self, name)
            if own is not None and name.endswith("_max"):
                table[name] = own if level >= CAP_HOLDS_FROM * reference else None
            elif own is not None:
                table[name] = own * level / reference
        return table

    def told(self, level):
        """Return what this lockdown does at a level: only measures that are taken."""
        now = self.measures(level)
        taken = [words.format(now[name]) for name, words in IN_WORDS.items() if (now[name] or 0) >= 0.005]
        if now["visitors_max"] is not None:
            taken.append(f"at most {now['visitors_max']} visitor{'' if now['visitors_max'] == 1 else 's'} a day")
        if now["outdoors_max"] is not None and self._apart_outdoors(now) > 0:
            taken.append(f"groups of at most {now['outdoors_max']} outdoors")
        alarms = " and ".join(name for name in ("threat", "uncertainty") if now[name] > 0)
        said = [f"Measures: {', '.join(taken)}." if taken else "No measure closes or limits anything."]
        said += [f"{alarms.capitalize()} {'rise' if ' ' in alarms else 'rises'}."] if alarms else []
        if self.fatigue > 0:
            before = f", after {self.days_before} days lived under measures before" if self.days_before else ""
            said.append(f"In the long run {self.fatigue:.0%} of their hold wears off, with an e-folding time of {self.fatigue_days:g} days{before}.")
        return " ".join(said)

    def _apart_outdoors(self, now):
        """Return how far a rule on groups outdoors is kept: with distancing, or half where the file asks for this rule alone."""
        return max(now["distancing"], 0.0 if self.outdoors_max is None else KEPT_ALONE)

    def change(self, conditions, level):
        """Close settings in proportion to the measures."""
        now, by = self.measures(level), CLOSING
        shut, apart, curfew = now["hospitality_closed"], now["distancing"], now["curfew"]
        few = 0 if now["outdoors_max"] is None else 2 / max(2, now["outdoors_max"])
        conditions.open("close", (1 - by.close_distancing * apart) * (1 - by.close_curfew * curfew))
        conditions.open("neighbourhood", (1 - by.neighbourhood_distancing * apart) * (1 - by.neighbourhood_advice * apart)
                        * (1 - OUTDOORS_AT_TWO * self._apart_outdoors(now) * few))
        conditions.open("work", 1 - now["work_from_home"])
        conditions.open("school", 1 - now["school_closed"])
        conditions.open("familiar", (1 - by.familiar_closed * shut) * (1 - by.familiar_distancing * apart))
        conditions.open("encounters", (1 - by.encounters_closed * shut) * (1 - by.encounters_distancing * apart) * (1 - by.encounters_curfew * curfew))
        conditions.scale(digital_push=1 + by.digital_push * apart)
        conditions.alarm(threat=now["threat"], uncertainty=now["uncertainty"])
        if now["visitors_max"] is not None:
            conditions.cap_visitors(now["visitors_max"])


@add
class PandemicThreat(Crisis):
    """The threat and the uncertainty of a pandemic, with or without measures."""

    kind: str = "pandemic_threat"
    sentence: ClassVar = "A new illness spreads: days are threatening and unclear, and the news is full of it."

    threat: float = parameter(1.0, low=0, high=1, unit="share at severity 1", source="assumption")
    uncertainty: float = parameter(1.0, low=0, high=1, unit="share at severity 1", source="assumption")

    def told(self, level):
        """Return the sentence, without alarms that are set to 0."""
        days = " and ".join(word for word, value in (("threatening", self.threat), ("unclear", self.uncertainty)) if value > 0)
        return f"A new illness spreads: {f'days are {days}, and ' if days else ''}the news is full of it."

    def change(self, conditions, level):
        """Raise threat, uncertainty and news."""
        conditions.alarm(threat=self.threat * level, uncertainty=self.uncertainty * level, news=level)


@add
class Blackout(Crisis):
    """Power fails at `start`; phones and internet follow when batteries are empty; supply comes back along `restored`."""

    kind: str = "blackout"
    sentence: ClassVar = "The power fails, hours later phones and internet; shops, work and school close; neighbours look in on each other."
    source: ClassVar = "form: reviews of outages (pro-social behaviour, loss of communication a main stressor); Amsterdam 17 Jan 2017 for the default curve"

    phone_hours: float = parameter(4.0, low=0, high=72, unit="hours", source="assumption: batteries of the mobile net")
    internet_hours: float = parameter(1.0, low=0, high=72, unit="hours", source="assumption: batteries of routers and street cabinets")
    neighbourly: float = parameter(0.6, low=0, high=3, unit="share more", source="assumption; sign: altruism outweighs (47 studies)", text="extra meetings between neighbours on the first day (mechanism acute_altruism)")
    threat: float = parameter(0.1, low=0, high=1, unit="share", source="assumption; low: panic is unlikely (review of 47 studies of outages)")
    uncertainty: float = parameter(0.2, low=0, high=1, unit="share", source="assumption; silence adds its own")
    restored: tuple[tuple[float, float], ...] | None = Field(
        None, description="pairs of (hours since the start, share still dark); absent: dark until `until`, or as in Amsterdam in 2017")

    @field_validator("restored")
    @classmethod
    def _comes_back(cls, value):
        if value is None:
            return value
        hours = [each for each, _ in value]
        if not value or hours != sorted(set(hours)) or hours[0] < 0 or not all(0 <= share <= 1 for _, share in value):
            raise ValueError("expected pairs of (hours, share still dark) with rising hours from 0 on and shares from 0 to 1")
        return value

    @model_validator(mode="after")
    def _fades_along_its_curve(self):
        if self.ramp_days or self.ramp_out_days:
            raise ValueError("a blackout comes at once and fades along `restored`: ramp_days and ramp_out_days must be 0")
        return self

    def dark(self, hours):
        """Return the share of connections without power some hours after the start, 0 to 1."""
        if hours < 0 or (self.until and self.start and hours >= hours_between(self.start, self.until)):
            return 0.0
        points = self.restored or (((0.0, 1.0),) if self.until else AMSTERDAM_2017)
        for (before, share), (after, rest) in zip(points, points[1:], strict=False):
            if hours < after:
                return share + (rest - share) * (hours - before) / (after - before)
        return points[-1][1]

    def level(self, clock):
        """Return severity times the share that is dark; it changes by the hour, a day's is the mean of its hours."""
        return self.severity_on(clock.date) * self._mean_over(clock, self.dark)

    def _mean_over(self, clock, share_at):
        """Return the mean over the step's hours of a function of hours since the start."""
        hours = [clock.hour] if clock.by_hour else range(HOURS)
        since = [hours_between(self.start or clock.start, clock.date) + hour + 0.5 for hour in hours]
        return sum(share_at(each) for each in since) / len(since)

    def emptied(self, clock, battery_hours):
        """Return which part of those without power is also without a net that lives on for some hours by batteries, a mean over the step."""
        dark = self._mean_over(clock, self.dark)
        return self._mean_over(clock, lambda since: self.dark(since) if since >= battery_hours else 0.0) / dark if dark else 0.0

    def told(self, level):
        """Return what fails, in what order, and whether neighbours look in on each other."""
        power = "The power fails" + ("" if level > 0.995 else f" for at most {level:.0%} of connections")
        nets = f"phones fail where it is still dark after {self.phone_hours:g} hours, internet after {self.internet_hours:g}"
        neighbours = "; neighbours look in on each other" if self.neighbourly > 0 else ""
        return f"{power}; {nets}; shops, work and school close in part{neighbours}."

    def change(self, conditions, level):
        """Cut supply, close what needs it, and bring neighbours to each other's doors."""
        clock = conditions.clock
        nets = (self.phone_hours, self.internet_hours)
        phone, internet = (level if clock is None else level * self.emptied(clock, hours) for hours in nets)
        conditions.scale(power=1 - level, phone=1 - phone, internet=1 - internet, neighbourly=1 + self.neighbourly * level)
        for setting, closes in OUTAGE:
            conditions.open(setting, 1 - closes * level)
        conditions.alarm(threat=self.threat * level, uncertainty=self.uncertainty * level)
