"""Robustness in plain sentences, and as tables for the report."""

from .amounts import plain
from .robustness_sets import BY_ISOLATION, BY_THREAT
from .wording import label

MOST_NAMED = 6
HEADING = "Does the answer hold with other numbers?"
NOT_FITTED = ("These ranges were not fitted to anything, and many corners of them contradict what is known: this shows what could change "
              "the answer, not how likely that is.")
FIXED = ("Who is reached, who takes an offer up, how many can be helped and how strong a crisis and its measures are do not vary between sets: they are what the scenario files say.")
LEANING_WITHIN = "The two sets that lean to one cause are those of the accepted ones that stand highest in it and lowest in the other."
LEANING_BEYOND = ("In the two sets that lean to one cause, {} of the {} strengths they lean by are not in the accepted sets and stand at the ends of their declared ranges, so that these two "
                  "need not meet the facts.")
ACCEPTED = ("Accepted is the word of an emulator of the facts for fitting. Of {sets} such sets that were really lived ({people:,} people, one pair of runs each; the shipped numbers so miss {shipped_misses}), {meet_fitted} meet {fitted} together, which the fit used, and {meet_unused} {unused} together, "
            "which no fit used: so they are no versions of the model that meet the facts, but say how far the answer could move with numbers nobody has measured.")
NOT_LIVED = "Accepted is the word of who made that file; whether its sets meet the published facts when they are really lived is not known here."
IN_SETS = "{} of {} sets"


def robustness_sentences(verdict):
    """Return the sentences on robustness; none where it was not asked for."""
    found = verdict.get("robustness")
    if not found:
        return []
    if not found["n_sets"]:
        return ["No parameter set has finished runs of every scenario, so nothing is known about other numbers.", *_failed(found)]
    said = [_how(found), *_what_accepted_means(found), *_whole_order(verdict, found), *(_order(verdict, each) for each in found["orders"] if each["neighbours"])]
    said += [_range(verdict, each) for each in found["policies"]] + ([_crisis(found["crisis"])] if found["crisis"] else [])
    return said + _switches(verdict, found) + _failed(found)


def _how(found):
    others = found["n_sets"] - len(found["leaning"])
    drawn = (f"{others} drawn from the sets that {found['accepted']} accepts, what it does not hold over its declared range" if found["accepted"]
             else f"{others} drawn over the declared ranges")
    said = (f"The comparison was repeated with {found['n_sets']} sets of the model’s numbers, {_count(found['pairs'], 'pair')} of runs each with people "
            f"and luck of their own: one set mostly threat, one mostly isolation, {drawn}.")
    beyond = len(found.get("at_ends", ()))
    leaning = LEANING_BEYOND.format(beyond, len(BY_THREAT + BY_ISOLATION)) if beyond else LEANING_WITHIN
    return f"{said} {leaning if found['accepted'] else NOT_FITTED} {FIXED}"


def _what_accepted_means(found):
    """Say how many of the accepted sets meet the facts when they are really lived."""
    if not found["accepted"]:
        return []
    lived = found.get("lived")
    if not lived:
        return [NOT_LIVED]
    return [ACCEPTED.format(**{**lived, **{name: listed(lived[name]) for name in ("fitted", "unused")}, "shipped_misses": listed(lived["shipped_misses"] or ["none"]),
                                                **{name: lived[name] or "none" for name in ("meet_fitted", "meet_unused")}})]


def _whole_order(verdict, found):
    policies = found["policies"]
    if len(policies) < 2:
        return []
    first, n = _named(verdict, policies[0]["name"]), found["n_sets"]
    said = f"{first} stays first in {IN_SETS.format(found['first_stays_first_in'], n)}"
    return [f"{said}." if len(policies) == 2 else f"{said}; the whole order holds in {found['whole_order_holds_in']}."]


def _order(verdict, each):
    better, worse = _named(verdict, each["better"]), _named(verdict, each["worse"])
    said = (f"{better} leaves fewer people with high distress than {worse} in {IN_SETS.format(each['holds_in'], each['n_sets'])}, "
            f"in {each['clearly_in']} by enough to matter")
    if not each["holds_in"] and not each["reversed"]:
        return f"{better} and {worse} are exactly alike in every set."
    if each["clearly_reversed"]:
        return f"{said}; it is the other way round by enough to matter with {listed(each['clearly_reversed'])}."
    return f"{said}; it is never the other way round by enough to matter."


def _range(verdict, each):
    if each["lowest"] == each["highest"] == 0:
        return f"{_named(verdict, each['name'])} changes nothing in any set."
    return f"{_named(verdict, each['name'])} lowers high distress in {IN_SETS.format(each['lowers_in'], each['n_sets'])}: {_ends(each)}."


def _crisis(each):
    raised = each["n_sets"] - each["lowers_in"]
    return f"The crisis itself raises high distress in {IN_SETS.format(raised, each['n_sets'])}: {_ends(each)}{_beyond(each)}."


def _beyond(each):
    """Say where the model as shipped lies outside of what the sets say, which is then about other models than this."""
    inside = each["shipped"] is None or each["lowest"] is None or each["lowest"] <= each["shipped"] <= each["highest"]
    return "" if inside else f"; as shipped it lies {'below' if each['shipped'] < each['lowest'] else 'above'} all of them"


def _ends(each):
    """Return "from 8 fewer to 1 fewer of 1,000 on an average day, 4 fewer as shipped, 2 fewer with mostly threat"."""
    leaning = "".join(f", {_of_thousand(value)} with {name}" for name, value in each["leaning"].items())
    return (f"from {_of_thousand(each['lowest'])} to {_of_thousand(each['highest'])} of 1,000 on an average day, "
            f"{_of_thousand(each['shipped'])} as shipped{leaning}")


def _of_thousand(value):
    if value is None:
        return "unknown"
    size = plain(abs(1000 * value), 0 if abs(value) >= 0.01 else 1)
    return "no change" if float(size.replace(",", "")) == 0 else f"{size} {'fewer' if value < 0 else 'more'}"


def _switches(verdict, found):
    said = []
    for kind, how in (("off", "With one finding switched off at a time"), ("on", "With one contested finding switched on at a time")):
        cases = [each for each in found["switches"] if each["kind"] == kind]
        if cases:
            idle = f"; {len(found['idle'])} more have no part here" if kind == "off" and found["idle"] else ""
            said.append(f"{how} ({_count(len(cases), 'finding')}, {_count(found['switched_pairs'], 'pair')} each{idle}), {_changes(verdict, found, cases, kind)}")
    return said + [_idle(verdict, policy["name"], found) for policy in found["policies"] if _idle(verdict, policy["name"], found)]


def _changes(verdict, found, cases, kind):
    """Return what becomes of the order when findings are switched."""
    if len(found["policies"]) < 2:
        return f"the effect of {_named(verdict, found['policies'][0]['name'])} stays between {_span(cases)}." if found["policies"] else "nothing is ranked."
    word = "without" if kind == "off" else "with"
    surely = [each for each in cases if any(change["in_every_pair"] and change["clearly"] for change in each["changed"])]
    perhaps = [each for each in cases if each["changed"] and each not in surely]
    parts = [f"the order changes {word} {each['name'].replace('_', ' ')} ({_named(verdict, each['best'])} comes first)" for each in surely[:MOST_NAMED]]
    parts += [f"and {len(surely) - MOST_NAMED} more"] if len(surely) > MOST_NAMED else []
    parts = parts or ["the order of no two policies turns round by enough to matter"]
    tail = f"; by too little to matter or not in every pair it changes {word} {listed([each['name'].replace('_', ' ') for each in perhaps])}" if perhaps else ""
    return f"{'; '.join(parts)}{tail}."


def _span(cases):
    values = [effect["without"] for each in cases for effect in each["effects"].values() if effect["without"] is not None]
    return f"{_of_thousand(min(values))} and {_of_thousand(max(values))} of 1,000" if values else "unknown bounds"


def _idle(verdict, name, found):
    """Return on which findings the help of a policy hangs; empty where on none."""
    needed = [each["name"].replace("_", " ") for each in found["switches"] if name in each["idle"] and each["kind"] == "off"]
    return f"{_named(verdict, name)} no longer helps by enough to matter without {listed(needed)}." if needed else ""


def _failed(found):
    return [f"{len(found['failed'])} of these runs failed and are left out: {found['failed'][0]}"] if found["failed"] else []


def listed(names):
    """Return names as a list in words, the rest as a number."""
    shown = [*names[:MOST_NAMED], *([f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else [])]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _named(verdict, name):
    return f"“{label(verdict, name)}”"


def _count(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"


def robustness_tables(verdict):
    """Return {"sets": rows, "switches": rows, "heads": names}: texts for the report's tables, changes per 1,000 people."""
    found = verdict.get("robustness")
    if not found or not found["n_sets"]:
        return None
    rows = [(label(verdict, each["name"]), [_signed(each["shipped"]), _signed(each["lowest"]), _signed(each["highest"]),
                                             *(_signed(each["leaning"].get(name)) for name in found["leaning"]),
                                             f"{each['lowers_in']} of {each['n_sets']}"]) for each in found["policies"]]
    if found["crisis"]:
        each = found["crisis"]
        rows.append(("the crisis", [_signed(each["shipped"]), _signed(each["lowest"]), _signed(each["highest"]),
                                    *(_signed(each["leaning"].get(name)) for name in found["leaning"]), f"{each['lowers_in']} of {each['n_sets']}"]))
    switched = [(f"{'without' if each['kind'] == 'off' else 'with'} {each['name'].replace('_', ' ')}",
                 [_signed(each["effects"][policy["name"]]["without"]) for policy in found["policies"]], bool(each["changed"]))
                for each in found["switches"]]
    return {"sets": rows, "leaning": found["leaning"], "heads": [label(verdict, each["name"]) for each in found["policies"]], "switches": switched}


def _signed(value):
    return "–" if value is None else f"{1000 * value + 0.0:+.1f}".replace("-", "−") if round(1000 * value, 1) else "0"
