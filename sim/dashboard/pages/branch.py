"""Branch: from any day of a scenario on another policy, with exactly the same past, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import solara

from .. import branch_told
from ..branch_desk import BranchDesk, BranchState
from ..branches import OUTCOMES, Change, changed_from, offers, running_on
from ..cards import card as plain_card
from ..command_card import Command
from ..commands import called, packed
from ..files import Files, about, csv_text, file_name, take_along
from ..people_parts import STYLE, BranchForm, Choice, Figures
from ..session import Session
from ..titles import event_in, title_in
from ..widgets import TimeChart
from ..words import calendar_day, number, say, texts_of, topic_words

_SEED = 1  # the run seed of the live model too
_MOST_STEPS = 2_000_000
_DRAWN = ("distress", "loneliness", "high_distress", "lonely", "contacts_in_person")


def card(area: str, title: str, *parts):
    """Return a card that keeps to its place while others come and go."""
    return plain_card(area, title, *parts).key(area)


@solara.component
def Page(session: Session):
    """The form, the two futures over time, and what they come to."""
    trunk = session.chosen[0]
    day = solara.use_reactive(_usual_day(trunk))
    chosen: solara.Reactive[tuple[Change, ...]] = solara.use_reactive(())
    state: solara.Reactive[BranchState | None] = solara.use_reactive(None)
    desk = solara.use_ref(None)
    mistake = _mistake(session, trunk)

    def begin():
        state.set(None)
        restored = _restored(session, trunk)
        day.set(restored[0])
        chosen.set(restored[1])
        if mistake:
            return None
        desk.current = BranchDesk(trunk, None if session.people_fixed() else int(session.people.value), _SEED, state.set)
        return desk.current.close

    solara.use_effect(begin, [session.first.value, session.people.value, session.days.value])
    now = state.value

    def go(*_):
        scenario = now.trunk.scenario
        if chosen.value and 0 <= day.value < scenario.days:
            changes = "|".join(f"{change.what} {change.name}" for change in chosen.value)
            session.pages.set({**session.pages.value, "branch.day": str(day.value), "branch.changes": changes})
            desk.current.go_on(day.value, changed_from(scenario, day.value, list(chosen.value), session.scenarios))

    # The style goes inside a card: beside them it would be wrapped, and the grid would not fill the page.
    cards = [card("branch-form", "", solara.Style(STYLE), _Form(session, trunk, day, chosen, now, mistake, go))]
    if now and now.trunk:
        cards.append(card("branch-chart", say(session.language.value, "branch.chart"), _Chart(session.language.value, now)))
    if now and now.branched:
        cards.append(card("branch-told", "", _Told(session.language.value, now)))
    solara.v.Html(tag="div", class_="noaber-branch", children=cards)


def _usual_day(trunk) -> int:
    """Return a day to begin with: two weeks into the first crisis, so that there is something to change."""
    first = min((first for _, _, role, first, _ in trunk.timeline_bars() if role == "crisis"), default=0)
    return min(first + 14, trunk.days - 1)


def _restored(session: Session, trunk) -> tuple[int, tuple[Change, ...]]:
    """Return the day and the changes of the link as far as they are possible, or those to begin with."""
    possible = [change for change, _ in offers(trunk, session.scenarios)]
    day, names = (session.pages.value.get(f"branch.{key}", "") for key in ("day", "changes"))
    kept = tuple(change for change in possible if f"{change.what} {change.name}" in names.split("|"))
    usable = day.isdecimal() and int(day) < trunk.days
    return int(day) if usable else _usual_day(trunk), kept or tuple(possible[:1])


def _mistake(session: Session, trunk) -> str:
    steps = trunk.days * (24 if trunk.step == "hour" else 1)
    if session.people_fixed() or (session.people.value or 0) * steps <= _MOST_STEPS:
        return ""
    most, people = (number(session.language.value, each) for each in (_MOST_STEPS // steps, session.people.value))
    return say(session.language.value, "branch.too_many", most=most, people=people)


@solara.component
def _Form(session: Session, trunk, day: solara.Reactive, chosen: solara.Reactive, now: BranchState | None, mistake: str, go):
    """Which scenario, which day, what changes."""
    language = session.language.value
    possible = offers(trunk, session.scenarios)
    changes = {f"{change.what} {change.name}": change for change, _ in possible}
    now_possible = [one for one in possible if one[0] in chosen.value or one[0].what == "start" or running_on(trunk, one[1], day.value)]

    def turn(asked):
        change = changes.get(asked.get("name")) if isinstance(asked, dict) else None
        if change:
            kept = tuple(each for each in chosen.value if each != change)
            chosen.set((*kept, change) if asked.get("on") else kept)

    BranchForm(
        words=topic_words(language, "branch"),
        scenarios=[{"name": name, "title": title_in(language, scenario)} for name, scenario in session.scenarios.items()],
        scenario=session.first.value,
        days=trunk.days,
        day=day.value,
        day_text=say(language, "branch.day_is", day=_day(language, trunk, day.value), number=day.value, days=trunk.days),
        groups=_groups(language, session, now_possible, chosen.value),
        ready=bool(now and now.trunk and not now.busy and chosen.value),
        status=mistake or _status(language, now, trunk, day.value, chosen.value),
        event_choose_scenario=lambda name: name in session.scenarios and session.first.set(name),
        event_choose_day=lambda asked: isinstance(asked, int) and 0 <= asked < trunk.days and day.set(asked),
        event_turn=turn,
        event_go=go,
    )


def _day(language: str, trunk, day: int) -> str:
    return calendar_day(language, trunk.start + timedelta(days=day))


def _status(language: str, now: BranchState | None, trunk, day: int, chosen: tuple) -> str:
    """Return what the page is doing or waits for."""
    if now and now.error:
        return now.error
    if now is None or now.trunk is None:
        return say(language, "branch.living", percent=number(language, 100 * (now.share if now else 0)))
    if now.busy:
        return say(language, "branch.going", day=_day(language, trunk, day))
    if not chosen:
        return say(language, "branch.nothing")
    return "" if now.branched else say(language, "branch.ready")


def _groups(language: str, session: Session, possible: list, chosen: tuple) -> list[dict]:
    """Return the changes to tick, in two groups: what may begin and what may end."""
    groups = []
    for what in ("start", "end"):
        ticks = []
        for change, event in possible:
            if change.what == what:
                # Interventions of other scenarios are known by their kind, crises of this one by their name.
                name = event.kind if what == "start" else event.name
                title = say(language, f"branch.{what}_one", event=event_in(language, name))
                more = _more(language, event, session.scenarios[change.scenario]) if what == "start" else ""
                ticks.append({"name": f"{what} {change.name}", "title": title, "on": change in chosen, "more": more})
        if ticks:
            groups.append({"title": say(language, f"branch.{what}"), "changes": ticks})
    return groups


def _more(language: str, event, scenario) -> str:
    """Return what an intervention does, and for how many, as in its own scenario."""
    does = texts_of("timeline_kinds").get(f"does_{event.kind}", {}).get(language, "")
    title = title_in(language, scenario)
    return f"{does} {say(language, 'branch.more', scenario=title, reach=number(language, 100 * event.reach))}".strip()


@solara.component
def _Chart(language: str, now: BranchState):
    """Both futures over time."""
    outcome = solara.use_reactive(_DRAWN[0])
    words = topic_words(language, "branch")
    made = [language, outcome.value, id(now.trunk), id(now.branched and now.branched.result)]
    drawn = solara.use_memo(lambda: branch_told.picture(language, now, outcome.value), made)
    what = words[f"outcome_{outcome.value}"]
    if now.branched:
        label = say(language, "branch.chart_label", what=what, day=_day(language, now.trunk.scenario, now.branched.day))
    else:
        label = say(language, "branch.chart_label_trunk", what=what)
    options = [{"name": each, "title": words[f"outcome_{each}"]} for each in _DRAWN]
    taken = take_along(language, what, file_name("branch", outcome.value, now.trunk.scenario.name), _about(language, now))
    heading = solara.v.Html(tag="label", attributes={"for": "noaber-branch-what"}, children=[words["show"]])
    parts = [
        solara.v.Html(tag="div", class_="noaber-what", children=[heading, Choice("noaber-branch-what", options, outcome)]),
        solara.v.Html(tag="div", class_="noaber-lines", children=[TimeChart.element(picture=drawn, live=b"", label=label, **taken)]),
    ]
    solara.v.Html(tag="div", class_="noaber-lifelines", children=parts)


@solara.component
def _Told(language: str, now: BranchState):
    """What it comes to, in sentences and tables, and how to get the same elsewhere."""
    words = topic_words(language, "branch")
    assert set(OUTCOMES) <= {key.removeprefix("outcome_") for key in words}
    headings = [words[each] for each in ("outcome", "trunk", "branch", "difference")]
    lead, *rest = branch_told.sentences(language, now)
    parts = [solara.v.Html(tag="p", class_="lead", children=[lead]), *(solara.v.Html(tag="p", children=[line]) for line in rest)]
    for key, whole in (("from_day", False), ("all_days", True)):
        text = csv_text([words[key], *_about(language, now)], ["outcome", "as_it_was", "other_policy", "difference"], branch_told.amounts(now, whole))
        file = {"name": f"{file_name('branch', key, now.trunk.scenario.name)}.csv", "label": say(language, "share.csv"), "text": text}
        parts.append(Figures(summary=words[key], caption=words[key], headings=headings, rows=branch_told.rows(language, now, whole), file=file))
    scenario = now.branched.scenario
    if not scenario.population.network:
        file = {"button": words["download"], "name": f"{scenario.name}.toml", "text": scenario.to_toml()}
        parts.append(Command(language, words["command"], [_command(now)], file=file))
    else:  # the scenario alone would not run
        label = say(language, "share.command_files")
        parts.append(Command(language, words["command"], [_command(now)]))
        parts.append(Files(language, {"zip": (label, label, lambda: (f"{file_name('branch', now.trunk.scenario.name, 'files')}.zip", packed([scenario], _command(now), language)))}))
    solara.v.Html(tag="div", class_="noaber-told", attributes={"role": "status"}, children=parts)


def _command(now: BranchState) -> str:
    """Return the command for the other policy, or for the scenario as it was before there is one."""
    trunk = now.trunk
    if now.branched:
        return f"noaber run {now.branched.scenario.name}.toml --run-seed {trunk.seed}"
    people = "" if trunk.scenario.population.network else f" --people {trunk.n_people}"  # a network brings its own
    return f"noaber run {called(trunk.scenario)}{people} --days {trunk.scenario.days} --run-seed {trunk.seed}"


def _about(language: str, now: BranchState) -> list[str]:
    """Return what a file from this page says of itself."""
    scenarios = [now.trunk.scenario, *([now.branched.scenario] if now.branched else [])]
    return about(language, scenarios, _command(now), people=now.trunk.n_people, run_seed=now.trunk.seed)
