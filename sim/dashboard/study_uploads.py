"""An exported study that a visitor opens: the table and its manifest, checked, read in a temporary folder that is gone at once; nothing is executed."""

from __future__ import annotations

import base64
import binascii
import re
import tempfile
from pathlib import Path

from .. import ScenarioError, SweepResults, read_export

LARGEST = 8_000_000  # of a table
LARGEST_MANIFEST = 2_000_000
_ENDING = ".manifest.json"
_NAME = re.compile(r"\w[\w .()-]{0,99}")


class Refused(Exception):
    """Why files are not opened: the key of a text in words/study.toml and what fills it."""

    def __init__(self, key: str, **fill):
        super().__init__(key, fill)
        self.key, self.fill = key, fill


def read_files(files: list) -> tuple[str, SweepResults]:
    """Return the name and the results of an export; `files` come from the browser as {name, size, content in base64} and may be anything.

    Raises
    ------
    Refused
        If they are not a table and its manifest, too large, or no text.
    """
    if not isinstance(files, list) or len(files) != 2 or not all(isinstance(each, dict) for each in files):
        raise Refused("two_files")
    manifests = [each for each in files if str(each.get("name", "")).endswith(_ENDING)]
    tables = [each for each in files if str(each.get("name", "")).lower().endswith(".csv")]
    if len(manifests) != 1 or len(tables) != 1:
        raise Refused("two_files")
    contents = [_content(tables[0], LARGEST), _content(manifests[0], LARGEST_MANIFEST)]
    name = str(tables[0]["name"])[:100]
    if not _NAME.fullmatch(name):
        raise Refused("two_files")
    with tempfile.TemporaryDirectory(prefix="noaber-study-") as folder:
        table, manifest = Path(folder) / "table.csv", Path(folder) / f"table.csv{_ENDING}"
        table.write_bytes(contents[0])
        manifest.write_bytes(contents[1])
        try:
            return name, read_export(table, manifest)
        except ScenarioError as error:
            raise Refused("wrong_file", message=str(error)[:300]) from None


def _content(file: dict, most: int) -> bytes:
    """Return the content of a file that is text of a usable size."""
    encoded, size = file.get("content", ""), file.get("size", 0)
    if not isinstance(encoded, str) or len(encoded) > most * 4 // 3 + 4 or (isinstance(size, (int, float)) and size > most):
        raise Refused("too_large", most=f"{most // 1_000_000}")
    try:
        content = base64.b64decode(encoded, validate=True)
        content.decode("utf-8-sig")
    except (binascii.Error, ValueError):
        raise Refused("no_text") from None
    if not content or b"\0" in content:
        raise Refused("no_text")
    return content
