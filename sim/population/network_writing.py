"""Networks out: people and ties as a networkx graph, and as GraphML, GEXF, GML or an edge list in CSV."""

import csv
from pathlib import Path

import numpy as np

from ..core.kernels import AWAKE
from ..core.layers import LAYERS
from ..core.ties import INNER, KIN


def network_graph(population, strength=None, columns=None):
    """Return a networkx.Graph of a population.

    Nodes come in the order of rows and are called as in the network they were read from, or by their row. They carry all
    traits, the number of their work or school group (-1 for none) and `columns`, {name: (n_people,)}, without missing
    values. Edges carry layer, strength, and whether they are kin and of the inner circle; dormant ties are left out.
    """
    import networkx as nx

    ties = population.ties
    strength = ties.first_strength if strength is None else strength
    names = list(population.names or range(population.n_people))
    graph = nx.Graph()
    tables = {**population.traits.arrays, "work_school_group": population.groups.of, **(columns or {})}
    rows = zip(*(values.tolist() for values in tables.values()), strict=True)
    for name, row in zip(names, rows, strict=True):
        graph.add_node(name, **{key: value for key, value in zip(tables, row, strict=True) if value == value})  # not NaN
    awake = np.flatnonzero(strength >= AWAKE)  # nine places give every float32 from 0.02 to 1 back
    flags = ties.flags[awake]
    graph.add_edges_from(
        (names[one], names[other], {"layer": LAYERS[layer], "strength": firmness, "kin": kin, "inner": inner})
        for one, other, layer, firmness, kin, inner in zip(
            ties.lower[awake].tolist(), ties.higher[awake].tolist(), ties.layer[awake].tolist(), np.round(strength[awake].astype(float), 9).tolist(),
            ((flags & KIN) > 0).tolist(), ((flags & INNER) > 0).tolist(), strict=True))
    return graph


def write_network(source, path):
    """Write the network of a CrisisModel or a Population to .graphml, .gexf, .gml or, ties only, to .csv.

    A CSV has the columns source, target, layer, strength; people without ties stand in it with an empty target. The other
    formats keep traits too. `population_from_network` reads all of them back.

    Raises
    ------
    ValueError
        If the name of the file ends otherwise.
    """
    import networkx as nx

    path = Path(path)
    graph = source.network if hasattr(source, "network") else network_graph(source)
    writers = {".graphml": nx.write_graphml_xml, ".gexf": nx.write_gexf, ".gml": nx.write_gml, ".csv": _write_edges}
    if path.suffix.lower() not in writers:
        raise ValueError(f"{path.name}: expected a name that ends in {', '.join(writers)}")
    writers[path.suffix.lower()](graph, path)


def _write_edges(graph, path):
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("source", "target", "layer", "strength"))
        rows.writerows((one, other, tie["layer"], tie["strength"]) for one, other, tie in graph.edges(data=True))
        rows.writerows((name, "", "", "") for name, degree in graph.degree() if degree == 0)
