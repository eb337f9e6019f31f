"""From the population table of a scenario to people and ties."""

from ..core import catalogue


def build_population(scenario, seed, network=None):
    """Return the Population of a scenario; `network` is a networkx graph or a path that replaces its recipe.

    A seed of the population table, where there is one, takes the place of `seed`.
    """
    if scenario.stored is not None and network is None:
        from .stored import population_in

        if (found := population_in(scenario, seed)) is not None:
            return found
    wanted = scenario.population
    own_seed = seed if wanted.seed is None else wanted.seed
    if network is not None or wanted.network:
        from .network_files import population_from_network

        source = network if network is not None else scenario.folder / wanted.network
        return population_from_network(source, own_seed, scenario.feelings, wanted.people_represented)
    recipe = catalogue.find("recipe", wanted.recipe)()
    return recipe.build(wanted.people, own_seed, scenario.feelings, **scenario.population_options())
