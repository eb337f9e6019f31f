"""Networks in: GraphML, GEXF, GML, edge lists in CSV and networkx graphs, read into plain lists with nothing lost."""

import csv
import io
import math
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

FEWEST = 10  # people
LAYER_KEYS, WEIGHT_KEYS, STRENGTH_KEYS = ("layer", "relation", "relationship"), ("weight",), ("strength",)
OWN_KEYS = ("kin", "inner", "id")  # written by us or by the format; they say nothing new
ENDINGS = (".graphml", ".gexf", ".gml", ".csv")


class NetworkMistake(ValueError):
    """Why a network cannot be used, in one sentence and one line, whatever the file holds."""

    def __init__(self, message):
        super().__init__(" ".join("".join(c if c.isprintable() else " " for c in message).split()))


@dataclass(frozen=True)
class NamedNetwork:
    """A network as its file has it: rows may repeat a pair, name it from both sides, or tie somebody to themselves.

    `one` and `other` index `names`; `layer`, `weight` and `strength` have one entry a row, None where the file is silent;
    `attributes` maps a name to one value a node, None where it is missing. `notes` say what was overlooked in reading.
    """

    names: tuple
    attributes: dict = field(repr=False)
    one: tuple = field(repr=False)
    other: tuple = field(repr=False)
    layer: tuple = field(repr=False)
    weight: tuple = field(repr=False)
    strength: tuple = field(repr=False)
    notes: tuple = ()


def read_network(source):
    """Return the NamedNetwork of a networkx graph or of a file, told by the ending of its name.

    Raises
    ------
    NetworkMistake
        If the file cannot be read, has no columns source and target, a weight that is no number, no ties, or fewer
        than ten people.
    """
    if hasattr(source, "is_directed"):
        return _checked(_from_graph(source))
    path = Path(source)
    if path.suffix.lower() not in ENDINGS:
        raise NetworkMistake(f"{path.name}: expected a network in a file that ends in {', '.join(ENDINGS)}")
    try:
        state = path.stat()
    except OSError:
        raise NetworkMistake(f"there is no file {path.name}") from None
    return _read_once(str(path), state.st_mtime_ns, state.st_size)


# Every replicate of a study asks for the same file.
@lru_cache(maxsize=8)
def _read_once(path, changed_at, size):
    path = Path(path)
    try:
        network = _from_edge_list(path) if path.suffix.lower() == ".csv" else _from_graph(_graph_in(path))
    except NetworkMistake as mistake:
        raise NetworkMistake(f"{path.name}: {mistake}") from None
    return _checked(network, f"{path.name}: ")


def _checked(network, said=""):
    if len(network.names) < FEWEST:
        raise NetworkMistake(f"{said}expected a network of at least {FEWEST} people, got {len(network.names)}")
    rows = zip(network.one, network.other, network.weight, network.strength, strict=True)
    if not any(one != other and (weight is None or weight > 0) and (strength is None or strength > 0) for one, other, weight, strength in rows):
        raise NetworkMistake(f"{said}expected ties between people, got none")
    return network


def _graph_in(path):
    import networkx as nx

    kind = path.suffix.lower()
    readers = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf, ".gml": _read_gml}
    try:
        return readers[kind](path)
    except Exception as error:  # each format's reader has its own kinds of errors, down to KeyError
        reason = str(error)[:150] or type(error).__name__
        raise NetworkMistake(f"cannot be read as {kind[1:].upper()} ({reason})") from None


def _read_gml(path):
    import networkx as nx

    try:
        return nx.read_gml(path)
    except nx.NetworkXError as error:
        if "label" not in str(error):
            raise
        return nx.read_gml(path, label="id")  # nodes without labels, or two of one name


def _from_graph(graph):
    place = {node: row for row, node in enumerate(graph)}
    keys = dict.fromkeys(key for _, values in graph.nodes(data=True) for key in values)
    attributes = {str(key): tuple(values.get(key) for _, values in graph.nodes(data=True)) for key in keys}
    edges = [(one, other, {str(key).lower(): value for key, value in values.items()}) for one, other, values in graph.edges(data=True)]
    notes = []
    if graph.is_directed():
        notes.append("the network is directed; every tie counts for both sides")
    if graph.is_multigraph():
        notes.append("the network allows several ties between two people")
    notes += _unused("edge", (key for _, _, values in edges for key in values))
    return NamedNetwork(
        tuple(graph), attributes, tuple(place[one] for one, _, _ in edges), tuple(place[other] for _, other, _ in edges),
        tuple(None if each is None else str(each) for each in _of_first(edges, LAYER_KEYS)), _numbers(_of_first(edges, WEIGHT_KEYS), "weight"),
        _numbers(_of_first(edges, STRENGTH_KEYS), "strength"), tuple(notes))


def _of_first(edges, keys):
    return tuple(next((values[key] for key in keys if key in values), None) for _, _, values in edges)


def _unused(what, keys):
    used = (*LAYER_KEYS, *WEIGHT_KEYS, *STRENGTH_KEYS, *OWN_KEYS, "source", "target")
    rest = [key for key in dict.fromkeys(keys) if key not in used]
    return [f"{what} {'attributes' if what == 'edge' else 'columns'} that are not used: {', '.join(rest)}"] if rest else []


def _from_edge_list(path):
    header, rows, delimiter = _table(path)
    for needed in ("source", "target"):
        if needed not in header:
            raise NetworkMistake(f"no column {needed}; an edge list has source, target and perhaps layer and weight "
                                 f"(columns: {', '.join(header)[:150]})")
    cells = {key: [row[place].strip() if place < len(row) else "" for _, row in rows] for place, key in enumerate(header)}
    place, one, other, kept = {}, [], [], []
    for k, ends in enumerate(zip(cells["source"], cells["target"], strict=True)):
        found = [place.setdefault(name, len(place)) for name in ends if name]
        if len(found) == 2:  # a row with one name stands for somebody without ties
            one.append(found[0])
            other.append(found[1])
            kept.append(k)

    def column(keys):
        key = next((key for key in keys if key in cells), None)
        return [(rows[k][0], cells[key][k] or None) if key else (0, None) for k in kept]

    def number(keys):
        return _numbers([text for _, text in column(keys)], keys[0], [line for line, _ in column(keys)], delimiter)

    return NamedNetwork(tuple(place), {}, tuple(one), tuple(other), tuple(text for _, text in column(LAYER_KEYS)),
                        number(WEIGHT_KEYS), number(STRENGTH_KEYS), tuple(_unused("table", header)))


def _table(path):
    """Return (lower-case column names, [(line, cells)], delimiter) of an edge list."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        delimiter = max(",;\t| ", key=lambda mark: (first.count(mark) > 0, mark != " ", first.count(mark)))
        reader = csv.reader(io.StringIO(text), delimiter=delimiter)
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except UnicodeDecodeError:
        raise NetworkMistake("is not a table in UTF-8") from None
    except (csv.Error, OSError) as error:
        raise NetworkMistake(f"cannot be read as a table ({error})") from None
    if not rows:
        raise NetworkMistake("is empty")
    return [name.strip().lower() for name in rows[0][1]], rows[1:], delimiter


def _numbers(values, what, lines=None, delimiter=","):
    """Return floats, None where there is no value; NetworkMistake for what is no finite number."""
    found = []
    for k, value in enumerate(values):
        try:
            text = value.replace(",", ".") if isinstance(value, str) and delimiter == ";" else value
            number = None if value is None else float(text)
        except (TypeError, ValueError):
            number = math.nan
        if number is not None and not math.isfinite(number):
            where = f"line {lines[k]}" if lines else f"tie {k + 1}"
            raise NetworkMistake(f'{where}: expected a number as {what}, got "{str(value)[:40]}"')
        found.append(number)
    return tuple(found)
