"""A scenario of one's own in an address: its file, pressed into letters, and checked like any upload when it comes back."""

from __future__ import annotations

import base64
import binascii
import tempfile
import zlib

from ... import Scenario, ScenarioError, load_text

KEY = "timeline.own"
_LONGEST = 3_000  # characters; longer addresses are cut off by some programs
_LARGEST = 200_000


def pack(scenario: Scenario) -> str:
    """Return a scenario as text for an address; empty where it needs files or is too long for one."""
    population = scenario.population
    if population.network or population.ages or population.households:
        return ""
    text = base64.urlsafe_b64encode(zlib.compress(scenario.to_toml().encode(), 9)).decode().rstrip("=")
    return text if len(text) <= _LONGEST else ""


def unpack(text: str) -> Scenario | None:
    """Return the scenario of such a text, or None for anything else: it comes from a link, and links can be made by anybody."""
    try:
        pressed = base64.urlsafe_b64decode(text[: _LONGEST + 1] + "=" * (-len(text) % 4))
        opened = zlib.decompressobj().decompress(pressed, _LARGEST).decode()
        with tempfile.TemporaryDirectory() as empty:  # no file lies beside it
            return load_text(opened, name="link", folder=empty, confined=True).model_copy(update={"folder": Scenario.model_fields["folder"].default})
    except (ValueError, binascii.Error, zlib.error, ScenarioError):
        return None
