"""The answer in one sentence."""

from .amounts import amount, plain
from .wording import in_people, label

COUNTS = {1: "the policy", 2: "both policies", 3: "the three policies", 4: "the four policies", 5: "the five policies"}
FEELINGS = (("distress", "stress"), ("loneliness", "loneliness"))


def headline(verdict):
    """Return one sentence that says which policy helps most and by how much, or what the crisis did where there is no policy."""
    policies = verdict["policies"]
    if not policies:
        return _crisis(verdict)
    best = policies[0]
    if not helps(best, "high_distress"):
        return _only_feelings(verdict)
    others = [f'“{label(verdict, each["name"])}”' for each in policies[1:] if helps(each, "high_distress")]
    said = f'“{label(verdict, best["name"])}” helps' if len(policies) == 1 else \
        f'Of {COUNTS.get(len(policies), "the policies")}, “{label(verdict, best["name"])}” helps most'
    if len(policies) == 2:
        said = said.replace("Of both policies", "Of the two policies")
    said += f": {in_people(best['effects']['high_distress'], verdict)}"
    if others:
        return f"{said}. {' and '.join(others)} {'helps' if len(others) == 1 else 'help'} too, but less."
    return said + ("." if len(policies) == 1 else ". The others change that number too little to matter, or not beyond chance.")


def _crisis(verdict):
    effects = (verdict["crisis"] or {}).get("all", {})
    if "high_distress" not in effects:
        return "Nothing could be compared."
    return f"Because of the crisis, over {plain(verdict['days'])} days, {in_people(effects['high_distress'], verdict)}."


def helps(policy, outcome):
    """Return whether a policy lowers an outcome beyond chance and by enough to matter."""
    effect = policy["effects"].get(outcome)
    return bool(effect and effect["difference"] < 0 and effect["larger_than_chance"] and effect["matters"])


def _only_feelings(verdict):
    """Return the sentence for policies none of which changes the number of people with high distress."""
    many = len(verdict["policies"])
    who = f'“{label(verdict, verdict["policies"][0]["name"])}” does not change' if many == 1 else \
        f"None of {COUNTS.get(many, 'the policies').replace('both policies', 'the two policies')} changes"
    said = [f"{who} the number of people with high distress by enough to matter"]
    for outcome, name in FEELINGS:
        helped = sorted((each for each in verdict["policies"] if helps(each, outcome)), key=lambda each: each["effects"][outcome]["difference"])
        if helped:
            effect = helped[0]["effects"][outcome]
            said.append(f'“{label(verdict, helped[0]["name"])}” makes {name} {amount(effect, least=2, unit=" SD")}')
    return "; ".join(said) + "."
