"""A scenario told in sentences, with a timeline in text and tables of what each crisis leaves open."""

import textwrap
from datetime import timedelta

from ..core.conditions import ALARMS, ORDINARY
from ..core.layers import CHANNELS
from .carried import carried_by, readers_of
from .errors import moment_in_words
from .events import Series
from .height import height_of
from .places import is_by_session

WIDTH = 60  # characters of the timeline
LONG = 56  # days; from where a reader is told that the hold of measures does not wear off by itself
# how a sentence says that a trait is asked for, and that its absence is
TRAITS = {
    "lives_alone": ("living alone", "not living alone"), "student": ("students", "no students"), "works": ("at work", "not at work"),
    "child_under_12": ("parents of a child under 12", "no parents of a child under 12"),
    "few_close_ties": ("short of close ties", "not short of close ties"), "low_mood": ("low in mood", "not low in mood"),
    "lonely": ("lonely", "not lonely"),
}
# how a sentence tells a level that is no alarm: as a share of the usual, or as more or less than usual
BURDENS = {"shock": "a day's blow of {:.0%} of losing one's home", "lost_home": "a home lost to {:.0%}", "lost_income": "an income lost to {:.0%}",
           "heat": "heat {:.2g}"}
SHARES = {"nearby": "{:.0%} of neighbours and familiar faces still near", "power": "power for {:.0%} of connections", "phone": "phones that work: {:.0%}", "internet": "internet that works: {:.0%}",
          "daylight": "{:.0%} of the usual daylight"}
ACTS_THROUGH = "Acts through: the mechanisms that read what it changes, each with the kind of evidence of its finding; noaber list mechanisms tells finding and source."
READ_AS = {"openness": "what is open", "visitors_cap": "visitors", "digital_push": "calls, texts and video", "neighbourly": "how acute a day is for neighbours",
           "nearby": "who is still near", "side_by_side": "who moved together"}
MORE = {"digital_push": "calls, texts and video", "neighbourly": "meetings between neighbours", "side_by_side": "meetings between neighbours who moved together"}


def explain(scenario):
    """Return the scenario as text: who and when, a timeline, each crisis and intervention, and what differs from the usual."""
    parts = [_opening(scenario), _timeline(scenario)]
    parts += [_crisis(event, scenario) for event in scenario.crisis]
    parts += [_intervention(event, scenario) for event in scenario.intervention]
    parts += [_findings(scenario), "\n".join(f"Note: {notice}." for notice in scenario.notices)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _opening(scenario):
    population = scenario.population
    last = scenario.end - timedelta(days=1)
    who = f"the people of {population.network}" if population.network else f'{population.people:,} people of the recipe "{population.recipe}"'
    stand = f", who stand for {population.people_represented:,}" if population.people_represented else ""
    return _filled(f"{scenario.title}\n\n{who[0].upper()}{who[1:]}{stand}, from {_day(scenario.start)} to {_day(last)}: "
                   f"{_count(scenario.days, 'day')} in steps of {'an hour' if scenario.step == 'hour' else 'a day'}.")


def _timeline(scenario):
    if not scenario.events:
        return "Nothing happens: no crisis, no intervention."
    days_a_mark = max(1, -(-scenario.days // WIDTH))
    width = -(-scenario.days // days_a_mark)
    label = max(len(event.name) for event in scenario.events)
    lines = [" " * label + f"  {scenario.start}{str(scenario.end - timedelta(days=1)).rjust(max(11, width - 10))}"]
    for event in scenario.events:
        first, last = scenario.days_of(event)
        first, last = first // days_a_mark, -(-last // days_a_mark)
        mark = ("#" if event.role == "crisis" else "=") if event.enabled else "."
        lines.append(f"{event.name.ljust(label)}  {' ' * first}{mark * (last - first)}".rstrip())
    return "\n".join([*lines, f"(# crisis, = intervention, . switched off; a mark is {_count(days_a_mark, 'day')})"])


def _crisis(event, scenario):
    height = height_of(event, scenario)
    told = event.told(height.level) if height.level > 0 else "It changes nothing."
    lines = [f"{_heading(event, scenario)} {told}".strip(), _severity(event), _untiring(event, scenario) if height.level > 0 else ""]
    if event.area is not None:
        where = f"{event.area:.0%} of all areas" if isinstance(event.area, float) else f"areas {_listed(event.area)}"
        lines.append(f"It hits {where}.")
    text = "\n".join([_filled(" ".join(line for line in lines if line)), _filled(_evidence(event), "  ")])
    if height.level == 0:
        return text
    others = {way: height_of(event, scenario, (way,)) for way in event.ways}
    harder = [_struck(others[way], height, words) for way, words in event.ways.items()]
    return "\n".join(filter(None, [text, _open_table(height), *harder, _through([height, *others.values()], scenario)]))


def _through(heights, scenario):
    """Return which mechanisms read what a crisis changes, each with its kind of evidence."""
    changed = ["openness"] if any(share < 0.995 for each in heights for shares in each.open.values() for share in shares) else []
    changed += [name for name, usual in ORDINARY.items() if any(abs(each.levels[name] - usual) > 1e-6 for each in heights)]
    changed += ["visitors_cap"] if any(each.visitors is not None for each in heights) else []
    readers = readers_of(changed, scenario)
    if not readers:
        return "  Acts through: no mechanism that is on."
    lines = [f"{READ_AS.get(name, name.replace('_', ' '))}: {', '.join(f'{mechanism} ({kind})' for mechanism, kind in names)}" for name, names in readers.items()]
    return "\n".join([_filled(ACTS_THROUGH, "  "), *(_filled(line, "    ") for line in lines)])


def _severity(event):
    if isinstance(event.severity, Series):
        daily = event.severity.daily
        text = f"Its severity follows a series from {_number(min(daily))} to {_number(max(daily))}, {_number(sum(daily) / len(daily))} on average"
    else:
        text = f"Severity {_number(event.severity)}"
    return text + _ramps(event) + "."


def _untiring(event, scenario):
    """Return that people keep to long measures to the end, where no fatigue is set; a lockdown has none unless its file says so."""
    first, last = scenario.days_of(event)
    if getattr(event, "fatigue", None) != 0 or last - first <= LONG:
        return ""
    return (f"It lasts {_count(last - first, 'day')}, and people keep to it as well at the end as at the beginning: its fatigue is 0. "
            "The key fatigue changes that (the share of the measures' hold that wears off, over fatigue_days).")


def _ramps(event):
    text = f", reached over {_count(event.ramp_days, 'day')}" if event.ramp_days else ""
    return text + (f", fading over {_count(event.out_days, 'day')} after the end" if event.out_days else "")


def _open_table(height):
    """Return what is left open by setting and channel when the crisis is at its height."""
    head = "  open at its height".ljust(24) + "".join(channel.replace("_", " ").rjust(11) for channel in CHANNELS)
    lines = [head] + [f"    {setting.ljust(20)}" + "".join(f"{share:.0%}".rjust(11) for share in shares) for setting, shares in height.open.items()]
    if all(share > 0.995 for shares in height.open.values() for share in shares):
        lines = ["  All settings and channels stay open."]
    changed = [_level(name, height.levels[name]) for name, usual in ORDINARY.items() if abs(height.levels[name] - usual) > 1e-6]
    changed += [f"at most {_count(height.visitors, 'visitor')} a day"] if height.visitors is not None else []
    return "\n".join(lines + ([_filled("Also: " + ", ".join(changed) + ".", "  ")] if changed else []))


def _struck(height, others, words):
    """Return what differs for those whom a crisis strikes harder, or an empty text."""
    differs = [f"{setting} {share:.0%} open {channel.replace('_', ' ')}" for setting, shares in height.open.items()
               for channel, share, usual in zip(CHANNELS, shares, others.open[setting], strict=True) if abs(share - usual) > 1e-6]
    differs += [_level(name, value) for name, value in height.levels.items() if abs(value - others.levels[name]) > 1e-6]
    return _filled(f"For {words}: {', '.join(differs)}.", "  ") if differs else ""


def _level(name, value):
    if name in BURDENS:
        return BURDENS[name].format(value)
    if name in ALARMS:
        return f"{name} {_number(value)}"
    if name in MORE:
        return f"{abs(value - 1):.0%} {'more' if value > 1 else 'fewer'} {MORE[name]}"
    return SHARES[name].format(value)


def _intervention(event, scenario):
    unit, use = ("sessions a day", "session") if is_by_session(event, scenario.start) else ("places", "place and day")
    capacity = "as many as ask" if event.capacity_per_1000 is None else f"{_number(event.capacity_per_1000)} {unit} per 1,000 residents"
    lines = [
        f"{_heading(event, scenario)} {event.sentence}".strip(),
        f"For {_who(event.who)}: {event.reach:.0%} of them get the offer, {event.uptake:.0%} of those accept at usual mood{_ramps(event)}.",
        f"Capacity: {capacity}. Cost: {_number(event.cost_fixed)} euro per 1,000 residents per day "
        f"and {_number(event.cost_per_use)} euro per {use}, in prices of {event.price_year}.",
        f"Acts through: {', '.join(carried_by(event, scenario.start)) or 'conditions alone'}.",
        _evidence(event),
    ]
    return "\n".join(_filled(line, "" if k == 0 else "  ") for k, line in enumerate(lines))


def _evidence(event):
    """Return the kind of evidence, where an event declares one, and its source."""
    kind = getattr(event, "evidence", "")
    said = f"{kind}; {event.source}" if kind and not event.source.startswith(kind) else event.source
    return f"Evidence: {said}."


def _who(who):
    return " or ".join(_one_who(each) for each in (who if isinstance(who, tuple) else (who,)))


def _one_who(who):
    said = [_age(who)] + [words[not value] for key, words in TRAITS.items() if (value := getattr(who, key)) is not None]
    said += [{"woman": "women", "man": "men"}.get(who.sex), f"in {'area' if len(who.area) == 1 else 'one of the areas'} {_listed(who.area)}" if who.area else None]
    said = " and ".join(filter(None, said))
    people = f"people who are {said}" if said else "everyone"
    return people if who.share is None else f"a random {who.share:.0%} of {people}"


def _age(who):
    if who.age_min is not None and who.age_max is not None:
        return f"aged {who.age_min} to {who.age_max}"
    return f"aged {who.age_min} and over" if who.age_min is not None else f"aged up to {who.age_max}" if who.age_max is not None else None


def _listed(numbers):
    return ", ".join(str(number) for number in numbers)


def _heading(event, scenario):
    until = moment_in_words(event.until) if event.until else "the end"
    off = "" if event.enabled else ", SWITCHED OFF"
    return f"{event.role.capitalize()} {event.name} ({event.kind}), {moment_in_words(event.start or scenario.start)} to {until}{off}."


def _findings(scenario):
    """Return which mechanisms and feelings differ from the usual."""
    lines = [f"Switched off: the mechanism {name}." for name, value in scenario.mechanisms.items() if value is False]
    for name, value in [*scenario.mechanisms.items(), ("feelings", scenario.feelings)]:
        fields = type(value).model_fields if value is not False else {}
        own = [f"{key} = {getattr(value, key)} (usually {field.default})" for key, field in fields.items() if getattr(value, key) != field.default]
        lines += [f"Another assumption in {name}: {', '.join(own)}."] if own else []
    return "\n".join(_filled(line) for line in lines)


def _day(day):
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def _count(number, noun):
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _filled(text, indent=""):
    return "\n".join(textwrap.fill(line, 110, initial_indent=indent, subsequent_indent=indent) for line in text.split("\n"))
