"""What is not simulated is said by name, and is nowhere in the model."""

import json

import pytest

from sim.cli import main
from sim.core import catalogue
from sim.core.people import QUANTITIES
from sim.core.refusals import REFUSALS

ASKED_FOR = ("suicide", "aggression", "panic", "self-neglect", "hormones")


@pytest.mark.parametrize("word", ASKED_FOR)
def test_a_refusal_has_a_reason_and_says_what_stands_in_its_place(word):
    refusal, = (each for each in REFUSALS if word in each.name)
    assert refusal.reason.endswith(".") and refusal.instead and refusal.source


@pytest.mark.parametrize("word", ("suicid", "self_harm", "aggress", "panic", "neglect", "hormon", "oxytocin"))
def test_nothing_refused_is_a_quantity_or_stands_in_the_catalogue(word):
    catalogue.ensure_registered()
    named = [*QUANTITIES, *(name for shelf in catalogue.SHELVES for name in catalogue.names(shelf))]
    assert not [name for name in named if word in name]


def test_what_stands_in_the_place_of_a_refusal_exists():
    catalogue.ensure_registered()
    named = {name for shelf in catalogue.SHELVES for name in catalogue.names(shelf)}
    pointed_at = {word.strip("()") for each in REFUSALS for word in each.instead.split() if "_" in word}
    assert pointed_at and pointed_at <= named


def test_the_list_of_refusals_is_complete(capfd):
    assert main(["list", "refused", "--json"]) == 0
    assert [row["refused"] for row in json.loads(capfd.readouterr().out)] == [each.name for each in REFUSALS]
