"""Robustness in plain sentences, and as tables for the report."""

from .amounts import plain
from .robustness_sets import BY_ISOLATION, BY_THREAT
from .spoken import digits, known, named, quoted, tr
from .wording import label

MOST_NAMED = 6
HEADING = "Does the answer hold with other numbers?"
NOT_FITTED = ("These ranges were not fitted to anything, and many corners of them contradict what is known: this shows what could change "
              "the answer, not how likely that is.")
FIXED = ("Who is reached, who takes an offer up, how many can be helped and how strong a crisis and its measures are do not vary between sets: they are what the scenario files say.")
LEANING_WITHIN = "The two sets that lean to one cause are those of the accepted ones that stand highest in it and lowest in the other."
LEANING_BEYOND = ("In the two sets that lean to one cause, {} of the {} strengths they lean by are not in the accepted sets and stand at the ends of their declared ranges, so that these two "
                  "need not meet the facts.")
ACCEPTED = ("Accepted is the word of an emulator of the facts for fitting. Of {sets} such sets that were really lived ({people} people, one pair of runs each; the shipped numbers so miss {shipped_misses}), {meet_fitted} meet {fitted} together, which the fit used, and {meet_unused} {unused} together, "
            "which no fit used: so they are no versions of the model that meet the facts, but say how far the answer could move with numbers nobody has measured.")
NOT_LIVED = "Accepted is the word of who made that file; whether its sets meet the published facts when they are really lived is not known here."
IN_SETS = "{} of {} sets"


def robustness_sentences(verdict):
    """Return the sentences on robustness; none where it was not asked for."""
    found = verdict.get("robustness")
    if not found:
        return []
    if not found["n_sets"]:
        return [tr("No parameter set has finished runs of every scenario, so nothing is known about other numbers."), *_failed(found)]
    said = [_how(found), *_what_accepted_means(found), *_whole_order(verdict, found), *(_order(verdict, each) for each in found["orders"] if each["neighbours"])]
    said += [_range(verdict, each) for each in found["policies"]] + ([_crisis(found["crisis"])] if found["crisis"] else [])
    return said + _switches(verdict, found) + _failed(found)


def _how(found):
    others = found["n_sets"] - len(found["leaning"])
    drawn = (tr("{others} drawn from the sets that {accepted} accepts, what it does not hold over its declared range", others=others, accepted=found["accepted"])
             if found["accepted"] else tr("{others} drawn over the declared ranges", others=others))
    said = tr("The comparison was repeated with {sets} sets of the model’s numbers, {pairs} of runs each with people "
              "and luck of their own: one set mostly threat, one mostly isolation, {drawn}.", sets=found["n_sets"], pairs=_count(found["pairs"], "pair"), drawn=drawn)
    beyond = len(found.get("at_ends", ()))
    leaning = tr(LEANING_BEYOND).format(beyond, len(BY_THREAT + BY_ISOLATION)) if beyond else tr(LEANING_WITHIN)
    return f"{said} {leaning if found['accepted'] else tr(NOT_FITTED)} {tr(FIXED)}"


def _what_accepted_means(found):
    """Say how many of the accepted sets meet the facts when they are really lived."""
    if not found["accepted"]:
        return []
    lived = found.get("lived")
    if not lived:
        return [tr(NOT_LIVED)]
    return [tr(ACCEPTED).format(**{**lived, "people": digits(f"{lived['people']:,}"), **{name: listed(lived[name]) for name in ("fitted", "unused")}, "shipped_misses": listed(lived["shipped_misses"] or [tr("none")]),
                                                **{name: lived[name] or tr("none") for name in ("meet_fitted", "meet_unused")}})]


def _whole_order(verdict, found):
    policies = found["policies"]
    if len(policies) < 2:
        return []
    first, n = _named(verdict, policies[0]["name"]), found["n_sets"]
    said = tr("{first} stays first in {sets}", first=first, sets=_in_sets(found["first_stays_first_in"], n))
    return [f"{said}." if len(policies) == 2 else tr("{said}; the whole order holds in {count}.", said=said, count=found["whole_order_holds_in"])]


def _order(verdict, each):
    better, worse = _named(verdict, each["better"]), _named(verdict, each["worse"])
    said = tr("{better} leaves fewer people with high distress than {worse} in {sets}, in {clearly} by enough to matter", better=better, worse=worse,
              sets=_in_sets(each["holds_in"], each["n_sets"]), clearly=each["clearly_in"])
    if not each["holds_in"] and not each["reversed"]:
        return tr("{better} and {worse} are exactly alike in every set.", better=better, worse=worse)
    if each["clearly_reversed"]:
        return tr("{said}; it is the other way round by enough to matter with {sets}.", said=said, sets=listed(_sets_in_words(each["clearly_reversed"])))
    return tr("{said}; it is never the other way round by enough to matter.", said=said)


def _range(verdict, each):
    if each["lowest"] == each["highest"] == 0:
        return tr("{name} changes nothing in any set.", name=_named(verdict, each["name"]))
    return tr("{name} lowers high distress in {sets}: {ends}.", name=_named(verdict, each["name"]), sets=_in_sets(each["lowers_in"], each["n_sets"]), ends=_ends(each))


def _crisis(each):
    raised = each["n_sets"] - each["lowers_in"]
    return tr("The crisis itself raises high distress in {sets}: {ends}{beyond}.", sets=_in_sets(raised, each["n_sets"]), ends=_ends(each), beyond=_beyond(each))


def _beyond(each):
    """Say where the model as shipped lies outside of what the sets say, which is then about other models than this."""
    inside = each["shipped"] is None or each["lowest"] is None or each["lowest"] <= each["shipped"] <= each["highest"]
    below = not inside and each["shipped"] < each["lowest"]
    return "" if inside else tr("; as shipped it lies below all of them" if below else "; as shipped it lies above all of them")


def _ends(each):
    """Return "from 8 fewer to 1 fewer of 1,000 on an average day, 4 fewer as shipped, 2 fewer with mostly threat"."""
    leaning = "".join(tr(", {change} with {name}", change=_of_thousand(value), name=tr(name)) for name, value in each["leaning"].items())
    return tr("from {low} to {high} of 1,000 on an average day, {shipped} as shipped{leaning}", low=_of_thousand(each["lowest"]),
              high=_of_thousand(each["highest"]), shipped=_of_thousand(each["shipped"]), leaning=leaning)


def _of_thousand(value):
    if value is None:
        return tr("unknown")
    places = 0 if abs(value) >= 0.01 else 1
    return tr("no change") if round(abs(1000 * value), places) == 0 else f"{plain(abs(1000 * value), places)} {tr('fewer' if value < 0 else 'more')}"


def _switches(verdict, found):
    said = []
    for kind, how in (("off", "With one finding switched off at a time"), ("on", "With one contested finding switched on at a time")):
        cases = [each for each in found["switches"] if each["kind"] == kind]
        if cases:
            idle = tr("; {count} more have no part here", count=len(found["idle"])) if kind == "off" and found["idle"] else ""
            said.append(tr("{how} ({findings}, {pairs} each{idle}), {changes}", how=tr(how), findings=_count(len(cases), "finding"),
                           pairs=_count(found["switched_pairs"], "pair"), idle=idle, changes=_changes(verdict, found, cases, kind)))
    return said + [_idle(verdict, policy["name"], found) for policy in found["policies"] if _idle(verdict, policy["name"], found)]


def _changes(verdict, found, cases, kind):
    """Return what becomes of the order when findings are switched."""
    if len(found["policies"]) < 2:
        policy = found["policies"] and _named(verdict, found["policies"][0]["name"])
        return tr("the effect of {name} stays between {span}.", name=policy, span=_span(cases)) if policy else tr("nothing is ranked.")
    word = tr("without" if kind == "off" else "with")
    surely = [each for each in cases if any(change["in_every_pair"] and change["clearly"] for change in each["changed"])]
    perhaps = [each for each in cases if each["changed"] and each not in surely]
    parts = [tr("the order changes {word} {name} ({best} comes first)", word=word, name=_finding(each["name"]), best=_named(verdict, each["best"])) for each in surely[:MOST_NAMED]]
    parts += [tr("and {count} more", count=len(surely) - MOST_NAMED)] if len(surely) > MOST_NAMED else []
    parts = parts or [tr("the order of no two policies turns round by enough to matter")]
    names = listed([_finding(each["name"]) for each in perhaps]) if perhaps else ""
    tail = tr("; by too little to matter or not in every pair it changes {word} {names}", word=word, names=names) if perhaps else ""
    return f"{'; '.join(parts)}{tail}."


def _span(cases):
    values = [effect["without"] for each in cases for effect in each["effects"].values() if effect["without"] is not None]
    return tr("{low} and {high} of 1,000", low=_of_thousand(min(values)), high=_of_thousand(max(values))) if values else tr("unknown bounds")


def _idle(verdict, name, found):
    """Return on which findings the help of a policy hangs; empty where on none."""
    needed = [_finding(each["name"]) for each in found["switches"] if name in each["idle"] and each["kind"] == "off"]
    return tr("{name} no longer helps by enough to matter without {findings}.", name=_named(verdict, name), findings=listed(needed)) if needed else ""


def _failed(found):
    return [tr("{count} of these runs failed and are left out: {first}", count=len(found["failed"]), first=found["failed"][0])] if found["failed"] else []


def listed(names):
    """Return names as a list in words, the rest as a number."""
    shown = [*names[:MOST_NAMED], *([tr("{count} more", count=len(names) - MOST_NAMED)] if len(names) > MOST_NAMED else [])]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])}{tr(' and ')}{shown[-1]}"


def _in_sets(count, n_sets):
    return tr(IN_SETS).format(count, n_sets)


def _finding(name):
    """Return how a reader calls a finding."""
    return named(name, name.replace("_", " "), "mechanisms")


def _sets_in_words(names):
    """Return names of sets, of which those that lean to one cause have a name in words."""
    return [known(each, "report") for each in names]


def _named(verdict, name):
    return quoted(label(verdict, name))


def _count(number, noun):
    return tr(f"{{n}} {noun}" if number == 1 else f"{{n}} {noun}s", n=number)


def robustness_tables(verdict):
    """Return {"sets": rows, "switches": rows, "heads": names}: texts for the report's tables, changes per 1,000 people."""
    found = verdict.get("robustness")
    if not found or not found["n_sets"]:
        return None
    rows = [(label(verdict, each["name"]), [_signed(each["shipped"]), _signed(each["lowest"]), _signed(each["highest"]),
                                             *(_signed(each["leaning"].get(name)) for name in found["leaning"]),
                                             tr("{count} of {all}", count=each["lowers_in"], all=each["n_sets"])]) for each in found["policies"]]
    if found["crisis"]:
        each = found["crisis"]
        rows.append((tr("the crisis"), [_signed(each["shipped"]), _signed(each["lowest"]), _signed(each["highest"]),
                                    *(_signed(each["leaning"].get(name)) for name in found["leaning"]), tr("{count} of {all}", count=each["lowers_in"], all=each["n_sets"])]))
    switched = [(f"{tr('without' if each['kind'] == 'off' else 'with')} {_finding(each['name'])}",
                 [_signed(each["effects"][policy["name"]]["without"]) for policy in found["policies"]], bool(each["changed"]))
                for each in found["switches"]]
    return {"sets": rows, "leaning": [tr(each) for each in found["leaning"]], "heads": [label(verdict, each["name"]) for each in found["policies"]], "switches": switched}


def _signed(value):
    return "–" if value is None else digits(f"{1000 * value + 0.0:+.1f}").replace("-", "−") if round(1000 * value, 1) else "0"
