"""Where each person stands in the picture of the network: areas on a grid, households together, friends not far away."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
import numpy as np

# Ties that place people and are drawn. The others are so many that they would paint the picture grey.
DRAWN_LAYERS = ("household", "close")
# In the order in which they are offered, from near to far.
LAYERS = (*DRAWN_LAYERS, "neighbourhood", "work_school", "familiar")

_GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))
_ROUNDS = 12


def jitter(count: int, salt: int) -> np.ndarray:
    """Return `count` numbers from 0 to 1 that look random and are the same on every machine (a hash of row and salt)."""
    mixed = np.arange(count, dtype=np.uint64) + np.uint64(salt * 0x9E3779B97F4A7C15 % 2**64)
    for shift in (30, 27):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(0xBF58476D1CE4E5B9)
    return (mixed >> np.uint64(11)) / 2.0**53


def ties_by_layer(network: nx.Graph) -> dict[str, np.ndarray]:
    """Return the ties of each layer that has any, (n_ties, 2) rows of people; dormant ones and ties to oneself are left out.

    The layer of a tie that names none is "close".
    """
    row_of = {node: row for row, node in enumerate(network)}
    found: dict[str, list] = {}
    for one, other, tie in network.edges(data=True):
        if one != other and tie.get("strength", 1.0) > 0:
            found.setdefault(tie.get("layer", "close"), []).append((row_of[one], row_of[other]))
    known = [name for name in LAYERS if name in found]
    return {name: np.array(found[name], dtype=np.uint32) for name in [*known, *sorted(found.keys() - set(known))]}


def usual_layers(by_layer: dict[str, np.ndarray], n_people: int) -> tuple[str, ...]:
    """Return the layers that are drawn unless somebody asks otherwise: home, family and friends.

    All layers where the ties of those are fewer than people, as in an imported network of colleagues.
    """
    near = tuple(name for name in by_layer if name in DRAWN_LAYERS)
    return near if sum(len(by_layer[name]) for name in near) >= n_people else tuple(by_layer)


def joined(by_layer: dict[str, np.ndarray], layers: Iterable[str]) -> np.ndarray:
    """Return the ties of these layers in one array, (n_ties, 2) rows of people."""
    none = np.zeros((0, 2), dtype=np.uint32)
    return np.concatenate([none, *(by_layer[name] for name in layers if name in by_layer)])


def drawn_ties(network: nx.Graph) -> np.ndarray:
    """Return the ties to draw unless somebody asks otherwise, (n_ties, 2) rows of people."""
    by_layer = ties_by_layer(network)
    return joined(by_layer, usual_layers(by_layer, network.number_of_nodes()))


def positions(network: nx.Graph) -> np.ndarray:
    """Return a place for every person, (n_people, 2) from 0 to 1.

    Households are points on a spiral within their area, ordered so that those with ties to each other come to lie near each
    other; members stand on a small circle. It takes time in proportion to the number of ties, where a spring layout takes minutes.
    """
    n_people = network.number_of_nodes()
    if n_people == 0:
        return np.zeros((0, 2), dtype=np.float32)
    area = _numbered(network.nodes[node].get("area", 0) for node in network)
    household = _numbered(network.nodes[node].get("household", node) for node in network)
    home_area = np.zeros(household.max() + 1, dtype=np.int64)
    home_area[household] = area
    homes = _homes(home_area, household[drawn_ties(network).astype(np.int64)])
    places = homes[household] + _circles(household) * _room(home_area)
    return ((places - places.min(0)) / np.maximum(np.ptp(places, axis=0), 1e-9)).astype(np.float32)


def _numbered(labels: Iterable) -> np.ndarray:
    """Return 0, 1, 2 ... for labels in order of first appearance; a missing label is a group of its own."""
    number_of: dict = {}
    return np.array([number_of.setdefault(label, len(number_of)) for label in labels], dtype=np.int64)


def _homes(home_area: np.ndarray, tied: np.ndarray) -> np.ndarray:
    """Return a place for every household: its area's cell on the grid, and a point of the spiral within."""
    n_areas = home_area.max() + 1
    cell = _cells(n_areas)
    nearness = _nearness(home_area, tied)
    place = np.empty((len(home_area), 2))
    for one in range(n_areas):
        members = np.flatnonzero(home_area == one)
        ordered = members[np.argsort(nearness[members], kind="stable")]
        rank = np.arange(len(ordered)) + 0.5
        # A sunflower fills the disc evenly; sorting by angle keeps neighbours in the order next to each other.
        radius, angle = np.sqrt(rank / len(ordered)) * 0.46, rank * _GOLDEN_ANGLE
        disc = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
        around = np.argsort(np.arctan2(disc[:, 1], disc[:, 0]), kind="stable")
        place[ordered] = cell[one] + disc[around]
    return place


def _cells(count: int) -> np.ndarray:
    """Return the middle of each of `count` areas, in rows as even as can be."""
    rows = np.array_split(np.arange(count), max(1, round(np.sqrt(count / 1.3))))
    widest = len(rows[0])
    return np.array([((x + 0.5) * widest / len(row), y + 0.5) for y, row in enumerate(rows) for x in range(len(row))])


def _nearness(home_area: np.ndarray, tied: np.ndarray) -> np.ndarray:
    """Return a number for every household that is alike for households with ties: a few rounds of averaging over ties."""
    n_homes = len(home_area)
    score = jitter(n_homes, 1)
    one, other = tied[tied[:, 0] != tied[:, 1]].T
    degree = np.bincount(one, minlength=n_homes) + np.bincount(other, minlength=n_homes)
    for _ in range(_ROUNDS):
        around = np.bincount(one, score[other], n_homes) + np.bincount(other, score[one], n_homes)
        score = (score + np.where(degree > 0, around / np.maximum(degree, 1), score)) / 2
        # Averaging alone would end with one number for all, so the ranks are spread out again.
        score = np.argsort(np.argsort(score, kind="stable"), kind="stable") / n_homes
    return score


def _room(home_area: np.ndarray) -> float:
    """Return the radius a household may take without covering the next one, in the fullest area."""
    return 0.40 * 0.46 / np.sqrt(np.bincount(home_area).max())


def _circles(household: np.ndarray) -> np.ndarray:
    """Return where each member stands on the unit circle of the household; who lives alone stands in its middle."""
    order = np.argsort(household, kind="stable")
    size = np.bincount(household)
    rank = np.empty(len(household), dtype=np.int64)
    rank[order] = np.arange(len(household)) - np.repeat(np.cumsum(size) - size, size)
    angle = 2 * np.pi * (rank / size[household] + jitter(len(size), 2)[household])
    return np.where(size[household] > 1, 1.0, 0.0)[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
