"""The second step of the lesson: the neighbourhood lives its spring before one's eyes, and one person is followed."""

from __future__ import annotations

import solara

from .colours import palette
from .learn_parts import listed, text
from .learn_worlds import PEOPLE, lesson
from .live import LiveRun, Snapshot
from .names import first_name
from .network_view import follow
from .parts import Buttons, ramp
from .people_parts import STYLE, Choice, people_canvas
from .pictures import sentence_now
from .portrait import PersonNow, Picture
from .session import Session
from .shell import address_of
from .words import number, say, signed, topic_words

_PALETTE = palette()
_SEED = 1
_SPEEDS = (2, 8, 30)
_SCORED_FROM = 12  # years: of who is younger the model knows no stress, so that there is nothing to follow


@solara.component
def Play(session: Session):
    """The network with its buttons, whom to follow, and what to watch for."""
    language = session.language.value
    snapshot: solara.Reactive[Snapshot | None] = solara.use_reactive(None)
    speed, followed = solara.use_reactive(8), solara.use_reactive("")
    run: solara.Reactive[LiveRun | None] = solara.use_reactive(None)

    def begin():
        # A model of this visit's own, gone with the step.
        mine = LiveRun(lesson(), PEOPLE, _SEED, snapshot.set)
        mine.steps_per_second = speed.value
        run.set(mine)
        return mine.close

    solara.use_effect(begin, [])
    solara.use_effect(lambda: run.value.look_at(int(followed.value or -1)) if run.value else None, [followed.value, id(run.value)])
    shown = snapshot.value
    picture = shown.picture if shown else None
    listed_people = solara.use_memo(lambda: people_to_follow(language, picture) if picture else [], [language, id(picture)])
    canvas = _canvas(language, shown, followed) if picture and run.value else None
    solara.use_effect(lambda: follow(run.value, solara.get_widget(canvas)) if canvas else None, [id(run.value), canvas is None])
    if canvas:  # in an element of its own, not that of the words before
        place = solara.v.Html(tag="div", class_="ln-canvas", children=[canvas]).key("canvas")
    else:
        place = text("p", say(language, "player.building"), class_="note")
    solara.v.Html(tag="div", class_="ln-play", children=[
        solara.Style(STYLE),
        solara.v.Html(tag="div", class_="ln-live", children=[place, _buttons(language, shown, run.value, speed)]),
        solara.v.Html(tag="div", children=[
            text("p", say(language, "learn.play_1")), text("p", say(language, "learn.play_2")),
            solara.v.Html(tag="label", attributes={"for": "learn-follow"}, children=[say(language, "learn.follow")]),
            Choice("learn-follow", [{"name": "", "title": say(language, "learn.nobody")}, *listed_people], followed),
            text("p", _followed(language, shown.person if shown else None), class_="lead"), text("p", say(language, "learn.sd"), class_="note"),
            text("h3", say(language, "learn.watch_for")), listed([say(language, f"learn.play_look_{at}") for at in (1, 2, 3)]),
        ]),
        solara.v.Html(tag="div", class_="ln-draw", children=[
            text("p", say(language, "learn.draw"), class_="note"),
            solara.v.Html(tag="a", attributes={"href": address_of("explore", f"lang={language}")}, children=[say(language, "learn.draw_link")]),
        ]),
    ])  # fmt: skip


def _canvas(language: str, snapshot: Snapshot, followed: solara.Reactive) -> solara.Element:
    picture = snapshot.picture
    label = say(language, "player.network_label", now=sentence_now(language, snapshot), people=number(language, picture.n_people), ties=number(language, picture.n_ties))
    return people_canvas(picture, picture.ties, _PALETTE, snapshot.frame, label, int(followed.value or -1),
                         on_clicked=lambda clicked: clicked and followed.set(str(int(clicked[0]))))  # fmt: skip


def _buttons(language: str, snapshot: Snapshot | None, run: LiveRun | None, speed: solara.Reactive) -> solara.Element:
    def set_speed(steps):
        if run and steps in _SPEEDS:
            speed.set(steps)
            run.steps_per_second = steps

    return Buttons(
        words=topic_words(language, "player"),
        both=False,
        ready=snapshot is not None and snapshot.picture is not None and not snapshot.error,
        playing=bool(snapshot and snapshot.playing),
        finished=bool(snapshot and snapshot.finished),
        error=snapshot.error if snapshot else "",
        now=sentence_now(language, snapshot),
        day=snapshot.day if snapshot else 0,
        ramp=ramp(),
        speed=speed.value,
        watched=0,
        on_speed=set_speed,
        event_step=lambda _: run and run.step(),
        event_play=lambda _: run and run.play(),
        event_pause=lambda _: run and run.pause(),
        event_restart=lambda _: run and run.restart(),
    )


def people_to_follow(language: str, picture: Picture) -> list[dict]:
    """Return everybody to choose from who is scored, those nearest in age to a class first: the youngest."""
    rows = sorted((row for row in range(picture.n_people) if picture.ages[row] >= _SCORED_FROM), key=lambda row: (picture.ages[row], row))
    return [{"name": str(row), "title": say(language, "learn.person", name=first_name(row, bool(picture.women[row])), age=picture.ages[row])} for row in rows]


def _followed(language: str, person: PersonNow | None) -> str:
    """Return how the person who is followed fares today."""
    if person is None:
        return ""
    known = {"name": first_name(person.row, person.woman), "age": person.age}
    met = "" if person.contacts is None else say(language, "learn.followed_met", count=number(language, person.contacts))
    if person.distress is None:
        return say(language, "learn.followed_child", met=met, **known)
    lonely = "" if person.loneliness is None else say(language, "learn.followed_lonely", loneliness=signed(language, person.loneliness, 1))
    return say(language, "learn.followed", stress=signed(language, person.distress, 1), lonely=lonely, met=met, **known)
