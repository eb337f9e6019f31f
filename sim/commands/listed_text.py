"""The lists of `noaber list` as text of at most 100 columns."""

from .printing import labelled, wrapped


def mechanisms(rows):
    """Return the plan of a step."""
    parts, before = [], None
    for row in rows:
        if row["moment"] != before:
            before = row["moment"]
            parts.append(_moment(before))
        parts.append("\n".join([
            wrapped(f"{row['mechanism']}: {row['does']}", "    ", "  "),
            labelled("reads", ", ".join(row["reads"]) or "nothing", "    "), labelled("changes", ", ".join(row["changes"]) or "nothing", "    "),
            labelled("finding", row["finding"], "    "), labelled("source", row["source"], "    "),
            labelled("evidence", row["evidence"], "    ")]))
    return "\n\n".join(parts)


def _moment(moment):
    from ..studies.listed import MOMENTS_IN_WORDS
    return f"{moment.upper()}: {MOMENTS_IN_WORDS[moment]}"


def steps(rows):
    """Return the moments of a step, numbered."""
    lines = ["A step locks the state of its start, passes five moments, and applies the changes at its end."]
    for number, row in enumerate(rows, 1):
        lines.append(f"  {number}. {row['moment'].ljust(10)}{row['what']}")
        lines.append(wrapped(", ".join(row["mechanisms"]) or "nobody", " " * 15))
    return "\n".join(lines)


def crises(rows):
    """Return kinds of events with their keys."""
    return "\n\n".join(_event(row) for row in rows)


interventions = crises


def _event(row):
    lines = [f"{row['kind']}", wrapped(row["what"], "  ")]
    lines += [labelled(key, row[key]) for key in ("source", "evidence", "size") if row.get(key)]
    if "usually" in row:
        lines += [labelled("through", ", ".join(row["acts through"]) or "conditions alone"), labelled("usually", _in_numbers(row["usually"], row["cost sources"])), labelled("passes", row["passes"])]
    for each in row["keys"]:
        usually = "" if each["usually"] is None else f" (usually {_short(each['usually'])})"
        lines.append(labelled("key", f"{each['key']}{usually}" + (f": {each['means']}" if each["means"] else "")))
    return "\n".join([*lines, labelled("also", ", ".join(row["also"]))])


def _in_numbers(usually, sources):
    capacity = usually["capacity_per_1000"]
    places = "no limit of capacity" if capacity is None else f"capacity {capacity:g} per 1,000 residents"
    return (f"reach {usually['reach']:.0%}, uptake {usually['uptake']:.0%}, {places}, {usually['cost_fixed']:g} euro per 1,000 residents per day "
            f"({sources['cost_fixed']}) and {usually['cost_per_use']:g} euro per use ({sources['cost_per_use']}), in prices of {usually['price_year']}")


def _short(value):
    return "a table" if isinstance(value, (tuple, list, dict)) else value


def outcomes(rows):
    """Return the outcomes with their units and definitions."""
    return "\n".join(_outcome(row) for row in rows)


def _outcome(row):
    better = f", {row['better']} is better" if row["better"] != "-" else ""
    of = "" if row["scored"] == "everyone" else f", ages {row['scored']}"
    text = f"{row['label']}: {row['definition']}; {row['unit']}{of}, {row['over a window']} over a window{better}"
    return wrapped(text, " " * 20, row["outcome"].ljust(20))


def groups(rows):
    """Return the groups with their definitions."""
    return "\n".join(wrapped(row["who"], " " * 30, row["group"].ljust(30)) for row in rows)


def recipes(rows):
    """Return the recipes with their first sentence."""
    return "\n".join(wrapped(row["what"], "  ", f"{row['recipe']}: ") for row in rows)


def refused(rows):
    """Return what is not simulated, why, and what stands in its place."""
    return "\n\n".join("\n".join([row["refused"], *(labelled(key, row[key]) for key in ("why", "instead", "source"))]) for row in rows)


def facts(rows):
    """Return the published facts with their numbers, what each is used for, and which sizes were set with it in sight."""
    return "\n\n".join(map(_fact, rows))


def _fact(row):
    from ..studies.validation_text import HEADINGS, in_sight_of
    set_by = in_sight_of(row["kind"], row["set_by"])
    return "\n".join([
        wrapped(row["text"], "    ", f"{row['fact']}: "), labelled("used", HEADINGS[row["kind"]]), *([labelled("sizes", set_by)] if set_by else []),
        labelled("scenario", row["scenario"]), labelled("published", "; ".join(f"{part['what']}: {part['published']}" for part in row["parts"])),
        labelled("source", row["source"])])


def trials(rows):
    """Return the trials that can be rerun, with scales and sources."""
    return "\n\n".join("\n".join([
        wrapped(row["text"], "    ", f"{row['trial']}: "), labelled("offer", f"{row['intervention']}, {row['days']} days"),
        labelled("scales", ", ".join(dict.fromkeys(row["scales"]))), labelled("size", row["size"]), labelled("source", row["source"])])
        for row in rows)


def scenarios(rows):
    """Return the shipped scenarios with dates and size."""
    return "\n".join(wrapped(f"{row['title']} ({row['days']} days from {row['start']}, {row['people']:,} people)",
                             "  ", f"{row['scenario']}: ") for row in rows)


def parameters(rows):
    """Return every parameter with value, range, unit and source."""
    lines = []
    for row in rows:
        of = f" ({row['of']})" if row["of"] else ""
        lines.append(wrapped(f"{row['path']}{of} = {row['value']} [{row['low']} to {row['high']}] {row['unit']}", "    ", ""))
        lines += [wrapped(row["text"], "    ")] if row["text"] else []
        lines.append(wrapped(row["source"], "    "))
    return "\n".join(lines)
