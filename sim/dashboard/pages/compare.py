"""Compare: up to five scenarios with the same people and the same luck, what differs, for whom, and at what cost."""

from __future__ import annotations

import solara

from ... import Scenario
from ..cards import card
from ..colours import SCENARIOS
from ..command_card import Command
from ..commands import is_own
from ..compared import CHARTS, OUTCOMES, Compared, cost_rows, effect_rows, group_rows, pairs_told
from ..comparing import CompareForm, DifferenceTable, choose, comparable
from ..downloads import Downloads
from ..fails import fails_told
from ..files import about, file_name, take_along
from ..found import NO_CRISIS
from ..limits import LEAST, SCENARIOS_COMPARED, limit_of
from ..pictures import bars_of, frame_of, line_of
from ..session import Session
from ..strengths import strengths_told
from ..titles import quoted, title_in
from ..weighed import chance_told, doubt_told, threshold_told, told_change
from ..widgets import TimeChart
from ..words import number, say, topic_words

_DASHES = (None, [8, 4], [3, 3], [12, 4, 3, 4], [1, 3])


@solara.component
def Page(session: Session):
    """The form, the verdict, small multiples on one axis, and the tables."""
    language, state = session.language.value, session.comparison.value
    found = state.found if state else None
    cards = [card("form", "", Form(session), *_command(session)), card("answer", say(language, "compare.verdict"), Verdict(session))]
    if found is not None:
        scenarios = list(state.scenarios)
        cards += [
            card("charts", say(language, "compare.charts"), Charts(language, scenarios, found)),
            card("tables", "", Tables(language, scenarios, found)),
            card("downloads", say(language, "compare.downloads"), Downloads(session, found)),
        ]
    solara.v.Html(tag="div", class_="noaber-compare", children=cards)


def _command(session: Session) -> list:
    """Return the command for what was found, if anything was."""
    language, state = session.language.value, session.comparison.value
    if state is None or state.found is None:
        return []
    own = any(is_own(each) for each in state.scenarios)  # nobody has their files yet
    return [Command(language, say(language, "compare.command_own" if own else "compare.command"), [state.found.command], folded=True)]


@solara.component
def Form(session: Session):
    """Which scenarios, how many people and pairs, Run and Stop, and how far it is."""
    language, state = session.language.value, session.comparison.value
    words = {**topic_words(language, "compare"), "of_network": say(language, "explore.of_network")}
    fixed = session.people_fixed()
    CompareForm(
        words=words,
        scenarios=[{"name": each.name, "title": title_in(language, each)} for each in session.scenarios.values()],
        comparable=[{"name": each.name, "title": title_in(language, each)} for each in comparable(session)],
        chosen=list(session.compared.value),
        most=SCENARIOS_COMPARED,
        numbers=[
            {"name": name, "label": say(language, f"explore.{name}"), "value": None if name == "people" and fixed else getattr(session, name).value,
             "least": least, "most": limit_of(name), "range": say(language, "compare.whole_number", least=number(language, least), most=number(language, limit_of(name))),
             "fixed": name == "people" and fixed}
            for name, least in LEAST.items()
        ],
        running=session.comparing,
        done=state.done if state else 0,
        total=state.total if state else 0,
        status=_status(language, state),
        mistake=session.mistake.value or (state.error if state else "") or (say(language, "compare.large") if state and state.phase == "large" else ""),
        event_choose=lambda asked: choose(session, asked),
        event_run=session.compare,
        event_stop=session.stop,
    )  # fmt: skip


def _status(language: str, state) -> str:
    if state is None or state.phase in ("failed", "large"):
        return ""
    if not state.total:
        return say(language, "compare.starting")
    done, total = number(language, state.done), number(language, state.total)
    if state.phase == "done":
        return say(language, "compare.done", total=total)
    return say(language, f"compare.{state.phase}", done=done, total=total)


@solara.component
def Verdict(session: Session):
    """A sentence for each scenario against the first, or an invitation."""
    language, state = session.language.value, session.comparison.value
    found = state.found if state else None
    if found is None:
        sentences = [say(language, "compare.invitation")]
    else:
        first, *others = state.scenarios
        effects = {each.scenario: each for each in found.effects if each.outcome == "high_distress"}
        sentences = [say(language, "compare.verdict_against", first=title_in(language, first))] if others else []
        sentences += [_sentence(language, each, effects[each.name]) for each in others if each.name in effects]
    parts = [solara.v.Html(tag="p", class_="lead", children=[each]) for each in sentences]
    limits = [] if found is None else [_asked(language, state), threshold_told(language, found.answer.verdict["limits"]), _chance(language, found)]
    notes = [solara.v.Html(tag="p", class_="note", children=[each]) for each in (*limits, say(language, "explore.limits")) if each]
    notes = [*(_crises_differ(language, state.scenarios, found.answer.verdict) if found else ()), *notes]
    notes += [fails_told(session, found.answer.verdict)] if found else []
    solara.v.Html(tag="div", class_="noaber-answer", attributes={"role": "status"}, children=[*parts, *notes])


def _asked(language: str, state) -> str:
    """Return of what the verdict on the page is: pairs, people, days, seed, and what sliders set; the form may ask for something else by now."""
    found, question = state.found, state.question
    texts = {"people": number(language, found.people), "days": number(language, question.length)}
    return " ".join(filter(None, (say(language, "explore.done", pairs=found.pairs, seed=question.seed, **texts), strengths_told(language, question.settings))))


def _chance(language: str, found: Compared) -> str:
    return chance_told(language, ((each.doubt, each.band) for each in (*found.effects, *found.groups)))


def _crises_differ(language: str, scenarios: tuple[Scenario, ...], verdict: dict) -> list:
    """Return a warning where crisis and policy differ from the first, and a plain line where only the crisis does."""
    told = []
    for key, class_ in (("other_crises", "mistake"), ("only_crisis", "")):
        meant = [each for each in scenarios if each.name in verdict[key] and (key == "only_crisis" or each.name not in verdict["only_crisis"])]
        if meant:
            names = ", ".join(quoted(language, title_in(language, each)) for each in meant)
            said = say(language, f"compare.{key}", first=title_in(language, scenarios[0]), names=names)
            told.append(solara.v.Html(tag="p", class_=class_, children=[said]))
    return told


def _sentence(language: str, scenario: Scenario, effect) -> str:
    if not effect.lower_in and not effect.higher_in:
        return say(language, "compare.verdict_same", name=title_in(language, scenario), pairs=pairs_told(language, effect))
    lower = effect.difference <= 0
    ends = effect.band and sorted(1000 * (-end if lower else end) for end in effect.band)
    places = effect.places
    ranged = say(language, "explore.range", low=number(language, ends[0], places), high=number(language, ends[1], places)) if ends else say(language, "compare.no_range")
    return say(
        language,
        "compare.verdict_helps" if lower else "compare.verdict_harms",
        name=title_in(language, scenario),
        count=told_change(language, abs(effect.difference) * 1000, places, number),
        range=ranged,
        pairs=pairs_told(language, effect) + (f", {doubt_told(language, effect.doubt)}" if effect.doubt else ""),
    )


@solara.component
def Charts(language: str, scenarios: list[Scenario], found: Compared):
    """A small chart for each of four outcomes, all on the same days."""
    charts = [Chart(language, outcome, scenarios, found).key(outcome) for outcome in CHARTS]
    key = [_swatch(f"s{place}", title_in(language, each)) for place, each in enumerate(scenarios, start=1)]
    if NO_CRISIS in found.lines[CHARTS[0]]:
        key.append(_swatch("s0", say(language, "explore.line_without")))
    solara.v.Html(tag="ul", class_="key", children=key)
    solara.v.Html(tag="div", class_="multiples", children=charts)


def _swatch(which: str, title: str) -> solara.Element:
    return solara.v.Html(tag="li", children=[solara.v.Html(tag="span", class_=f"swatch {which}"), title])


@solara.component
def Chart(language: str, outcome: str, scenarios: list[Scenario], found: Compared):
    """One outcome over time in every scenario."""
    picture = solara.use_memo(lambda: _picture(language, outcome, scenarios, found), [found, language])
    title = say(language, f"compare.{outcome}")
    label = say(language, "compare.chart_label", what=title, days=number(language, scenarios[0].days), count=len(scenarios))
    heading = solara.v.Html(tag="h3", children=[title])
    lines = about(language, scenarios, found.command, people=found.people, pairs=found.pairs, seed=found.answer.ensemble.seed)
    taken = take_along(language, title, file_name("compare", outcome, scenarios[0].name), lines)
    chart = TimeChart.element(picture=picture, live=b"", label=label, **taken)
    solara.v.Html(tag="div", class_="multiple", children=[heading, chart])


def _picture(language: str, outcome: str, scenarios: list[Scenario], found: Compared) -> dict:
    scale, digits, _ = OUTCOMES[outcome]
    lines = []
    for scenario, colour, dash in zip(scenarios, SCENARIOS, _DASHES, strict=False):
        if scenario.name in found.lines[outcome]:
            lines.append(line_of(_scaled(found.lines[outcome][scenario.name], scale), title_in(language, scenario), colour, 2, dash, band=len(scenarios) < 4))
    if NO_CRISIS in found.lines[outcome]:
        lines.append(line_of(_scaled(found.lines[outcome][NO_CRISIS], scale), say(language, "explore.line_without"), "#6B7683", 1.5, [2, 3], band=False))
    crises = [{**bar, "name": ""} for bar in bars_of(scenarios[:1], language) if bar["role"] == "crisis"]
    return {**frame_of(scenarios[0], scenarios[0].days, lines, crises), "fit": True, "keyless": True, "at_end": True, "digits": digits}


def _scaled(line: dict, scale: float) -> dict:
    return {name: [None if value is None else value * scale for value in values] for name, values in line.items()}


@solara.component
def Tables(language: str, scenarios: list[Scenario], found: Compared):
    """Differences from the first, the groups, and the costs."""
    others = [each.name for each in scenarios[1:]]
    columns = [{"name": each.name, "title": title_in(language, each), "swatch": f"s{place}"} for place, each in enumerate(scenarios, start=1)]
    crisis = {"name": "crisis", "title": say(language, "compare.by_crisis"), "swatch": "s1"}
    costs = cost_rows(language, found, others)
    titles = {each["name"]: each["title"] for each in columns}
    heads = [{"name": name, "title": say(language, f"compare.{name}"), "swatch": ""} for name in ("euro_per_resident", "euro_per_100000", "reached", "sessions", "euro_per_day")]
    parts = [_table(language, "differences", "outcome", [crisis, *columns[1:]], effect_rows(language, found, [scenarios[0].name, *others]))]
    if others:
        parts.append(_table(language, "groups", "group", columns[1:], group_rows(language, found, others), shared=True))
        parts.append(_table(language, "costs", "scenario", heads, [{"name": titles[row["scenario"]], "cells": row["cells"]} for row in costs]))
    solara.v.Html(tag="div", class_="tables", children=parts)


def _table(language: str, caption: str, corner: str, columns: list[dict], rows: list[dict], shared: bool = False) -> solara.Element:
    said = {"caption": say(language, f"compare.{caption}"), "corner": say(language, f"compare.{corner}")}
    return DifferenceTable(**said, columns=columns, rows=rows, shared=shared)
