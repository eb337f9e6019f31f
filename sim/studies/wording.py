"""The verdict in plain sentences."""

import re
from datetime import date

from .amounts import amount, euro, people, plain
from .spoken import digits, known, months, tr

SURE_OF_LUCK = ("Pairs measure luck, not whether the model is right: the ranges say how far other people and other luck would move the "
                "numbers, and nothing about the assumptions of the model.")
HELP = "If distress is more than you can carry: in the Netherlands 113 is there day and night (call 113 or 0800-0113, or 113.nl)."
LIMITS = "A comparison in a model, not a forecast, and no advice about one person. Infection is not modelled, so nothing here says that opening up is safe."
SD = "SD is the usual spread between people before the crisis; 0.2 SD is commonly called a small difference."
NO_DIFFERENCE = "no difference to speak of"
FEELINGS = {"distress": "stress", "loneliness": "loneliness"}
GROUPS = {"everyone": "everyone", "living alone": "people living alone", "few close ties": "people with fewer than 3 close ties",
          "low mood": "people low in mood from the start", "worst_off_tenth": "the tenth who were worst off from the start"}


def basis(verdict):
    """Return "2,000 people, 20 pairs of runs"."""
    return tr("{people} people, {pairs} of runs", people=digits(f"{verdict['n_people']:,}"), pairs=counted(n_pairs(verdict)))


def counted(n):
    """Return "1 pair" or "20 pairs"."""
    return tr("{n} pair" if n == 1 else "{n} pairs", n=n)


def n_pairs(verdict):
    """Return the smallest number of pairs behind an effect of the verdict."""
    sets = [each["effects"] for each in verdict["policies"]] + list((verdict["crisis"] or {}).values())
    return min((effect["n_pairs"] for effects in sets for effect in effects.values()), default=0)


def label(verdict, name):
    """Return how a reader calls a scenario."""
    return verdict["labels"].get(name, name)


def day(text):
    """Return "24 February 2020" of "2020-02-24"."""
    found = date.fromisoformat(text)
    return months(f"{found.day} {found:%B} {found.year}")


def span(verdict):
    """Return "24 February 2020 to 23 May 2020", both days included."""
    return tr("{first} to {last}", first=day(verdict["start"]), last=day(verdict["last"]))


def group_name(group):
    """Return how a sentence calls a group."""
    if group.startswith("age "):
        low, _, high = group[4:].removesuffix("+").partition("-")
        return tr("people of {low} to {high}", low=low, high=high) if high else tr("people of {low} and over", low=low)
    return tr(GROUPS.get(group, group))


def crisis_sentences(verdict):
    """Return sentences on the first scenario against the same without its crises."""
    said = []
    for window, words in (("crisis", "During the crisis ({})"), ("after", "In the {} after it"), ("all", "Over all {}")):
        effects = verdict["crisis"].get(window)
        if effects and "high_distress" in effects and not (window == "all" and len(verdict["windows"]) == 1):
            effect = effects["high_distress"]
            time = tr(words).format(length(verdict["windows"][window]))
            said.append(f"{time}: {in_people(effect, verdict)}{levels(effect)}; {feelings(effects, verdict)}.")
    return said


def length(days):
    """Return "56 days", "1 day" or, below a day, hours."""
    number, unit = (days, "day") if days >= 1 else (24 * days, "hour")
    return f"{plain(number)} {tr(unit if round(number) == 1 else f'{unit}s')}"


def in_people(effect, verdict):
    """Return "of 1,000 residents of 12 and over, 6 fewer with high distress on an average day (4 to 8)"."""
    who, what = tr("of 1,000 residents of 12 and over"), tr("with high distress on an average day")
    if nothing(effect):
        return tr("{who}, not one more or fewer {what}", who=who, what=what)
    if negligible(effect, verdict["limits"]["high_distress"]):
        return tr("{who}, {nothing} in how many have high distress", who=who, nothing=tr(NO_DIFFERENCE))
    size, _, interval = amount(effect, 1000, most=2, less=tr("fewer"), more=tr("more")).partition(" (")
    return tr("{who}, {size} {what}", who=who, size=size, what=what) + (f" ({interval}" if interval else "") + doubt(effect, verdict["limits"]["high_distress"])


def levels(effect):
    """Return ", 124 instead of 115", or nothing where the two round to the same."""
    base, now = people(1000 * effect["baseline_value"]), people(1000 * (effect["baseline_value"] + effect["difference"]))
    return tr(", {now} instead of {base}", now=now, base=base) if now != base else ""


def feelings(effects, verdict):
    """Return "stress 0.12 SD higher (0.11 to 0.13); loneliness lower in 20 of 20 pairs, but too small to matter"."""
    said = {tr(FEELINGS[outcome]): _feeling(effects[outcome], verdict["limits"][outcome]) for outcome in FEELINGS if outcome in effects}
    alike = len(said) == 2 and len(set(said.values())) == 1
    return "; ".join(_about(names, words) for names, words in
                     ([(tuple(said), said[next(iter(said))])] if alike else [((name,), words) for name, words in said.items()]))


def _about(names, words):
    if words == tr(NO_DIFFERENCE):
        return tr("{words} in {names}", words=words, names=tr(" or ").join(names))
    return f"{tr(' and ').join(names)} {words}"


def _feeling(effect, limit):
    if nothing(effect):
        return tr("unchanged")
    if negligible(effect, limit):
        return tr(NO_DIFFERENCE)
    if too_small(effect, limit):
        return doubt(effect, limit).removeprefix(", ")
    return f"{amount(effect, least=2, unit=' SD')}{doubt(effect, limit)}"


def nothing(effect):
    """Return whether all pairs were exactly alike."""
    return effect["lower_in"] == effect["higher_in"] == 0


def too_small(effect, limit):
    """Return whether an effect is there, and its whole interval so near to 0 that it does not matter."""
    return bool(effect["larger_than_chance"]) and within(effect, limit)


def negligible(effect, limit):
    """Return whether an effect is neither beyond chance nor, at either end of its interval, large enough to matter."""
    return effect["larger_than_chance"] is False and within(effect, limit)


def within(effect, limit):
    """Return whether an interval is known and lies so near to 0 that nothing in it matters."""
    return effect["low"] is not None and max(abs(effect["low"]), abs(effect["high"])) <= limit


def doubt(effect, limit):
    """Return what speaks against an effect: that it may be chance, or too small to matter; nothing where nothing does."""
    if nothing(effect) or effect["matters"] and effect["larger_than_chance"]:
        return ""
    word, count = (tr("lower"), effect["lower_in"]) if effect["difference"] < 0 else (tr("higher"), effect["higher_in"])
    pairs = tr(", {word} in {count} of {pairs}", word=word, count=count, pairs=counted(effect["n_pairs"]))
    if effect["low"] is None:
        return pairs + tr(" (fewer than 5 pairs give no range)")
    if not effect["larger_than_chance"]:
        apart = effect["low"] > 0 or effect["high"] < 0
        return pairs + tr(", which may be chance where so many differences are looked at" if apart else ", which may be chance")
    return pairs + tr(", but too small to matter" if too_small(effect, limit) else ", but perhaps too small to matter")


def gain_sentences(policy, most=3):
    """Return a sentence on who gains more than the rest, and one on who gains less; none where chance could have done it."""
    helped = policy["effects"].get("high_distress", {}).get("difference") or 0.0
    outcome = next((gain["outcome"] for gain in policy["gains"]), None)
    chosen = [gain for gain in policy["gains"] if gain["outcome"] == outcome]
    more = [gain for gain in chosen if gain["difference"] < 0]
    less = [gain for gain in reversed(chosen) if gain["difference"] > 0]
    sentences = [("Helps most" if helped < 0 else "Better off than the rest", more[:most]), ("Helps less", less[:most])]
    return [f"{tr(words)}: {'; '.join(_gain(gain) for gain in listed)}." for words, listed in sentences if listed]


def _gain(gain):
    cases = gain["outcome"] == "high_distress"
    scale, words = (1000, ("fewer", "more")) if cases else (1, ("lower", "higher"))
    places = 0 if cases and abs(gain["change"] * scale) >= 10 else 1 if cases else 2

    def said(value, before="", behind=""):
        if not round(value * scale, places):
            return tr("too small to show" if value else "no change")
        return f"{plain(abs(value) * scale, places)}{before} {tr(words[value > 0])}{behind}"

    change = said(gain["change"], *(("", tr(" of 1,000")) if cases else (" SD", "")))
    change = change if cases else f"{tr(FEELINGS[gain['outcome']])} {change}"
    return tr("{group} ({change}, {rest} among the rest)", group=group_name(gain["group"]), change=change, rest=said(gain["change_of_rest"]))


def cost_sentences(policy, limits, price_year):
    """Return sentences on whom a policy reaches, what it costs, and what a day with high distress averted costs."""
    costs, said = policy["costs"], []
    share = 1000 / costs["n_people"] if costs["n_people"] else 0.0
    if costs["reached"]:
        said.append(tr("Per 1,000 residents: ") + "; ".join(
            tr("{count} offered {name}", count=people(count * share), name=event_name(name)) for name, count in costs["reached"].items())
            + "".join(tr("; {count} sessions of {name}", count=people(count * share), name=event_name(name)) for name, count in costs["sessions"].items()) + ".")
    if costs["euro_per_resident"] == 0:
        return said + [tr("Costs nothing in the model.")]
    said.append(tr("Costs {some} per 100,000 residents, {all} for the {people} people represented", some=euro(costs["euro_per_100000"]),
                   all=euro(costs["euro_for_all"]), people=plain(costs["people_represented"]))
                + (tr(", in prices of {year}", year=price_year) if price_year else "") + "; "
                + (tr("{cost} per day with high distress averted{of_what}.", cost=found, of_what=of_what(policy, limits)) if (found := per_day(costs)) else
                   tr("the cost per day with high distress averted is not established.")))
    return said


def event_name(name):
    """Return "outdoor meetings" of "outdoor_meetings-1"."""
    plain_name = re.sub(r"-\d+$", "", name).replace("_", " ")
    kind = known(plain_name[:1].upper() + plain_name[1:], "timeline_kinds")
    return known(plain_name, "events") if kind.lower() == plain_name.lower() else kind[:1].lower() + kind[1:]


def per_day(costs):
    """Return "€21 (€19 to €23)", the cost of a day with high distress averted, or None where that is not established."""
    found = costs["euro_per_day_averted"]
    if found is None:
        return None
    value, low, high = (euro(each) for each in found)
    return tr("{said} ({low} to {high})", said=value, low=low, high=high)


def of_what(policy, limits):
    """Return ", an effect too small to matter" where a cost per day averted stands for an effect that may not count; else nothing."""
    effect, limit = policy["effects"].get("high_distress"), limits["high_distress"]
    if effect is None or effect["low"] is None or effect["matters"] and effect["larger_than_chance"]:
        return ""
    if within(effect, limit):
        return tr(", an effect too small to matter")
    return tr(", an effect that may be too small to matter" if effect["larger_than_chance"] else ", an effect that may be chance")


def order_sentences(verdict):
    """Return sentences on which neighbours in the ranking could change places, or stand as they do by too little to matter."""
    said = []
    for each in verdict["order"]:
        if not each.get("neighbours", True):
            continue
        better, worse = (label(verdict, each[key]) for key in ("better", "worse"))
        if each["sure"]:
            little = ", but by too little to matter" if within(each, verdict["limits"]["high_distress"]) else ", but perhaps by too little to matter"
            small = "" if each.get("matters", True) else tr(little)
            said.append(tr("“{better}” leaves fewer people with high distress than “{worse}” in {count} of {pairs}{small}.", better=better, worse=worse,
                           count=each["lower_in"], pairs=counted(each["n_pairs"]), small=small))
        else:
            said.append(tr("Whether “{better}” or “{worse}” helps more against high distress is not established.", better=better, worse=worse))
    return said


def problem_sentences(verdict):
    """Return sentences on runs that failed or were not made."""
    said = [tr("{count} runs failed and are left out: {first}", count=len(verdict["failed"]), first=verdict["failed"][0])] if verdict["failed"] else []
    return said + ([tr("The comparison was stopped early; this is what was finished.")] if verdict["stopped"] else [])


def sentence(text):
    """Return a text as a sentence: a capital in front, a full stop behind."""
    return f"{text[:1].upper()}{text[1:]}."
