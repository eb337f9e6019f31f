"""A network that a visitor drew by clicking: checked, and put through the same door as a network file that is uploaded."""

from __future__ import annotations

import base64
import math
from hashlib import sha256

import numpy as np

from .. import Scenario, ScenarioError
from .timeline.uploads import Refused, Uploads
from .titles import DRAWN

MOST_DRAWN = 200
_SHEET = np.array([600.0, 380.0])  # of the drawing in draw.vue


def edge_list(drawing) -> str:
    """Return a drawing {people, ties} from the browser as an edge list; Refused for anything else."""
    people, ties = (drawing.get(key) for key in ("people", "ties")) if isinstance(drawing, dict) else (None, None)
    if not isinstance(people, int) or isinstance(people, bool) or not 0 < people <= MOST_DRAWN or not isinstance(ties, list):
        raise Refused("no_files")
    rows = [f"{person}," for person in range(people)]
    for tie in ties[: MOST_DRAWN**2]:
        if not (isinstance(tie, list) and len(tie) == 2 and all(type(end) is int and 0 <= end < people for end in tie)):
            raise Refused("no_files")
        rows.append(f"{tie[0]},{tie[1]}")
    return "source,target\n" + "\n".join(rows) + "\n"


def places_of(drawing) -> tuple[tuple[float, float], ...]:
    """Return where people stand in a drawing {people, places}; nothing where the browser did not say it for each, on the sheet."""
    places = drawing.get("places")
    if not isinstance(places, list) or len(places) != drawing["people"]:
        return ()
    known = all(isinstance(place, list) and len(place) == 2 and all(_is_on(*each) for each in zip(place, _SHEET, strict=True)) for place in places)
    return tuple((float(x), float(y)) for x, y in places) if known else ()


def _is_on(value, length: float) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value) and 0 <= value <= length


def drawn_positions(places: tuple, numbers: tuple[int, ...]) -> bytes:
    """Return where the people of a model stand as they were drawn, float32 pairs from 0 to 1; `numbers` says who is who in the drawing.

    The drawing fills the picture and keeps its shape.
    """
    drawn = np.array([places[number] for number in numbers]) / _SHEET
    low, high = drawn.min(0), drawn.max(0)
    return (0.5 + (drawn - (low + high) / 2) / max(*(high - low), 1e-9)).astype(np.float32).tobytes()


def drawn_scenario(drawing, current: Scenario, uploads: Uploads) -> Scenario:
    """Return the current scenario on the network that was drawn.

    Raises Refused or ScenarioError, as `Uploads.receive` does, where it cannot be used.
    """
    edges = edge_list(drawing).encode()
    # Its name says which it is: the command and the scenario file use it, and another drawing is another file.
    name = f"{DRAWN}{drawing['people']}_people_{sha256(edges + repr(places_of(drawing)).encode()).hexdigest()[:6]}.csv"
    content = base64.b64encode(edges).decode()
    received = uploads.receive([{"name": name, "size": len(content), "content": content}], current)
    return received.scenario.model_copy(update={"title": current.title})


def why_not(error: Exception, language: str) -> str:
    """Return in a sentence why a drawing is not used."""
    if isinstance(error, Refused):
        from .timeline.editor import refusal_in_words

        return refusal_in_words((error.key, error.fill), language)
    return error.message if isinstance(error, ScenarioError) else str(error)
