"""A person as Mesa sees one: a view of a row of the arrays, without rules of its own."""

import mesa


class Person(mesa.Agent):
    """One person: `person.age`, `person.distress`, `person.loneliness`, `person.need` and every other name of `CrisisModel.values`.

    `row` is the place in the arrays; `unique_id` is `row` + 1, because Mesa counts from 1. A person is read only: people
    change by mechanisms.
    """

    def __init__(self, model, row):
        super().__init__(model)
        self.row = row

    @property
    def name(self):
        """The name of the node in an imported network, or else the row."""
        return self.model.population.names[self.row] if self.model.population.names else self.row

    def __getattr__(self, name):
        """Return this person's number for a trait, a state, a feeling or an outcome of the last step."""
        # Copying and pickling look for special names before there is a model.
        if name.startswith("_") or "model" not in self.__dict__:
            raise AttributeError(name)
        return self.model.value_of(name, self.row)

    def __setattr__(self, name, value):
        """Refuse to overwrite what the arrays hold; names of one's own are free."""
        if "row" in self.__dict__ and self.model.has_values(name):
            raise AttributeError(f"'{name}' cannot be set: a person is a view of a row, and people change by mechanisms")
        super().__setattr__(name, value)


def register_people(model, n_people):
    """Make a Person for each row; Mesa's `model.agents` holds them from then on."""
    for row in range(n_people):
        Person(model, row)
    # Mesa 3.3.1 numbers agents in a dict of the class that would keep every model alive; later ones have no such dict.
    getattr(mesa.Agent, "_ids", {}).pop(model, None)
