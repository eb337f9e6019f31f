"""Areas, workplaces, classes and clubs: the groups in which people come together."""

import numpy as np

from ..core.chance import key, normals, uniforms
from .declared import PLACES
from .orders import groups_of, stable_order


def area_starts(household, n_people):
    """Return int64 (n_areas + 1,): areas of about 400 people, cut between households."""
    n_areas = max(1, round(n_people / PLACES.area))
    wanted = np.round(np.arange(1, n_areas) * n_people / n_areas).astype(int)
    first = np.concatenate([[0], np.flatnonzero(np.diff(household)) + 1])
    cuts = first[np.searchsorted(first, wanted)] if len(wanted) else []
    return np.unique(np.concatenate([[0], cuts, [n_people]])).astype(np.int64)


def work_and_school_groups(age, daily, seed):
    """Return Groups: classes by age and place, students, and workplaces of 3 to 20 with a long tail; one at most a person."""
    n_people = len(age)
    place = np.arange(n_people) + PLACES.way * normals(key(seed, "way to work or school"), n_people)
    of = np.full(n_people, -1, np.int64)
    kinds, n_groups = [], 0
    pupils = daily["at_school"] & ~daily["student"]
    for members, sizes in ((_by(age * 1e9 + place, pupils), PLACES.classmates), (_by(place, daily["student"]), PLACES.fellow_students),
                           (_by(place + PLACES.way_to_work * normals(key(seed, "far workplace"), n_people), daily["works"]), None)):
        cut = _cut(len(members), sizes, seed)
        of[members] = n_groups + cut
        kinds += [sizes is not None] * (int(cut[-1]) + 1 if len(cut) else 0)
        n_groups = len(kinds)
    return groups_of(of.astype(np.int32), n_groups, np.array(kinds, bool))


def _by(order, chosen):
    members = np.flatnonzero(chosen)
    return members[stable_order(order[members])]


def _cut(n_members, size, seed):
    """Return int64 (n_members,): group numbers of consecutive members; without a size, sizes differ widely."""
    if size is not None:
        n_groups = max(1, round(n_members / size))
        return np.arange(n_members) * n_groups // max(1, n_members)
    draws = uniforms(key(seed, "size of workplace"), n_members)
    sizes = PLACES.colleagues_least + (PLACES.colleagues_more * draws * draws * draws).astype(np.int64)
    return np.repeat(np.arange(n_members), sizes)[:n_members]


def clubs(age, area_start, seed):
    """Return Groups: neighbourhood clubs of about a dozen people of 12 and over from one area."""
    n_people = len(age)
    area = np.repeat(np.arange(len(area_start) - 1), np.diff(area_start))
    members = _by(area + uniforms(key(seed, "club"), n_people), age >= PLACES.club_from)
    of = np.full(n_people, -1, np.int64)
    first_of_area = np.searchsorted(area[members], np.arange(len(area_start)))
    n_clubs = 0
    for here, there in zip(first_of_area, first_of_area[1:], strict=False):
        if there > here:
            size = max(1, round((there - here) / PLACES.club))
            of[members[here:there]] = n_clubs + np.arange(there - here) * size // (there - here)
            n_clubs += size
    return groups_of(of.astype(np.int32), n_clubs)
