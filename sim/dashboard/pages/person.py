"""One person: the same person with the same luck under two scenarios, from the first day to the last, and the day the two lives part."""

from __future__ import annotations

import numpy as np
import solara

from ..cards import card as plain_card
from ..colours import NOT_SCORED, palette
from ..command_card import Command
from ..commands import called, packed
from ..files import Files, about, csv_text, file_name, take_along
from ..lives_drawn import line_picture
from ..people_found import FILTERS, MOST_SHOWN, SORTS, Register
from ..people_parts import STYLE, Choice, Figures, PairForm, PeopleList, StoryText, people_canvas
from ..session import Session
from ..strengths import strengths_note
from ..titles import title_in
from ..told import Telling
from ..twin_desk import TwinDesk, TwinState
from ..twins import NEVER, Twins
from ..widgets import TimeChart
from ..words import number, say, topic_words

_SEED = 1  # the run seed of the live model too
_LINES = ("distress", "loneliness", "contacts")
_CALM = "no_crisis"
# A person and a step; more would take more memory than one visitor may have.
_MOST_STEPS = 600_000
_PALETTE = palette()


def card(area: str, title: str, *parts):
    """Return a card that keeps to its place: without a key another card would be turned into it, heading and all."""
    return plain_card(area, title, *parts).key(area)


@solara.component
def Page(session: Session):
    """Two scenarios, the people to pick from, and the story of whoever is picked."""
    against = solara.use_reactive(_usual_second(session))
    state: solara.Reactive[TwinState | None] = solara.use_reactive(None)
    desk = solara.use_ref(None)
    pair, mistake = _pair(session, against.value)

    def begin():
        state.set(None)
        if mistake:
            return None
        desk.current = TwinDesk(*pair, None if session.people_fixed() else int(session.people.value), _SEED, state.set)
        kept = session.pages.value.get("person.row", "")
        if kept.isdecimal():
            desk.current.tell(int(kept))
        return desk.current.close

    solara.use_effect(begin, [session.first.value, against.value, session.people.value, session.days.value])
    solara.use_effect(lambda: _keep(session, against.value, state.value), [against.value, state.value and state.value.row])
    now = state.value
    error = mistake or (now.error if now else "")
    # The style goes inside a card: beside them it would be wrapped, and the grid would not fill the page.
    cards = [card("pair", "", solara.Style(STYLE), _Pair(session, against), *strengths_note(session.language.value, session.question().settings))]
    if error:
        cards.append(card("story", "", solara.v.Html(tag="p", class_="mistake", attributes={"role": "alert"}, children=[error])))
    elif now is None or now.twins is None:
        percent = number(session.language.value, 100 * (now.share if now else 0))
        waiting = say(session.language.value, "person.living", percent=percent)
        cards.append(card("story", "", solara.v.Html(tag="p", class_="note", attributes={"role": "status"}, children=[waiting])))
    else:
        cards += _cards(session.language.value, now, desk.current)
    solara.v.Html(tag="div", class_="noaber-twins", children=cards)


def _usual_second(session: Session) -> str:
    """Return the scenario to lay beside the first: that of the link, or the policy looked at, or the first without its crises."""
    kept = session.pages.value.get("person.against", "")
    if kept == _CALM or (kept in session.scenarios and kept != session.first.value):
        return kept
    return session.second.value if session.second.value != session.first.value else _CALM


def _keep(session: Session, against: str, now: TwinState | None) -> None:
    """Keep what this page shows in the address, so that a link shows the same person."""
    kept = {"person.against": against} | ({"person.row": str(now.row)} if now and now.row >= 0 else {})
    session.pages.set({**session.pages.value, **kept})


def _pair(session: Session, against: str) -> tuple:
    """Return the two scenarios, and what is wrong with the choice if anything is."""
    language, first = session.language.value, session.chosen[0]
    if against == _CALM:
        second = first.without_crises(_CALM)
    else:
        second = session.of_days(against)
    if first.population.network:
        return (first, second), say(language, "person.uploaded")
    if against == session.first.value:
        return (first, second), say(language, "person.same_scenarios")
    steps = first.days * (24 if first.step == "hour" else 1)
    if (session.people.value or 0) * steps > _MOST_STEPS:
        most, people = (number(language, each) for each in (_MOST_STEPS // steps, session.people.value))
        return (first, second), say(language, "person.too_many", most=most, people=people)
    return (first, second), ""


@solara.component
def _Pair(session: Session, against: solara.Reactive):
    language = session.language.value
    offered = [{"name": name, "title": title_in(language, scenario)} for name, scenario in session.scenarios.items()]
    PairForm(
        id="noaber-twins",
        words=topic_words(language, "person"),
        first=session.first.value,
        second=against.value,
        firsts=offered,
        seconds=[*offered, {"name": _CALM, "title": say(language, "person.no_crisis")}],
        event_choose_first=lambda name: name in session.scenarios and session.first.set(name),
        event_choose_second=lambda name: (name in session.scenarios or name == _CALM) and against.set(name),
    )


def _cards(language: str, now: TwinState, desk: TwinDesk) -> list:
    """Return the cards that need the twins: the list, the network, the story, the chart and what reproduces it."""
    telling = Telling(now.twins, language)
    title = say(language, "person.network")
    return [
        card("list", say(language, "person.people"), _List(telling, now.row, desk)),
        card("network", title, _Network(telling, now.row, desk), _legend(telling)),
        card("story", "", _story(telling, now)),
        *([card("lives", say(language, "person.chart"), _Chart(telling, now.row, now.story))] if now.row >= 0 else []),
        card("foot", "", *_foot(telling, now)),
    ]


@solara.component
def _List(telling: Telling, row: int, desk: TwinDesk):
    """The people, searched, filtered and sorted."""
    search = solara.use_reactive("")
    chosen = solara.use_reactive(FILTERS[0])
    by = solara.use_reactive(SORTS[0])
    register = solara.use_memo(lambda: Register(telling.twins), [id(telling.twins)])
    rows = register.found(search.value, chosen.value, by.value)
    shown = rows[:MOST_SHOWN].tolist()
    key = "found_none" if not len(rows) else "found_one" if len(rows) == 1 else "found_all" if len(rows) == len(shown) else "found"
    total, fill = number(telling.language, len(rows)), {"found": {"shown": len(shown)}}.get(key, {})
    PeopleList(
        id="noaber-people",
        words=topic_words(telling.language, "person"),
        search=search.value,
        filter=chosen.value,
        filters=[{"name": name, "title": telling.say(f"filter_{name}")} for name in FILTERS],
        sort=by.value,
        sorts=[{"name": name, "title": telling.say(f"sort_{name}")} for name in SORTS],
        items=[{"row": each, "title": telling.item(each)} for each in shown],
        picked=row,
        count=telling.say(key, **fill, **({} if key in ("found_none", "found_one") else {"total": total})),
        event_look_for=lambda text: search.set(str(text)[:60]),
        event_choose_filter=lambda name: name in FILTERS and chosen.set(name),
        event_choose_sort=lambda name: name in SORTS and by.set(name),
        event_pick=lambda picked: _pick(telling.twins, desk, picked),
    )


def _pick(twins: Twins, desk: TwinDesk, row) -> None:
    """Tell of a person, if there is one of that number."""
    if isinstance(row, int) and 0 <= row < twins.n_people:
        desk.tell(row)


@solara.component
def _Network(telling: Telling, row: int, desk: TwinDesk):
    """The network, coloured by the day on which lives part."""
    twins = telling.twins
    frame = solara.use_memo(lambda: (0).to_bytes(4, "little") + parting_colours(twins), [id(twins)])
    people_canvas(
        twins.picture,
        twins.picture.ties,
        _PALETTE,
        frame,
        telling.say("network_label", people=number(telling.language, twins.n_people)),
        picked=row,
        on_clicked=lambda clicked: clicked and _pick(twins, desk, clicked[0]),
    )


def parting_colours(twins: Twins) -> bytes:
    """Return a byte of colour per person: dark for lives that part first, light for the last, grey for those that never do."""
    parts = twins.parted != NEVER
    steps = twins.parted[parts].astype(float)
    found = np.full(twins.n_people, NOT_SCORED, np.uint8)
    if len(steps):
        share = (steps - steps.min()) / max(1.0, np.ptp(steps))
        found[parts] = np.rint((1 - share) * (NOT_SCORED - 1)).astype(np.uint8)
    return found.tobytes()


def _legend(telling: Telling) -> solara.Element:
    shades = [f"rgb({_PALETTE[3 * i]},{_PALETTE[3 * i + 1]},{_PALETTE[3 * i + 2]})" for i in range(254, -1, -16)]
    ramp = solara.v.Html(tag="span", class_="ramp", style_=f"background: linear-gradient(to right, {', '.join(shades)})")
    words = [solara.v.Html(tag="span", children=[telling.say(each)]) for each in ("early", "late", "never", "click")]
    grey = solara.v.Html(tag="span", class_="dot grey")
    key = solara.v.Html(tag="p", class_="noaber-legend", children=[words[0], ramp, words[1], grey, *words[2:]])
    meant = telling.when()
    return solara.v.Html(tag="div", children=[key, *([solara.v.Html(tag="p", class_="note", children=[meant])] if meant else [])])


def _story(telling: Telling, now: TwinState):
    """The story in sentences, or what to do to get one."""
    words = {"help": telling.say("help")}
    empty = {"words": words, "chain_title": "", "chain": [], "sums": [], "help": []}
    if now.row < 0:
        return StoryText(title=telling.say("chart"), lead=[], waiting=telling.say("pick"), **empty)
    if now.story is None:
        waiting = telling.say("tracing", name=telling.name(now.row))
        return StoryText(title=telling.item(now.row), lead=[telling.who(now.row)], waiting=waiting, **empty)
    story = now.story
    return StoryText(
        title=telling.item(story.row),
        words=words,
        lead=telling.lead(story),
        chain_title=telling.say("way_back", name=telling.name(story.row)),
        chain=telling.way_back(story),
        sums=telling.sums(story),
        help=telling.help(story),
        waiting="",
    )


@solara.component
def _Chart(telling: Telling, row: int, story):
    """Both lives on one time axis, and the same in tables."""
    what = solara.use_reactive(_LINES[0])
    picture = solara.use_memo(lambda: line_picture(telling, row, what.value), [row, what.value, telling.language, id(telling.twins)])
    name, words = telling.name(row), topic_words(telling.language, "person")
    label = solara.v.Html(tag="label", attributes={"for": "noaber-what"}, children=[words["show_line"]])
    chosen = Choice("noaber-what", [{"name": each, "title": words[each]} for each in _LINES], what)
    first = telling.twins.scenarios[0].name
    taken = take_along(telling.language, f"{name}: {words[what.value]}", file_name("person", row, what.value, first), _about(telling, row), table=False)
    chart = TimeChart.element(picture=picture, live=b"", label=telling.say("chart_label", what=words[what.value], name=name), **taken)
    headings = [words["week"], words["first"], words["second"], "Δ"]
    files = {"name": f"{file_name('person', row, 'people_around', first)}.csv", "label": say(telling.language, "share.csv")}
    parts = [
        solara.v.Html(tag="div", class_="noaber-what", children=[label, chosen]),
        solara.v.Html(tag="div", class_="noaber-lines", children=[chart]),
        Figures(summary=words["table"], caption=words[what.value], headings=headings, rows=telling.weeks(row, what.value)),
    ]
    if story is not None:
        columns = [words[each] for each in ("person", "relation", "days_met", "days_remote", "support")]
        people = telling.say("table_people", name=name)
        files["text"] = csv_text([people, *_about(telling, row)], *telling.people_table(story))
        parts.append(Figures(summary=people, caption=words["both"], headings=columns, rows=telling.people_rows(story), file=files))
    solara.v.Html(tag="div", class_="noaber-lifelines", children=parts)


def _foot(telling: Telling, now: TwinState) -> list:
    """Return what says that nobody here is real, where to talk to somebody, and which commands give both lives."""
    commands, files = _commands(telling, now.row), [each for each in _named(telling) if called(each) != each.name]
    notes = [solara.v.Html(tag="span", class_="note", children=[telling.say(each)]) for each in ("invented", "talk")]
    parts = [*notes, Command(telling.language, telling.say("command"), commands, folded=True)]
    if files:  # that nobody has yet, or with the strengths that sliders say
        label, name = say(telling.language, "share.command_files"), f"{file_name('person', files[0].name, 'files')}.zip"
        parts.append(Files(telling.language, {"zip": (label, label, lambda: (name, packed(files, "\n".join(commands), telling.language)))}, small=True))
    return parts


def _named(telling: Telling) -> list:
    """Return both scenarios as a command names them: the first without its crises is a file of its own."""
    first, second = telling.twins.scenarios
    return [first, second.model_copy(update={"name": f"{first.name}_{_CALM}"}) if second.name == _CALM else second]


def _commands(telling: Telling, row: int) -> list[str]:
    """Return the command for each life, each with a folder of its own for the trace."""
    twins, days = telling.twins, telling.twins.scenarios[0].days
    commands = [f"noaber run {called(each)} --run-seed {twins.seed} --people {twins.n_people} --days {days}" for each in _named(telling)]
    return [f"{each} --trace {row} --out person_{row}_{place}" if row >= 0 else each for place, each in enumerate(commands, start=1)]


def _about(telling: Telling, row: int) -> list[str]:
    """Return what a file from this page says of itself."""
    twins, language = telling.twins, telling.language
    lines = about(language, twins.scenarios, " && ".join(_commands(telling, row)), people=twins.n_people, run_seed=twins.seed)
    return [*lines, say(language, "share.invented")]
