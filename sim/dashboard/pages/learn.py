"""Learn: five steps of five minutes for a class (predict, play, look, explain, change one thing), and a page for its teacher."""

from __future__ import annotations

import solara

from ..address import link_of
from ..files import about, file_name, take_along
from ..learn_live import Play
from ..learn_parts import STYLE, Ask, Onward, Steps, heading, question_of, table, teacher, text
from ..learn_pictures import feelings_picture, feelings_table
from ..learn_said import answer, here, restart, said, show
from ..learn_told import PREDICTED, STEPS, best_cause, cause_size, causes_table, change_told, judged, parts_table, parts_told
from ..learn_worlds import ALONE, CAUSES, COMMAND, DAYS, PAIRS, PEOPLE, SEED, Lived, lesson, live
from ..people_parts import Figures
from ..session import Session
from ..shell import address_of
from ..widgets import TimeChart
from ..words import number, say, topic_words

_ASKED = {"predict": PREDICTED, "play": (), "look": (), "explain": ("cause",), "change": ("change", "effect")}


@solara.component
def Page(session: Session):
    """The steps above, and the step that the address names below."""
    language, step, answers = session.language.value, here(session), said(session)
    step_parts = {"predict": Predict, "play": Play, "look": Look, "explain": Explain, "change": Change}
    steps = [{"name": each, "title": say(language, f"learn.step_{each}"), "done": bool(_ASKED[each]) and all(answers.get(name) for name in _ASKED[each])} for each in STEPS]
    top = [text("h1", say(language, "learn.title")), *([text("p", say(language, "learn.lead"), class_="note").key("lead")] if step == STEPS[0] else []),
           Steps(words=topic_words(language, "learn"), steps=steps, here=step, event_go=lambda asked: show(session, asked)).key("steps")]  # fmt: skip
    if step == "teacher":
        body = teacher(language)
    else:
        body = [heading(f"{STEPS.index(step) + 1}. {say(language, f'learn.step_{step}')}"), step_parts[step](session).key(step), _Foot(session, step)]
    parts = [solara.Style(STYLE), solara.v.Html(tag="section", class_="noaber-card ln-top", children=top)]
    parts.append(solara.v.Html(tag="section", class_=f"noaber-card ln-step ln-is-{step}", children=body))
    solara.v.Html(tag="div", class_="noaber-learn", children=parts)


@solara.component
def _Foot(session: Session, step: str):
    """On to the next step or back; at the end what to do with the answers; and where help is."""
    language, at = session.language.value, STEPS.index(step)
    ways = {"next": at + 1, "before": at - 1}
    named = {way: {"name": STEPS[to], "title": say(language, f"learn.{way}", title=say(language, f"learn.step_{STEPS[to]}"))} for way, to in ways.items() if 0 <= to < len(STEPS)}
    last = step == STEPS[-1]
    buttons = Onward(**named, again=say(language, "learn.again") if last else "", event_go=lambda asked: show(session, asked), event_restart=lambda _: restart(session))
    notes = [text("p", say(language, "learn.the_end"))] if last and session.pages.value.get("learn.said") else []
    solara.v.Html(tag="div", class_="ln-foot", children=[*notes, buttons, text("p", say(language, "learn.talk"), class_="note")])


@solara.component
def Predict(session: Session):
    """The story and three predictions; the worlds are begun meanwhile, for the step that compares."""
    language, answers = session.language.value, said(session)
    _lived(("crisis", ""), *(("alone", name) for name in ALONE))
    story = [text("p", say(language, "learn.story_1", people=PEOPLE)), text("p", say(language, "learn.story_2")), text("p", say(language, "learn.story_3"), class_="note")]
    asked = Ask(questions=[question_of(language, name, answers.get(name, "")) for name in PREDICTED], event_answer=lambda told: answer(session, told))
    solara.v.Html(tag="div", children=[*story, asked])


@solara.component
def Look(session: Session):
    """Each prediction beside what the model shows in all worlds, and the course of both feelings."""
    language, answers = session.language.value, said(session)
    lived = _lived(("crisis", ""))[0]
    intro = text("p", say(language, "learn.look_1", pairs=PAIRS))
    if not lived.finished:
        return solara.v.Html(tag="div", children=[intro, _waiting(language, [lived])])
    cards = []
    for name in PREDICTED:
        sentences = judged(language, name, answers.get(name, ""), lived.rises)
        cards.append(solara.v.Html(tag="section", class_="ln-judged", children=[text("h3", say(language, f"learn.ask_{name}")), *(text("p", each) for each in sentences)]))
    label = say(language, "learn.chart_label", days=number(language, DAYS), said=judged(language, "peak", "", lived.rises)[1])
    told_in_file = about(language, [lesson()], COMMAND, people=PEOPLE, pairs=PAIRS, seed=SEED)
    taken = take_along(language, say(language, "learn.chart"), file_name("learn", "feelings"), told_in_file, table=False)
    chart = TimeChart.element(picture=feelings_picture(language, lived), live=b"", label=label, **taken)
    headings, rows = feelings_table(language, lived)
    figures = Figures(summary=say(language, "learn.table"), caption=say(language, "learn.chart"), headings=headings, rows=rows)
    link = solara.v.Html(tag="a", attributes={"href": address_of("person", link_of(session))}, children=[say(language, "learn.twins")])
    drawn = [text("h3", say(language, "learn.chart")), solara.v.Html(tag="div", class_="ln-chart", children=[chart]), figures, _Alone(language, lived).key("alone"),
             text("p", say(language, "learn.look_question"), class_="ln-question"), solara.v.Html(tag="p", children=[link])]  # fmt: skip
    return solara.v.Html(tag="div", children=[intro, solara.v.Html(tag="div", class_="ln-cards", children=cards).key("cards"), *drawn])


@solara.component
def _Alone(language: str, whole: Lived):
    """The illness and the lockdown each alone beside both: which of the two it was."""
    alone = dict(zip(ALONE, _lived(*(("alone", name) for name in ALONE)), strict=True))
    parts = [text("h3", say(language, "learn.alone"))]
    if all(each.finished for each in alone.values()):
        parts += [table(say(language, "learn.alone_table"), *parts_table(language, whole, alone)).key("alone"), *(text("p", each) for each in parts_told(language, alone)),
                  text("p", say(language, "learn.alone_note"), class_="note")]  # fmt: skip
    else:
        parts.append(_waiting(language, list(alone.values())))
    solara.v.Html(tag="div", children=parts)


@solara.component
def Explain(session: Session):
    """A cause is chosen; then each of four is switched off, and what that does to stress is shown."""
    language, chosen = session.language.value, said(session).get("cause", "")
    asked = Ask(questions=[question_of(language, "cause", chosen)], event_answer=lambda told: answer(session, told))
    whole, *each = _lived(("crisis", ""), *(("without", cause) for cause in CAUSES))
    parts = [text("p", say(language, "learn.explain_1")), asked]
    if chosen and not all(one.finished for one in (whole, *each)):
        parts.append(_waiting(language, [whole, *each]))
    elif chosen:
        without = dict(zip(CAUSES, each, strict=True))
        best = best_cause(whole, without)
        verdict = say(language, "learn.cause_fits") if best == chosen else say(language, "learn.cause_differs", best=say(language, f"learn.off_{best}"))
        verdict = f"{verdict} {cause_size(language, whole, without[best])}"
        parts += [table(say(language, "learn.explain_table"), *causes_table(language, whole, without)).key("causes"), text("p", verdict, class_="lead", role="status"),
                  text("p", say(language, "learn.explain_caution"), class_="note"), text("p", say(language, "learn.explain_question"), class_="ln-question")]  # fmt: skip
    link = solara.v.Html(tag="a", attributes={"href": address_of("evidence", link_of(session))}, children=[say(language, "learn.evidence")])
    solara.v.Html(tag="div", children=[*parts, solara.v.Html(tag="p", children=[link])])


@solara.component
def Change(session: Session):
    """One thing is changed and its effect predicted; then it is lived in all worlds."""
    language, answers = session.language.value, said(session)
    chosen, guess = answers.get("change", ""), answers.get("effect", "")
    asked = Ask(questions=[question_of(language, name, answers.get(name, "")) for name in ("change", "effect")], event_answer=lambda told: answer(session, told))
    whole, *changed = _lived(("crisis", ""), *([("change", chosen)] if chosen else []))
    parts = [text("p", say(language, "learn.change_1")), asked]
    if not (chosen and guess):
        parts.append(text("p", say(language, "learn.choose_first"), class_="note", role="status"))
    elif not (whole.finished and changed[0].finished):
        parts.append(_waiting(language, [whole, *changed]))
    else:
        told = [text("p", each) for each in change_told(language, guess, changed[0], whole)]
        notes = [text("p", say(language, f"learn.{name}"), class_="note") for name in ("result_few", "infection")]
        result = [text("h3", say(language, "learn.result")).key("result"), solara.v.Html(tag="div", class_="ln-judged", attributes={"role": "status"}, children=told)]
        parts += [*result, *notes, text("p", say(language, "learn.advise"), class_="ln-question")]
    solara.v.Html(tag="div", children=parts)


def _lived(*asked: tuple[str, str]) -> list[Lived]:
    """Return what is known of some questions; they are lived, for the whole class at once, while the page that asks is open."""
    known: solara.Reactive[dict] = solara.use_reactive({})

    def listen():
        leave = [live(kind, name, lambda state, key=(kind, name): known.set({**known.value, key: state})) for kind, name in asked]
        return lambda: [each() for each in leave]

    solara.use_effect(listen, [asked])
    return [known.value.get(key, Lived()) for key in asked]


def _waiting(language: str, lived: list[Lived]) -> solara.Element:
    """Say how far the computer is, or what went wrong; its key, as what takes its place later must be an element of its own, not this paragraph."""
    failed = next((each.error for each in lived if each.phase == "failed"), "")
    if failed:
        return text("p", say(language, "learn.failed", reason=failed), class_="mistake", role="alert")
    done, total = (sum(getattr(each, name) for each in lived) for name in ("done", "total"))
    words = say(language, "learn.computing", done=number(language, done), total=number(language, total)) if total else say(language, "learn.starting")
    return text("p", words, class_="lead", role="status").key("waiting")
