"""The JSON Schema of scenario files, for editors; made from the catalogue, so that added events and mechanisms appear by themselves."""

from ..core import catalogue
from ..core.feelings import Feelings
from .scenario import Population, Scenario
from .series import SeriesFromFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema():
    """Return the JSON Schema of a scenario file as a dict."""
    catalogue.ensure_registered()
    definitions = {}
    properties = {key: _part(Scenario, definitions)["properties"][key] for key in ("title", "start", "days", "step")}
    text = {"type": "string", "minLength": 1}
    properties["extends"] = {"description": "a file or a list, relative to this one; values here win",
                             "anyOf": [text, {"type": "array", "items": text}]}
    properties["population"] = _population(definitions)
    properties["crisis"] = _events("crisis", definitions)
    properties["intervention"] = _events("intervention", definitions)
    properties["mechanisms"] = _mechanisms(definitions)
    properties["feelings"] = _part(Feelings, definitions)
    return {"$schema": DIALECT, "title": "noaber scenario", "type": "object", "additionalProperties": False,
            "properties": properties, "$defs": definitions}


def _part(declared, definitions):
    """Return the schema of a declared class; what it refers to goes into `definitions`."""
    part = declared.model_json_schema(ref_template="#/$defs/{model}", mode="validation")
    for name, definition in part.pop("$defs", {}).items():
        definitions.setdefault(name, _without_null(definition))
    return _without_null(part)


def _without_null(part):
    """Return a schema without null, for which TOML has no word."""
    if isinstance(part, list):
        return [_without_null(each) for each in part if each != {"type": "null"}]
    if not isinstance(part, dict):
        return part
    kept = {key: _without_null(value) for key, value in part.items() if not (key == "default" and value is None)}
    if len(kept.get("anyOf", ())) == 1 and not {"$ref"} & set(kept):
        kept.update(kept.pop("anyOf")[0])
    return kept


def _population(definitions):
    part = _part(Population, definitions)
    part["properties"]["recipe"]["enum"] = catalogue.names("recipe")
    return part


def _events(role, definitions):
    """Return the schema of a list of events, told apart by their kind; one without a kind changes an event it extends by name."""
    names = []
    for kind in catalogue.names(role):
        part = _part(catalogue.find(role, kind), definitions)
        part["properties"]["kind"] = {"const": kind, "type": "string"}
        part["required"] = sorted({*part.get("required", ()), "kind"})
        if "severity" in part["properties"]:
            part["properties"]["severity"] = _severity(definitions)
        definitions[f"{role} {kind}"] = part
        names.append({"$ref": f"#/$defs/{role} {kind}".replace(" ", "%20")})
    change = {"title": "change of an event of an extended file", "type": "object", "required": ["name"],
              "properties": {"name": {"type": "string"}, "kind": False}}
    return {"type": "array", "items": {"oneOf": [*names, change]}}


def _severity(definitions):
    definitions.setdefault("SeriesFromFile", _part(SeriesFromFile, definitions))
    share = {"type": "number", "minimum": 0, "maximum": 1}
    return {"default": 1.0, "anyOf": [share, {"$ref": "#/$defs/Series"}, {"$ref": "#/$defs/SeriesFromFile"}]}


def _mechanisms(definitions):
    properties = {name: {"anyOf": [_part(catalogue.find("mechanism", name), definitions), {"type": "boolean"}]} for name in catalogue.names("mechanism")}
    return {"type": "object", "additionalProperties": False, "properties": properties}
