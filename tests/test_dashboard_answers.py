"""What the first page says rests on what compare found: sentences, addresses, limits and the kept answer, without a browser."""

import gc
import sys
import time
import weakref
from contextlib import nullcontext
from dataclasses import replace
from types import SimpleNamespace

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")

import solara  # noqa: E402
from solara.server.kernel import Kernel  # noqa: E402
from solara.server.kernel_context import VirtualKernelContext  # noqa: E402

from sim import ScenarioError, compare, load_scenario, load_text  # noqa: E402
from sim.dashboard import answering, kept, limits  # noqa: E402
from sim.dashboard.address import search_of  # noqa: E402
from sim.dashboard.answering import Answers, answers  # noqa: E402
from sim.dashboard.drawn import drawn_scenario  # noqa: E402
from sim.dashboard.explored import figures, headline, ranking  # noqa: E402
from sim.dashboard.found import found_in  # noqa: E402
from sim.dashboard.kernels import of_this_tab  # noqa: E402
from sim.dashboard.offered import offer  # noqa: E402
from sim.dashboard.own import use_drawn  # noqa: E402
from sim.dashboard.question import Question, main_crisis, policies_for, settings_for  # noqa: E402
from sim.dashboard.reachable import is_loopback, name_of, qr_code  # noqa: E402
from sim.dashboard.pages.compare import _asked, _sentence  # noqa: E402
from sim.dashboard.session import Session  # noqa: E402
from sim.dashboard.strengths import strengths_told  # noqa: E402
from sim.dashboard.timeline.uploads import Uploads  # noqa: E402
from sim.dashboard.titles import title_in  # noqa: E402
from sim.dashboard.words import number, texts_of  # noqa: E402
from sim.studies.wording import doubt as printed  # noqa: E402

LOCKDOWN = """
title = "A short lockdown"
start = 2020-03-02
days = 20
[population]
people = 60
[[crisis]]
kind = "lockdown"
name = "spring"
start = 2020-03-06
severity = 0.9
"""
HELP = '[[intervention]]\nkind = "helpline"\nname = "line"\nstart = 2020-03-08\nreach = 0.8\n'


@pytest.fixture(scope="module")
def scenarios():
    """A lockdown, and the same with a helpline."""
    return load_text(LOCKDOWN, name="short"), load_text(LOCKDOWN + HELP, name="helped")


@pytest.fixture
def shipped():
    """Offer the shipped scenarios."""
    offer([])


def effect(difference, pairs, half=0.0005, sure=True):
    """An effect as a verdict has it."""
    band = {"low": difference - half, "high": difference + half} if pairs >= 5 else {"low": None, "high": None}
    signs = {"lower_in": pairs if difference < 0 else 0, "higher_in": pairs if difference > 0 else 0}
    return {"difference": difference, **band, "n_pairs": pairs, "baseline_value": 0.1, "larger_than_chance": sure, "matters": sure, **signs}


@pytest.fixture(scope="module")
def found(scenarios):
    """What two pairs of runs say, in the form that the page takes."""
    return found_in(compare(list(scenarios), replicates=2), seed=1)


def with_effects(found, pairs, crisis, help_):
    """The same with these effects on every outcome."""
    outcomes = ("distress", "loneliness", "high_distress")
    policy = {**found.policies[0], "effects": {name: effect(help_, pairs) for name in outcomes}}
    crisis = {"all": {name: effect(crisis, pairs) for name in outcomes}}
    return replace(found, pairs=pairs, verdict={**found.verdict, "crisis": crisis, "policies": [policy], "order": []})


def test_with_four_pairs_no_interval_is_shown_and_with_eight_one_is(found, scenarios):
    question = Question(scenarios)
    early = headline("en", with_effects(found, 4, 0.012, -0.003), question)
    assert early[0].endswith("(4 of 4 pairs higher so far).") and early[1].endswith("(4 of 4 pairs lower so far).")
    assert ranking("en", with_effects(found, 7, 0.012, -0.003), question)[0]["low"] is None
    late = headline("nl", with_effects(found, 8, 0.012, -0.003), question)
    assert "12,0 meer van elke 1.000" in late[0] and "(11,5 tot 12,5)" in late[0] and "(2,5 tot 3,5)" in late[1]
    assert figures("nl", with_effects(found, 8, 0.012, -0.003), question)[2]["value"] == "+12,0"


@pytest.mark.parametrize("change", [0.02, -0.02])
def test_the_people_of_a_network_of_ones_own_are_no_residents(found, scenarios, change):
    drawn = tuple(each.model_copy(update={"population": each.population.model_copy(update={"network": "drawn_14_people_abcdef.csv"})}) for each in scenarios)
    for language in ("en", "nl"):
        ours, theirs = (headline(language, with_effects(found, 8, change, -0.003), Question(each))[0] for each in (drawn, scenarios))
        assert number(language, found.people) in ours and not any(word in ours for word in ("residents", "inwoners")) and any(word in theirs for word in ("residents", "inwoners"))


def test_the_headline_gives_no_range_without_a_unit_and_tells_nought_as_no_difference(found, scenarios):
    small = with_effects(found, 20, 0.00015, -0.003)
    small.verdict["crisis"]["all"]["high_distress"]["matters"] = False
    assert "(−0.4 to +0.7 of every 1,000 residents" in headline("en", small, Question(scenarios))[0]
    none = headline("en", with_effects(found, 4, 0.0, 0.0), Question(scenarios))
    assert all("no difference in any of 4 pairs" in each and "0.00" not in each for each in none)


def test_levels_differ_by_the_difference_beside_them_and_are_left_out_where_that_is_too_small(found, scenarios):
    one = with_effects(found, 20, 0.0123, -0.003)
    one.verdict["crisis"]["all"]["distress"] = {**effect(0.0008, 20, half=0.0001), "baseline_value": 0.004, "matters": False}
    one.verdict["crisis"]["all"]["high_distress"]["baseline_value"] = 0.11494
    stress, _, many = figures("en", one, Question(scenarios))
    assert (stress["value"], stress["level"]) == ("+0.0008", "") and (many["value"], many["level"]) == ("+12.3", "127.2 instead of 114.9")


def test_another_policy_that_lowers_a_feeling_by_enough_more_is_named_beside_its_figure(found, scenarios):
    question = Question((*scenarios, scenarios[1].model_copy(update={"name": "other", "title": "The other"})))
    for ours, theirs, named in ((-0.03, -0.045, True), (-0.03, -0.039, False), (-0.03, -0.02, False)):
        answer = with_effects(found, 20, 0.1, ours)
        other = {**answer.policies[0], "name": "other", "effects": {**answer.policies[0]["effects"], "loneliness": effect(theirs, 20)}}
        answer.policies.append(other)
        stress, lonely, many = figures("en", answer, question)
        assert lonely["most"] == ("lowest with “The other”" if named else "") and stress["most"] == many["most"] == ""


@pytest.mark.parametrize("sure, matters, low, told", [(True, True, -9, "helps most: 3.0 fewer (2.5 to 3.5)."), (True, False, -0.5, "but too little ahead"),
                                                      (True, False, -2, "but perhaps too little ahead"), (False, False, -2, "not clear")])
def test_the_headline_tells_a_lead_as_the_command_does(found, scenarios, sure, matters, low, told):
    question = Question((*scenarios, scenarios[1].model_copy(update={"name": "other", "title": "The other"})))
    answer = with_effects(found, 20, 0.1, -0.003)
    answer.policies.append({**answer.policies[0], "name": "other"})
    limit = answer.verdict["limits"]["high_distress"]
    answer.verdict["order"].append({"better": "helped", "worse": "other", "neighbours": True, "sure": sure, "matters": matters, "low": low * limit, "high": -0.1 * limit})
    assert told in headline("en", answer, question)[1]


def test_an_answer_stopped_before_it_was_there_does_not_say_that_it_is_worked_out(scenarios):
    question = Question(scenarios)
    assert [row["text"] for stopped in (False, True) for row in ranking("en", None, question, stopped)] == ["being worked out", "stopped, not worked out"]


def test_a_row_says_what_speaks_against_it_and_keeps_the_ends_of_its_range_apart(found, scenarios):
    question = Question(scenarios)
    small = {**effect(-0.0005, 20, half=0.0001), "matters": False}
    for one, text, doubt in (
        (effect(-0.003, 20), "−3.0 (−3.5 to −2.5)", ""), (small, "−0.5 (−0.6 to −0.4)", "too small to matter"),
        ({**effect(-0.001, 20), "matters": False}, "−1.0 (−1.5 to −0.5)", "perhaps too small to matter"),
        ({**effect(-0.003, 20), "larger_than_chance": False}, "−3.0 (−3.5 to −2.5)", "may be chance"),
        ({**effect(-0.00002, 20, half=0.000001), "matters": False}, "−0.020 (−0.021 to −0.019)", "too small to matter"),
        (effect(-0.000001, 4), "about 0", ""),
    ):  # fmt: skip
        answer = with_effects(found, one["n_pairs"], 0.012, -0.003)
        answer.policies[0]["effects"]["high_distress"] = one
        (row,) = ranking("en", answer, question)
        assert (row["text"], row["doubt"]) == (text, doubt) and doubt in printed(one, 0.001)


def test_what_may_be_chance_and_cannot_matter_is_no_difference_to_speak_of(found, scenarios):
    answer = with_effects(found, 20, 0.012, -0.003)
    answer.policies[0]["effects"]["high_distress"] = {**effect(-0.0005, 20, half=0.0001), "larger_than_chance": False, "matters": False}
    assert ranking("en", answer, Question(scenarios))[0]["doubt"] == "no difference to speak of"


def test_what_is_not_beyond_chance_is_not_called_help(found, scenarios):
    answer = with_effects(found, 8, 0.012, -0.003)
    answer.policies[0]["effects"]["high_distress"] = effect(-0.003, 8, half=0.004, sure=False)
    assert headline("en", answer, Question(scenarios))[1] == "Nothing on the list is shown to lower that number by enough to matter."


def test_a_policy_answers_a_crisis_if_it_differs_by_its_interventions_only(scenarios):
    first, helped = scenarios
    milder = load_text((LOCKDOWN + HELP).replace("0.9", "0.8"), name="milder")
    assert policies_for(first, [first, helped, milder]) == [helped]
    assert settings_for([first, helped], {"crisis.spring.severity": 0.5, "helped:intervention.line.reach": 0.2}) == (
        "crisis.spring.severity=0.5", "helped:intervention.line.reach=0.2")  # fmt: skip
    other = load_text(LOCKDOWN.replace("spring", "autumn"), name="other")
    assert settings_for([first, other], {"crisis.spring.severity": 0.5}) == ("short:crisis.spring.severity=0.5",)


def test_the_slider_is_for_the_crisis_that_weighs_most():
    assert main_crisis(load_scenario("netherlands_2020"), 120).name == "intelligent lockdown"
    assert main_crisis(load_scenario("baseline"), 120) is None


def test_an_address_brings_back_the_same_choices_and_no_others(shipped):
    session = Session()
    assert search_of(session) == ""
    session.set_strength("crisis.intelligent lockdown.severity", 0.4)
    session.set_strength("netherlands_2020_outdoors:intervention.outdoor meetings.reach", 0.1)
    session.second.set("netherlands_2020_outdoors")
    session.language.set("nl")
    session.people.set(300)
    again = Session(search_of(session))
    assert not again.left_out.value and search_of(again) == search_of(session) and again.question().key == session.question().key
    for wrong in ("people=9", "people=x", "of=nobody", "with=lockdown", "set.crisis.first wave.threat=1", "set.crisis.first wave.severity=7", "x=1", "lang=xx"):
        refused = Session(wrong)
        assert [each.key for each in refused.left_out.value] == [wrong.partition("=")[0]] and search_of(refused) == "", wrong


def test_numbers_that_would_take_a_server_from_others_are_refused(shipped):
    assert limits.wrong_number("people", 20_001).startswith("People must be a whole number")
    assert limits.wrong_number("days", float("nan")) and limits.wrong_number("pairs", True) and not limits.wrong_number("pairs", 40)
    assert limits.too_much_work(20_000, 3660, 1, 500) and not limits.too_much_work(2000, 365, 1, 300)
    greedy = Session("people=20000&pairs=500")
    greedy.answering.set(answering.Answering(greedy.question()))
    assert greedy.ask() is None and greedy.mistake.value.startswith("That is too much for one visitor")
    assert (greedy.answering.value.phase, greedy.answering.value.found) == ("stopped", None), "nothing is being worked out"
    limits.limit_people(800)
    try:
        assert limits.wrong_number("people", 801, "nl") == "Mensen moet een geheel getal zijn van 10 tot 800."
        assert Session("people=801").people.value == 500
    finally:
        limits.limit_people(20_000)


def test_an_answer_is_kept_by_question_and_a_broken_file_is_passed_over(found, scenarios, tmp_path, monkeypatch):
    monkeypatch.setenv("NOABER_CACHE", str(tmp_path))
    question = Question(scenarios, people=60, days=20)
    assert kept.kept_answer(question) is None
    kept.keep_answer(question, found)
    assert kept.kept_answer(question) == found
    assert kept.kept_answer(replace(question, settings=("crisis.spring.severity=0.5",))) is None
    next(tmp_path.glob("answer-*.json")).write_text("{", encoding="utf-8")
    assert kept.kept_answer(question) is None


def test_a_question_that_cannot_be_asked_is_told_and_nothing_is_begun(scenarios):
    told, answers = [], Answers()
    answers.ask(Question(scenarios, settings=("crisis.nobody.severity=1",)), told.append)
    assert [state.phase for state in told] == ["failed"] and "nobody" in told[0].error
    with pytest.raises(ScenarioError):
        _ = told[0].question.resolved
    answers.close()


def test_what_is_found_reaches_the_tab_that_listens_whoever_tells_it(monkeypatch):
    # Only where its server is loaded does solara keep values by tab.
    monkeypatch.setitem(sys.modules, "solara.server.starlette", sys.modules.get("solara.server.starlette", solara.server))
    ours, others = (VirtualKernelContext(id=name, kernel=Kernel(), session_id=name) for name in ("ours", "others"))
    with ours:
        heard = solara.reactive("nothing")
        listener = of_this_tab(heard.set)
    for teller, news in ((nullcontext(), "from nobody"), (others, "from another")):
        with teller:
            listener(news)
        with ours:
            assert heard.value == news
    ours.closed_event.set()
    listener("too late")
    with ours:
        assert heard.value == "from another"


def test_a_closed_tab_leaves_nothing_behind(shipped):
    session, other = Session("people=30&days=10"), Session("people=30&days=10")
    for each in (session, other):
        each.begin_live()
        _ = each.timeline
    run, forgotten = session.run, weakref.ref(session)
    run.step()
    while session.live.value.day < 1:
        time.sleep(0.05)
    assert other.live.value.day == 0
    session.close()
    del session, run, each
    ends = time.monotonic() + 60
    while forgotten() and time.monotonic() < ends:
        gc.collect()
        time.sleep(0.05)
    assert forgotten() is None
    other.close()


def test_others_are_told_an_address_that_they_can_reach():
    assert is_loopback("127.0.0.1") and is_loopback("::1") and not is_loopback("0.0.0.0")
    assert name_of("127.0.0.1") == "localhost" and name_of("192.168.1.5") == "192.168.1.5" and name_of("0.0.0.0") != "0.0.0.0"
    assert len(qr_code("http://192.168.1.5:8765").splitlines()) > 10


@pytest.mark.parametrize("name", sorted(texts_of("titles")))
def test_the_english_title_of_a_shipped_scenario_is_that_of_its_file(name):
    scenario = load_scenario(name)
    assert title_in("en", scenario) == scenario.title and title_in("nl", scenario) != scenario.title


def test_each_drawn_network_is_a_question_of_its_own_and_what_is_looked_at_stays_the_same_object(shipped):
    session, files = Session(), Uploads()
    session.days.set(30)
    names = []
    for people in (12, 15):
        ring = {"people": people, "ties": [[k, (k + 1) % people] for k in range(people)]}
        begun = []  # what a run begins with, the moment the choice changes
        stop = session.first.subscribe(lambda name, begun=begun: begun.append(session.of_days(name)))
        use_drawn(session, drawn_scenario(ring, session.scenarios[session.second.value], files))
        stop()
        names.append(session.first.value)
        assert begun and begun[-1] is session.of_days(session.first.value)
    assert names[0] != names[1] and session.people_fixed()


def test_a_slider_is_being_answered_before_the_page_is_drawn_anew_and_the_page_joins_that_answer(shipped):
    session, seen = Session("people=20&days=5&pairs=2"), []

    def begun(settings):
        seen.append(answers().works.get(session.question().key))
        session.ask()  # as the page does while it is drawn

    path = next(iter(session.sliders()))
    session.settings.subscribe(begun)
    try:
        session.slide(path, 0.31)
        first, = seen
        assert first is not None and first.state.question.settings and session.settings.value == {path: 0.31}
        session.slide(path, 0.31)
        assert answers().works[session.question().key] is first and first.usable, "to slide to where it is ends no answer"
    finally:
        session.close()
        answering._answers.pop().close()  # another test may ask again


def test_what_sliders_set_is_told_where_there_are_none():
    settings = ("crisis.intelligent lockdown.severity=0.5", "lockdown_helpline:intervention.helpline.reach=0.25")
    assert strengths_told("en", settings) == "Set by the sliders of Explore: intelligent lockdown 50\u00a0%, helpline 25\u00a0%."
    assert strengths_told("nl", settings).endswith("hulplijn 25\u00a0%.") and strengths_told("en", ()) == ""


def test_compare_says_of_what_its_verdict_is_and_that_nothing_differs(found, scenarios):
    effect = SimpleNamespace(lower_in=0, higher_in=0, n_pairs=8, nobody_in=0, difference=0.0, band=None)
    assert _sentence("en", scenarios[1], effect) == "“A short lockdown”: as many with high distress, no difference in any of 8 pairs."
    state = SimpleNamespace(found=found, question=Question(scenarios, ("crisis.spring.severity=0.5",), people=60, days=20, pairs=9))
    assert _asked("en", state) == "2 pairs of runs with 60 people each over 20 days, seed 1. Set by the sliders of Explore: spring 50\u00a0%."
