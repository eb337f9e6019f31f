"""First mornings of live models, built once for all sessions: visitors mostly look at the same people, and a slider changes none of them."""

from __future__ import annotations

import threading
from collections import OrderedDict

from .. import CrisisModel, Scenario
from .portrait import Picture, picture_of

_PEOPLE_KEPT = 30_000


class _Morning:
    """A model before its first step, and its picture; made by the first who asks, while the others wait."""

    def __init__(self):
        self.making = threading.Lock()
        self.saved, self.picture, self.n_people = None, None, 0


class FirstMornings:
    """The first mornings asked for last, for so many people at most; none of people whom somebody uploaded."""

    def __init__(self, most: int = _PEOPLE_KEPT):
        self._most, self._kept, self._lock = most, OrderedDict(), threading.Lock()

    def begin(self, scenario: Scenario, people: int | None, seed: int) -> tuple[CrisisModel, Picture]:
        """Return a model of its own on the first morning, and the picture of its people."""
        if scenario.population.network:
            model = CrisisModel(scenario, rng=seed)
            return model, picture_of(model)
        if people is not None:
            scenario = scenario.model_copy(update={"population": scenario.population.model_copy(update={"people": people})})
        key = scenario.model_copy(update={"crisis": (), "intervention": ()}).hash(), seed
        with self._lock:
            morning = self._kept.setdefault(key, _Morning())
            self._kept.move_to_end(key)
        with morning.making:
            if morning.saved is None:
                model = CrisisModel(scenario, rng=seed)
                morning.picture, morning.n_people, morning.saved = picture_of(model), model.n_people, model.snapshot()
                self._forget()
                return model, morning.picture
        return CrisisModel.restore(morning.saved, scenario), morning.picture

    def _forget(self) -> None:
        with self._lock:
            while len(self._kept) > 1 and sum(each.n_people for each in self._kept.values()) > self._most:
                self._kept.popitem(last=False)


first_mornings = FirstMornings()
