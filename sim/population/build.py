"""From the population table of a scenario to people and ties."""

from ..core import catalogue


def build_population(scenario, seed, network=None):
    """Return the Population of a scenario; `network` is a networkx graph that replaces its recipe."""
    wanted = scenario.population
    own_seed = seed if wanted.seed is None else wanted.seed
    if network is not None or wanted.network:
        from .network_files import population_from_network
        return population_from_network(network if network is not None else scenario.folder / wanted.network, seed,
                                       scenario.feelings)
    recipe = catalogue.find("recipe", wanted.recipe)()
    options = {"people_represented": wanted.people_represented} if wanted.people_represented else {}
    return recipe.build(wanted.people, own_seed, scenario.feelings, **options)
