"""The lesson: its worlds differ in one thing each, its verdicts say what the model shows and how sure, its answers stand in the address."""

from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")

from sim import compare
from sim.dashboard import learn_worlds
from sim.dashboard.address import search_of
from sim.dashboard.learn_live import people_to_follow
from sim.dashboard.learn_pictures import feelings_picture
from sim.dashboard.learn_said import answer, here, restart, said, show
from sim.dashboard.learn_told import PREDICTED, QUESTIONS, STEPS, best_cause, causes_table, change_told, judged, model_says, parts_table, parts_told
from sim.dashboard.learn_worlds import ALONE, CAUSES, CHANGES, DAYS, ILL, LOCKED, OPEN, PAIRS, Lived, lesson, lines_in, rises_in, scenarios_of
from sim.dashboard.offered import offer
from sim.dashboard.session import Session

RISES = {"stress": (0.1,) * PAIRS, "loneliness": (0.1,) * PAIRS, "young": (0.2,) * PAIRS, "old": (0.3, *(0.1,) * (PAIRS - 1)), "peak": (95.0,) * PAIRS}


@pytest.fixture
def session():
    """Return the Session of a visitor."""
    offer(["lockdown"])
    return Session("")


def test_every_world_of_the_lesson_differs_from_it_in_one_thing():
    days = {each.name: lesson().days_of(each) for each in lesson().crisis}
    assert days == {"lockdown": (LOCKED, OPEN), "pandemic": (ILL, OPEN)}
    for left, name in (("illness", "pandemic"), ("lockdown", "lockdown")):
        assert [each.name for each in scenarios_of("alone", left)[0].crisis if each.enabled] == [name]
    for cause, mechanism in CAUSES.items():
        assert scenarios_of("without", cause)[0].mechanisms == {mechanism: False}
    for change in CHANGES:
        whole, changed = scenarios_of("change", change)
        assert whole == lesson() and changed.hash() != whole.hash()
        assert changed.population == whole.population and len(changed.events) - len(whole.events) in (0, 1)


def test_a_prediction_is_held_against_the_model_and_against_the_number_of_worlds():
    assert model_says("stress", RISES) == ("up", PAIRS) and model_says("who", RISES) == ("young", PAIRS - 1) and model_says("peak", RISES) == ("late", PAIRS)
    assert judged("en", "stress", "up", RISES)[-1] == "Your prediction is what the model shows."
    assert judged("nl", "stress", "down", RISES)[1:] == ["In het model gaat de stress omhoog, gemiddeld met 0,10 SD.", "Hoe zeker: in alle 12 werelden.", "Het model laat iets anders zien."]
    assert judged("en", "who", "", RISES)[0] == "You made no prediction here." and "in 11 of 12 worlds" in judged("en", "who", "", RISES)[2]
    luck = {**RISES, "stress": tuple(np.resize([0.3, -0.1], PAIRS))}
    assert "Do not build on it" in judged("en", "stress", "up", luck)[2]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_answer_of_the_model_can_be_told(language):
    stresses = {"up": 0.1, "same": 0.0, "down": -0.1}
    for rise in stresses.values():
        for peak in (40.0, 60.0, 95.0):
            rises = {**RISES, "stress": (rise,) * PAIRS, "young": (rise,) * PAIRS, "old": (0.0,) * PAIRS, "peak": (peak,) * PAIRS}
            assert all(judged(language, question, QUESTIONS[question][0], rises) for question in PREDICTED)
            assert change_told(language, "same", Lived(rises=rises), Lived(rises=RISES))


def test_a_change_within_the_limit_of_the_other_pages_is_not_called_clear():
    def told(stress, loneliness):
        wobble = np.linspace(-0.002, 0.002, PAIRS)
        rises = {"stress": tuple(stress + wobble), "loneliness": tuple(loneliness + wobble)}
        return change_told("en", "less", Lived(rises=rises), Lived(rises=RISES))

    little, none, much = told(-0.0105, -0.01), told(-0.006, -0.006), told(-0.05, -0.06)
    assert little[0].endswith("less.") and "a little less" in little[1] and all("perhaps too small to matter" in each for each in little[3:5])
    assert none[-1] == "The model shows something else." and all("(too small to matter)" in each for each in none[3:5])
    assert "too small" not in " ".join(much[:5]) and "within 0.01 SD" in much[5]


def test_who_is_not_scored_is_not_offered_to_follow_and_ages_go_up():
    picture = SimpleNamespace(n_people=5, ages=(40, 3, 15, 11, 12), women=(True,) * 5)
    assert [each["name"] for each in people_to_follow("en", picture)] == ["4", "2", "0"]


def test_the_cause_that_matters_most_is_the_one_whose_absence_changes_most():
    whole = Lived(rises=RISES)
    without = {cause: Lived(rises={"stress": (size,) * PAIRS}) for cause, size in zip(CAUSES, (0.06, 0.09, 0.1, 0.4), strict=True)}
    assert best_cause(whole, without) == "used"
    rows = causes_table("en", whole, without)[1]
    assert [row[2] for row in rows] == ["40\u00a0% less", "10\u00a0% less", "hardly any difference", "300\u00a0% more"]
    assert [row[3] for row in rows] == [f"{PAIRS} of {PAIRS}"] * 4


def test_answers_stand_in_the_address_and_nonsense_is_passed_over(session):
    answer(session, {"question": "who", "value": "young"})
    answer(session, {"question": "who", "value": "nobody"})
    answer(session, {"question": "__class__", "value": "x"})
    show(session, "look")
    show(session, "nowhere")
    again = Session(search_of(session))
    assert said(again) == {"who": "young"} and here(again) == "look"
    assert said(Session("learn.said=who-me.peak-late.-.x")) == {"peak": "late"} and here(Session("learn.step=up")) == STEPS[0]
    restart(again)
    assert "learn" not in search_of(again)


@pytest.fixture(scope="module")
def lived():
    """Live the lesson and each of its two parts alone, in a third of the worlds."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(learn_worlds, "PAIRS", 4)
        for kind, name in (("crisis", ""), *(("alone", each) for each in ALONE)):
            answer = compare(scenarios_of(kind, name), replicates=4, seed=learn_worlds.SEED)
            found[name or "both"] = Lived(phase="done", rises=rises_in(answer), lines=lines_in(answer))
    return found


def test_stress_comes_more_from_the_illness_and_loneliness_from_the_lockdown_as_the_lesson_says(lived):
    of = {name: {what: np.mean(each.rises[what]) for what in ("stress", "loneliness", "young", "old")} for name, each in lived.items()}
    assert 0.5 < of["illness"]["stress"] / of["both"]["stress"] < 0.8 and 0.3 < of["lockdown"]["stress"] / of["both"]["stress"] < 0.55
    assert 0.7 < of["lockdown"]["loneliness"] / of["both"]["loneliness"] < 0.9
    assert all(of["illness"][what] + of["lockdown"][what] > of["both"][what] for what in ("stress", "loneliness"))  # "the parts add up to more than the whole"
    assert 1.5 < of["illness"]["young"] / of["illness"]["old"] < 2.7  # "about twice as much"
    of_stress = {name: np.subtract(each.lines["distress"][_last(each)]["mean"][1:], each.lines["distress"]["no_crisis"]["mean"][1:]) for name, each in lived.items()}
    assert of_stress["both"][LOCKED - 1] > 0.9 * of_stress["both"][LOCKED:].max()  # "up before the lockdown begins"
    assert 0.7 < of_stress["lockdown"][OPEN - 1] / of_stress["illness"][OPEN - 1] < 1.6  # "by May about as much"


def _last(lived):
    return next(name for name in lived.lines["distress"] if name != "no_crisis")


def test_the_two_parts_are_told_apart_in_a_table_in_words_and_in_the_shades_of_the_chart(lived):
    alone = {name: lived[name] for name in ALONE}
    for language in ("en", "nl"):
        _, rows = parts_table(language, lived["both"], alone)
        stress, lonely = parts_told(language, alone)
        assert len(rows) == 3 and stress.split(".")[0] != lonely.split(".")[0]
    assert "the illness alone brings more stress" in parts_told("en", alone)[0] and "lockdown alone makes lonelier" in parts_told("en", alone)[1]
    whole = Lived(lines={feeling: {"lesson": lines["lesson"], "no_crisis": lines["no_crisis"]} for feeling, lines in lived["both"].lines.items()})
    bars = feelings_picture("nl", whole)["bars"]
    assert [each["name"] for each in bars] == ["ziekte", "lockdown"] and bars[0]["start"] < bars[1]["start"] < bars[1]["end"] < bars[0]["end"]
    assert (bars[0]["end"] - bars[0]["start"]) / 86_400 == DAYS - ILL
