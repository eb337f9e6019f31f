"""Every text of the dashboard exists in both languages, with the same placeholders, and numbers read as each language writes them."""

from datetime import date
from string import Formatter

import pytest

from sim import load_scenario
from sim.dashboard.titles import event_in
from sim.dashboard.words import LANGUAGES, calendar_day, number, say, signed, texts_of, topic_words, topics


def _placeholders(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("topic", topics())
def test_each_text_is_there_in_both_languages_with_the_same_placeholders(topic):
    for key, text in texts_of(topic).items():
        assert sorted(text) == sorted(LANGUAGES), f"{topic}.{key}"
        assert all(text[language].strip() for language in LANGUAGES), f"{topic}.{key}"
        assert len({tuple(_placeholders(text[language])) for language in LANGUAGES}) == 1, f"{topic}.{key}"


def test_a_text_that_is_not_there_is_named():
    with pytest.raises(KeyError, match=r"words/shell.toml has no \[nonsense\]"):
        say("en", "shell.nonsense")


def test_the_languages_differ_and_a_template_gets_them_all():
    assert say("en", "shell.explore") != say("nl", "shell.explore")
    assert topic_words("nl", "shell")["explore"] == say("nl", "shell.explore")


def test_numbers_are_written_as_the_language_writes_them():
    assert [number("en", 12345.678, 1), number("nl", 12345.678, 1)] == ["12,345.7", "12.345,7"]
    assert [signed("en", -0.0123, 3), signed("nl", 0.0123, 3), signed("nl", -0.00001, 3)] == ["−0.012", "+0,012", "0,000"]
    assert [calendar_day("en", date(2020, 3, 2)), calendar_day("nl", date(2020, 3, 2))] == ["2 March 2020", "2 maart 2020"]


def test_every_event_of_a_shipped_scenario_has_a_dutch_name(repository):
    for file in sorted((repository / "scenarios").glob("*.toml")):
        for event in load_scenario(file).events:
            key = event.name.removesuffix("-1").replace(" ", "_").replace("-", "_")
            assert key in texts_of("events") or key in texts_of("timeline_kinds"), f"{file.name}: {event.name} is not in words/events.toml"


def test_an_event_of_ones_own_keeps_its_name_and_a_second_of_a_kind_its_number():
    assert [event_in("nl", "first wave"), event_in("nl", "my wave")] == ["eerste golf", "my wave"]
    assert [event_in("nl", "check_in_calls-1"), event_in("en", "helpline-2")] == ["belrondes", "helpline 2"]
