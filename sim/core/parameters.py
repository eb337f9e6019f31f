"""A parameter is declared once, where it is used, with its unit, range, source and kind of evidence."""

from pydantic import BaseModel, ConfigDict, Field

EVIDENCE = ("experiment", "longitudinal", "cross-sectional", "animal", "statistics", "definition", "assumption")


class Declared(BaseModel):
    """A frozen declaration whose fields are parameters; unknown keys and wrong types are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


def parameter(default, *, low, high, unit, source, text=""):
    """Return a field for a number that can be varied.

    Parameters
    ----------
    default, low, high : float or int
        The value and the range in which it is plausible; values outside are refused.
    unit : str
        The unit, or "share" for numbers from 0 to 1.
    source : str
        Where the value comes from; a value nobody measured begins with "assumption".
    text : str
        One sentence a slider can show.
    """
    extra = {"unit": unit, "low": low, "high": high, "source": source}
    return Field(default, ge=low, le=high, description=text or None, json_schema_extra=extra)


def parameters_of(declared):
    """Return a dict from parameter name to {default, low, high, unit, source, text} for a Declared class."""
    table = {}
    for name, field in declared.model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and "unit" in extra:
            table[name] = {"default": field.default, **extra, "text": field.description or ""}
    return table
