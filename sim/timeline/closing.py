"""What measures and a power cut close: the numbers behind a lockdown's and a blackout's effect on contacts."""

from ..core.parameters import Declared, parameter

BACKER = "assumption: set so that contacts follow Backer et al. 2021 (x 0.235 strict, x 0.59 relaxed)"


class Measures(Declared):
    """How much of each measure a lockdown takes at severity 1."""

    work_from_home: float = parameter(0.75, low=0, high=1, unit="share at severity 1", source=BACKER, text="workplaces whose people stay at home")
    school_closed: float = parameter(1.2, low=0, high=2, unit="share at severity 1", source=BACKER, text="school days cancelled; all from severity 0.83 on")
    hospitality_closed: float = parameter(0.9, low=0, high=1, unit="share at severity 1", source=BACKER, text="shops, clubs, transport and hospitality closed or avoided")
    distancing: float = parameter(0.8, low=0, high=1, unit="share at severity 1", source=BACKER, text="visits and contact avoided on advice")
    threat: float = parameter(0.8, low=0, high=1, unit="share at severity 1", source="assumption", text="how threatening the days are")
    uncertainty: float = parameter(0.8, low=0, high=1, unit="share at severity 1", source="assumption", text="how unclear the days are")
    groups_of_two_from: float = parameter(0.75, low=0, high=1, unit="severity", source="assumption", text="from where groups outdoors are two at most")


class Closing(Declared):
    """How much of contacts the measures close where they are taken in full."""

    close_distancing: float = parameter(0.65, low=0, high=1, unit="share closed by full distancing", source=BACKER, text="visits between close people")
    close_curfew: float = parameter(0.15, low=0, high=1, unit="share closed by a curfew every evening", source=BACKER, text="visits between close people")
    neighbourhood_distancing: float = parameter(0.25, low=0, high=1, unit="share closed by full distancing", source=BACKER, text="meetings between neighbours")
    neighbourhood_advice: float = parameter(0.1, low=0, high=1, unit="share closed by full distancing", source=BACKER, text="meetings between neighbours, once more")
    familiar_closed: float = parameter(0.75, low=0, high=1, unit="share closed by all shops, transport and hospitality", source=BACKER, text="meetings with familiar faces")
    familiar_distancing: float = parameter(0.35, low=0, high=1, unit="share closed by full distancing", source=BACKER, text="meetings with familiar faces")
    encounters_closed: float = parameter(0.7, low=0, high=1, unit="share closed by all shops, transport and hospitality", source=BACKER, text="encounters with strangers")
    encounters_distancing: float = parameter(0.45, low=0, high=1, unit="share closed by full distancing", source=BACKER, text="encounters with strangers")
    encounters_curfew: float = parameter(0.1, low=0, high=1, unit="share closed by a curfew every evening", source=BACKER, text="encounters with strangers")
    digital_push: float = parameter(0.15, low=0, high=1, unit="share more at full distancing", source=BACKER, text="calls, texts and video")


class Outage(Declared):
    """How much of each setting a blackout closes where all power is gone."""

    work: float = parameter(0.8, low=0, high=1, unit="share closed without power", source="assumption: transport, shops and work stop in large part", text="workplaces")
    school: float = parameter(0.8, low=0, high=1, unit="share closed without power", source="assumption: transport, shops and work stop in large part", text="schools")
    familiar: float = parameter(0.6, low=0, high=1, unit="share closed without power", source="assumption: transport, shops and work stop in large part", text="meetings with familiar faces")
    encounters: float = parameter(0.3, low=0, high=1, unit="share closed without power", source="assumption: transport, shops and work stop in large part", text="encounters with strangers")
    close: float = parameter(0.2, low=0, high=1, unit="share closed without power", source="assumption: transport, shops and work stop in large part", text="visits between close people")


class Hazards(Declared):
    """How much of the news hazards fill."""

    disaster_news: float = parameter(0.5, low=0, high=1, unit="share of the news at full alarm", source="assumption: half of what a pandemic fills", text="of a flood or an earthquake")
    slump_news: float = parameter(0.3, low=0, high=1, unit="share of the news at severity 1", source="assumption", text="of an economic shock")


MEASURES, CLOSING, OUTAGE, HAZARDS = Measures(), Closing(), Outage(), Hazards()
TABLES = {"lockdown.measures": Measures, "lockdown.closing": Closing, "blackout.closing": Outage, "hazards": Hazards}  # fixed numbers; a file sets measures by keys of the event
