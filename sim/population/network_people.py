"""Who the people of an imported network are: what its node attributes tell, and keyed draws for the rest."""

from dataclasses import dataclass

import numpy as np

from ..core.chance import key, uniforms
from ..core.layers import HOUSEHOLD
from .households import AGES_2019, ages_by_quota

AGE_NAMES, AREA_NAMES = ("age", "leeftijd"), ("area", "district", "neighbourhood", "neighborhood", "wijk", "buurt")
SEX_NAMES, HOUSEHOLD_NAMES = ("woman", "female", "sex", "gender", "geslacht"), ("household", "household_id", "huishouden")
WOMAN, MAN = {"woman", "women", "female", "f", "w", "girl", "v", "vrouw", "meisje"}, {"man", "men", "male", "m", "boy", "jongen"}
LARGEST_HOUSEHOLD = 20  # a "household" of more is a village or a ward
ADULT = 18
# Networks without ages are networks of adults or students (assumption): ages as published, from 18 on.
ADULT_AGES = tuple((max(low, ADULT), below, count * (below - max(low, ADULT)) / (below - low)) for low, below, count in AGES_2019)
# assumption, near CBS 37620 and 37975: share of people living alone by age, for those whose household is not in the network.
ALONE = ((18, 30, 0.22), (30, 65, 0.18), (65, 80, 0.26), (80, 200, 0.46))


@dataclass(frozen=True)
class Known:
    """What an imported network tells of its people, arrays (n_people,): age NaN, woman -1, area and household -1 where unknown."""

    age: np.ndarray
    woman: np.ndarray
    area: np.ndarray
    household: np.ndarray
    notes: tuple

    def ordered(self, order):
        """Return the same for people in another order."""
        return Known(self.age[order], self.woman[order], self.area[order], self.household[order], self.notes)


def known_of(network, pairs):
    """Return the Known of a NamedNetwork; a household is that of the attribute, or else those joined by household ties."""
    n_people, notes, used = len(network.names), [], []
    by_name = {name.lower(): (name, values) for name, values in network.attributes.items()}

    def read(wanted, reader, missing, what):
        for each in wanted:
            if each in by_name:
                found = np.array([missing if value is None else reader(each, value, missing) for value in by_name[each][1]], float)
                unclear = np.isnan(found) if np.isnan(missing) else found == missing
                used.append(by_name[each][0])
                if unclear.any():
                    notes.append(f"{unclear.sum():,} of {n_people:,} people have no usable {what} in \"{by_name[each][0]}\"; it is drawn")
                return found
        notes.append(f"no node attribute tells the {what}; it is drawn" if what in ("age", "sex") else f"no node attribute tells the {what}")
        return np.full(n_people, missing, float)

    age = read(AGE_NAMES, _age, np.nan, "age")
    woman = read(SEX_NAMES, _woman, -1.0, "sex")
    area, area_name = _labels(by_name, AREA_NAMES, n_people)
    household, household_name = _labels(by_name, HOUSEHOLD_NAMES, n_people)
    used += [name for name in (area_name, household_name) if name]
    area, household = _usable_areas(area, area_name, notes), _usable_households(household, household_name, pairs, notes)
    unused = [name for name in network.attributes if name not in used and name not in ("label", "name")]
    if unused:
        notes.append(f"node attributes that are not used: {', '.join(unused[:20])}{' and more' if len(unused) > 20 else ''}")
    return Known(age, woman.astype(np.int8), area, household, tuple(notes))


def _age(_, value, missing):
    try:
        age = float(value)
    except (TypeError, ValueError):
        return missing
    return age if 0 <= age <= 120 else missing


def _woman(name, value, missing):
    """Return 1 for a woman, 0 for a man; codes such as 1 and 2 say neither, and 0 and 1 only under a name like "female"."""
    text = str(value).strip().lower()
    if text in WOMAN or text in MAN:
        return float(text in WOMAN)
    if name in ("woman", "female"):
        return {"1": 1.0, "1.0": 1.0, "true": 1.0, "yes": 1.0, "0": 0.0, "0.0": 0.0, "false": 0.0, "no": 0.0}.get(text, missing)
    return missing


def _labels(by_name, wanted, n_people):
    """Return (int64 (n_people,) numbers of labels in order of appearance, -1 for none; the attribute's name or None)."""
    for each in wanted:
        if each in by_name:
            name, values = by_name[each]
            numbers = {}
            return np.array([-1 if value is None or value == "" else numbers.setdefault(str(value), len(numbers))
                             for value in values], np.int64), name
    return np.full(n_people, -1, np.int64), None


def _usable_areas(area, name, notes):
    if name and (area < 0).any():
        notes.append(f'{(area < 0).sum():,} people have no "{name}"; areas of about 400 are cut by place instead')
        return np.full(len(area), -1, np.int64)
    if name is None:
        notes.append("no node attribute tells the area; areas of about 400 are cut from people who are near each other in the network")
    return area


def _usable_households(household, name, pairs, notes):
    if name and np.bincount(household[household >= 0], minlength=1).max() > LARGEST_HOUSEHOLD:
        notes.append(f'"{name}" has groups of over {LARGEST_HOUSEHOLD} people and is not taken as household')
        household, name = np.full(len(household), -1, np.int64), None
    if name:
        return household
    at_home = pairs.layer == HOUSEHOLD
    if at_home.any():
        notes.append("households are the people joined by household ties")
        return _joined(len(household), pairs.one[at_home], pairs.other[at_home])
    notes.append("households are unknown: nobody's household is in the model, and who lives alone is drawn")
    return household


def _joined(n_people, one, other):
    """Return int64 (n_people,): the number of the household each is joined to, -1 for people without household ties."""
    home = np.arange(n_people)
    while True:
        lowest = np.minimum(home[one], home[other])
        nearer = home.copy()
        np.minimum.at(nearer, one, lowest)
        np.minimum.at(nearer, other, lowest)
        if (nearer == home).all():
            break
        home = nearer
    home[np.bincount(np.concatenate([one, other]), minlength=n_people) == 0] = -1
    return home


def drawn_ages(known, seed):
    """Return int16 (n_people,): ages as told, and for the others as published for adults, in keyed order."""
    age, missing = known.age.copy(), np.flatnonzero(np.isnan(known.age))
    order = np.argsort(uniforms(key(seed, "age of person"), len(age))[missing], kind="stable")
    age[missing[order]] = ages_by_quota(len(missing), ADULT_AGES)
    return age.astype(np.int16)


def drawn_women(known, seed):
    """Return bool (n_people,): women as told, and half of the others."""
    return np.where(known.woman < 0, uniforms(key(seed, "sex"), len(known.woman)) < 0.5, known.woman == 1)


def homes(known, age, seed):
    """Return (int32 (n_people,) household numbers from 0 in order of people, int64 (n_households,) sizes).

    People whose household is not in the network get one of their own; of size 2 unless a draw says that they live alone.
    """
    alone_share = np.select([(age >= low) & (age < below) for low, below, _ in ALONE], [share for _, _, share in ALONE], 0.0)
    alone = uniforms(key(seed, "lives alone"), len(age)) < alone_share
    label = np.where(known.household >= 0, known.household, known.household.max(initial=0) + 1 + np.arange(len(age)))
    _, first, number = np.unique(label, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first))
    household = rank[number.reshape(-1)]
    size = np.bincount(household)
    by_person = np.where(known.household >= 0, size[household], np.where(alone, 1, 2))
    size[household] = by_person
    return household.astype(np.int32), size
