"""A network without its names: people, areas and homes by number, ties by our own layers, and nothing else of the file."""

from ..core.layers import LAYERS
from ..core.ties import KIN
from .network_people import AGE_NAMES, AREA_NAMES, HOUSEHOLD_NAMES, SEX_NAMES
from .network_reading import read_network
from .network_ties import layer_of


def renumbered_network(source):
    """Return a networkx.MultiGraph of a network file or graph in which nobody can be recognised by a name.

    People are numbered in the order of the file, so that a run gives the same digits as with the file itself. Age, sex,
    area and household stay, the last two by number; of ties their layer, weight and strength. All other values are left out.

    Raises
    ------
    NetworkMistake
        If the network cannot be used; one sentence says why.
    """
    import networkx as nx

    network = read_network(source)
    by_name = {name.lower(): values for name, values in network.attributes.items()}
    graph = nx.MultiGraph()
    graph.add_nodes_from(range(len(network.names)))
    for wanted, clean in ((AGE_NAMES, _plain), (SEX_NAMES, _plain), (AREA_NAMES, _numbered), (HOUSEHOLD_NAMES, _numbered)):
        name = next((each for each in wanted if each in by_name), None)
        for row, value in enumerate(clean(by_name[name])) if name else ():
            if value is not None:
                graph.nodes[row][name] = value
    rows = zip(network.one, network.other, network.layer, network.weight, network.strength, strict=True)
    for one, other, layer, weight, strength in rows:
        values = {"layer": _layer(layer), "weight": weight, "strength": strength}
        graph.add_edge(one, other, **{key: value for key, value in values.items() if value is not None})
    return graph


def _plain(values):
    """Return ages and sexes as short texts; anything longer is neither."""
    return [None if value is None or len(str(value)) > 12 else str(value) for value in values]


def _numbered(values):
    numbers = {}
    return [None if value is None or value == "" else numbers.setdefault(str(value), len(numbers)) for value in values]


def _layer(text):
    """Return our name of a layer; kin keep a word that makes them so, and a name nobody knows stands for close ties as in reading."""
    if text is None:
        return None
    layer, flags = layer_of(text) or (LAYERS.index("close"), 0)
    return "family" if flags == KIN else LAYERS[layer]
