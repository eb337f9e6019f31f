"""Two parts of docs/calibration.md: whether the accepted sets meet the facts when they are really lived, and what one odd row and the digest mean."""

import numpy as np
from accepted_sets import FITTED, UNUSED, table as parts_of
from document_tables import table

from sim.studies.calibration.told import number, span
from sim.studies.code import of_earlier_code
from sim.studies.robustness_accepted import declared_numbers

HEADS = ["fact", "used by the fit", "part", "range", "published", "shipped, same size", "sets, median", "sets, 90 %", "sets in range"]
LIVED = """## Do the accepted sets meet what no fit used?

{earlier}{verdict} The fit accepted its sets by what an emulator says of the facts for fitting. Here {n} of the {of} that travel with the model, evenly spread, were really lived: {people:,} people, one pair of runs each,
the same people with the same luck for every set and for the shipped numbers (seed {seed}). A small population and a single pair tell facts with error, so the shipped numbers stand beside them at the same size, where they miss {beside}; their own values for judging are in [validation.md](validation.md). C3, C7 and C8 are among the facts
fitted; V2, V5 and V8 no fit has used, though some sizes of the *shipped* numbers were set by hand with them in sight, which no accepted set keeps. That V2 and V5 are met by the shipped numbers and hardly by any set so shows that those choices did it, not the facts for fitting.

{table}

All parts of the fitted facts at once: {all_fitted}. All parts of V2, V5 and V8 at once: {all_unused}. By fact, all its parts: {by_fact}. A share that falls (V2) is not defined where symptoms do not fall; that counts as not in range.{failed}
So the sets are *not* versions of the model that meet the facts. They say how far an answer could move if numbers that nobody has measured were others, as far as an emulator of some facts can tell; a ranking of policies that holds under them
(`compare --uncertainty`) holds widely, and one that does not may fail under numbers the facts of V5 would have ruled out. `python experiments/accepted_sets.py` repeats it."""
FAILED = """ No world can be made of {n} of the sets (row {places} of the table, counted from 0; checked of all 300 on 22 November 2026: it is the only one): the days over which it lets distress and loneliness fluctuate lie too far apart for how closely it lets them go together. It counts as not in range."""
ODD = """### C11a: why its accepted interval excludes the published value

Four numbers stand for one odds ratio: published 2.33, here accepted {median} ({low} to {high}), shipped {shipped}, and in [validation.md](validation.md) {validated}. The quantity is the same in all; what differs is how it is known.

* *Accepted* is not an interval of the model. It is the middle 90 % of what the *emulator* predicts, without the luck of a run. In populations of 500 some 25 adults are strongly lonely and no case at the start, of whom a few become one, so most of a draw's value is
  luck and some draws have none (in the fit before this one the logarithm had an SD of 0.65 by draw, as large as that of populations with equal numbers, 12 % of draws had no value, and the emulator explained 4 % of the variance in the rows it had learnt from). So it
  predicts nearly the mean of the table for any set, and the interval is as narrow as the emulator is blind.
* That mean is below what small populations give at the values set by hand: draws spread all sizes over their ranges, and there the tie between loneliness and later distress, nearly all due to how the traits were made to go together, is weaker on average.
* *Shipped* is that of two populations of 12,500, moved by the emulator by hardly anything; the validation has twelve of 10,000, and luck can make the difference. **The value to go by is that of the validation.**

So this row taught the fit next to nothing, and that it is 'in range' as accepted or shipped says as little."""
DIGEST = """The digest above is not today's. Since this fit, a check was added that refuses feelings whose numbers cannot hold together, and the source of three numbers was told anew, with the same bits; of the numbers drawn, {changed}."""
THIS = "fb372c0f02f4d944"  # the fit whose difference from today's code DIGEST tells


def lived(found):
    """Return the section on accepted sets that were lived, a sentence before they were; `found` is what experiments/accepted_sets.py wrote."""
    if not found or not found["lived"]:
        return "## Do the accepted sets meet what no fit used?\n\nNot run yet: `python experiments/accepted_sets.py` lives them."
    rows, n = parts_of(found), len(found["lived"])
    lines = [[each["fact"], "yes" if each["fact"] in FITTED else "no", each["part"].text, span(each["part"].low, each["part"].high), each["part"].target, number(each["shipped"]),
              number(each["median"]), span(each["q05"], each["q95"]), f"{each['held'].sum()} of {n}"] for each in rows]
    met = _met(rows)
    every = {names: int(np.all([met[name] for name in names], axis=0).sum()) for names in (FITTED, UNUSED)}
    share = every[UNUSED] / n
    verdict = f"**{'No' if share == 0 else 'Mostly not' if share < 0.25 else 'Some do' if share < 0.75 else 'Mostly'}: {every[UNUSED]} of {n} meet all three facts no fit used ({', '.join(f'{name} {met[name].sum()}' for name in UNUSED)}).**"
    beside = ", ".join(missed(rows)) or "none"
    said, broken = of_earlier_code(found), [place for place, each in found["lived"].items() if not each]
    failed = FAILED.format(n=len(broken), places=", ".join(broken)) if broken else ""
    return LIVED.format(**found | {"earlier": f"**{said}** " if said else ""}, verdict=verdict, n=n, failed=failed, beside=beside, table=table(HEADS, lines), all_fitted=f"{every[FITTED]} of {n}", all_unused=f"{every[UNUSED]} of {n}",
                        by_fact=", ".join(f"{name} {held.sum()} of {n}" for name, held in met.items()))


def counted(found):
    """Return what travels with the model of the accepted sets that were lived, see `robustness_accepted.lived_sets`; `found` is as for `lived`."""
    rows = parts_of(found)
    met = _met(rows)
    return {"sets": len(found["lived"]), "people": found["people"], "fitted": FITTED, "unused": UNUSED, "shipped_misses": missed(rows),
            **{f"meet_{kind}": int(np.all([met[name] for name in names], axis=0).sum()) for kind, names in (("fitted", FITTED), ("unused", UNUSED))}}


def missed(rows):
    """Return the names of the facts that the shipped numbers miss, lived by as few people."""
    return list(dict.fromkeys(each["fact"] for each in rows if not each["part"].holds(each["shipped"])))


def _met(rows):
    """Return {fact: bool of each set}: which sets meet all parts of a fact."""
    return {name: np.all([each["held"] for each in rows if each["fact"] == name], axis=0) for name in FITTED + UNUSED}


def odd_row(found, validated):
    """Return what differs between the values of C11a; `validated` is the row of C11 of the validation or None."""
    row = next((each for each in found["facts"] if each["name"] == "C11a"), None)
    if row is None:
        return []
    part = validated["parts"][0] if validated else None
    told = "no value yet" if not part else f"{part['value']:.2f}" + ("" if part["half_width"] is None else f" ± {part['half_width']:.2f}")
    return [ODD.format(median=number(row["median"]), low=number(row["q05"]), high=number(row["q95"]), shipped=number(row["shipped"]), validated=told)]


def digest(found):
    """Return why the code that was calibrated is not today's, where it was looked into."""
    if found["model"] != THIS:
        return []
    now = declared_numbers()
    changed = [f"`{each['parameter']}` {each['now']:g} to {now[each['parameter']]['default']:g}" for each in found["parameters"]
               if each["parameter"] in now and not np.isclose(each["now"], now[each["parameter"]]["default"])]
    return [DIGEST.format(changed=", ".join(changed) or "none differs")]
