"""The answers a session has had so far: what was asked, what came out, and the way back to it."""

from __future__ import annotations

from dataclasses import dataclass

from ... import Scenario
from ..titles import title_in
from ..words import number, say

MOST = 30


@dataclass(frozen=True)
class PastAnswer:
    """One answer: the scenario, its sentence, and with how many people, pairs and which seed it was found."""

    scenario: Scenario
    sentence: str
    people: int
    pairs: int
    seed: int


def remember(past: tuple[PastAnswer, ...], answer: PastAnswer) -> tuple[PastAnswer, ...]:
    """Return the answers with a new one in front; it takes the place of an older one to the same question."""
    others = [each for each in past if (each.people, each.seed) != (answer.people, answer.seed) or each.scenario != answer.scenario]
    return (answer, *others)[:MOST]


def answers_view(past: tuple[PastAnswer, ...], language: str) -> list[dict]:
    """Return the answers as the page lists them."""
    return [
        {
            "title": title_in(language, each.scenario),
            "sentence": each.sentence,
            "size": say(language, "timeline.answer_size", people=number(language, each.people), pairs=each.pairs, seed=each.seed),
        }
        for each in past
    ]
