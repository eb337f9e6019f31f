"""Facts about blackouts and floods."""

from datetime import date

import numpy as np

from .fact import LIVED, NO_CRISIS, TOGETHER, Part, fact
from .record import Window
from .statistics import log_odds, rise, share, standard

PAIRED = (LIVED, NO_CRISIS)
DARK = Window(date(2025, 1, 15), date(2025, 1, 19))  # blackout_72h.toml: 15 January 17:00 to 18 January 17:00
MORNING, MONTHS_LATER = Window(date(2025, 1, 6), date(2025, 1, 7)), Window(date(2025, 6, 2), date(2025, 6, 30))  # flood.toml: 3 February
SEVERE = 0.114  # share with severe symptoms in the study
LATER = Window(date(2025, 1, 28), date(2025, 2, 4))  # the second week after the power is back


@fact("V14", "a blackout of days: neighbours see more of each other, the isolated and the old bear more of it while it is dark, and no distress lasts", scenario="blackout_72h",
      kind="validate", arms=PAIRED, wanted=[("contacts_neighbour", DARK), ("distress", DARK), ("distress", LATER)],
      parts=[Part("contacts with neighbours, change as a share", 0.0, None, "more"), Part("distress in the second week after, change, SD", -0.02, 0.02, "back to baseline in days; up to 0.02 SD counts as back, an absolute bound (assumption), though it is half of the rise in the dark days"),
             Part("rise of distress in the dark days, living alone less others, SD", 0.0, None, "more in the isolated"),
             Part("rise of distress in the dark days, 75 and over less younger adults, SD", 0.0, None, "more in the old")],
      source="Rubin & Rogers 2019, Int J Disaster Risk Reduct 39:101226 (review of 47 studies); duration is an assumption", set_by="blackout: neighbourly and threat; mechanisms acute_altruism (without it neighbours meet 5 % less than usual) and cut_off; stress_response.uncertainty_worry and uncertainty_low_mood, shared_feelings.soothes, support_relief.of_worry, feelings.worry_days (at 6 days 0.020)")
def three_dark_days(arms):
    """The days of the blackout and the second week after it, against the same days without one."""
    traits = arms[LIVED].traits
    met = [share(arms[arm].mean("contacts_neighbour", DARK)) for arm in PAIRED]
    who, old, alone = traits.age >= 18, traits.age >= 75, traits.lives_alone
    worse = [rise(arms, "distress", DARK, who & group) - rise(arms, "distress", DARK, who & ~group) for group in (alone, old)]
    return met[0] / met[1] - 1, rise(arms, "distress", LATER, who), *worse


@fact("V12", "after a flood severe symptoms are rarer in people with close ties and in close-knit places; moving groups together keeps company",
      scenario="flood", kind="construction", arms=(LIVED, TOGETHER),
      parts=[Part("odds ratio of severe symptoms, one SD more cohesion of one's own", 0.7, 0.95, "0.87"),
             Part("the same, one SD more cohesion of the area", 0.7, 0.95, "0.75"),
             Part("people met by those who had to leave, moved together less scattered, a day", 0.0, None, "more (+0.053 against -0.039)")],
      wanted=[*((name, MONTHS_LATER) for name in ("trauma", "lost_home", "contacts_known")),
              ("cohesion_own", MORNING), ("cohesion_area", MORNING)],
      source="Hikichi et al. 2016, Am J Epidemiol 183:902 (n = 3,567); Hikichi et al. 2017, Science Advances 3:e1700426 (n = 3,421)",
      set_by="disaster_social_capital.own, disaster_social_capital.area: set until the two odds ratios, the first two parts, came out; no size was set for the third part")
def cohesion_after_a_flood(arms):
    """Adults four months after; severe are the 11.4 % with most symptoms of trauma, at equal loss of home."""
    record = arms[LIVED]
    who, loss = record.traits.age >= 18, record.mean("lost_home", MONTHS_LATER)
    symptoms = record.mean("trauma", MONTHS_LATER)[who]
    severe = symptoms > np.quantile(symptoms, 1 - SEVERE)
    own, area = (standard(record.mean(name, MORNING)[who]) for name in ("cohesion_own", "cohesion_area"))
    slopes = log_odds(severe, own, area, 1.0 * (loss[who] > 0), 1.0 * (loss[who] > 0.5))  # damaged homes, and those one had to leave
    met = {arm: share(arms[arm].mean("contacts_known", MONTHS_LATER)[who & (loss > 0.5)]) for arm in arms}
    return np.exp(slopes[0]), np.exp(slopes[1]), met[TOGETHER] - met[LIVED]
