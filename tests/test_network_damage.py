"""Damaged network files: each is either read or refused with one message, and nothing else happens."""

import random

import networkx as nx
import pytest

from sim import population_from_network
from sim.population.network_reading import NetworkMistake

PIECES = (b'"', b"<", b">", b"\n", b",,", b"nan", b"-1", b"inf", b"\x00", b"1e400", b"[", b"]", "é".encode())


def village(path):
    """Write a small village with layers, weights and attributes."""
    network = nx.connected_watts_strogatz_graph(14, 4, 0.2, seed=1)
    for k, edge in enumerate(network.edges):
        network.edges[edge].update(layer=("friend", "work", "chess")[k % 3], weight=1.5 + k)
    for node in network:
        network.nodes[node].update(age=20 + node, sex="f", household=node // 3)
    if path.suffix == ".csv":
        rows = (f"{one},{other},{tie['layer']},{tie['weight']}\n" for one, other, tie in network.edges(data=True))
        path.write_text("source,target,layer,weight\n" + "".join(rows), encoding="utf-8")
    else:
        getattr(nx, f"write_{path.suffix[1:]}")(network, path)


def damaged(raw, draw):
    """Return the bytes of a file after one to five accidents."""
    for _ in range(draw.choice((1, 1, 2, 5))):
        place, other = draw.randrange(len(raw)), draw.randrange(len(raw))
        raw = draw.choice((
            raw[:place] + bytes([draw.randrange(256)]) + raw[place + 1:], raw[:place] + raw[place + draw.randrange(1, 30):],
            raw[:place] + draw.choice(PIECES) + raw[place:], raw[:place] + raw[other:other + 40] + raw[place:], raw[:place + 1]))
    return raw


@pytest.mark.parametrize("ending", ["graphml", "gexf", "gml", "csv"])
def test_a_damaged_file_is_read_or_refused_in_one_line(tmp_path, ending):
    path, draw, refused = tmp_path / f"village.{ending}", random.Random(7), 0
    village(path)
    raw = path.read_bytes()
    for _ in range(100):
        path.write_bytes(damaged(raw, draw))
        try:
            population_from_network(path)
        except NetworkMistake as mistake:
            refused += 1
            assert str(mistake).startswith(path.name) and "\n" not in str(mistake)
    assert 0 < refused < 100
