"""What the page of evidence shows, as plain rows: findings with their switches, and the tables of what is listed."""

from __future__ import annotations

import csv
import io
from functools import cache

from .. import Scenario, ScenarioError, __version__, failures_in, listed, load_scenario
from .commands import called
from .timeline.packed import KEY, pack
from .words import number, say, texts_of

PARTS = ("findings", "numbers", "crises", "interventions", "facts", "limits")
KINDS = ("experiment", "trial of something else", "longitudinal", "cross-sectional", "animal", "statistics", "published", "earlier fit", "definition", "assumed size", "assumption")
CSV_NAME = "noaber_numbers.csv"
_LIMITS = tuple(f"limit_{place}" for place in range(1, 7))


@cache
def rows_of(what: str) -> tuple[dict, ...]:
    """Return what there is of a kind, as `sim.listed` has it; it does not change while a server runs."""
    return tuple(listed(what))


def findings(language: str) -> list[dict]:
    """Return a finding for each mechanism: what is known, from where, at which moments it acts, its numbers."""
    found: dict[str, dict] = {}
    for row in rows_of("mechanisms"):
        name = row["mechanism"]
        known = found.setdefault(name, {
            "name": name, "title": short_name(language, name), "kind": row["evidence"], "evidence": kind_in(language, row["evidence"]),
            "finding": _told(language, f"found_{name}", row["finding"]), "source": _noted(language, "sources", row["source"]), "what": _told(language, f"does_{name}", row["what"]), "on": row["on"], "moments": [], "numbers": [],
        })  # fmt: skip
        known["moments"].append(say(language, f"evidence.moment_{row['moment']}"))
    for row in rows_of("parameters"):
        of = row["path"].removeprefix("mechanisms.").rpartition(".")[0]
        if row["path"].startswith("mechanisms.") and of in found:
            found[of]["numbers"].append(_number(language, row, row["path"].rpartition(".")[2]))
    return [{**each, "moments": "; ".join(each["moments"])} for each in found.values()]


def short_name(language: str, mechanism: str) -> str:
    """Return how a reader calls a mechanism; one that a plugin added has its own name."""
    text = texts_of("mechanisms").get(mechanism)
    return text[language] if text else mechanism.replace("_", " ")


def _told(language: str, key: str, text: str, **more) -> dict:
    """Return as a cell what the registry says of something of ours, in a language; of what a plugin added as its author wrote it."""
    known = texts_of("findings").get(key)
    return _cell(known[language], **more) if known and known["en"] == text else _cell(text, english=True, **more)


@cache
def _by_english(topic: str) -> dict[str, dict[str, str]]:
    return {texts["en"]: texts for texts in texts_of(topic).values()}


def _noted(language: str, topic: str, text: str, **more) -> dict:
    """Return as a cell a note in words of ours, by its English; names and titles of papers, and notes of a plugin, stay as they are."""
    known = _by_english(topic).get(text)
    return _cell(known[language] if known else text, english=known is None, **more)


def kind_in(language: str, kind: str) -> str:
    """Return a kind of evidence in words."""
    text = texts_of("evidence").get(f"kind_{kind.replace('-', '_').replace(' ', '_')}")
    return text[language] if text else kind


def kinds_of(language: str) -> list[dict]:
    """Return {name, title} of each kind of evidence that something has."""
    there = {row["evidence"] for what in ("mechanisms", "parameters") for row in rows_of(what)} | {_kind_of_offer(row)[0] for row in rows_of("interventions")}
    return [{"name": each, "title": kind_in(language, each)} for each in KINDS if each in there]


def switches(language: str, first: Scenario, second: Scenario) -> dict[str, dict]:
    """Return {mechanism: {address, command}}: the scenario looked at with the mechanism the other way round, on Explore and as a command."""
    found = {}
    for each in findings(language):
        setting = f"mechanisms.{each['name']}={'false' if each['on'] else 'true'}"
        try:
            packed = pack(load_scenario(second, set=[setting]))
        except ScenarioError:  # a scenario of one's own may leave nothing to switch
            packed = ""
        names = " ".join(dict.fromkeys((called(first), called(second))))
        found[each["name"]] = {"address": f"/?lang={language}&{KEY}={packed}" if packed else "", "command": f"noaber compare {names} --set {setting}"}
    return found


def tables(language: str) -> dict[str, dict]:
    """Return {part: {heads, rows}} of the parts that are tables; the last part's is of what is refused."""
    made = {"numbers": _numbers, "crises": _crises, "interventions": _interventions, "facts": _facts, "limits": _refused}
    found = {}
    for part, make in made.items():
        heads, rows = make(language)
        found[part] = {"heads": [say(language, f"evidence.head_{head}") for head in heads], "rows": rows}
    return found


def limits(language: str) -> list[str]:
    """Return what must not be read into the model."""
    return [say(language, f"evidence.{each}") for each in _LIMITS]


def fails(language: str) -> dict:
    """Return the published checks that the model fails: what the list is, and its sentences."""
    title, said = failures_in(language)
    return {"title": title, "said": [each.replace(" %", "\u00a0%") for each in said]}


def numbers_csv() -> str:
    """Return every parameter as CSV, with lines in front that say what it is; they begin with #."""
    text = io.StringIO()
    text.write(f"# noaber {__version__}: {say('en', 'evidence.csv_about')}\n# command: noaber list parameters --json\n")
    columns = ("path", "of", "value", "low", "high", "unit", "evidence", "source", "text")
    table = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(rows_of("parameters"))
    return text.getvalue()


def judged_in_words(language: str) -> str:
    """Return in a sentence how many of the facts were met when the model was last held against them."""
    facts = rows_of("facts")
    held, fit = ([each for each in facts if each["kind"] == kind and each["met"] is not None] for kind in ("validate", "calibrate"))
    unset = [each["fact"] for each in held if each["met"] and not each["set_by"]]
    set_to = [each["fact"] for each in facts if each["kind"] == "construction" and each["set_by"]]
    counts = {"held_all": len(held), "held_met": sum(each["met"] for each in held), "fit_all": len(fit), "fit_met": sum(each["met"] for each in fit)}
    return say(language, "evidence.about_facts", seed=1, unset=len(unset), names=", ".join(unset), set_to=", ".join(set_to), **counts)


def _numbers(language: str):
    heads = ("number", "value", "range", "unit", "evidence", "source")
    rows = []
    for row in rows_of("parameters"):
        path = row["path"].replace("NAME", row["of"]) if "NAME" in row["path"] else row["path"]
        rows.append(_number(language, row, path))
    return heads, rows


def _number(language: str, row: dict, name: str) -> dict:
    low, high = (plain(language, row[end]) for end in ("low", "high"))
    cells = [_cell(name, more=_noted(language, "units", row["text"])["text"], code=True), _cell(plain(language, row["value"]), right=True), _cell(say(language, "evidence.range_of", low=low, high=high)),
             _noted(language, "units", row["unit"]), _cell(kind_in(language, row["evidence"])), _noted(language, "sources", row["source"])]  # fmt: skip
    return {"name": name, "kind": row["evidence"], "cells": cells}


def _crises(language: str):
    rows = []
    for row in rows_of("crises"):
        keys = ", ".join(each["key"] for each in row["keys"])
        rows.append({"name": row["kind"], "kind": "", "cells": [_event_name(language, row), _does(language, row), _cell(keys, code=True), _noted(language, "sources", row["source"])]})
    return ("kind_of_crisis", "what", "keys", "source"), rows


def _interventions(language: str):
    rows = []
    for row in rows_of("interventions"):
        through = ", ".join(short_name(language, each) for each in row["acts through"]) or say(language, "evidence.by_itself")
        kind, size = _kind_of_offer(row)
        evidence = {**_cell(kind_in(language, kind)), **({"more": _noted(language, "sources", size)["text"]} if size else {})}
        cells = [_event_name(language, row), _does(language, row), evidence, _noted(language, "sources", row["source"]),
                 _cell(through), _cell(_usually(language, row["usually"]))]  # fmt: skip
        rows.append({"name": row["kind"], "kind": kind, "cells": cells})
    return ("offer", "what", "evidence", "source", "through", "usually"), rows


def _kind_of_offer(row: dict) -> tuple[str, str]:
    """Return the kind of evidence for what an offer does, and what else the size rests on, where that is not a trial of this very offer."""
    kind, _, rest = row.get("size", "").partition(": ")
    return (kind, rest) if kind in KINDS else (row["evidence"], row.get("size", ""))


def _usually(language: str, usual: dict) -> str:
    limit = usual["capacity_per_1000"]
    capacity = say(language, "evidence.no_limit") if limit is None else say(language, "evidence.capacity", count=plain(language, limit))
    shares = {name: number(language, 100 * usual[name]) for name in ("reach", "uptake")}
    costs = {"fixed": plain(language, usual["cost_fixed"]), "use": plain(language, usual["cost_per_use"]), "year": usual["price_year"]}
    return say(language, "evidence.usually_of", capacity=capacity, **shares, **costs)


def _facts(language: str):
    rows = []
    for row in rows_of("facts"):
        lines = [_compared(language, each) for each in row["parts"]]
        met = say(language, {True: "evidence.yes", False: "evidence.no", None: "evidence.not_judged"}[row["met"]])
        cells = [_fact(language, row), {**_cell(""), "lines": lines}, _cell(met), _use(language, row), _noted(language, "sources", row["source"])]
        rows.append({"name": row["fact"], "kind": "", "cells": cells})
    return ("fact", "compared", "met", "use", "source"), rows


def _fact(language: str, row: dict) -> dict:
    cell = _told(language, f"fact_{row['fact']}", row["text"])
    return {**cell, "text": f"{row['fact']}: {cell['text']}"}


def _use(language: str, row: dict) -> dict:
    """Return what a fact is used for; a fact that no fit has used may still have been looked at when a size was set by hand."""
    held_out = row["kind"] == "validate" and not row["set_by"]
    cell = _cell(say(language, "evidence.use_held_out" if held_out else f"evidence.use_{row['kind']}"))
    if row["set_by"]:
        cell["in_sight"] = {"said": say(language, "evidence.in_sight"), "what": _noted(language, "facts", row["set_by"])}
    return {**cell, "badge": say(language, "evidence.held_out")} if held_out else cell


def _compared(language: str, part: dict) -> dict:
    model = "–"
    if part["model"] is not None:
        value, half = (plain(language, float(f"{part[each] or 0:.{digits}g}")) for each, digits in (("model", 3), ("half_width", 2)))
        model = say(language, "evidence.plus_minus", value=value, half=half)
    try:
        published = _cell(plain(language, float(part["published"])))
    except ValueError:
        published = _noted(language, "facts", str(part["published"]))
    what = _noted(language, "facts", part["what"])
    return {"what": what, "said": say(language, "evidence.published"), "published": published, "text": say(language, "evidence.in_model", model=model)}


def _refused(language: str):
    rows = []
    for row in rows_of("refused"):
        text = texts_of("evidence").get(f"refused_{row['refused'].replace(' ', '_').replace('-', '_')}")
        name = _cell(text[language]) if text else _cell(row["refused"], english=True)
        told = [_told(language, f"{key}_{row['refused'].replace(' ', '_').replace('-', '_')}", row[key]) for key in ("why", "instead")]
        rows.append({"name": row["refused"], "kind": "", "cells": [name, *told, _noted(language, "sources", row["source"])]})
    return ("refused", "why", "instead", "source"), rows


def _event_name(language: str, row: dict) -> dict:
    text = texts_of("timeline_kinds").get(row["kind"])
    return _cell(text[language] if text else row["kind"].replace("_", " "))


def _does(language: str, row: dict) -> dict:
    text = texts_of("timeline_kinds").get(f"does_{row['kind']}")
    return _cell(text[language]) if text else _cell(row["what"], english=True)


def _cell(text: str, *, english: bool = False, more: str = "", code: bool = False, right: bool = False) -> dict:
    """Return a cell of a table; `english` marks what is quoted from the code on a page in another language."""
    told = {"more": more, "en": english, "code": code, "right": right}
    return {"text": str(text), **{name: value for name, value in told.items() if value}}


def plain(language: str, value: float) -> str:
    """Return a number as short as it is: 0.053, 4,000; with the decimal comma of Dutch."""
    digits = max(0, len(f"{value:.10f}".rstrip("0").partition(".")[2]))
    return number(language, value, digits)
