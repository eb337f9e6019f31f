"""The verdict as a text for a terminal."""

from .headline import headline
from .limits import HELD_OUT, known_failures
from .robustness_wording import HEADING, robustness_sentences
from .spoken import tr
from .wording import (
    HELP, LIMITS, SD, SURE_OF_LUCK, basis, cost_sentences, crisis_sentences, feelings, gain_sentences, in_people, label,
    order_sentences, problem_sentences, sentence, span,
)


def verdict_text(verdict):
    """Return the verdict as text of several lines."""
    if not verdict["crisis"] and not verdict["policies"]:
        return "\n".join([tr("No pair of runs finished, so there is nothing to compare."), *verdict["failed"][:5]])
    parts = [heading(verdict), headline(verdict)]
    if verdict["crisis"]:
        parts.append(tr("What the crisis did") + "\n" + _indented(crisis_sentences(verdict)))
    if verdict["policies"]:
        parts.append(tr("What helped, over all {days} days, each against “{first}”", days=verdict["days"], first=label(verdict, verdict["first"])) + "\n"
                     + "\n".join(_policy_lines(verdict, rank, policy) for rank, policy in enumerate(verdict["policies"], start=1)))
        parts += ["\n".join(order_sentences(verdict))] if len(verdict["policies"]) > 1 else []
    parts += [f"{tr(HEADING)}\n{_indented(said)}"] if (said := robustness_sentences(verdict)) else []
    parts.append("\n".join([*problem_sentences(verdict), *map(tr, (SURE_OF_LUCK, SD, LIMITS))]))
    parts += ["\n".join(_failures(verdict)), tr(HELP)]
    return "\n\n".join(parts)


def _failures(verdict):
    failures = known_failures(verdict)
    return [tr(HELD_OUT), *(f"   {each}" for each in failures)] if len(failures) > 1 else failures


def heading(verdict):
    """Return the title, the dates and how many people and pairs the verdict rests on."""
    return f"{label(verdict, verdict['first'])}\n{span(verdict)}, {basis(verdict)}."


def _policy_lines(verdict, rank, policy):
    effects = policy["effects"]
    said = [sentence(feelings(effects, verdict)), *gain_sentences(policy), *cost_sentences(policy, verdict["limits"], verdict["price_year"])]
    return f"{rank}. {label(verdict, policy['name'])}: {in_people(effects['high_distress'], verdict)}.\n{_indented(said)}"


def _indented(sentences):
    return "\n".join(f"   {sentence}" for sentence in sentences)
