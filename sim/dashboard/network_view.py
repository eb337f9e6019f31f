"""The live network up close: colours, layers of ties, one person by click or from a list, and a network drawn by clicking."""

from __future__ import annotations

from collections.abc import Callable

import solara

from .. import ScenarioError
from .colours import group_colours, group_palette, palette
from .drawn import drawn_positions, drawn_scenario, places_of, why_not
from .layout import LAYERS
from .live import LiveRun, Snapshot
from .names import first_name
from .own import use_drawn
from .parts import Player
from .people_parts import STYLE, people_canvas
from .pictures import sentence_now
from .portrait import FEELINGS, FEWEST_TOLD, GROUPINGS, Picture
from .session import Session
from .timeline.uploads import Refused, Uploads
from .widgets import NetworkCanvas
from .words import number, say, signed, topic_words

COLOURS = (*FEELINGS, *GROUPINGS)
_PALETTE, _GROUPS = palette(), group_palette()
_MOST_LISTED = 200


@solara.component_vue("around.vue", vuetify=False)
def _Around(
    words: dict,
    said: str,
    colour: str,
    colours: list[dict],
    ramp: str,
    key: list[dict],
    layers: list[dict],
    people_shown: bool,
    search: str,
    items: list[dict],
    picked: int,
    event_choose_colour: Callable = None,
    event_turn_layer: Callable = None,
    event_look_for: Callable = None,
    event_pick: Callable = None,
    event_open_drawing: Callable = None,
):
    """What stands around the network."""


@solara.component_vue("draw.vue", vuetify=False)
def _Draw(words: dict, wrong: str, event_use: Callable = None, event_close: Callable = None):
    """People and ties, drawn by clicking or by keyboard."""


@solara.component
def LiveNetwork(session: Session):
    """The network of the session's live model with everything that belongs to it; one element, so that a card can fill itself with it."""
    language, snapshot, run = session.language.value, session.live.value, session.run
    colour = solara.use_reactive("distress")
    layers: solara.Reactive[tuple[str, ...] | None] = solara.use_reactive(None)
    picked, drawing = solara.use_reactive(-1), solara.use_reactive(False)

    untold = snapshot.picture.untold if snapshot and snapshot.picture else ()
    by = "distress" if colour.value in untold else colour.value

    def look():
        # Another model begins without knowing what is looked at.
        if run:
            run.colour_by(by)
            run.look_at(picked.value)

    solara.use_effect(look, [id(run), by, picked.value])
    canvas = None
    if drawing.value:
        body = [_Drawing(session, drawing)]
    elif snapshot is None or snapshot.picture is None:
        waiting = say(language, "player.none" if snapshot and snapshot.error else "player.building")
        body = [solara.v.Html(tag="p", class_="note", children=[waiting])]
    else:
        canvas = _canvas(session, snapshot, layers.value, picked)
        body = [canvas]
    solara.use_effect(lambda: follow(run, solara.get_widget(canvas)) if run and canvas else None, [id(run), canvas is None])
    parts = [solara.v.Html(tag="div", class_="noaber-canvas", children=[solara.Style(STYLE), *body]).key("body")]
    if not drawing.value:
        parts.append(Player(session).key("player"))
        if snapshot is not None and snapshot.picture is not None:
            parts.append(_Controls(language, snapshot, colour, by, layers, picked, drawing).key("around"))
    solara.v.Html(tag="div", class_="noaber-live", children=parts)


def follow(run: LiveRun, canvas: NetworkCanvas) -> Callable[[], None]:
    """Draw every frame of a run without rendering the page, and tell the run when it was drawn; return a function that ends this."""
    stop_telling = canvas.tell(run.acknowledge)
    run.draw = canvas.draw

    def leave():
        run.draw = None
        stop_telling()

    return leave


def _canvas(session: Session, snapshot: Snapshot, layers: tuple | None, picked: solara.Reactive) -> solara.Element:
    language, picture, grouped = session.language.value, snapshot.picture, snapshot.colour_by in GROUPINGS
    places = session.drawn_places.get(snapshot.scenario.population.network or "")
    shown = picture.usual_layers if layers is None else layers
    counts = {"people": number(language, picture.n_people), "ties": number(language, sum(len(picture.layers.get(each, ())) for each in shown))}
    label = say(language, "network.label", colour=say(language, f"network.by_{snapshot.colour_by}"), now=sentence_now(language, snapshot), **counts)

    def click(clicked):
        if clicked and not picture.uploaded:
            picked.set(int(clicked[0]))

    return people_canvas(
        picture,
        _ties(picture, shown),
        _GROUPS if grouped else _PALETTE,
        snapshot.frame,
        label,
        -1 if picture.uploaded else picked.value,
        positions=drawn_positions(places, picture.numbers) if places and len(places) == len(picture.numbers) else b"",
        grouped=grouped,
        on_clicked=click,
    )


def _ties(picture: Picture, shown: tuple[str, ...]) -> bytes:
    """Return the ties of some layers; those drawn at first are joined once."""
    return picture.ties if shown == picture.usual_layers else picture.ties_of(shown)


@solara.component
def _Controls(language: str, snapshot: Snapshot, colour, by: str, layers, picked, drawing):
    """What to colour by, which ties to draw, whom to look at."""
    search = solara.use_reactive("")
    picture, words = snapshot.picture, topic_words(language, "network")
    shown = picture.usual_layers if layers.value is None else layers.value
    # Frames come many times a second; the list of people stays.
    listed = solara.use_memo(lambda: [] if picture.uploaded else _listed(language, picture, search.value), [language, id(picture), search.value])

    def turn(asked):
        name = asked.get("name") if isinstance(asked, dict) else None
        if name in picture.layers:
            rest = [each for each in picture.layers if each in shown and each != name]
            layers.set(tuple(each for each in picture.layers if each in rest or (each == name and asked.get("on"))))

    def pick(row):
        if isinstance(row, int) and 0 <= row < picture.n_people:
            picked.set(row)

    _Around(
        words=words,
        said=_said(language, snapshot),
        colour=by,
        colours=[{"name": each, "title": words[f"by_{each}"]} for each in COLOURS if each not in picture.untold],
        ramp=_ramp() if by == "loneliness" else "",
        key=_key(words, by, picture),
        layers=[{"name": each, "title": words[f"layer_{each}"], "on": each in shown} for each in picture.layers if each in LAYERS],
        people_shown=not picture.uploaded,
        search=search.value,
        items=listed,
        picked=picked.value,
        event_choose_colour=lambda name: name in COLOURS and colour.set(name),
        event_turn_layer=turn,
        event_look_for=lambda text: search.set(str(text)[:60]),
        event_pick=pick,
        event_open_drawing=lambda _: drawing.set(True),
    )


def _listed(language: str, picture: Picture, search: str) -> list[dict]:
    """Return the people whose name or number fits, the first so many of them."""
    sought, found = search.strip().casefold(), []
    for row, (age, woman) in enumerate(zip(picture.ages, picture.women, strict=True)):
        name = first_name(row, bool(woman))
        if not sought or sought in name.casefold() or sought == str(row):
            found.append({"row": row, "title": say(language, "network.item", name=name, age=int(age), row=row)})
            if len(found) == _MOST_LISTED:
                break
    return found


def _key(words: dict, colour: str, picture: Picture) -> list[dict]:
    """Return the legend of groups, and what grey stands for."""
    if colour == "distress":
        return []
    if colour == "loneliness":
        return [{"title": words["grey_loneliness"], "colour": "#babec4"}]
    named = [{"title": words[f"group_{each}"], "colour": shade} for each, shade in zip(GROUPINGS[colour], group_colours(), strict=False)]
    return [*named, {"title": words["grey_group"], "colour": "#babec4"}] if picture.uploaded else named


def _said(language: str, snapshot: Snapshot) -> str:
    """Return the numbers of the person who is looked at, or what to do to look at one."""
    person = snapshot.person
    if snapshot.picture.uploaded:
        left_out = [say(language, f"network.by_{each}") for each in snapshot.picture.untold]
        reason = [say(language, "network.untold", groups=", ".join(left_out), least=FEWEST_TOLD)] if left_out else []
        return " ".join([say(language, "network.nobody_told"), *reason])
    if person is None:
        return f"{say(language, 'network.click')} {say(language, 'network.invented')}"
    distress, loneliness = (None if each is None else signed(language, each, 2) for each in (person.distress, person.loneliness))
    if distress is None:
        feelings = say(language, "network.feels_child")
    elif loneliness is None:
        feelings = say(language, "network.feels_young", distress=distress)
    else:
        feelings = say(language, "network.feels", distress=distress, loneliness=loneliness)
    contacts = "" if person.contacts is None else say(language, "network.met", count=number(language, person.contacts))
    return say(language, "network.person_now", name=first_name(person.row, person.woman), age=person.age, feelings=feelings, contacts=contacts)


def _ramp() -> str:
    shades = [f"rgb({_PALETTE[3 * i]},{_PALETTE[3 * i + 1]},{_PALETTE[3 * i + 2]})" for i in range(0, 255, 16)]
    return f"linear-gradient(to right, {', '.join(shades)})"


@solara.component
def _Drawing(session: Session, drawing: solara.Reactive):
    """A network of one's own, drawn and used in place of the people of the chosen scenario."""
    wrong = solara.use_reactive("")

    def use(made):
        try:
            # The files stay with the session: they go when it is forgotten.
            files = session.__dict__.setdefault("drawn_files", Uploads())
            # With the policy looked at, if there is one: the session takes it apart into the crisis and what is done about it.
            scenario = drawn_scenario(made, session.scenarios[session.second.value], files)
        except (Refused, ScenarioError) as error:
            wrong.set(say(session.language.value, "network.draw_wrong", reason=why_not(error, session.language.value)))
        else:
            session.drawn_places[scenario.population.network] = places_of(made)  # before it is looked at
            use_drawn(session, scenario)
            drawing.set(False)

    _Draw(words=topic_words(session.language.value, "network"), wrong=wrong.value, event_use=use, event_close=lambda _: drawing.set(False))
