"""What the first page says beside an answer, and which crises are offered to who names no file: without a browser."""

import dataclasses

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")

import solara  # noqa: E402
from test_dashboard_browser import HELPLINE, LOCKDOWN  # noqa: E402

from sim import failures_in  # noqa: E402
from sim.core import catalogue  # noqa: E402
from sim.dashboard.add_policy import KINDS, add_policy  # noqa: E402
from sim.dashboard.address import link_of  # noqa: E402
from sim.dashboard.answering import Answering  # noqa: E402
from sim.dashboard.found import Found  # noqa: E402
from sim.dashboard.learn_said import answer, restart  # noqa: E402
from sim.dashboard.offered import offer, offered  # noqa: E402
from sim.dashboard.pages.explore import Page as Explore  # noqa: E402
from sim.dashboard.pages.explore import Ranking, _Limits, _of_before  # noqa: E402
from sim.dashboard.pages.learn import Page as Learn  # noqa: E402
from sim.dashboard.pictures import explored_picture  # noqa: E402
from sim.dashboard.session import Session  # noqa: E402
from sim.dashboard.timeline.dock import TimelineDock  # noqa: E402
from sim.dashboard.words import say  # noqa: E402


@pytest.fixture
def session(tmp_path):
    """Return a visit to a dashboard of a short lockdown, the same with a helpline, and another crisis."""
    (tmp_path / "short.toml").write_text(LOCKDOWN, encoding="utf-8")
    (tmp_path / "helped.toml").write_text(HELPLINE, encoding="utf-8")
    (tmp_path / "bare.toml").write_text(LOCKDOWN.replace("spring", "autumn"), encoding="utf-8")
    offer([tmp_path / name for name in ("short.toml", "helped.toml", "bare.toml")])
    made = Session("people=30&days=10&pairs=4")
    yield made
    made.close()


def _texts(component):
    """Draw a component and return all texts that it shows outside of templates."""
    box, drawn = solara.render(component, handle_error=False)
    widgets, texts = [box], []
    while widgets:
        widget = widgets.pop()
        texts.append(getattr(widget, "hint", ""))
        for child in getattr(widget, "children", ()):
            (texts if isinstance(child, str) else widgets).append(child)
    drawn.close()
    return texts


def test_every_kind_of_crisis_is_among_those_offered_to_who_names_no_file():
    offer([])
    kinds = {kind for kind in catalogue.names("crisis") if catalogue.find("crisis", kind).__module__.startswith("sim.")}  # not those of other tests
    assert len(kinds) > 5 and kinds <= {crisis.kind for scenario in offered().values() for crisis in scenario.crisis}


@pytest.mark.parametrize("language, cut", [("en", "Stress until 11 March 2020 (10 of 24 days), in SD"), ("nl", "Stress tot en met 11 maart 2020 (10 van 24 dagen), in SD")])
def test_the_chart_says_until_which_day_it_goes_where_that_is_not_all(session, language, cut):
    session.language.set(language)
    assert sum(text.startswith(cut) for text in _texts(Explore(session))) == 1
    session.days.set(24)
    texts = _texts(Explore(session))
    assert say(language, "explore.chart") in texts and not any("24" in text and "SD" in text for text in texts)


def test_where_nothing_is_done_about_a_crisis_it_is_said_how_to_add_something(session):
    hint = say("en", "explore.nothing_ranked")
    session.answering.set(Answering(session.question()))
    assert hint not in _texts(Ranking(session))
    session.choose_first("bare")
    session.answering.set(Answering(session.question()))
    assert hint in _texts(Ranking(session))


def test_what_may_help_is_added_by_one_button_to_every_crisis_of_the_menu_that_comes_without():
    offer([])
    bare = [each.name for each in Session().situations if not Session().policies_of(each.name)]
    assert len(bare) > 4
    for name in bare:
        session = Session(f"of={name}&days=400")
        _, drawn = solara.render(TimelineDock(session), handle_error=False)
        add_policy(session, "nonsense")
        assert not session.policies_of(session.first.value)
        for kind in KINDS:
            add_policy(session, kind)
        (policy,) = session.policies_of(session.first.value)
        assert [each.kind for each in policy.intervention] == [*KINDS] and session.second.value == policy.name, name
        drawn.close()
        session.close()


def test_what_was_worked_out_before_a_slider_moved_is_pale_until_there_is_an_answer(session):
    line, asked = {"mean": [None, 0.1]}, session.question()
    found = Found(pairs=4, people=30, seed=1, days=10, command="", verdict={}, lines={"short": line, "helped": line, "no_crisis": line})
    known = Answering(asked, "done", found)
    session.shown.set(known)
    seen = []
    for state in (known, Answering(asked), Answering(asked, "stopped"), known):
        session.answering.set(state)
        seen.append(_of_before(session))
    assert seen == [False, True, True, False]
    session.shown.set(None)
    session.answering.set(Answering(asked))
    assert not _of_before(session)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_published_checks_that_the_model_fails_stand_beside_its_answer_as_the_command_prints_them(session, language):
    session.language.set(language)
    for pandemic, many in ((True, 4), (False, 1)):
        found = Found(pairs=4, people=30, seed=1, days=10, command="", verdict={"of_the_pandemic": pandemic}, lines={})
        session.shown.set(Answering(session.question(), "done", found))
        texts, (_, told) = _texts(_Limits(session)), failures_in(language, pandemic)
        assert len(told) == many and say(language, "explore.fails") in texts and {each.replace("`", "") for each in told} <= {each.replace("\u00a0", " ") for each in texts}
    there = Session(link_of(session, {"evidence.part": "facts"}))
    assert there.pages.value == {"evidence.part": "facts"} and there.language.value == language
    there.close()


def test_lines_of_another_crisis_are_not_drawn_under_the_crisis_that_is_chosen(session):
    line = {"mean": [None, 0.1]}
    found = Found(pairs=4, people=30, seed=1, days=10, command="", verdict={}, lines={"short": line, "helped": line, "no_crisis": line})
    question = session.question()
    own = explored_picture("en", session.chosen, found, question)["lines"]
    session.choose_first("bare")
    other = explored_picture("en", session.chosen, found, question)["lines"]
    assert [len(lines) for lines in (own, other)] == [4, 1] and other[0]["live"]
    same = explored_picture("en", session.chosen, dataclasses.replace(found, lines={"bare": line}), session.question())["lines"]
    assert [each["name"] for each in same[:-1]] == [say("en", "explore.line_crisis")]


def test_the_lesson_ends_for_who_answered_something_only():
    offer(["lockdown"])
    session, end = Session("learn.step=change"), say("en", "learn.the_end")
    assert end not in _texts(Learn(session))
    answer(session, {"question": "who", "value": "young"})
    assert end in _texts(Learn(session))
    restart(session)
    assert end not in _texts(Learn(session))
    session.close()
