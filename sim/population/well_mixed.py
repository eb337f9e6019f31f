"""People who are all alike, each with as many friends as the others, joined without any pattern: the case equations of means can solve."""

import numpy as np

from ..core.chance import key, uniforms
from ..core.layers import CLOSE
from ..core.people import Table
from ..core.ties import groups_from, ties_from
from .population import Population
from .recipes import Netherlands

# What everybody has in common; traits not named here are 0 for all.
ALIKE = {"age": 40, "sensitivity": 1.0, "hazard_sensitivity": 1.0, "sociability": 1.0, "outgoing": 1.0, "usual_support": 0.7, "expectation": 0.6, "digital_access": 1.0,
         "lives_alone": True}


def well_mixed(n_people, seed, feelings, friends=20, rate=0.3, strength=0.5):
    """Return a Population of n_people alike, each with `friends` ties that meet with chance `rate` a day.

    Person i is tied to i + s and i - s round a ring for `friends` / 2 drawn jumps s: the same number for everybody, and in so
    large a ring hardly any circles. Nobody shares a household, a group or an area with anybody.
    """
    like = Netherlands().build(max(n_people, 10), seed, feelings).traits  # for the names and kinds of traits
    arrays = {name: np.full(n_people, ALIKE.get(name, 0), array.dtype) for name, array in like.arrays.items()}
    arrays["household"] = np.arange(n_people, dtype=arrays["household"].dtype)
    ids, jumps = np.arange(n_people), _jumps(n_people, friends // 2, seed)
    one, other = np.tile(ids, len(jumps)), np.concatenate([(ids + jump) % n_people for jump in jumps])
    n_ties = len(one)
    ties = ties_from(n_people, np.minimum(one, other), np.maximum(one, other), np.full(n_ties, CLOSE), np.full(n_ties, rate),
                     np.full(n_ties, strength), np.zeros(n_ties, np.uint8))
    nowhere = groups_from(np.full(n_people, -1, np.int32))
    table = Table(arrays)
    table.lock()
    return Population(table, ties, nowhere, nowhere, np.array([0, n_people]), seed, n_people)


def _jumps(n_people, n_jumps, seed):
    """Return int64 (n_jumps,): different distances round the ring, at most half of it."""
    order = np.argsort(uniforms(key(seed, "jumps of the ring"), (n_people - 1) // 2), kind="stable")
    return order[:n_jumps] + 1
