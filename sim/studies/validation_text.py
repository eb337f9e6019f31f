"""The table of facts as text: what was asked, what came out, and why what failed fails."""

import textwrap

from .facts.causes import CAUSES

HEADINGS = {"calibrate": "Facts the model is calibrated to", "validate": "Facts no fit has used; below each the sizes that were set by hand with it in sight",
            "construction": "Met by construction, not counted", "check": "Checks of our own, not counted"}
WIDTH = 110
UNSURE = "in range, but there are too few replicates to tell; ask for more with --replicates, or for more people with --people."


def text_of(found):
    """Return the table of a Validation as text."""
    blocks = []
    for kind, heading in HEADINGS.items():
        listed = [each for each in found.facts if each.fact.kind == kind]
        if listed:
            blocks.append("\n".join([_heading(heading, kind, found), *(line for each in listed for line in _lines(each))]))
    blocks.insert(0, _summary(found))
    if found.settings:
        blocks.insert(0, f"With {', '.join(found.settings)}.")
    blocks = [block for block in blocks if block]
    return "\n\n".join([*blocks, _explained(found)]).rstrip()


def _summary(found):
    """Say how many facts are met, and how many of those are no prediction since a size was set for them."""
    met, judged = found.passed("validate")
    if not judged:
        return ""
    unset = found.unset()
    named = f" ({', '.join(unset)})" if unset else ""
    said = f"Facts no fit has used: {met} of {judged} met, of which {len(unset)} do not rest on a size set with the fact in sight{named}."
    return textwrap.fill(f"{said} {set_to_it(found.rows())}".strip(), WIDTH)


def set_to_it(rows):
    """Say of rows of facts which would count as held out, had no size been set until their numbers came out; empty where none of them was judged."""
    judged = [row for row in rows if row["passed"] is not None]
    built = [row for row in judged if row["kind"] == "construction" and row["set_by"]]
    if not built:
        return ""
    counted = [row for row in judged if row["kind"] == "validate"] + built
    return (f"Sizes were set until numbers of {' and '.join(row['fact'] for row in built)} came out: by construction, and not counted; "
            f"counted all the same it would be {sum(row['passed'] for row in counted)} of {len(counted)}.")


def _heading(heading, kind, found):
    passed, judged = found.passed(kind)
    counted = f": {passed} of {judged} met" if kind in ("calibrate", "validate") else ""
    return heading + counted + "\n" + "-" * WIDTH


def _lines(each):
    verdict = {True: "met", False: "NOT MET", None: "not yet"}[each.passed]
    yield f"{each.fact.name:<4} {verdict:<8} {each.fact.text}  [{each.fact.scenario}]"
    if said := in_sight_of(each.fact.kind, each.fact.set_by):
        yield textwrap.fill(said, WIDTH, initial_indent=" " * 14, subsequent_indent=" " * 16)
    if each.passed is None:
        yield f"{'':14}{each.note}"
    for one in each.parts:
        mark = " " if one.part.reported else "+" if one.passed else "-"
        value = f"{_number(one.value)} ± {_number(one.half_width)}"
        why = f"  ({one.why_not})" if one.why_not else ""
        yield f"{'':11}{mark}  {value:>20}   {_range(one.part):<22} {one.part.text} (published {one.part.target}){why}"


def in_sight_of(kind, set_by):
    """Return in words which sizes were set by hand with a fact in sight; empty where there are none and that is not asked of its kind."""
    return f"set by hand with it in sight: {set_by}" if set_by else "no size was set with it in sight" if kind == "validate" else ""


def _range(part):
    if part.reported:
        return "reported only"
    if part.low is None:
        return f"below {part.high:g}"
    return f"above {part.low:g}" if part.high is None else f"{part.low:.3g} to {part.high:.3g}"


def _number(value):
    return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"


def cause_of(each):
    """Return why a JudgedFact is not met, in words; the model is to blame only where a value is out of range."""
    if each.passed:
        return ""
    return UNSURE if each.unsure else each.note or CAUSES.get(each.fact.name, "")


def _explained(found):
    failed = [(each, cause_of(each)) for each in found.facts if each.passed is False]
    told = [textwrap.fill(f"{each.fact.name}: {cause}", WIDTH, subsequent_indent="    ") for each, cause in failed if cause]
    return "\n".join(["Why facts are not met", "-" * WIDTH, *told]) if told else ""
