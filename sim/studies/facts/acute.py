"""Facts about blackouts and floods."""

from datetime import date

from .fact import LIVED, NO_CRISIS, Part, fact
from .record import Window
from .statistics import rise, share

PAIRED = (LIVED, NO_CRISIS)
DARK = Window(date(2025, 1, 15), date(2025, 1, 19))  # blackout_72h.toml: 15 January 17:00 to 18 January 17:00
LATER = Window(date(2025, 1, 28), date(2025, 2, 4))  # the second week after the power is back


@fact("V14", "a blackout of days: neighbours see more of each other, the isolated bear more of it, and distress is back within days", scenario="blackout_72h",
      kind="validate", arms=PAIRED, wanted=[("contacts_neighbour", DARK), ("distress", DARK), ("distress", LATER)],
      parts=[Part("contacts with neighbours, change as a share", 0.0, None, "more"), Part("distress in the second week after, change, SD", -0.02, 0.02, "back to baseline in days"),
             Part("rise of distress, living alone or of 75 and over, less others, SD", 0.0, None, "more in the isolated and the old")],
      source="review of 47 studies of outages (R58); duration is an assumption")
def three_dark_days(arms):
    """The days of the blackout and the second week after it, against the same days without one."""
    traits = arms[LIVED].traits
    met = [share(arms[arm].mean("contacts_neighbour", DARK)) for arm in PAIRED]
    who, alone = traits.age >= 18, traits.lives_alone | (traits.age >= 75)
    worse = rise(arms, "distress", DARK, who & alone) - rise(arms, "distress", DARK, who & ~alone)
    return met[0] / met[1] - 1, rise(arms, "distress", LATER, who), worse


@fact("V12", "after a flood severe symptoms are rarer among people of close-knit places, and in groups that are moved together", scenario="flood",
      kind="validate", parts=[Part("odds ratio of severe symptoms, one SD more cohesion", 0.7, 0.95, "0.87"), Part("groups kept together less scattered, severe symptoms", None, 0.0, "less")],
      source="Hikichi et al. 2016, Am J Epidemiol 183:902 (R25, n = 3,567); Hikichi et al. 2017 (R30, n = 3,421)",
      missing="not yet addressed: no flood in the model")
def cohesion_after_a_flood(arms):
    """Not computed before the model has a flood."""
    raise NotImplementedError
