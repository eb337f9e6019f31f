"""Checks one table against the declaration it is for."""

from pydantic import ValidationError

from .wording import first_mistake


def checked(layers, declared, table, path):
    """Return the declared object for a table at a path of `layers`; ScenarioError for its first mistake."""
    try:
        return declared.model_validate(_with_tuples(table))
    except ValidationError as error:
        keys, message = first_mistake(declared, table, error)
    raise layers.error((*path, *keys), message)


def _with_tuples(value):
    if isinstance(value, dict):
        return {key: _with_tuples(each) for key, each in value.items()}
    return tuple(_with_tuples(each) for each in value) if isinstance(value, list) else value
