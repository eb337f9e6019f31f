"""What a study says of its policies: equals told as equals, and those too small to matter as such, by the rules of `sim.robust_sentences`."""

from __future__ import annotations

from itertools import accumulate

import numpy as np

from .study_names import Naming


def ranking_told(naming: Naming, outcome: str, ranking: dict) -> list[str]:
    """Return sentences on the ranking of a Sensitivity: which scenario comes out best, how that holds, and whether it matters."""
    if not ranking:
        return []
    names, tied = [naming.case(name) for name in ranking["policies"]], ranking["tied"]
    if ranking["no_difference"]:
        return [naming.say("no_order", names=naming.listed(names))]
    matters = ranking["matters"] is not None and naming.amount(ranking["matters"], outcome)
    said = [] if ranking["reached"] else [naming.say("none_reaches", amount=matters)]
    order = names[0] + "".join(f"{' = ' if equal else ', '}{name}" for name, equal in zip(names[1:], tied, strict=True))
    said.append(naming.say("order_with_equals" if any(tied) else "order_of", order=order))
    leaders = [names[0], *(name for name, equal in zip(names[1:], accumulate(tied, min), strict=True) if equal)]
    holds = {"share": naming.percent(ranking["same"]), "best": naming.percent(ranking["best"][ranking["policies"][0]])}
    said.append(naming.say("order_holds" if len(leaders) == 1 else "order_holds_equals", name=naming.listed(leaders), **holds))
    if matters and ranking["reached"] and len(leaders) == 1:
        said.append(naming.say("leads", name=names[0], amount=matters, share=naming.percent(ranking["ahead"])))
    return said


def equals_of(found, policy) -> list:
    """Return the policies that do exactly the same as one in every world, that one among them."""
    return [each for each in found.policies if each is policy or _tied(found, policy.name, each.name)]


def recommended(naming: Naming, found) -> str:
    """Return which policy is regretted least, or why none is recommended."""
    worth = found.worth_choosing
    if not worth:
        return doubt_told(naming, found)
    by_mean, by_worst = worth[0], min(worth, key=lambda each: each.worst_regret)
    if by_mean.mean_regret == by_worst.mean_regret:
        return naming.say("choose_one", name=named(naming, equals_of(found, by_mean)))
    return naming.say("choose_two", mean=named(naming, equals_of(found, by_mean)), worst=named(naming, equals_of(found, by_worst)))


def doubt_told(naming: Naming, found) -> str:
    """Return why none is recommended; each key that `Robust.doubt` can be is a text of ours."""
    return naming.say(found.doubt, amount=naming.amount(found.threshold, found.outcome))


def named(naming: Naming, policies: list) -> str:
    """Return the names of equals; they stand between quotation marks."""
    return naming.say("or").join(naming.case(each.name) for each in policies)


def ties_told(naming: Naming, found) -> list[str]:
    """Return a sentence for each group of policies between which there is no difference in any world."""
    groups = [group for each in found.policies if (group := equals_of(found, each))[0] is each and len(group) > 1]
    return [naming.say("tied", names=naming.listed([naming.case(each.name) for each in group])) for group in groups]


def policy_told(naming: Naming, policy, found) -> str:
    """Return what a policy gives across worlds; one below what matters in all of them is said to be so."""
    mean, (low, high) = naming.amount(policy.benefit[0], found.outcome), (naming.plain(naming.scale(found.outcome) * each, 2) for each in policy.benefit[1:])
    name = naming.case(policy.name)
    if not any(policy.benefit) and not policy.beats_nothing:
        return naming.say("does_nothing", name=name)
    parts = [naming.say("of_policy", name=name, share=naming.percent(policy.beats_nothing), mean=mean, low=low, high=high)]
    if np.isfinite(policy.surely):
        parts.append(naming.say("surely", share=naming.percent(policy.surely)))
    if found.threshold:
        key = "enough" if policy.enough else "never_enough"
        parts.append(naming.say(key, amount=naming.amount(found.threshold, found.outcome), share=naming.percent(policy.enough)))
    return f"{'; '.join(parts)}."


def duels_told(naming: Naming, found, most: int = 3) -> list[str]:
    """Return who beats whom how often, the likelier of two first; ties are told elsewhere."""
    said = []
    for k, one in enumerate(found.policies):
        for other in found.policies[k + 1 :]:
            if not _tied(found, one.name, other.name):
                a, b = sorted((one.name, other.name), key=lambda name: -found.beats[name][other.name if name == one.name else one.name])
                said.append(naming.say("beats_in", name=naming.case(a), other=naming.case(b), share=naming.percent(found.beats[a][b])))
    return said[:most]


def _tied(found, one: str, other: str) -> bool:
    return found.beats[one][other] == found.beats[other][one] == 0
