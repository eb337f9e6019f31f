"""How close people live with others before anything happens, and who is frail: what disasters and outages find."""

import numpy as np

from .compiled import compiled
from .layers import CLOSE, NEIGHBOURHOOD

FRAIL = ((0, 65, 0.04), (65, 75, 0.12), (75, 200, 0.30))  # share of people by age; assumption: ill, or living by a device or by care at home
FARTHEST = 2.5  # SD; beyond it more ties bring no more


def cohesion(population):
    """Return two float32 (n_people,), each of mean 0 and SD 1 within +-2.5: strength of one's own ties, and the mean of one's area.

    Ties are those with neighbours, friends and kin on the first morning. With one area there is nothing to compare: 0.
    """
    own = np.zeros(int(population.area_start[-1]))
    for layer in (CLOSE, NEIGHBOURHOOD):
        ties = population.ties
        _add_strength(ties.start[layer], ties.higher, ties.first_strength, own)
    size = np.diff(population.area_start)
    upto = np.concatenate([[0.0], own.cumsum()])[population.area_start]
    area = np.diff(upto) / np.maximum(size, 1)
    return _standard(own), np.repeat(_standard(area), size)


def _standard(values):
    """Return float32 of mean 0 and SD 1, cut at FARTHEST; 0 where all are alike."""
    n = len(values)
    around = values - values.cumsum()[-1] / n
    spread = ((around * around).cumsum()[-1] / n) ** 0.5
    return np.clip(around / spread if spread > 1e-9 else 0 * around, -FARTHEST, FARTHEST).astype(np.float32)


@compiled
def _add_strength(row_start, higher, strength, total):
    for i in range(row_start.size - 1):
        for t in range(row_start[i], row_start[i + 1]):
            total[i] += strength[t]
            total[higher[t]] += strength[t]


def strongest_close_ties(ties, n_people):
    """Return int32 (n_people,): the row of the close tie that was strongest on the first morning, the first of equals; -1 for none."""
    strongest, best = np.full(n_people, -1, np.int32), np.full(n_people, -1, np.float32)
    _find_strongest(ties.start[CLOSE], ties.higher, ties.first_strength, strongest, best)
    ties.let_go(ties.of_layer(CLOSE))
    return strongest


@compiled
def _find_strongest(row_start, higher, strength, strongest, best):
    for i in range(row_start.size - 1):
        for t in range(row_start[i], row_start[i + 1]):
            j = higher[t]
            if strength[t] > best[i]:
                strongest[i], best[i] = t, strength[t]
            if strength[t] > best[j]:
                strongest[j], best[j] = t, strength[t]


def frail(age, draw):
    """Return bool (n_people,): who is frail, by age and a number from 0 to 1 that stays the same all run."""
    chance = np.select([(age >= low) & (age < high) for low, high, _ in FRAIL], [share for _, _, share in FRAIL], 0.0)
    return draw < chance
