"""What a visitor takes along from a comparison: tables with their metadata, the report, the scenario files."""

from __future__ import annotations

import base64
import io
import tempfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import solara

from .. import __version__
from .compared import Compared
from .found import NO_CRISIS
from .session import Session
from .words import topic_words

_KINDS = ("csv", "series", "report", "scenarios")


@solara.component_vue("downloads.vue", vuetify=False)
def _Buttons(words: dict, busy: str, file: dict, event_save: Callable = None):
    """A button for each file; `file` is the last one that was made, as base64."""


@solara.component
def Downloads(session: Session, found: Compared):
    """Files are made when they are asked for, in a thread of their own."""
    busy, file = solara.use_reactive(""), solara.use_reactive({})

    def save(kind):
        if kind not in _KINDS or busy.value:
            return
        busy.set(kind)
        threading.Thread(target=make, args=(kind,), name="noaber-download", daemon=True).start()

    def make(kind):
        try:
            name, content = file_of(kind, found)
            file.set({"name": name, "content": base64.b64encode(content).decode(), "turn": file.value.get("turn", 0) + 1})
        finally:
            busy.set("")

    _Buttons(words=topic_words(session.language.value, "compare"), busy=busy.value, file=file.value, event_save=save)


def file_of(kind: str, found: Compared) -> tuple[str, bytes]:
    """Return the name and content of a file of a comparison: csv, series, report or scenarios."""
    if kind == "csv":
        return "noaber_differences.csv", with_metadata(found, found.answer.effects)
    if kind == "series":
        means = found.answer.series.groupby(["scenario", "step", "time", "group", "outcome"], sort=False)["value"].mean().reset_index()
        return "noaber_daily_means.csv", with_metadata(found, means[means["group"] == "everyone"])
    if kind == "report":
        with tempfile.TemporaryDirectory(prefix="noaber-report-") as folder:
            found.answer.write(Path(folder) / "results")
            return "noaber_report.html", (Path(folder) / "results" / "report.html").read_bytes()
    return "noaber_scenarios.zip", scenario_files(found)


def with_metadata(found: Compared, table) -> bytes:
    """Return a table as CSV, with lines in front that say what it is and how it is made again; they begin with #."""
    text = io.StringIO()
    text.write(f"# noaber {__version__}: a comparison in a model, no forecast\n# command: {found.command}\n")
    text.write(f"# people: {found.people}; pairs: {found.pairs}; differences are scenario minus baseline, with 95 % intervals over pairs\n")
    for scenario in found.answer.scenarios:
        text.write(f"# scenario {scenario.name} ({scenario.hash()}): {scenario.title}\n")
    table.to_csv(text, index=False, lineterminator="\n")
    return text.getvalue().encode()


def scenario_files(found: Compared) -> bytes:
    """Return the scenarios as run, one file each, in a ZIP with the command that compares them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        names = []
        for scenario in found.answer.scenarios:
            if scenario.name != NO_CRISIS:
                names.append(f"{scenario.name}.toml")
                archive.writestr(zipfile.ZipInfo(names[-1]), scenario.to_toml())
        ensemble = found.answer.ensemble
        command = f"noaber compare {' '.join(names)} --replicates {ensemble.replicates} --seed {ensemble.seed}\n"
        archive.writestr(zipfile.ZipInfo("command.txt"), command)
    return packed.getvalue()
