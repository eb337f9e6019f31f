"""How far usual feelings differ between groups: distress by sex and age, loneliness by living alone and age.

Published levels are shares above a cut; what a group lies above or below the mean is worked out from them by
experiments/group_levels.py, for age and living alone together, as older people live alone more often. All in SD of a facet.
"""

import numpy as np

# Statistics Netherlands 83005NED 2019: MHI-5 below 60 in 13.6 % of women, 9.3 % of men; as normal quantiles 0.22 SD apart.
WOMEN_ABOVE_MEN = 0.22
# (from age, below age, SD). MHI-5 below 60 in 2020, as the press told it from Statistics Netherlands: 7 % of ages 12 to 17, 15 % of 18 to 24,
# 12 % of all; so 12.1 % of the rest, for which no ages are known to us.
DISTRESS_BY_AGE = ((12, 18, -0.264), (18, 25, 0.138), (25, 200, 0.008))
# Statistics Netherlands 2019: strongly lonely 14 % of those living alone, 6 % with partner, 8.7 % of all.
ALONE_ABOVE_OTHERS = 0.371
SHARE_ALONE = 0.2153  # of persons of 15 and over, who are scored
# Statistics Netherlands 85766NED 2022, strongly lonely: 12.1 % of ages 15 to 24, 14.1 % of 35 to 44, 7.2 % of 65 to 74, 9.4 % of 75 and over,
# 10.7 % of all. Ages 25 to 34 and 45 to 64 are interpolated (12.1, 10.6, 8.4 %), so that all give 10.7; assumption: in 2019 the same distances;
# ages 12 to 14 as 15 to 24. After the pandemic the young may stand higher than before it.
LONELINESS_BY_AGE = ((12, 25, 0.118), (25, 35, 0.056), (35, 45, 0.181), (45, 55, 0.024), (55, 65, -0.115), (65, 75, -0.215), (75, 200, -0.120))
DISTRESS_VARIANCE, LONELINESS_VARIANCE = 0.0192, 0.0343  # of these offsets among persons who are scored


def group_offsets(age, woman, lives_alone):
    """Return [(offset float32 (n_people,), variance of the offsets)] of distress and of loneliness, of mean 0 in the Netherlands."""
    distress = by_age(age, DISTRESS_BY_AGE) + np.where(woman, WOMEN_ABOVE_MEN / 2, -WOMEN_ABOVE_MEN / 2)
    loneliness = by_age(age, LONELINESS_BY_AGE) + ALONE_ABOVE_OTHERS * (lives_alone - SHARE_ALONE)
    return [(distress.astype(np.float32), DISTRESS_VARIANCE), (loneliness.astype(np.float32), LONELINESS_VARIANCE)]


def by_age(age, bands):
    """Return float64 (n_people,): the number of each person's band, 0 below the first."""
    return np.select([(age >= low) & (age < below) for low, below, _ in bands], [number for *_, number in bands], 0.0)
