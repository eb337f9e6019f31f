"""Work out the offsets of sim/population/group_levels.py: what age and living alone have to add so that published levels result.

Levels of age bands are from other years than the level of all. They are taken as distances of normal quantiles from the level of all in
their year, moved together until all give the level of 2019. Everything is worked out for normal feelings of SD 1; only people are drawn.
"""

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from sim.core.feelings import Feelings
from sim.population.group_levels import WOMEN_ABOVE_MEN
from sim.population.households import inhabitants

# Statistics Netherlands 85766NED, 2022: strongly lonely, 10.7 % of all. None: no figure at hand, interpolated between the bands beside it.
LONELY_2022 = {(15, 25): 0.121, (25, 35): None, (35, 45): 0.141, (45, 55): None, (55, 65): None, (65, 75): 0.072, (75, 200): 0.094}
ALL_LONELY_2022, ALL_LONELY_2019, ALONE_2019 = 0.107, 0.087, 0.14
# Statistics Netherlands 83005NED, in the press: MHI-5 below 60 in 2020, 12 % of all.
UNWELL_2020 = {(12, 18): 0.07, (18, 25): 0.15, (25, 200): None}
ALL_UNWELL_2020, ALL_UNWELL_2019 = 0.12, 0.115


def wanted_levels(levels, shares, total, total_2019):
    """Return float64 (n_bands,): the level of each band in 2019.

    Bands without a figure lie on lines between their neighbours, moved together until all bands give the total of their year.
    """
    middle = np.array([(low + min(below, 90)) / 2 for low, below in levels])
    known = np.array([level is not None for level in levels.values()])
    quantile = np.interp(middle, middle[known], ndtri([level for level in levels.values() if level is not None]))
    quantile += ~known * _move(quantile, shares, total, ~known)
    print(f"bands without a figure, in percent: {np.round(100 * ndtr(quantile[~known]), 1)}")
    return ndtr(quantile + _move(quantile, shares, total_2019, 1))


def _move(quantile, shares, total, which):
    return brentq(lambda move: (shares * ndtr(quantile + which * move)).sum() - total, -2, 2)


def offsets_for(bands, wanted, scale, group, of_group, level_of_group=None):
    """Return (of the group, of each band, in SD of a facet, variance, levels): `group` lies `of_group` above others, or where its level asks."""
    shares = np.array([band.mean() for band in bands])
    of_band, cut = np.zeros(len(bands)), -ndtri((shares * wanted).sum())
    for _ in range(300):
        offset = of_group * (group - group.mean()) + sum(of * band for of, band in zip(of_band, bands, strict=True))
        chance = ndtr((offset - cut) / (1 - offset.var() * scale**2) ** 0.5)
        levels = np.array([chance[band].mean() for band in bands])
        of_band += 0.5 * (ndtri(wanted) - ndtri(levels))
        if level_of_group is not None:
            of_group += 0.5 * (ndtri(level_of_group) - ndtri(chance[group].mean()))
        of_all = (of_band * shares).sum()
        of_band, cut = of_band - of_all, cut - of_all
    print(f"group {of_group * scale:.3f} (share {group.mean():.4f}), bands {np.round(of_band * scale, 3)}, variance {offset.var() * scale**2:.4f}; "
          f"levels {np.round(100 * levels, 1)}, group {chance[group].mean():.1%}, others {chance[~group].mean():.1%}, all {chance.mean():.1%}")
    return of_group * scale, of_band * scale


def main(n_people=400_000, seed=1):
    """Print the offsets, of loneliness by living alone and age and of distress by sex and age, and the levels they give."""
    people, feelings = inhabitants(n_people, seed), Feelings()
    for name, levels, totals, group, of_group, level, scale in (
        ("loneliness", LONELY_2022, (ALL_LONELY_2022, ALL_LONELY_2019), people.size[people.household] == 1, 0.4, ALONE_2019, feelings.loneliness_scale),
        ("distress", UNWELL_2020, (ALL_UNWELL_2020, ALL_UNWELL_2019), people.woman, WOMEN_ABOVE_MEN / feelings.distress_scale, None, feelings.distress_scale),
    ):
        who = people.age >= min(low for low, _ in levels)
        bands = [(people.age[who] >= low) & (people.age[who] < below) for low, below in levels]
        print(name)
        offsets_for(bands, wanted_levels(levels, np.array([band.mean() for band in bands]), *totals), scale, group[who], of_group, level)


if __name__ == "__main__":
    main()
