"""The numbers by which ties are made and no file can set: how many, between whom, how often they are used and how strong they are."""

from ..core.parameters import Declared, parameter
from .declared import Character, DailyLife, Homes, Places

CLOSE_LAYERS = "assumption, after the trial: close ties in two layers of about 5 and 15, the inner met at least weekly (Dunbar 2020)"
NEIGHBOURS = "assumption, towards the 55 % with weekly and 12 % with daily contact, 15 % with almost none (Statistics Netherlands 2020)"
OF_AGE = "assumption: friends are mostly of one's own age group"
GREGARIOUS = ("assumption: each extra friend goes with 4 % fewer lonely days (Cacioppo, Fowler & Christakis 2009); the depressed withdraw from day to day and yet "
              "are not less with friends (Elmer & Stadtfeld 2020)")
HELD = "assumption; what comes of it is held against published networks (docs/network.md)"
A_DAY = "meetings a day on an ordinary tie, before sociability"


class TiesMade(Declared):
    """Ties of the Netherlands recipe."""

    household_rate: float = parameter(0.95, low=0, high=1, unit="meetings a day", source="assumption")
    inner_rate: float = parameter(0.28, low=0, high=1, unit=A_DAY, source=CLOSE_LAYERS)
    outer_rate: float = parameter(0.07, low=0, high=1, unit=A_DAY, source=CLOSE_LAYERS)
    neighbour_rate: float = parameter(0.158, low=0, high=1, unit=A_DAY, source=NEIGHBOURS)
    familiar_rate: float = parameter(0.105, low=0, high=1, unit=A_DAY, source="assumption")
    dormant_rate: float = parameter(0.05, low=0, high=1, unit=A_DAY, source="assumption", text="between members of a club, once they know each other")
    most: float = parameter(0.6, low=0, high=1, unit="meetings a day", source="assumption: no tie outside the household meets more often")
    household_strength: float = parameter(0.9, low=0, high=1, unit="tie strength", source="assumption")
    inner_share: float = parameter(1 / 3, low=0, high=1, unit="share of close ties", source=CLOSE_LAYERS, text="that are of the inner circle: the nearest by a draw from 0 (nearest) to 1")
    inner_strength: float = parameter(0.9, low=0, high=1, unit="tie strength", source="assumption", text="of the nearest of the inner circle")
    inner_falls: float = parameter(1.2, low=0, high=3, unit="tie strength, per unit of the draw", source="assumption", text="how fast it falls within the inner circle")
    outer_strength: float = parameter(0.5, low=0, high=1, unit="tie strength", source="assumption", text="of the nearest beyond the inner circle")
    outer_falls: float = parameter(0.6, low=0, high=3, unit="tie strength, per unit of the draw", source="assumption", text="how fast it falls beyond")
    neighbour_strength: float = parameter(0.1, low=0, high=1, unit="tie strength", source="assumption", text="of the weakest tie between neighbours")
    neighbour_more: float = parameter(0.3, low=0, high=1, unit="tie strength", source="assumption", text="more in the strongest, evenly by draw")
    familiar_strength: float = parameter(0.05, low=0, high=1, unit="tie strength", source="assumption", text="of the weakest tie between familiar faces")
    familiar_more: float = parameter(0.15, low=0, high=1, unit="tie strength", source="assumption", text="more in the strongest, evenly by draw")
    friend_pace: float = parameter(0.5, low=0, high=1, unit="share of the rate of kin as near", source="assumption: 76 against 83 % have weekly contact (Statistics Netherlands 2020)")
    kin_households: float = parameter(2.0, low=0, high=10, unit="households", source=HELD, text="other households one's household is kin to, as the one that looks for them")
    near_kin: int = parameter(200, low=1, high=100000, unit="households", source="assumption", text="half of kin live at most so many households away")
    kin_share: float = parameter(0.65, low=0, high=1, unit="chance", source="assumption", text="that two members of households of kin are kin")
    youngest_out: int = parameter(4, low=0, high=18, unit="years", source="assumption", text="below, no friends and familiar faces of one's own")
    near_circle: float = parameter(600.0, low=0, high=100000, unit="people (SD)", source="assumption", text="how far apart in the order of homes those live who are in a near circle of friends")
    near_friends: float = parameter(0.42, low=0, high=1, unit="chance", source=HELD, text="that two of a near circle are friends")
    far_circle: float = parameter(6000.0, low=0, high=100000, unit="people (SD)", source="assumption", text="the same of a circle of friends from farther off")
    far_friends: float = parameter(0.36, low=0, high=1, unit="chance", source=HELD, text="that two of a far circle are friends")
    circle_least: int = parameter(5, low=2, high=50, unit="people", source="assumption", text="in the smallest circle of friends")
    circle_most: int = parameter(14, low=2, high=50, unit="people", source="assumption", text="in the largest circle of friends")
    youth_from: int = parameter(12, low=0, high=100, unit="years", source=OF_AGE, text="second age group of friends")
    grown_from: int = parameter(18, low=0, high=100, unit="years", source=OF_AGE, text="third age group of friends")
    settled_from: int = parameter(25, low=0, high=100, unit="years", source=OF_AGE, text="fourth age group of friends")
    middle_from: int = parameter(40, low=0, high=100, unit="years", source=OF_AGE, text="fifth age group of friends")
    old_from: int = parameter(65, low=0, high=100, unit="years", source=OF_AGE, text="sixth age group of friends")
    alike_share: float = parameter(0.38, low=0, high=1, unit="share of one's place in a circle of friends", text="that follows how one fares",
                                   source="assumption: the friends of the lonely are 1.2 to 1.6 times as often lonely, fading by three degrees (Cacioppo, Fowler & Christakis 2009); whether by choice or influence is contested")
    chosen_among: int = parameter(120, low=10, high=1000, unit="people", source="assumption", text="of one's age who live about as near, among whom friends are chosen")
    gregarious_distressed: float = parameter(0.19, low=-1, high=1, unit="weight of trait distress", source=GREGARIOUS, text="how much more gregarious the distressed are, at the same loneliness")
    gregarious_lonely: float = parameter(-0.25, low=-1, high=1, unit="weight of trait loneliness", source=GREGARIOUS)
    corner: int = parameter(6, low=1, high=50, unit="households", source="assumption", text="neighbours live at most so many homes away")
    neighbour_share: float = parameter(0.36, low=0, high=1, unit="chance", source=NEIGHBOURS, text="that two round the corner know each other")
    neighbourliness: float = parameter(1.2, low=0, high=3, unit="SD of its logarithm", source=NEIGHBOURS, text="of how much people have to do with their neighbours, beside sociability")
    familiar_draws: int = parameter(13, low=0, high=100, unit="faces", source=HELD, text="familiar faces each person draws")
    familiar_from: int = parameter(8, low=1, high=1000, unit="people", source="assumption", text="how far off in the order of homes the nearest familiar face lives")
    familiar_spread: float = parameter(3000.0, low=10, high=100000, unit="people", source="assumption", text="how far off in the order of homes the farthest familiar face lives")
    dormant_share: float = parameter(0.4, low=0, high=1, unit="share of the pairs in a club", source="assumption", text="who would get to know each other if they met")


TIES = TiesMade()
TABLES = {"population.homes": Homes, "population.daily_life": DailyLife, "population.character": Character, "population.places": Places, "population.ties": TiesMade}  # fixed numbers
