"""Facts about the Netherlands from 2020 to 2024."""

from datetime import date

import numpy as np

from .fact import LIVED, NO_CRISIS, Part, fact
from .record import Window
from .statistics import rise, share

PAIRED = (LIVED, NO_CRISIS)
BEFORE_AND_APRIL = Window(date(2020, 2, 24), date(2020, 5, 4))  # ten whole weeks, lived without a crisis
ONE_DAY = Window(date(2020, 4, 16), date(2020, 4, 17))  # a Thursday
APRIL, JUNE = Window(date(2020, 4, 1), date(2020, 5, 1)), Window(date(2020, 6, 1), date(2020, 7, 1))
REST_OF_2020 = Window(date(2020, 3, 16), date(2021, 1, 1))
FIRST_HALF_2021 = Window(date(2021, 1, 1), date(2021, 7, 1))
YEAR_2024, MAY_2023 = Window(date(2024, 1, 1), date(2025, 1, 1)), Window(date(2023, 5, 1), date(2023, 6, 1))
AGE_GROUPS = ((0, 12), (12, 18), (18, 30), (30, 45), (45, 60), (60, 75), (75, 200))
BACKER = "Backer et al. 2021, Eurosurveillance 26(8):2000994"
POINTS = 100.0  # percentage points


def factor(arms, window, who=None):
    """Return contacts outside the household as a share of what these people would have had on the same days."""
    lived, calm = (arms[arm].mean("contacts_in_person", window) for arm in PAIRED)
    return share(lived if who is None else lived[who]) / share(calm if who is None else calm[who])


@fact("C2", "people meet about 15 others a day outside the household, some of them many more", scenario="netherlands_2020", kind="calibrate",
      arms=(NO_CRISIS,), parts=[Part("contacts a day", 13, 18, "14.9"), Part("mean less median of one day, contacts", 0.0, None, "right-skewed (IQR 4 to 20)"),
                                Part("quartile below", 4, 4, "4", reported=True), Part("quartile above", 20, 20, "20", reported=True)],
      wanted=[("contacts_in_person", BEFORE_AND_APRIL), ("contacts_in_person", ONE_DAY)], source=f"{BACKER}, survey of 2016 and 2017")
def ordinary_contacts(arms):
    """Mean over whole weeks without a crisis; spread over people on one Thursday."""
    record = arms[NO_CRISIS]
    day = record.mean("contacts_in_person", ONE_DAY)
    return (share(record.mean("contacts_in_person", BEFORE_AND_APRIL)), share(day) - float(np.median(day)), *np.quantile(day, [0.25, 0.75]))


@fact("C3", "a strict lockdown leaves a quarter of contacts, at all ages", scenario="netherlands_2020", kind="calibrate", arms=PAIRED,
      parts=[Part("contacts in April 2020 as a share of the usual", 0.2, 0.3, "0.235"), Part("contacts a day of the age group with most", 0.0, 5.0, "all ages at most 5")],
      wanted=[("contacts_in_person", APRIL)], source=BACKER)
def strict_contacts(arms):
    """Survey in April 2020 over the survey before."""
    age, contacts = arms[LIVED].traits.age, arms[LIVED].mean("contacts_in_person", APRIL)
    by_age = [share(contacts[(age >= low) & (age < high)]) for low, high in AGE_GROUPS]
    return factor(arms, APRIL), float(np.nanmax(by_age))


@fact("C4", "relaxed in part, somewhat over half of contacts are back, children first", scenario="netherlands_2020", kind="calibrate", arms=PAIRED,
      parts=[Part("contacts in June 2020 as a share of the usual", 0.5, 0.7, "0.59"), Part("the same of children under 12, less that of people of 65 and over", 0.0, None, "children first")],
      wanted=[("contacts_in_person", JUNE)], source=BACKER)
def relaxed_contacts(arms):
    """Survey in June 2020 over the survey before."""
    age = arms[LIVED].traits.age
    return factor(arms, JUNE), factor(arms, JUNE, age < 12) - factor(arms, JUNE, age >= 65)


@fact("C5", "weekly contact with family and friends by any channel stays", scenario="netherlands_2020", kind="calibrate", arms=PAIRED,
      parts=[Part("at least weekly with family, points", 78, 88, "83"), Part("at least weekly with friends, points", 71, 81, "76"),
             Part("the same without a crisis, family", 78, 88, "83", reported=True), Part("the same without a crisis, friends", 71, 81, "76", reported=True)],
      wanted=[("day_with_family", REST_OF_2020), ("day_with_friends", REST_OF_2020)], source="Statistics Netherlands 2021, social contacts of persons of 15 and over in 2020")
def weekly_contact(arms):
    """People of 15 and over who had contact with kin, or friends, outside the household on one day a week or more on average."""
    def weekly(arm, who):
        return POINTS * share((7 * arms[arm].mean(f"day_with_{who}", REST_OF_2020) >= 1)[arms[arm].traits.age >= 15])

    return tuple(weekly(arm, who) for arm in PAIRED for who in ("family", "friends"))


@fact("V4", "women are more distressed than men and rise more; parents of young children rise more than average", scenario="netherlands_2020",
      kind="validate", arms=PAIRED, wanted=[("distress", APRIL)],
      parts=[Part("level, women less men, SD", 0.0, None, "higher"), Part("rise, women less men, SD", 0.0, None, "higher"),
             Part("rise, parents of young children less everyone, SD", 0.0, None, "above average")],
      source="Pierce et al. 2020, Lancet Psychiatry 7:883 (Britain, April 2020)",
      set_by="feelings.women_more_sensitive, care_burden.weighs, care_burden.mothers; the level is built in, from Dutch figures (group_levels.WOMEN_ABOVE_MEN)")
def women_and_parents(arms):
    """Adults in April 2020; young children are those under 12."""
    traits = arms[LIVED].traits
    who, level = traits.age >= 18, arms[LIVED].mean("distress", APRIL)
    women, men, parents = who & traits.woman, who & ~traits.woman, who & traits.child_under_12
    up = {name: rise(arms, "distress", APRIL, group) for name, group in (("women", women), ("men", men), ("parents", parents), ("all", who))}
    return share(level[women]) - share(level[men]), up["women"] - up["men"], up["parents"] - up["all"]


@fact("V5", "in the Netherlands high distress hardly rose in 2020 and rose in the first half of 2021, most in the young", scenario="netherlands_2020",
      kind="validate", arms=PAIRED, wanted=[("high_distress", REST_OF_2020), ("high_distress", FIRST_HALF_2021)],
      parts=[Part("rise of cases, 16 March to 31 December 2020, points", -0.5, 1.2, "11.5 to 11.9 %"), Part("rise of cases, first half of 2021, points", 2.5, 4.5, "12 to 15 %"),
             Part("the same, ages 18 to 24, points", 6, 13, "15 to 25 %")],
      source="Statistics Netherlands 83005NED; 2021 figures in the press; van der Velden et al. 2021, PLoS ONE 16:e0245057",
      set_by="wearing_out.reserve, wearing_out.low_mood (without wearing_out 0.86, 1.5 and 3.4 points; with reserve at 0 5.2, 11 and 23), feelings.less_from, "
             "feelings.youth_sensitivity (without it ages 18 to 24 give 2.6), severity of the threat in netherlands_2020, "
             "stress_response.uncertainty_worry and uncertainty_low_mood")
def two_phases(arms):
    """MHI-5 below 60, people of 12 and over, against the same people without the crisis."""
    age = arms[LIVED].traits.age
    in_2020, in_2021, young = ((REST_OF_2020, age >= 12), (FIRST_HALF_2021, age >= 12), (FIRST_HALF_2021, (age >= 18) & (age < 25)))
    return tuple(POINTS * rise(arms, "high_distress", *each) for each in (in_2020, in_2021, young))


@fact("V6", "loneliness of 2024 is back near that of 2019", scenario="netherlands_2024", kind="validate", arms=PAIRED,
      parts=Part("strongly lonely in 2024 less the same without a crisis, points", -2, 2, "10 against 9 %"), wanted=[("strongly_lonely", YEAR_2024)],
      source="Statistics Netherlands, loneliness of persons of 15 and over in 2019 and 2024")
def loneliness_of_2024(arms):
    """People of 15 and over, mean of the year."""
    return POINTS * rise(arms, "strongly_lonely", YEAR_2024, arms[LIVED].traits.age >= 15)


@fact("V7", "contacts in May 2023 are still below those before", scenario="netherlands_2024", kind="validate", arms=PAIRED,
      parts=Part("contacts, change as a share", -0.20, -0.05, "-0.13"), wanted=[("contacts_in_person", MAY_2023)],
      source="Backer et al. 2024, Eurosurveillance 29(43):2400143",
      set_by="`home working stays` in netherlands_2024 (without it -0.02), avoidance.keeps_away (at 0.08 -0.05)")
def contacts_of_2023(arms):
    """Survey in May 2023 over the survey before the pandemic, all ages."""
    return factor(arms, MAY_2023) - 1
