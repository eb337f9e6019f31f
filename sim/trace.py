"""What happened to chosen people, step by step: whom they met, and what each mechanism contributed to each change."""

import numpy as np

from .core.layers import CHANNELS, ENCOUNTERS, IN_PERSON, LAYERS, slot


class Trace:
    """Rows kept for some people: `meetings` (step, person, other, layer, channel), `changes` (step, person, quantity, mechanism, amount).

    For a quantity that is a sum the amounts add up to the change of state; for one that moves to a level they add up to
    the level it moves to, and the row "moved" holds the change.
    """

    def __init__(self, people):
        self.people = tuple(sorted(set(int(person) for person in people)))
        self.meetings, self.changes, self.states = [], [], []

    def record(self, today, feeling):
        """Add one step; called by the world before changes are applied."""
        step = today.clock.step
        for person in self.people:
            self.meetings += [(step, person, *row) for row in _met(today, person)]
            self.states.append((step, person, {name: float(array[person]) for name, array in today.state.arrays.items()}))
            for quantity, listed in feeling.items():
                self.changes += [(step, person, quantity, mechanism, float(np.broadcast_to(amount, (today.n_people,))[person]))
                                 for mechanism, amount in listed]

    def tables(self):
        """Return (meetings, changes) as DataFrames."""
        import pandas as pd
        return (pd.DataFrame(self.meetings, columns=["step", "person", "other", "layer", "channel"]),
                pd.DataFrame(self.changes, columns=["step", "person", "quantity", "mechanism", "amount"]))


def _met(today, person):
    ties, rows = today.population.ties, []
    for place, hits in today.meetings.over_ties:
        lower, higher = ties.lower_of(hits), ties.higher[hits]
        for other in np.concatenate([higher[lower == person], lower[higher == person]]):
            rows.append((int(other), place))
    for place, groups, now, _ in today.meetings.in_groups:
        if now[person]:
            group = groups.of[person]
            members = groups.members[groups.start[group]:groups.start[group + 1]]
            rows += [(int(other), place) for other in members if now[other] and other != person]
    if today.meetings.by_chance:
        lower, higher, tie = today.meetings.by_chance
        for one, other in ((lower, higher), (higher, lower)):
            for k in np.flatnonzero(one == person):
                place = slot(int(ties.layer[tie[k]]), IN_PERSON) if tie[k] >= 0 else slot(ENCOUNTERS, IN_PERSON)
                rows.append((int(other[k]), place))
    return [(other, LAYERS[place // len(CHANNELS)], CHANNELS[place % len(CHANNELS)]) for other, place in rows]
