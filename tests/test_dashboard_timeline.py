"""The timeline editor without a browser: what edits make of a scenario, what the loader says about them, and the way back."""

import base64
import json
import zlib
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")

from sim import load_scenario, load_text  # noqa: E402
from sim.dashboard.pictures import bars_of  # noqa: E402
from sim.dashboard.timeline.answers import PastAnswer, answers_view, remember  # noqa: E402
from sim.dashboard.timeline.checking import text_of  # noqa: E402
from sim.dashboard.timeline.editing import MOST_STEPS, apply, begin, redo, undo  # noqa: E402
from sim.dashboard.timeline.editor import Editor  # noqa: E402
from sim.dashboard.timeline.edits import Add, GroupOfPeople, Move, Open, Remove, Retitle, SetValue  # noqa: E402
from sim.dashboard.timeline.fields import declared, fields_of  # noqa: E402
from sim.dashboard.timeline.form import form_view, table_view  # noqa: E402
from sim.dashboard.timeline.mistakes import in_language  # noqa: E402
from sim.dashboard.timeline.packed import pack, unpack  # noqa: E402
from sim.dashboard.timeline.view import answered_view, in_order, timeline_view  # noqa: E402
from sim.dashboard.words import texts_of  # noqa: E402

SPRING = """
title = "Spring"
start = 2020-03-02
days = 100
[population]
people = 100
[[crisis]]
kind = "lockdown"
name = "spring"
start = 2020-03-09
until = 2020-05-04
severity = 0.8
[[intervention]]
kind = "helpline"
name = "calls"
start = 2020-03-16
reach = 0.5
who = { age_min = 65 }
"""
LOCKDOWN, HELPLINE = 1, 2  # ids in the order of the file


@pytest.fixture
def spring():
    """Return the state in which a scenario of one lockdown and one helpline is opened."""
    return begin(load_text(SPRING, name="spring"))


def after(editing, *edits):
    """Return the state after some edits."""
    for edit in edits:
        editing = apply(editing, edit)
    return editing


def told(editing):
    """Return what is wrong, as {(event, key): message}."""
    return {(mistake.event, mistake.key): mistake.message for mistake in editing.draft.mistakes}


@pytest.mark.parametrize("name", ["netherlands_2020", "netherlands_2024", "blackout_72h_door_to_door", "two_crises", "lockdown_year"])
def test_opened_and_saved_a_scenario_is_the_same(name):
    scenario = load_scenario(name)
    saved = text_of(after(begin(scenario), Retitle(scenario.title)).scenario)
    assert load_text(saved, folder=scenario.folder).hash() == scenario.hash()


def test_an_edit_there_and_back_leaves_the_same_scenario(spring):
    there = after(spring, SetValue(LOCKDOWN, "severity", "0.3"), Move(HELPLINE, 5, 0))
    assert there.scenario.hash() != spring.scenario.hash()
    back = after(there, SetValue(LOCKDOWN, "severity", "0,8", "nl"), Move(HELPLINE, -5, 0))
    assert back.scenario.hash() == spring.scenario.hash()


def test_an_edited_file_is_read_by_the_loader_with_the_edit(spring):
    edited = after(spring, SetValue(LOCKDOWN, "severity", "35%"), SetValue(HELPLINE, "who.lives_alone", "yes"))
    again = load_text(text_of(edited.scenario))
    assert again.crisis[0].severity == 0.35
    assert (again.intervention[0].who.lives_alone, again.intervention[0].who.age_min) == (True, 65)


def test_moving_shifts_both_dates_and_keeps_what_the_file_leaves_out(spring):
    moved = after(spring, Move(LOCKDOWN, 7, 7), Move(HELPLINE, 3, 0)).scenario
    assert (moved.crisis[0].start, moved.crisis[0].until) == (date(2020, 3, 16), date(2020, 5, 11))
    assert (moved.intervention[0].start, moved.intervention[0].until) == (date(2020, 3, 19), None)


def test_times_of_day_survive_a_move():
    dark = after(begin(load_scenario("blackout_72h")), Move(1, 2, 2)).scenario.crisis[0]
    assert (dark.start, dark.until) == (datetime(2025, 1, 17, 17), date(2025, 1, 21))


def test_a_mistake_stands_at_its_field_and_the_last_right_scenario_stays(spring):
    wrong = after(spring, SetValue(LOCKDOWN, "severity", "1.5"))
    assert told(wrong) == {(LOCKDOWN, "severity"): "severity must be from 0 to 1, got 1.5"}
    assert wrong.draft.event(LOCKDOWN).values["severity"] == 1.5
    assert wrong.scenario.hash() == spring.scenario.hash()


def test_each_field_has_its_own_message_until_it_is_mended(spring):
    wrong = after(
        spring, SetValue(LOCKDOWN, "until", "2020-03-01"), SetValue(LOCKDOWN, "curfew", "often"), SetValue(HELPLINE, "who.age_max", "30")
    )
    assert set(told(wrong)) == {(LOCKDOWN, "until"), (LOCKDOWN, "curfew"), (HELPLINE, "who.age_max")}
    mended = after(
        wrong, SetValue(LOCKDOWN, "until", ""), SetValue(LOCKDOWN, "curfew", "0.5"), SetValue(HELPLINE, "who.age_max", "80")
    )
    assert told(mended) == {} and mended.scenario.crisis[0].curfew == 0.5


def test_two_events_of_one_name_are_told_at_the_later_one(spring):
    assert list(told(after(spring, SetValue(HELPLINE, "name", "spring")))) == [(HELPLINE, "name")]
    twice = after(spring, Add("crisis", "lockdown"))
    assert list(told(after(twice, SetValue(3, "name", "spring")))) == [(3, "name")]


def test_undo_and_redo_walk_the_same_way(spring):
    edited = after(spring, SetValue(LOCKDOWN, "severity", "0.3"), Remove(HELPLINE), SetValue(LOCKDOWN, "severity", "2"))
    assert edited.undoable == ("set", "spring") and edited.redoable is None
    back = undo(undo(undo(undo(edited))))
    assert back.draft == spring.draft and back.undoable is None
    assert redo(redo(redo(redo(back)))) == edited
    other = after(undo(back), Retitle("Another"))
    assert other.redoable is None and len(other.drafts) == 2


def test_an_edit_that_changes_nothing_is_no_step(spring):
    same = after(spring, SetValue(LOCKDOWN, "severity", "0,8", "nl"), Move(LOCKDOWN, 0, 0), Remove(99), Retitle("Spring "))
    assert same.drafts == spring.drafts


def test_steps_are_kept_up_to_a_number(spring):
    long = after(spring, *(SetValue(LOCKDOWN, "ramp_days", str(days)) for days in range(1, MOST_STEPS + 10)))
    assert len(long.drafts) == MOST_STEPS and long.scenario.crisis[0].ramp_days == MOST_STEPS + 9


@pytest.mark.parametrize(("role", "kind"), declared())
def test_every_registered_kind_can_be_added_as_it_comes(spring, role, kind):
    more = after(spring, Add(role, kind), Add(role, kind))
    assert told(more) == {}
    assert [event.kind for event in more.scenario.events].count(kind) >= 2
    assert load_text(text_of(more.scenario)).hash() == more.scenario.hash()


def test_a_new_offer_lasts_as_long_as_the_crisis(spring):
    new = after(spring, Add("intervention", "clubs")).scenario.intervention[1]
    assert (new.start, new.until) == (date(2020, 3, 9), date(2020, 5, 4))


def test_no_file_can_be_named_from_the_browser(spring):
    asked = {"file": "secret.csv", "value": "level"}
    for key in ("severity", "severity.file", "kind", "population", "who", "area"):
        for given in (asked, "secret.csv"):
            edited = after(spring, SetValue(LOCKDOWN, key, given), SetValue(HELPLINE, key, given))
            assert edited.scenario.hash() == spring.scenario.hash()
            assert not [event for event in edited.draft.events if isinstance(event.values.get("severity"), dict)]


def test_a_target_group_can_have_a_second_part_and_lose_it(spring):
    either = after(spring, GroupOfPeople(HELPLINE), SetValue(HELPLINE, "who.1.lonely", "yes"))
    assert [each.age_min for each in either.scenario.intervention[0].who] == [65, None]
    assert either.scenario.intervention[0].who[1].lonely is True
    assert after(either, GroupOfPeople(HELPLINE, 1)).scenario.hash() == spring.scenario.hash()


def test_another_scenario_can_be_opened_and_taken_back(spring):
    opened = after(spring, Open(load_scenario("lockdown")))
    assert [event.kind for event in opened.draft.events] == ["lockdown", "pandemic_threat"]
    assert undo(opened).scenario.hash() == spring.scenario.hash()


def test_what_stands_beside_a_field_is_told_in_the_language_of_the_page(spring):
    wrong = after(spring, SetValue(LOCKDOWN, "severity", "1.5"), SetValue(HELPLINE, "who.age_max", "old"))
    english, dutch = (form_view(wrong.draft, wrong.draft.event(LOCKDOWN), language) for language in ("en", "nl"))
    assert _row(english, "severity")["message"] == "Severity must be from 0 to 1, got 1.5."
    assert _row(dutch, "severity")["message"] == "De ernst moet van 0 tot 1 zijn, maar er staat 1,5."
    assert not _row(english, "until")["message"] and english["said"] == []
    age = _row(form_view(wrong.draft, wrong.draft.event(HELPLINE), "nl"), "who.age_max")
    assert age["message"] == 'Verwacht wordt een geheel getal van 0 tot 120, maar er staat "old".'


def _row(form, key):
    return next(row for group in (form["main"], *form["who"], form["more"]) for row in group if row["key"] == key)


@pytest.mark.parametrize(("role", "kind"), declared())
def test_every_kind_and_key_has_its_words_in_both_languages(spring, role, kind):
    keys = texts_of("timeline_keys")
    fields = fields_of(role, kind, {"who": {}})
    missing = [field.key for field in fields if field.key.replace(".", "_") not in keys]
    assert missing == [] and {kind, f"does_{kind}"} <= set(texts_of("timeline_kinds"))
    assert [field.key for field in fields if field.widget == "fixed"] == []


@pytest.mark.parametrize(
    ("kind", "key", "given", "said"),
    [
        ("lockdown", "start", "2021-01-01", "1 januari 2021 valt buiten het scenario, dat loopt van 2 maart 2020 tot 10 juni 2020."),
        ("lockdown", "until", "2020-03-02", "Verwacht wordt een dag na het begin, 27 maart 2020, maar er staat 2 maart 2020."),
        ("lockdown", "ramp_days", "2,5", "Verwacht wordt een geheel getal van 0 tot 365, maar er staat 2,5."),
        ("lockdown", "visitors_max", "many", 'Verwacht wordt een geheel getal van 0 tot 254, maar er staat "many".'),
        ("lockdown", "name", "a.b", 'Verwacht wordt een naam van 1 tot 60 letters, cijfers, spaties, - en _, maar er staat "a.b".'),
        ("lockdown", "area", {"share": "2,0"}, "Verwacht wordt een deel van 0,0 tot 1,0 of een lijst van gebieden, maar er staat 2,0."),
        ("lockdown", "area", {"list": ""}, "Verwacht wordt een lijst van een of meer nummers van gebieden, vanaf 0."),
        ("lockdown", "start", "soon", 'Verwacht wordt een datum of tijdstip, maar er staat "soon".'),
        ("blackout", "ramp_days", "3", "Stroomuitval komt ineens en verdwijnt zoals de stroom terugkomt: opbouwen en wegebben moeten 0 dagen zijn."),
        ("blackout", "restored", "3 1; 2 1", "Verwacht worden paren van uren en deel dat nog donker is"),
        ("blackout", "restored", "dark", 'Verwacht wordt een lijst, maar er staat "dark".'),
    ],
)
def test_what_the_loader_says_reads_as_dutch(spring, kind, key, given, said):
    wrong = after(spring, Add("crisis", kind), SetValue(3, key, given, "nl"))
    assert [in_language(mistake.message, "nl")[: len(said)] for mistake in wrong.draft.mistakes] == [said]


@pytest.mark.parametrize("message", ["weird.csv holds no ties", "extends_this.toml: there is no file other.toml"])
def test_a_sentence_begins_with_a_capital_but_a_file_keeps_its_name(message):
    assert in_language(message, "en") == f"{message}."
    assert in_language(f"the file {message}", "en") == f"The file {message}."


def test_a_message_without_a_translation_is_quoted():
    assert in_language("the moon is full", "nl").endswith("Engels: the moon is full")


def test_a_bar_stands_where_its_dates_are_and_inside_the_scenario(spring):
    wide = after(spring, SetValue(LOCKDOWN, "until", "2030-01-01"))
    bars = timeline_view(wide.draft, "en")["bars"]
    assert [(bar["first"], bar["last"], bar["open"], bar["wrong"]) for bar in bars] == [(14, 100, True, False), (7, 100, False, True)]


def test_a_power_cut_of_a_morning_is_drawn_over_that_morning():
    amsterdam = load_scenario("blackout_amsterdam_2017")
    (drawn,), cut = bars_of([amsterdam], "en"), 1484626500  # 17 January 2017, 04:15
    assert (drawn["start"], drawn["end"]) == (cut, cut + 4.75 * 3600)
    (bar,) = timeline_view(begin(amsterdam).draft, "en")["bars"]
    assert (bar["first"] + bar["early"], bar["last"] - bar["late"]) == pytest.approx((1 + 4.25 / 24, 1 + 9 / 24))
    assert (bar["begins"], bar["over"]) == ("04:15", "09:00")


def test_a_form_calls_an_event_as_bars_do_and_says_its_severity_in_percent(spring):
    cut = begin(load_scenario("blackout_amsterdam_2017")).draft
    for language in ("en", "nl"):
        form, (bar,) = form_view(cut, cut.events[0], language), timeline_view(cut, language)["bars"]
        assert _row(form, "name")["value"] == bar["name"] == form["name"] and _row(form, "severity")["hint"].startswith("100\u00a0%")
    wrong = after(spring, SetValue(LOCKDOWN, "name", "a.b")).draft
    assert _row(form_view(wrong, wrong.event(LOCKDOWN), "en"), "name")["value"] == "a.b"


def test_what_is_done_stands_above_the_crises_however_many_they_are():
    draft = begin(load_scenario("netherlands_2020_helpline")).draft
    crises = [event.name for event in draft.events if event.role == "crisis"]
    for rows in (timeline_view(draft, "en")["bars"], table_view(draft, "en")):
        assert [row["role"] for row in rows] == ["intervention"] + ["crisis"] * len(crises) and len(crises) > 8
        assert [row["name"].lower() for row in rows[1:]] == [name.replace("_", " ").lower() for name in crises]


def test_days_after_those_that_were_answered_are_told_where_there_are_any(spring):
    told = answered_view(spring.draft, 40, "en")
    assert told["answered"] == 40 and "(40 of 100)" in told["unanswered"]
    assert [answered_view(spring.draft, days, "nl") for days in (None, 100)] == [{"answered": 100, "unanswered": ""}] * 2


def test_a_measure_that_follows_severity_says_how_far(spring):
    form = form_view(spring.draft, spring.draft.event(LOCKDOWN), "nl")
    assert _row(form, "school_closed")["usual"] == "0,96" and "volgt de ernst, nu 0,96" in _row(form, "school_closed")["hint"]


def test_after_a_removal_the_keyboard_goes_to_the_next_event_where_it_was():
    editor = Editor(load_text(SPRING))
    order = [each.id for each in in_order(editor.editing.value.draft)]
    editor.remove(-1)
    assert editor.focus.value == "" and len(order) > 1
    editor.remove(order[0], "less")
    assert editor.focus.value.split()[:2] == ["less", str(order[1])]
    editor.remove(order[-1])
    assert editor.focus.value.split()[:2] == (["bar", str(order[-2])] if len(order) > 2 else ["add", "-"])
    editor.close()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_a_browser_sends_the_session_goes_on(data):
    given_value = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.sampled_from(["2020-03-16", "1e99", "0 1; 2 0"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["share", "list", "file", "event"]), inner, max_size=2),
        max_leaves=4,
    )
    editor = Editor(load_text(SPRING))
    key = st.sampled_from([field.key for event in editor.editing.value.draft.events for field in fields_of(event.role, event.kind, event.values)])
    for _ in range(3):
        event = data.draw(st.sampled_from([LOCKDOWN, HELPLINE]) | given_value)
        editor.change({"event": event, "key": data.draw(key), "given": data.draw(given_value)}, data.draw(st.sampled_from(["en", "nl"])))
    editor.move({"event": LOCKDOWN, "first_by": data.draw(given_value), "end_by": data.draw(given_value)})
    editor.group({"event": HELPLINE, "group": data.draw(given_value)})
    editor.retitle({"title": data.draw(st.text(max_size=20))})
    draft = editor.editing.value.draft
    for language in ("en", "nl"):
        timeline_view(draft, language)
        forms = [form_view(draft, event, language) for event in draft.events]
        json.dumps([forms, table_view(draft, language)], allow_nan=False).encode()
    assert load_text(text_of(editor.scenario)).hash() == editor.scenario.hash()


def test_a_scenario_travels_in_a_link_and_what_else_a_link_may_hold_does_not(spring):
    edited = after(spring, SetValue(LOCKDOWN, "severity", "0.3")).scenario
    assert unpack(pack(edited)).hash() == edited.hash() and unpack(pack(edited)).title == "Spring"
    assert len(pack(load_scenario("netherlands_2020_helpline"))) < 2_000
    bomb = base64.urlsafe_b64encode(zlib.compress(b"#" * 50_000_000, 9)).decode()
    outside = base64.urlsafe_b64encode(zlib.compress(b'extends = "../secret.toml"')).decode()
    for text in ("", "nonsense", "\u00e9", bomb, outside, pack(edited)[:-9]):
        assert unpack(text) is None
    network = edited.model_copy(update={"population": edited.population.model_copy(update={"network": "friends.csv"})})
    assert pack(network) == ""


def test_a_file_is_called_by_its_content_once_it_is_edited():
    editor = Editor(load_text(SPRING, name="spring"))
    assert editor.file_name() == "spring"
    editor.change({"event": LOCKDOWN, "key": "severity", "given": "0.3"}, "en")
    first = editor.file_name()
    editor.undo()
    assert editor.file_name() == "spring" and first == f"my_scenario_{editor.editing.value.drafts[1].base.hash()[:6]}"


def test_an_answer_takes_the_place_of_an_older_one_to_the_same_question(spring):
    other = after(spring, SetValue(LOCKDOWN, "severity", "0.3")).scenario
    past = ()
    for scenario, pairs in ((spring.scenario, 4), (other, 4), (spring.scenario, 20)):
        past = remember(past, PastAnswer(scenario, f"{pairs} pairs", 500, pairs, 1))
    assert [(each.scenario, each.pairs) for each in past] == [(spring.scenario, 20), (other, 4)]
    assert answers_view(past, "nl")[0]["size"] == "500 mensen, 20 paren, startgetal 1"
