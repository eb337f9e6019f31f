"""The verdict and the report in Dutch: every text of ours has a Dutch with the same places, and nothing of ours stays English."""

import ast
import re
from html import unescape
from string import Formatter

import pytest
from compared_worlds import everywhere, small_scenarios, written_by_hand

from sim import compare
from sim.commands.options import Language
from sim.studies import evidence, headline, limits, report_charts, report_tables, robustness_wording, wording
from sim.studies.report import rebuild_report
from sim.studies.robustness_sets import LEANINGS
from sim.studies.spoken import LANGUAGES, MONTHS, digits, months, speaking, tr

# Words that a sentence of ours would hardly do without, and that are no Dutch.
ENGLISH = re.compile(r"\b(the|and|with|people|which|that|than|are|not|from|by|than|of which|no range)\b")
CONSTANTS = [
    *wording.GROUPS.values(), *wording.FEELINGS.values(), wording.NO_DIFFERENCE, wording.SURE_OF_LUCK, wording.HELP, wording.LIMITS, wording.SD,
    *limits.IN_FULL, limits.IN_SHORT, limits.HELD_OUT, *headline.COUNTS.values(), *evidence.KINDS.values(), *LEANINGS,
    *(title for _, title, _ in (*report_charts.LEVELS, *report_charts.DIFFERENCES)), *(title for title, _, _ in report_tables.OUTCOMES.values()),
    *(getattr(robustness_wording, name) for name in ("HEADING", "NOT_FITTED", "FIXED", "LEANING_WITHIN", "LEANING_BEYOND", "ACCEPTED", "NOT_LIVED", "IN_SETS")),
]  # fmt: skip


def told(repository):
    """Return every text that is told by `tr` in the code or `t` in the page, as far as it stands there."""
    found = set()
    for file in (repository / "sim" / "studies").glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "tr" and call.args:
                asked = call.args[0]
                found |= {each.value for each in ((asked.body, asked.orelse) if isinstance(asked, ast.IfExp) else (asked,)) if isinstance(each, ast.Constant)}
    page = (repository / "sim" / "studies" / "report.html.j2").read_text(encoding="utf-8")
    return found | {text for call in re.findall(r'\bt\((".*?")(?:, \w+=|\) |\)$)', page, flags=re.MULTILINE) for text in re.findall(r'"([^"]*)"', re.sub(r'== "\w+"', "", call))}


def test_every_text_has_a_dutch_with_the_same_places(repository):
    texts = [*told(repository), *CONSTANTS]
    assert len(texts) > 200
    with speaking("nl"):
        for english in texts:
            places = [sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None) for text in (english, tr(english))]
            assert places[0] == places[1], english


def test_the_report_is_dutch_throughout_and_english_again_as_it_was(tmp_path):
    answer = compare(small_scenarios(tmp_path)[:2], replicates=3, people=60, days=6)
    answer.write(tmp_path / "out")
    page = tmp_path / "out" / "report.html"
    english = page.read_text(encoding="utf-8")
    rebuild_report(tmp_path / "out", "nl")
    dutch = page.read_text(encoding="utf-8")
    assert '<html lang="nl">' in dutch and "Wat doet deze crisis" in dutch and "2 maart 2020" in dutch
    text = re.sub(r"<(style|code)>.*?</\1>", "", dutch, flags=re.DOTALL)
    lines = {unescape(each).strip() for each in [*re.split(r"<[^>]*>", text), *re.findall(r'aria-label="([^"]*)"', text)]}
    # Names and titles of papers and journals stay.
    left = sorted(each for each in lines if ENGLISH.search(each) and not re.search(r"et al\.|\d{4}, |&", each) and "Twelve days" not in each)
    assert not left, left
    assert re.search(r"\d,\d+ SD", dutch) and not re.search(r"\d\.\d+ SD\b", text)
    rebuild_report(tmp_path / "out")
    assert page.read_text(encoding="utf-8") == english


def test_the_verdict_speaks_dutch_with_decimal_commas():
    answer = written_by_hand({"helped": {"high_distress": everywhere(-0.006)}})
    said = answer.summary("nl")
    assert "‘Policy helped’ helpt: van elke 1.000 inwoners van 12 jaar en ouder 6,6 minder met veel psychische klachten op een gemiddelde dag (6,4 tot 6,7)." in said
    assert answer.summary() == answer.summary("en") and "helps: of 1,000 residents" in answer.summary()


@pytest.mark.parametrize(("english", "dutch"), [("3 May 2020", "3 mei 2020"), ("24 Feb 2020", "24 feb 2020"), ("1 March 2021", "1 maart 2021"), ("Mar", "mrt")])
def test_months_are_dutch(english, dutch):
    assert months(english) == english
    with speaking("nl"):
        assert months(english) == dutch and digits("1,234.5") == "1.234,5"
    assert len(MONTHS) == 12 and set(LANGUAGES) == set(Language.__args__[0].__args__)
