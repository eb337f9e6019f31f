"""The validation report by type, with the table of facts as `noaber validate --json` gave it, failures and their causes included."""

from document_calibration import earlier, kept_from_before, shipped
from document_series import series
from document_tables import table

from sim.studies.validation_text import set_to_it

HEADINGS = {"validate": "Used by no fit; the last column names the sizes set by hand with the fact in sight", "calibrate": "For fitting: these were used to choose numbers, by hand or by a fit",
            "construction": "Met by construction: listed apart, not counted", "check": "Checks of our own, not counted"}
NOT_RUN = ("No result is committed yet. `noaber validate --json > validation.json`, then `python experiments/documents.py --facts validation.json`, fills this section in.")
NONE_SET = "none"
NO_CAUSE = "Cause not established."
OPENING = """# Validation

Made from the code by `make docs`; do not edit. Types follow the ISPOR-SMDM task force (Eddy et al. 2012): face, verification, cross-model, external and predictive
validation, the last two strongest. What a model has been set to cannot speak for it, so every fact is marked by its use.

## Face validity

Each mechanism states a published finding, its source and kind of evidence ([claims.md](claims.md)); `noaber list mechanisms` prints the plan of a step, `noaber explain` tells a scenario in sentences, and
`noaber explain --paths` shows through what a crisis acts. People outside the project have not reviewed it; that is still to be done.

## Verification

| question | how it is checked |
| --- | --- |
| does the program do what its description says? | `tests/reference/` holds the same model one Mesa agent at a time; who met whom must be equal exactly, states to 1e-5 |
| does anything happen without a cause? | `tests/test_drift.py`: 365 ordinary days with all mechanisms, paired with none, stay within 0.01 SD and 0.5 points |
| can the order of mechanisms matter? | contributions are added in a fixed order; a test shuffles the mechanisms and compares bits |
| does an intervention that reaches nobody change nothing? | a test requires a difference of exactly 0 in every outcome |
| do hours and days agree? | `tests/test_worlds.py`: paired within 0.01 SD and 1 % of contacts in `baseline` and `lockdown` over 60 days. *Not* in the acute days of a disaster: in the first week of a flood the same people's distress rises by 0.164 SD by day and 0.190 by hour, of an earthquake 0.158 and 0.183 (600 people, one run of each), and five weeks later they agree |
| would the tests notice a broken promise? | `make test-all` breaks each promise by a small patch and requires that its test fails |

## Cross-model validity

The mean-field limit of the model, solved as differential equations, is met by the simulation (see [mean_field.md](mean_field.md)). Of published models none calibrates loneliness or distress to lockdown data on a network with policies, so
there is no second model to compare numbers with; the burnout regime of Fontanari 2021 was searched for and is reported in [burnout.md](burnout.md). Its equations were not read, so nothing here claims to reproduce them. The courses of stress of persons are held against the published shape, resilience as the
commonest, in [trajectories.md](trajectories.md).

## External validity

Published facts that come from other data than the fit uses. """
BY_HAND = """The sizes the model ships with were set by hand (2026-11) with C2 to C9 and also V2, V4, V5, V8 and V14 in sight, and single sizes with V7
(home working that stays), V10 (days at work skipped, company of the distressed), V12 (protection by cohesion) and V13 (likeness of friends) in sight."""
FITTED = """Since then a fit to the facts for fitting ([calibration.md](calibration.md)) has looked at {n_drawn} declared numbers; of the {n_fitted} sizes fitted, {n_shipped} ship as fitted: {named}. {kept} Which fitted values to ship was decided
with V2 in sight: shipping those about which the facts had taught hardly anything had made it fail in a trial."""
NONE_FITTED = "No fit has changed any of them: no calibration is committed yet."
IN_SIGHT = """A fact that rests on a size set so is agreement, not prediction; the last column of the table names the sizes. V12 and V13 are met by construction: the
two odds ratios of V12 are `disaster_social_capital.own` and `disaster_social_capital.area`, set until they came out, as the likeness of friends is in V13; only the third part of V12, company after moving together, is not put in. V12 was counted until 2026-11-22 (10 of 10 then). The signs of V4 and V8 are put in
too (women_more_sensitive, care_burden; less_at_high_distress), not their sizes, so they count as what the last column says: agreement. V14 asks whether distress is back *within 0.02 SD*, a bound chosen by us and not relative to the rise: adults' distress rises by 0.033 SD in the dark
days, and 0.017 SD or 52 % of that is left in the second week after (asked apart of 3 pairs of 3,000 people on 2026-11-22). So the model's distress fades slower than "back in days", and a bound of a quarter of the rise would not be met. That the old and those who live alone bear more of it holds in the
dark days only: in the second week after, those who live alone are 0.003 SD above others, those of 75 and over 0.003 SD *below* younger adults. V2 was first asked of `lockdown`,
where it failed (0.42 to 0.45 of the fall in weeks 2 to 5 then; 0.32 when last looked at, on 2026-11-22, with 8 pairs of 3,000 people), then of `lockdown_year`, whose measures are nearer to England's."""
NOT_ABLATED = """### Which mechanism is needed for which fact

Not every mechanism has been switched off in turn against all facts yet: `noaber validate --ablate --facts all` does so, but its full table has not been run."""
ABLATED = """### Which mechanism is needed for which fact

{earlier}Each mechanism switched off in turn ({n} of them), in small runs ({people:,} people, {replicates} replicates, seed {seed}), against {facts}: the facts that are in range with all mechanisms and not without this one, with
the values with and without it. The people and their luck are the same, so small runs are enough to see what a mechanism does; a value near the end of a range may leave it by little. Nothing was set again
after a mechanism was off, so a fact that is lost shows what this model rests on, not that no other model could meet it. Out of range with all mechanisms, in these small runs: {outside}.
`noaber validate --ablate{flag} --json > ablation.json`, then `python experiments/documents.py --ablation ablation.json`, repeats it.

{table}"""
CLOSING = """## Predictive validity

None yet. No outcome was forecast before it was known, and none of the facts above lies after the model was written. Whoever uses noaber for a crisis to come should write down its
comparison first; the manifest of a comparison holds everything that is needed to repeat it later.

## Reporting checklist (STRESS-ABS, Monks et al. 2018)

| item | where |
| --- | --- |
| 1.1 purpose, 1.2 outputs, 1.3 aims of experimentation | [odd.md](odd.md) 1 and 4 (observation); README |
| 2.1 overview, 2.2 base logic, 2.3 scenario logic | [odd.md](odd.md) 2, 3 and 7; `noaber explain SCENARIO` |
| 2.4 algorithms | `sim/mechanisms/`, and one person at a time in `tests/reference/` |
| 2.5 components: environment, agents, topology, entry and exit | [odd.md](odd.md) 2 and 5; [network.md](network.md); nobody enters or leaves during a run |
| 3.1 sources, 3.2 preparation, 3.3 input parameters, 3.4 assumptions | [parameters.md](parameters.md); [odd.md](odd.md) 6; every assumed number is called so |
| 4.1 initialization, warm-up | [odd.md](odd.md) 5: some 28 ordinary days find the usual; a run then starts in equilibrium |
| 4.2 run length, 4.3 estimation | scenario `days`; pairs of runs with common random numbers, 95 % t intervals over pairs, Holm and Benjamini-Hochberg |
| 5.1 software, 5.2 random sampling, 5.3 execution, 5.4 system | Python with NumPy and numba, versions in `constraints.txt`; draws are hashes keyed by seed, purpose, day and person; the same bits for any number of processes |
| 6.1 access to the code | this repository; `make demo`, `make test`, `make docs` |
"""


def validation(found, ablation=None, fitted=None):
    """Return the report.

    `found` is the document that `noaber validate --json` printed, `ablation` that of `noaber validate --ablate --json`, `fitted` that of
    `noaber calibrate --json`; each None before it was run.
    """
    return f"{OPENING}{_facts(found, ablation, fitted) if found else NOT_RUN}\n\n{CLOSING}"


def _in_sight(fitted):
    if not fitted:
        return f"{BY_HAND} {NONE_FITTED} {IN_SIGHT}"
    named = [f"`{row['parameter']}`" for row, _, how in shipped(fitted) if how == "fitted"]
    return f"{BY_HAND} {FITTED.format(n_drawn=len(fitted['parameters']), n_fitted=len(fitted['fitted']), n_shipped=len(named), named=', '.join(named) or 'none', kept=kept_from_before(fitted))} {IN_SIGHT}"


def _ablation(found):
    if not found:
        return NOT_ABLATED
    asked = [row["fact"] for row in found["whole"]]
    outside = [row["fact"] for row in found["whole"] if not all(_holds(part) for part in row["parts"] if part["passed"] is not None)]
    rows = []
    for name in found["without"]:
        lost = [f"{each['fact']}: {each['text']} ({each['value']:.3g}, {'unknown' if each['value_without'] is None else format(each['value_without'], '.3g')})"
                for each in found["needed"] if each["without"] == name]
        rows.append([f"`{name}`", "; ".join(lost) or "none"])
    rows.sort(key=lambda row: row[1] == "none")
    return ABLATED.format(**{**found, "earlier": earlier(found), "n": len(found["without"]), "facts": f"{len(asked)} facts ({', '.join(asked)})", "outside": ", ".join(outside) or "none"},
                          flag=f" --facts {','.join(asked)}", table=table(["without", "facts no longer in range (with it, without it)"], rows))


def _holds(part):
    """Return whether the value of a part lies between the ends it has."""
    value, low, high = part["value"], part["low"], part["high"]
    return value is not None and (low is None or value >= low) and (high is None or value <= high)


def _facts(found, ablation, fitted):
    rows = found["facts"]
    parts = [f"{earlier(found)}{_counts(rows)} A fact is met when the mean over replicates lies in the range and its 95 % half-width is small against it; study seed {found['seed']}.", _in_sight(fitted)]
    for kind, heading in HEADINGS.items():
        listed = [row for row in rows if row["kind"] == kind]
        if listed:
            heads = ["fact", "what was found", "scenario", "part", "published", "model", "met"]
            told = kind == "validate" or any(row["set_by"] for row in listed)
            parts.append(f"### {heading}\n\n" + table([*heads, "set with it in sight"] if told else heads, [line[:None if told else len(heads)] for row in listed for line in _lines(row)]))
    failed = [row for row in rows if row["passed"] is False]
    if failed:
        parts.append("### Failures, and why\n\n" + "\n".join(f"* **{row['fact']}**, {row['text']}: {row.get('cause') or NO_CAUSE}" for row in failed))
    parts.append(_ablation(ablation))
    return "\n\n".join([*parts, series(found)] if found.get("series") else parts)


def _counts(rows):
    """Say how many facts are met, and how many of them rest on no size set for them."""
    said = []
    for kind, words in (("validate", "facts no fit has used"), ("calibrate", "facts for fitting")):
        listed = [row for row in rows if row["kind"] == kind and row["passed"] is not None]
        met = [row for row in listed if row["passed"]]
        unset = [row["fact"] for row in met if not row["set_by"]]
        named = f" ({', '.join(unset)})" if unset else ""
        rest = f", of which {len(unset)} do not rest on a size set with the fact in sight{named}" if kind == "validate" else ""
        said += [f"**{len(met)} of {len(listed)} {words} are met{rest}.**" if rest else f"{len(met)} of {len(listed)} {words} are met."] if listed else []
    return " ".join([*said[:1], *filter(None, [set_to_it(rows)]), *said[1:]])


def _lines(row):
    """Give a line for each part of a fact; its name and verdict stand on the first."""
    met = {True: "yes", False: "**no**", None: "not judged"}[row["passed"]]
    head = [row["fact"], f"{row['text']} ({row['source']})", row["scenario"]]
    told = row["set_by"] or (NONE_SET if row["kind"] == "validate" else "")
    for place, part in enumerate(row["parts"] or [{"text": "", **row}]):
        value = "" if part["value"] is None else f"{part['value']:.3g}" + ("" if part["half_width"] is None else f" ± {part['half_width']:.2g}")
        yield [*(head if place == 0 else ["", "", ""]), part["text"], part["target"], value, met if place == 0 else {True: "yes", False: "no", None: ""}[part["passed"]], told if place == 0 else ""]
