"""The answer in a few sentences."""

from .amounts import amount, plain
from .spoken import quoted, tr
from .wording import in_people, label, within

COUNTS = {2: "the two policies", 3: "the three policies", 4: "the four policies", 5: "the five policies"}
FEELINGS = (("distress", "stress"), ("loneliness", "loneliness"))


def headline(verdict):
    """Return the answer in a sentence or a few: which policy helps most and by how much, or what the crisis did without any."""
    return " ".join([_answer(verdict), *_crises_differ(verdict)])


def _crises_differ(verdict):
    """Return a warning where crisis and policy differ, and where only the crisis does that the difference is its change."""
    only, first = verdict.get("only_crisis", []), quoted(label(verdict, verdict["first"]))
    alike, mixed = ([quoted(label(verdict, name)) for name in verdict.get("other_crises", []) if (name in only) is wanted] for wanted in (True, False))
    differs = "{names} differs from {first} in the crisis, not in what is done about it: that difference is the crisis's change, not a policy's."
    beware = "Beware: {names} has other crises than {first}, so that difference is not the policy's alone."
    said = [tr(differs if len(alike) == 1 else differs.replace("differs", "differ"), names=_listed(alike), first=first)] if alike else []
    return said + ([tr(beware if len(mixed) == 1 else beware.replace(" has ", " have "), names=_listed(mixed), first=first)] if mixed else [])


def _answer(verdict):
    policies = verdict["policies"]
    if not policies:
        return _crisis(verdict)
    if all(each["name"] in verdict.get("only_crisis", []) for each in policies):
        return _versions(verdict)
    best = policies[0]
    if not helps(best, "high_distress"):
        return _only_feelings(verdict)
    return " ".join([_helps_most(verdict, best), *_against_feelings(verdict, best)])


def _helps_most(verdict, best):
    """Return who lowers the number of people with high distress most, or who do so alike, and by how much."""
    policies, effect = verdict["policies"], best["effects"]["high_distress"]
    if len(policies) == 1:
        return tr("{name} helps: {people}.", name=_named(verdict, best), people=in_people(effect, verdict))
    helpful = [each for each in policies[1:] if helps(each, "high_distress")]
    alike = [each for each in helpful if not _behind(verdict, best, each)]
    others = [_named(verdict, each) for each in helpful if _behind(verdict, best, each)]
    told = {"of": _count(policies), "name": _named(verdict, best), "people": in_people(effect, verdict)}
    if alike:
        said = tr("Of {of}, {names} help most, and which of them more is too small a difference to matter or not beyond chance; with {name}, {people}.",
                  names=_listed([_named(verdict, each) for each in (best, *alike)]), **told)
    else:
        said = tr("Of {of}, {name} helps most: {people}.", **told)
    if others:
        return said + " " + tr("{names} helps too, but less." if len(others) == 1 else "{names} help too, but less.", names=_listed(others))
    rest = len(policies) - 1 - len(alike)
    little = "{} that number too little to matter, or not beyond chance.".format("The other changes" if rest == 1 else "The others change")
    return f"{said} {tr(little)}" if rest else said


def _behind(verdict, best, policy):
    """Return whether a policy helps less than the best one beyond chance and by enough to matter."""
    found = [each for each in verdict["order"] if (each["better"], each["worse"]) == (best["name"], policy["name"])]
    return all(each["sure"] and each.get("matters", True) for each in found)


def _against_feelings(verdict, best):
    """Return sentences on who lowers stress and loneliness most, where that is another policy than the best and matters."""
    found = {}
    for outcome, name in FEELINGS:
        leader = _leader(verdict, outcome)
        if leader is None or leader["name"] == best["name"]:
            continue
        effect, ours = leader["effects"][outcome], best["effects"].get(outcome)
        if not helps(best, outcome) or ours["difference"] - effect["difference"] > verdict["limits"][outcome]:
            found.setdefault(leader["name"], []).append(f"{tr(name)} {amount(effect, least=2, unit=' SD')}")
    return [tr("“{name}” makes {what}, more than {best} does.", name=label(verdict, name), what=tr(" and ").join(said), best=_named(verdict, best))
            for name, said in found.items()]


def _leader(verdict, outcome):
    """Return the policy that lowers an outcome most, of those that do so beyond chance and by enough to matter; None without one."""
    return min((each for each in verdict["policies"] if helps(each, outcome)),
               key=lambda each: each["effects"][outcome]["difference"], default=None)


def _named(verdict, policy):
    return quoted(label(verdict, policy["name"]))


def _count(policies):
    return tr(COUNTS.get(len(policies), "the policies"))


def _listed(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}{tr(' and ')}{names[-1]}"


def _crisis(verdict):
    effects = (verdict["crisis"] or {}).get("all", {})
    if "high_distress" not in effects:
        return tr("Nothing could be compared.")
    return tr("Because of the crisis, over {days} days, {people}.", days=plain(verdict["days"]), people=in_people(effects["high_distress"], verdict))


def _versions(verdict):
    """Return the sentences for scenarios that differ in their crises only: none of them helps or harms."""
    first = label(verdict, verdict["first"])
    told = [(each, each["effects"]["high_distress"]) for each in verdict["policies"] if "high_distress" in each["effects"]]
    said = [tr("With {name} in place of “{first}”, {people}.", name=_named(verdict, each), first=first, people=in_people(effect, verdict)) for each, effect in told]
    return " ".join(said) or tr("Nothing could be compared.")


def helps(policy, outcome):
    """Return whether a policy lowers an outcome beyond chance and by enough to matter."""
    effect = policy["effects"].get(outcome)
    return bool(effect and effect["difference"] < 0 and effect["larger_than_chance"] and effect["matters"])


def _only_feelings(verdict):
    """Return the sentence for policies none of which changes the number of people with high distress."""
    policies, limit = verdict["policies"], verdict["limits"]["high_distress"]
    effects = [effect for each in policies if (effect := each["effects"].get("high_distress"))]
    one = len(policies) == 1
    who = _named(verdict, policies[0]) if one else tr("None of {of}", of=_count(policies))
    if all(within(effect, limit) for effect in effects):
        does = "does not change" if one else "changes"
    else:  # an interval that is wide, unknown or on the wrong side: no proof that nothing happens
        does = "is not shown to lower" if one else "is shown to lower"
    said = [tr(f"{{who}} {does} the number of people with high distress by enough to matter", who=who)]
    said += [tr("{name} raises it: {people}", name=_named(verdict, each), people=in_people(each["effects"]["high_distress"], verdict)) for each in policies if _harms(each)]
    for outcome, name in FEELINGS:
        leader = _leader(verdict, outcome)
        if leader:
            said.append(tr("{name} makes {what}", name=_named(verdict, leader), what=f"{tr(name)} {amount(leader['effects'][outcome], least=2, unit=' SD')}"))
    return "; ".join(said) + "."


def _harms(policy):
    effect = policy["effects"].get("high_distress")
    return bool(effect and effect["difference"] > 0 and effect["larger_than_chance"] and effect["matters"])
