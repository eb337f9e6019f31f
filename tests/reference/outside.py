"""The outside world during a step as plain numbers, one for each person."""

import numpy as np


class Outside:
    """Reads the conditions of a step into lists, each list once and only when somebody asks."""

    def __init__(self, conditions, n_people):
        self.conditions, self.n_people = conditions, n_people
        self.offers = conditions.offers
        self._lists = {}

    def _list(self, name, value):
        if name not in self._lists:
            self._lists[name] = np.broadcast_to(value(), (self.n_people,)).tolist()
        return self._lists[name]

    def __getattr__(self, name):
        """Return a level such as `threat` for each person."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self._list(name, lambda: getattr(self.conditions, name))

    @property
    def visitors_cap(self):
        """The most visits a day for each person."""
        return self._list("visitors_cap", self.conditions.visitors_cap)

    def open_to(self, setting, channel="in_person"):
        """Return how open a setting is for each person, 0 to 1."""
        return self._list((setting, channel), lambda: self.conditions.open_to(setting, channel))

    def around_home(self, number):
        """Return the share of neighbours and familiar faces still near for a person; moving as a group keeps them."""
        near = self.nearby[number]
        return near + (1 - near) * self.offered("kept_together")[number]

    def offered(self, service):
        """Return the chance of each person to accept a service, 0 where it is not offered."""
        offer = self.offers.get(service)
        return self._list(("offer", service), lambda: 0.0 if offer is None else offer.uptake)
