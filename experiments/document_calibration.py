"""docs/calibration.md: what was drawn, what the facts taught and what they did not, and which values were shipped, as `noaber calibrate --json` gave it."""

import math
import statistics

from document_accepted import digest, lived, odd_row
from document_tables import table

from sim.studies.calibration.shipping import DISCLOSED, RULE, SETS, shipped_of
from sim.studies.calibration.told import WORDS, number, span
from sim.studies.code import of_earlier_code
from sim.studies.robustness_accepted import declared_numbers

EARLIER_FIT = "earlier fit"  # how the source of a value begins that was fitted with an earlier state of the model
HEADING = "# Calibration\n\nMade from the code by `make docs`; do not edit."
NOT_RUN = ("No calibration is committed yet: every value is set by hand. `noaber calibrate --contacts FILE --out DIR --json > calibration.json`, then "
           "`python experiments/documents.py --calibration calibration.json --accepted DIR/posterior.csv`, fills this page in.")
HOW = """{draws:,} draws of {n_drawn} parameters from their declared ranges, points of a Sobol sequence; each draw a population of {people} people, {members} lived at once; seed {seed}; noaber {version}, digest of the
model's code `{model}`. {earlier}{waves} A parameter that cannot differ between populations lived at once was drawn once for all of them. {n_idle} more parameters act under other crises or interventions only and were not drawn.

All draws were simulated once. From that table parameters were screened; an emulator (ridge regression, squares and products) learnt what each fact would be; the fit walked over the parameters screened (emcee), each
accepted set with values of the others under which it meets the facts; and 50 rows kept from the emulator were taken for the truth. Facts were read as normal distributions, their range the middle 95 %. Small populations tell
some facts wrong; that shift was simulated at the values of before, and added.

    noaber calibrate --draws {draws} --people {people} --seed {seed}{flag} --out DIR

repeats it, and writes the table, the accepted sets, and `accepted_sets.csv`: {sets} of them, evenly thinned, which travel with the model and are what `compare --uncertainty` draws from."""
WAVES = "Contacts follow {n} waves of a contact survey from {first} to {last} relatively (CoMix, the Netherlands; each wave as a share of the mean over waves, so with a free factor of its own), driven by the calendar."
SCREENED = """How much the facts say about each parameter chosen, in nats, beyond those chosen before it (`gain`). At most eight are fitted. The others are not fitted: they keep their declared ranges, with which
they enter every accepted set."""
TAUGHT = "How much the facts taught is what is left of the spread of an even draw from the range: {}. *Before* is the value the model had, by hand or of an earlier fit, *to ship* what the rule below would ship, *now* what the model declares, and where that comes from."
FACTS = """*Before*: simulated at the values the model had. *Accepted*: over the accepted sets, middle and 90 %, by the emulator. *By the rule*: simulated before, moved by what the emulator says the values change that the rule ships (which of them do ship is said above). All for
populations of ordinary size. What the shipped model really gives is in [validation.md](validation.md). 'From 0' and the like is a sign: no size is asked for, or the size fitted is an assumption."""
SWING = """The {n} rows of contacts by wave allow a factor of {factor:.1f} either way (assumption: each wave lies within 25 % of the truth, and waves that err together tell no more than six), so hardly any course could leave their ranges: that they are 'in range' says little. Read
as one pattern instead, {verdict}: over the waves the logarithms of the model as it was before the fit and of the survey correlate with {r:.2f}, but contacts swing by {model:.2f} (SD of logarithms) in the model and by {survey:.2f} in the survey. Farthest
apart are {apart}."""
UNTAUGHT = "What is left of the spread of parameters that were not fitted, the most informed first. Where nothing was taught, the accepted sets hold the whole range; so an answer is to be tried over it (`compare --uncertainty`)."
CHECK = """## Extra check: contacts driven by a series of policy

{earlier}Not part of the fit. In place of the dated measures of `netherlands_2020` one lockdown follows the stringency index of the Netherlands day by day (Hale et al. 2021, OxCGRT; an index of 75 is a severity of 0.75), the two waves
of threat as they are; {people:,} people, {seeds} seeds. Against the {n} waves of the survey, as shares of the mean over waves, the correlation of logarithms is **{series[r]:.2f}** by the series and {calendar[r]:.2f} by the
calendar, and the typical distance (root mean square of logarithms) {series[apart]:.2f} and {calendar[apart]:.2f}. {verdict} How far contacts swing (SD of logarithms) is {swings[0]:.2f} in the
survey, {swings[1]:.2f} by the series and {swings[2]:.2f} by the calendar; the survey's second to eighth wave are its least certain. The calendar has an advantage: its severities were set by hand so that contacts follow Backer et al. 2021, another Dutch survey;
the index had no such help, but for how rules wear off, which is taken from the calendar.

{table}

`python experiments/contacts_by_series.py --series FILE --waves FILE` repeats it with the two tables in a folder of yours."""


def calibration(found, check=None, accepted=None, facts=None):
    """Return the page.

    `found` is the document `noaber calibrate --json` printed, `check` what experiments/contacts_by_series.py found, `accepted` what
    experiments/accepted_sets.py did, `facts` what `noaber validate --json` printed; None before they were run.
    """
    validated = next((row for row in (facts or {}).get("facts", ()) if row["fact"] == "C11"), None)
    parts = [HEADING, NOT_RUN] if not found else [HEADING, _how(found), *digest(found), *_fitted(found), *_facts(found), *odd_row(found, validated), lived(accepted), *_untaught(found), *_beyond(found)]
    return "\n\n".join([*parts, *([_check(check)] if check else [])]) + "\n"


def earlier(found):
    """Return in bold that what was found is of an earlier state of the model's code, and a blank; nothing where it is of today's."""
    return f"**{said}** " if (said := of_earlier_code(found)) else ""


def _how(found):
    waves = found["waves"]
    told = WAVES.format(n=len(waves), first=waves[0][0], last=waves[-1][1]) if waves else "No contact survey was followed."
    return HOW.format(**{**found, "waves": told}, earlier=earlier(found), n_drawn=len(found["parameters"]), n_idle=len(found["idle"]), flag=" --contacts FILE" if waves else "", sets=SETS)


def shipped(found):
    """Return [(row of a fitted parameter, value declared now, "fitted", "by hand", "earlier fit" or "another")]."""
    declared = declared_numbers()

    def how(row, now):
        said = shipped_of(row, now["default"])
        return EARLIER_FIT if said == "by hand" and now["source"].startswith(EARLIER_FIT) else said

    rows = [each for each in found["parameters"] if each["fitted"]]
    return [(each, declared[each["parameter"]]["default"], how(each, declared[each["parameter"]])) for each in rows]


def kept_from_before(found):
    """Return in a sentence which declared values are of an earlier fit, and what this one says of each; empty where none is."""
    rows = {each["parameter"]: each for each in found["parameters"]}
    kept = [(path, each["default"]) for path, each in declared_numbers().items() if each["source"].startswith(EARLIER_FIT) and path in rows]
    told = [f"`{path}` ({value:.3g}: {'inside' if rows[path]['q05'] <= value <= rows[path]['q95'] else 'outside'} its 90 % interval, {span(rows[path]['q05'], rows[path]['q95'])}"
            + (", which is nearly the whole range: the facts taught nothing about it)" if rows[path]["taught"] == "not" else ")") for path, value in kept]
    return f"Kept from a fit of an earlier state of the model, and here held against this fit: {'; '.join(told)}." if told else ""


def _fitted(found):
    rows = [[f"`{each['parameter']}`", each["unit"], span(each["low"], each["high"]), number(found["gains"][each["parameter"]]), number(each["now"]), number(each["median"]),
             span(each["q05"], each["q95"]), number(each["spread_left"]), each["taught"], number(each["to_ship"]), f"{now:.3g}, {how}"] for each, now, how in shipped(found)]
    recovery = [[f"`{each['parameter']}`", f"{each['covered']} of {each['rows']}", each["good_enough"]] for each in found["recovery"]]
    return ["## Screening and fit", SCREENED, TAUGHT.format(WORDS),
            table(["parameter", "unit", "range", "gain", "before", "median", "90 %", "spread left", "taught", "to ship", "now"], rows),
            "## Which values are shipped, and why", f"{RULE} {_shipped_none(found)}{_told(found)} {kept_from_before(found)}".rstrip(), DISCLOSED,
            "## Recovery", "In how many rows held out, each taken for the truth, the 90 % interval held the true value; 40 of 50 are enough.",
            table(["parameter", "held the truth", "enough"], recovery)]


def _shipped_none(found):
    return "" if any(how == "fitted" for *_, how in shipped(found)) else "**No value of this fit is shipped.** "


def _told(found):
    by_how = {}
    for each, now, how in shipped(found):
        inside = each["q05"] <= now <= each["q95"]
        by_how.setdefault(how, []).append(f"`{each['parameter']}`" + ("" if inside else f" ({now:.3g}, outside its 90 % interval)"))
    heads = {"fitted": "Shipped as fitted", EARLIER_FIT: "As an earlier fit had them", "by hand": "As set by hand", "another": "Shipped with a value that is neither (rounded, or changed since)"}
    return " ".join(f"{heads[how]}: {', '.join(names)}." for how, names in by_how.items())


def _facts(found):
    rows = [[each["name"], each["text"], span(each["low"], each["high"]), number(each["target"]), number(each["now"]), number(each["median"]), span(each["q05"], each["q95"]),
             number(each["shipped"]), each["shipped_in_range"]] for each in found["facts"]]
    return ["## Facts before, accepted and shipped", FACTS, table(["fact", "what", "range", "published", "before", "accepted", "90 %", "by the rule", "in range"], rows), *_swing(found)]


def _swing(found):
    """Tell the waves of contacts as one pattern; each alone is too uncertain to fail."""
    waves = [each for each in found["facts"] if each["fact"] == "contacts"]
    if len(waves) < 3:
        return []
    survey, model = ([math.log(each[which]) for each in waves] for which in ("target", "now"))
    spread = statistics.stdev(survey), statistics.stdev(model)
    far = sorted(zip(waves, survey, model, strict=True), key=lambda row: -abs(row[1] - row[2]))[:3]
    apart = "; ".join(f"{each['text'].split(',')[0].removeprefix('contacts ')} (survey {each['target']:.2f}, model {each['now']:.2f})" for each, _, _ in far)
    r = statistics.correlation(survey, model)
    verdict = "it is met in direction, not in size" if r > 0 and spread[1] < 0.75 * spread[0] else "it is met in direction and size" if r > 0 else "it fails"
    factor = statistics.median(math.sqrt(each["high"] / each["low"]) for each in waves)
    return [SWING.format(n=len(waves), factor=factor, verdict=verdict, r=r, survey=spread[0], model=spread[1], apart=apart)]


def _untaught(found):
    listed = [each for each in found["parameters"] if not each["fitted"]]
    rows = [[f"`{each['parameter']}`", span(each["low"], each["high"]), number(each["median"]), span(each["q05"], each["q95"]), number(each["spread_left"]),
             "nothing" if each["taught"] == "not" else each["taught"]] for each in listed]
    n_nothing = sum(each["taught"] == "not" for each in listed)
    return ["## What the data did not teach", f"About {n_nothing} of these {len(listed)} parameters the facts taught nothing. {UNTAUGHT}",
            table(["parameter", "range", "median", "90 %", "spread left", "taught"], rows)]


def _beyond(found):
    def named(names):
        return ", ".join(names) or "none"

    return ["## Out of reach, left out, not drawn", f"Out of reach, so not fitted, as no values within the ranges bring them near: {named(found['out_of_reach'])}. "
            f"Left out, because too many draws are too small to have them: {named(found['left_out'])}. "
            f"Not drawn, because they do nothing in a pandemic: {named(f'`{each}`' for each in found['idle'])}."]


def _check(check):
    rows = [[f"{first} to {last}", *(f"{value:.2f}" for value in values)] for (first, last), *values in check["waves"]]
    closer, farther = sorted(("series", "calendar"), key=lambda name: check[name]["apart"])
    words = {"series": "series of policy", "calendar": "calendar"}
    swings = [math.sqrt(statistics.fmean(math.log(row[k]) ** 2 for row in check["waves"])) for k in (1, 2, 3)]
    verdict = f"The {words[closer]} follows the survey more closely than the {words[farther]}."
    return CHECK.format(**{**check, "n": len(check["waves"])}, earlier=earlier(check), verdict=verdict, swings=swings, table=table(["wave", "survey", "by the series", "by the calendar"], rows))
