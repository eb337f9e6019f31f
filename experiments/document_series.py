"""The part of the validation report on series that were set aside: every one beside the model's, the failures by cause, and what was not used and why."""

from document_calibration import earlier
from document_tables import table

HEADS = ["series", "what is compared", "model or correlation", "published", "same direction", "dates"]
RIVM = "RIVM cohort"
TEXT = """### Series set aside: the course, not the level

{earlier}Published Dutch series of 2020 and 2021 beside the model's course in `netherlands_2020` ({people:,} people, {replicates} replicates, seed {seed}). Surveys ask other questions than the model
answers, so only shape is compared: a correlation over dates, the level of one period over another, and changes between dates. A *change* of the model is that against the same people without the crisis, over the
same dates (a week round each), in the unit that is named; where it is not the unit of the survey, only the direction can be compared, and 'yes' says nothing of size. A shift of 0.1 SD of all moves at most 4 of 100 people over any line. No fact uses the first
two series; the others are of the surveys V5 is about or of the same months, and sizes were set with V5 in sight. The correlations hold what the calendar of measures itself puts into both; neighbouring days
and months are not independent, so no intervals are given. The tables are not part of this repository: `noaber validate --series DIR` reads them from a folder of yours."""
UNASKED = "The result shown is of before the rows of the RIVM cohort were compared: `noaber validate --series DIR --json > series.json`, then `python experiments/documents.py --facts series.json`, adds them."
OPPOSITE = """**In the opposite direction ({n} of {asked} asked):** {named}."""
CAUSES = """Causes, as the model was taken apart for them (1,000 people, one pair of runs; the direction is what counts):

* **Loneliness falls too late and too little.** The cohort was less lonely by mid-June 2020 than in mid-April by 19 points, the model by less than one: its loneliness peaks in mid-May. Unmet need averages company over
  `feelings.need_days` (10) and loneliness follows it over `feelings.loneliness_days` (14); on 17 June measures still hold, and need is at three fifths of what it was in April. Before this cohort was compared the second
  number was 30, the peak came at the end of May, and the model was lonelier in June than in April (+2.2 points); it was set anew with these rows in sight, so that their direction speaks no longer for the model. Their size was out of reach
  with any number within the declared ranges.
* **Gloom and stress hardly move in the spring of 2020.** Worry does fall, but by a few hundredths of an SD, where 24 points fewer said they were more anxious; low mood, which loneliness, unmet need and wearing out push, stays up until
  June and outweighs it. With the mechanism wearing_out off, distress falls a little from April to June. The cohort asks people to look back ('more than before the measures'), and what they look back on in April may be more alarm than the model's slight threat (severity 0.12,
  an assumption), to most of which people are used within two weeks (getting_used).
* **Distress of 2021 passes too slowly.** It peaks when the country reopens, in the last days of April 2021, and by mid-June has lost a third of what it had risen since June 2020, where the cohort's life grade was back at that of June 2020. The
  cause is wearing out (`wearing_out.days` 75): it follows unmet need over months, and pushes low mood long after. With wearing_out off two thirds are gone by then (found before the last change of numbers), but the rise itself is a third as large.
  The rise of the first half of 2021 (V5) rests on the same mechanism, so what gives that fact costs this one.
* **Symptoms in June 2020** were fewer than before in the LISS panel; nothing in this model makes a crisis a relief. Fear of infection (YouGov) rose over the summer; infection is not in the model, and its worry follows the threat, which fades. A small run may also
  get the sign wrong by luck where levels over ten days before are compared (LISS panel), as those are not paired.
* **Ages in 2020** (correlation over eight ages): of some 10,000 asked a year an age has some hundreds to 1,500, so chance alone moves each published change by one to two points, as much as most of them are. The model does not follow them either way."""
NOT_USED = (
    ("pandemic_panels, LISS panel", "symptoms of those lonely after but not before, never lonely, and always lonely (5 rows)", "asks the same persons at two dates and picks them by the end; means of all are kept here, not persons"),
    ("pandemic_panels, RIVM cohort", "more anxious, gloomier, more stressed, lonelier, more sleep problems than before, June 2020 (5 rows)", "levels of a cohort that is not representative, for a difference people notice, of which the model knows no size; sleep is no outcome. Their changes since April are compared"),
    ("pandemic_panels, RIVM cohort", "negative effect on my life, all ages, May 2021 (1 row)", "a level, as above; the difference between ages is compared"),
    ("mental_health_mhi5", "2017 and 2018 (6 rows)", "the model has no course of earlier years; 2019 is the level before"),
    ("mental_health_mhi5", "2021, whole year (1 row)", "the scenario ends on 30 June 2021"),
    ("umd_ctis", "money worries, sick people in the community, masks, trust in government", "infection, masks and trust are not in the model, and this scenario has no economic shock"),
    ("umd_ctis", "17 other countries", "the calendar of measures is Dutch"),
    ("yougov_netherlands", "people_contact_outside_household, household_members_contact", "driven by outliers, says the README of the table: avoidance is to be used"),
    ("yougov_netherlands", "other avoidance (crowded areas, large and medium gatherings, public events and transport, shops, care, people with symptoms)", "the model does not tell these places and events apart"),
    ("yougov_netherlands", "children_avoided_school", "three months only"),
    ("yougov_netherlands", "happier_two_weeks_ago, life_greatly_affected", "the wording of the question is not in the copy, or asks for a judgement the model has no counterpart of"),
    ("yougov_netherlands", "hygiene, masks, vaccines, isolation, views on the virus and the government", "not in the model"),
)


def series(found):
    """Return the part of the report, from the document `noaber validate --series --json` printed, as part of that of the facts."""
    rows = found["series"]
    parts = [TEXT.format(**found["series_run"], earlier=earlier(found["series_run"])), table(HEADS, [_line(each) for each in rows])]
    parts += [_opposite(rows), CAUSES] if any(each["series"] == RIVM for each in rows) else [UNASKED]
    return "\n\n".join([*parts, "Rows of the tables set aside for validation that are *not* compared, with the reason of each:", table(["table", "rows", "why not"], [list(each) for each in NOT_USED])])


def _line(each):
    """Return a row of the table; results of before `same_direction` was asked lack it."""
    return [each["series"], each["text"], _shown(each["number"]), _shown(each["published"]), {True: "yes", False: "**no**", None: ""}[each.get("same_direction")], each["n"] or ""]


def _shown(value):
    return "" if value is None else f"{value:.3f}" if 0 < abs(value) < 0.1 else f"{value:.2f}"


def _opposite(rows):
    asked = [each for each in rows if each.get("same_direction") is not None]
    wrong = [f"{each['series']}, {each['text']} ({_shown(each['number'])}, published {_shown(each['published'])})" for each in asked if not each["same_direction"]]
    return OPPOSITE.format(n=len(wrong), asked=len(asked), named="; ".join(wrong) or "none")
