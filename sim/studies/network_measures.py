"""Measures of one network given as pairs: degree, isolates, giant component, clustering, assortativity, likeness by distance.

Definitions are those of networkx, which the tests hold them to; these are made for populations of 10,000 and more.
"""

import numpy as np

from ..core.compiled import compiled


def pairs_once(lower, higher, n_people):
    """Return (lower, higher) int32 of distinct pairs, in order; one end is always below the other."""
    found = distinct(np.minimum(lower, higher).astype(np.int64) * n_people + np.maximum(lower, higher))
    return (found // n_people).astype(np.int32), (found % n_people).astype(np.int32)


def distinct(numbers):
    """Return the sorted distinct whole numbers; by sorting, several times as fast as np.unique, which hashes them."""
    ordered = np.sort(numbers)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def degrees(lower, higher, n_people):
    """Return int64 (n_people,): how many others each person is joined to."""
    return np.bincount(lower, minlength=n_people) + np.bincount(higher, minlength=n_people)


def giant_component_share(lower, higher, n_people):
    """Return the share of people in the largest set within which everybody can be reached."""
    from scipy.sparse import csgraph, coo_matrix
    joined = coo_matrix((np.ones(len(lower), np.int8), (lower, higher)), shape=(n_people, n_people))
    _, component = csgraph.connected_components(joined, directed=False)
    return float(np.bincount(component).max() / n_people)


def clustering(lower, higher, n_people):
    """Return (average clustering, transitivity): how often two people joined to the same person are joined to each other.

    The average is over people, who count 0 with fewer than two others (networkx.average_clustering); transitivity is over
    triples (networkx.transitivity).
    """
    start, other = neighbour_lists(lower, higher, n_people)
    triangles = np.zeros(n_people, np.int64)
    _count_triangles(start, other, triangles)
    degree = np.diff(start)
    triples = degree * (degree - 1) / 2
    each = np.divide(triangles, triples, out=np.zeros(n_people), where=triples > 0)
    return float(each.mean()), float(triangles.sum() / triples.sum()) if triples.sum() else 0.0


def neighbour_lists(lower, higher, n_people):
    """Return (start, other) int64: the others of person i, sorted, are other[start[i]:start[i + 1]]."""
    one, two = np.concatenate([lower, higher]).astype(np.int64), np.concatenate([higher, lower])
    both_ways = np.sort(one * n_people + two)
    return np.searchsorted(both_ways, np.arange(n_people + 1) * n_people), both_ways % n_people


@compiled
def _count_triangles(start, other, triangles):
    for i in range(start.size - 1):
        for k in range(start[i], start[i + 1]):
            j = other[k]
            if j <= i:
                continue
            a, b = k + 1, start[j]  # a third person above both, so that each triangle is found once
            while a < start[i + 1] and b < start[j + 1]:
                if other[a] == other[b]:
                    if other[a] > j:
                        triangles[i] += 1
                        triangles[j] += 1
                        triangles[other[a]] += 1
                    a += 1
                    b += 1
                elif other[a] < other[b]:
                    a += 1
                else:
                    b += 1


def assortativity(lower, higher, values, among):
    """Return the Pearson correlation of a value across pairs of people in `among` (bool), each pair taken both ways; NaN below 3 pairs."""
    both = among[lower] & among[higher]
    one, two = values[lower[both]].astype(np.float64), values[higher[both]].astype(np.float64)
    if len(one) < 3:
        return np.nan
    ends = np.concatenate([one, two])
    spread = ends.var()
    return float(((one - ends.mean()) * (two - ends.mean())).mean() / spread) if spread > 0 else np.nan


def pairs_at_distance(lower, higher, n_people, farthest=3):
    """Return a list of (from, to) int64 for the distances 1 to `farthest`: all pairs whose shortest path is so long, both ways."""
    from scipy.sparse import coo_matrix, identity
    ends = np.concatenate([lower, higher]), np.concatenate([higher, lower])
    step = coo_matrix((np.ones(2 * len(lower), bool), ends), shape=(n_people,) * 2).tocsr()
    reached, ring, rings = identity(n_people, bool, "csr") + step, step, [step]
    for _ in range(farthest - 1):
        ring = ring @ step  # of truth values: who is one step further, or nearer
        ring = (ring.astype(np.int8) - ring.multiply(reached).astype(np.int8)).astype(bool)
        ring.eliminate_zeros()
        reached = reached + ring
        rings.append(ring)
    return [ring.nonzero() for ring in rings]


def likeness_by_distance(lower, higher, has, among, farthest=3):
    """Return float64 (farthest,): how much likelier people have something if somebody at this distance has it, as a ratio.

    P(has | somebody at distance d has) / P(has), over all pairs at distance d between people in `among`; 1 where having is
    not clustered. The statistic of Cacioppo, Fowler & Christakis 2009 (1.52, 1.25 and 1.15), who divide by shuffled networks.
    """
    ratios = []
    for one, two in pairs_at_distance(lower, higher, len(has), farthest):
        both = among[one] & among[two]
        one, two = has[one[both]], has[two[both]]
        ratios.append((one & two).sum() / two.sum() / one.mean() if two.any() else np.nan)
    return np.array(ratios)
