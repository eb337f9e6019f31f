"""What is taken along says what it is, has the digits of the screen, and is called by what is in it."""

import csv
import io
import xml.etree.ElementTree as tree
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import pytest
from compared_worlds import written_by_hand

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")

from sim import compare, load_scenario, load_text  # noqa: E402
from sim.dashboard.address import link_of  # noqa: E402
from sim.dashboard.answer_files import answer_csv, ranking_svg  # noqa: E402
from sim.dashboard.commands import packed  # noqa: E402
from sim.dashboard.compared import OUTCOMES, Effect, compared_in, cost_rows, effect_rows, effects_in, pairs_told  # noqa: E402
from sim.dashboard.downloads import file_of  # noqa: E402
from sim.dashboard.dot_plots import Dot, dot_plots  # noqa: E402
from sim.dashboard.explored import FIGURES, figures, headline, ranking  # noqa: E402
from sim.dashboard.files import csv_text, file_name  # noqa: E402
from sim.dashboard.found import found_in  # noqa: E402
from sim.dashboard.offered import offer  # noqa: E402
from sim.dashboard.page import session_of  # noqa: E402
from sim.dashboard.question import Question  # noqa: E402
from sim.dashboard.titles import title_in  # noqa: E402
from sim.dashboard.weighed import chance_told, places_of, told_change  # noqa: E402
from sim.dashboard.words import signed  # noqa: E402

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def answered():
    """Ask what a helpline does in a small lockdown; give the question, the answer, and what the pages made of it."""
    scenarios = tuple(load_scenario(name, people=120, days=60) for name in ("lockdown", "lockdown_helpline"))
    question = Question(scenarios, people=120, days=60, pairs=8)
    answer = compare(list(question.resolved), replicates=8, seed=1)
    return question, found_in(answer, 1), compared_in(answer)


def _read(text):
    """Return the lines in front of a table and its rows as dicts."""
    lines = text.splitlines()
    front = [line for line in lines if line.startswith("# ")]
    return front, list(csv.DictReader(io.StringIO("\n".join(lines[len(front) :]))))


def test_the_csv_of_the_answer_has_the_digits_of_the_first_page(answered):
    question, found, _ = answered
    front, rows = _read(answer_csv("en", found, question))
    crisis = {row["outcome"]: float(row["difference"]) for row in rows if row["scenario"] == "lockdown"}
    shown = [each["value"] for each in figures("en", found, question)]
    digits = [places_of(found.crisis[outcome], unit, scale) for outcome, (scale, unit, _) in FIGURES.items()]
    assert [signed("en", crisis[outcome], places) for outcome, places in zip(FIGURES, digits, strict=True)] == shown
    helped = next(row for row in rows if row["scenario"] == "lockdown_helpline" and row["outcome"] == "high_distress")
    (row,) = ranking("en", found, question)
    assert float(row["text"].split(" (")[0].replace("−", "-")) == pytest.approx(float(helped["difference"]), abs=0.0501)
    assert row["pairs"] == f"{helped['pairs_lower']} of {helped['pairs']}"
    assert any(found.command in line for line in front) and any("people: 120" in line for line in front)
    assert sum(each.hash() in line for each in question.resolved for line in front) == 2


@pytest.mark.parametrize("larger", [1.0, 0.1])
def test_the_sentence_the_figures_and_the_ranking_tell_one_quantity_with_the_same_digits(answered, larger):
    question, found, _ = answered
    effect = found.crisis["high_distress"]
    scaled = {**effect, **{key: effect[key] * larger for key in ("difference", "low", "high")}}
    found = replace(found, verdict={**found.verdict, "crisis": {**found.verdict["crisis"], "all": {**found.crisis, "high_distress": scaled}}})
    crisis, told = headline("en", found, question)[0], figures("en", found, question)[2]
    low, high = told["range"].replace("+", "").split(",")[0].split(" to ")
    assert f"({low} to {high})" in crisis and f" {told['value'].removeprefix('+')} more" in crisis
    (row,) = ranking("en", found, question)
    # Of what is too small to matter the figures tell no number, as the command.
    assert told["policy"].split(" with ")[0] == row["text"].split(" (")[0] or told["policy"].endswith(f": {row['doubt']}")


def test_the_csv_of_a_comparison_has_the_digits_of_its_tables(answered):
    _, _, compared = answered
    name, content = file_of("csv", compared, "nl")
    front, rows = _read(content.decode())
    assert name == "noaber_compare_lockdown_lockdown_helpline_differences.csv"
    assert any(compared.command in line for line in front) and any("startgetal: 1" in line for line in front)
    of = {row["outcome"]: row for row in rows if (row["scenario"], row["baseline"], row["group"], row["window"]) == ("lockdown_helpline", "lockdown", "everyone", "all")}
    shown = effect_rows("nl", compared, ["lockdown_helpline"])
    for outcome, row in zip(OUTCOMES, shown, strict=True):
        scale, _, unit = OUTCOMES[outcome]
        effect = {key: float(of[outcome][key]) for key in ("difference", "low", "high")}
        cell, digits = row["cells"][0], places_of(effect, unit, scale)
        assert cell["text"] == told_change("nl", scale * effect["difference"], digits), outcome
        assert bool(cell["band"]) is any(round(scale * value, digits) for value in effect.values()), outcome  # not "0,0000 (0,0000 tot 0,0000)"
    _, costs = _read(file_of("costs", compared)[1].decode())
    assert cost_rows("en", compared, ["lockdown_helpline"])[0]["cells"][0] == f"{float(costs[0]['euro_per_resident']):.2f}"


def test_a_picture_of_differences_can_be_read_without_seeing_it(answered):
    question, found, compared = answered
    for picture in (ranking_svg("nl", found, question), file_of("svg", compared, "nl")[1].decode()):
        root = tree.fromstring(picture)
        said, drawn = root.find(f"{SVG}desc").text, " ".join(each.text for each in root.iter(f"{SVG}text"))
        assert "telefonische hulplijn" in said and ranking("nl", found, question)[0]["text"] in said and found.command in drawn


def test_a_band_is_drawn_from_its_low_to_its_high_on_an_axis_that_holds_nought():
    root = tree.fromstring(dot_plots("t", [("", [Dot("a & b", 2.0, 1.0, 4.0, "+2"), Dot("c", 0.0, None, None, "0")])], []))
    nought = float(next(root.iter(f"{SVG}line")).get("x1"))
    _, band, *dots = list(root.iter(f"{SVG}rect"))
    low, width = float(band.get("x")), float(band.get("width"))
    assert low - nought == pytest.approx(width / 3, abs=0.2) and float(dots[0].get("x")) + 1.5 - low == pytest.approx(width / 3, abs=0.2)
    assert float(dots[1].get("x")) + 1.5 == pytest.approx(nought, abs=0.1)


def _named(names):
    """Return what was compared, with scenarios of other names."""
    scenarios = tuple(load_scenario("lockdown").model_copy(update={"name": name}) for name in names)
    return SimpleNamespace(answer=SimpleNamespace(scenarios=scenarios, ensemble=SimpleNamespace(replicates=2, seed=1)))


def test_a_file_is_called_by_what_is_in_it():
    assert file_name("explore", "Mijn buurt: één!", "stress") == "noaber_explore_mijn_buurt_een_stress"
    names = ("netherlands_2020", "netherlands_2020_helpline", "netherlands_2020_outdoors")
    (long, _), answer = file_of("scenarios", _named(names)), file_name("compare", *names, "differences")
    assert long == "noaber_compare_netherlands_2020_helpline_outdoors_scenarios.zip"
    assert answer.endswith("_differences") and len(answer) <= 90 and set(answer.split("_")) <= {*"noaber compare differences".split(), *"_".join(names).split("_")}
    assert csv_text(["two\nlines"], ["a", "b"], [[1, None], [0.1234567, 'say "x"']]) == '# two lines\na,b\n1,\n0.123457,"say ""x"""\n'


@pytest.mark.parametrize(
    ("asked", "search", "spoken"),
    [("nl-NL,nl;q=0.9,en;q=0.8", "", "nl"), ("nl", "lang=en", "en"), ("de-DE", "", "en"), ("en-GB", "lang=nl", "nl"), (None, "", "en")],
)
def test_a_visit_begins_in_the_language_of_the_link_or_else_of_the_browser(asked, search, spoken):
    offer([])
    session = session_of(search, {"accept-language": [asked]} if asked else None)
    assert session.language.value == spoken
    session.close()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_link_names_its_language_whichever_it_is_and_nothing_else_that_is_usual(language):
    offer([])
    session = session_of(f"lang={language}", {"accept-language": ["nl" if language == "en" else "en"]})
    assert link_of(session) == f"lang={language}"
    session.people.set(90)
    again = session_of(link_of(session), None)
    assert link_of(again) == link_of(session) == f"lang={language}&people=90" and again.language.value == language
    session.close()
    again.close()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_file_of_an_edited_scenario_is_titled_as_on_screen_and_opened_again_it_still_is(language):
    edited = load_scenario("lockdown_helpline").model_copy(update={"name": "my_scenario_123456"})
    archive = zipfile.ZipFile(io.BytesIO(packed([edited], "noaber run my_scenario_123456.toml", language)))
    opened = load_text(archive.read("my_scenario_123456.toml").decode(), name=edited.name)
    assert opened.title == title_in(language, edited) != edited.title and opened.hash() == edited.hash()
    assert all(title_in(other, opened) == title_in(other, edited) for other in ("en", "nl"))


def test_pairs_that_are_alike_or_hold_nobody_of_a_group_are_counted():
    effect = Effect("helped", "high_distress", "few close ties", -0.003, -0.01, 0.004, 1, 0, 6, nobody_in=2)
    assert pairs_told("en", effect) == "lower in 1 of 6 pairs, the same in 5, nobody in this group in 2 more"
    assert pairs_told("nl", replace(effect, lower_in=6, nobody_in=0)) == "lager in 6 van 6 paren"


def test_the_report_is_in_the_language_of_the_page_and_calls_scenarios_as_it_does(answered):
    *_, compared = answered
    for language, said in (("en", "What helps, most first"), ("nl", "Wat helpt, het meeste eerst")):
        page = file_of("report", compared, language)[1].decode()
        titles = [title_in(language, each) for each in compared.answer.scenarios[:2]]
        assert f'<html lang="{language}">' in page and said in page and all(title in page for title in titles)


def test_no_group_is_shown_without_the_verdict_on_it_and_each_is_marked_as_that_says():
    of_groups = {"everyone": -0.01, "women": -0.0004, "students": -0.01}
    few, many = (effects_in(written_by_hand({"a": {"high_distress": of_groups}}, n_pairs=10, students=each)) for each in (2, 3))
    assert [each.group for each in few[1]] == ["everyone", "women"]  # 20 students in all: the answer's own table leaves them out
    assert [(each.group, each.doubt) for each in many[1]] == [("everyone", ""), ("women", "small"), ("students", "")]


def test_where_a_range_leaves_nought_out_and_may_be_chance_it_is_said_why():
    assert "so many differences" in chance_told("en", [("", (1.0, 2.0)), ("chance", (-0.004, -0.001))])
    assert chance_told("en", [("chance", (-0.004, 0.001)), ("small", (1.0, 2.0)), ("chance", None)]) == ""


def test_an_offer_that_is_not_counted_in_sessions_has_a_dash_and_no_nought():
    costs = {"euro_per_resident": 3.8, "euro_per_100000": 382000.0, "reached": {"a": 138.0}, "sessions": {}, "euro_per_day_averted": None}
    counted = {**costs, "sessions": {"b": 49.0}}
    rows = cost_rows("en", SimpleNamespace(costs={"a": costs, "b": counted}), ["a", "b"])
    assert [row["cells"][2:4] for row in rows] == [["138", "–"], ["138", "49"]]
