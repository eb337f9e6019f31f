"""Close ties counted from day to day are those counted anew by a plain loop."""

import numpy as np
from reference import sums

from sim.core.layers import LAYERS
from sim.core.ties import ties_from
from sim.outcomes import AT_ONCE, CLOSE, CLOSE_FROM, count_strong, recount_strong

PEOPLE = 400


def test_close_ties_that_come_and_go_are_counted_for_both_ends():
    rng = np.random.default_rng(1)
    lower, higher = np.triu_indices(PEOPLE, 1)
    some = np.flatnonzero(rng.random(lower.size) < 0.25)
    layer = rng.integers(0, len(LAYERS) - 1, some.size).astype(np.int8)
    layer[:] = np.where(rng.random(some.size) < 0.7, CLOSE, layer)
    ties = ties_from(PEOPLE, lower[some].astype(np.int32), higher[some].astype(np.int32), layer, np.ones(some.size, np.float32),
                     np.ones(some.size, np.float32), np.zeros(some.size, np.uint8))  # fmt: skip
    rows = ties.of_layer(CLOSE)
    assert rows.stop - rows.start > 2 * AT_ONCE, "more than one block"
    were, counts = np.zeros(rows.stop - rows.start, np.bool_), np.zeros(PEOPLE, np.int32)
    strength = rng.random(ties.n_ties).astype(np.float32) / 2
    for changed in (0, 1.0, 0.0, 0.01, 0.5):
        which = rng.random(ties.n_ties) < changed
        strength[which] = rng.random(which.sum()).astype(np.float32) / 2
        recount_strong(ties.start[CLOSE], ties.higher, strength, CLOSE_FROM, were, counts)
        anew = np.zeros(PEOPLE)
        count_strong(ties.start[CLOSE], ties.higher, strength, CLOSE_FROM, anew)
        assert counts.tolist() == sums.strong_ties(ties, CLOSE, strength, CLOSE_FROM, PEOPLE) and np.array_equal(counts, anew) and counts.sum() > 0
