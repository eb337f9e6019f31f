"""What a link cannot carry is said on arrival, the command of a drawn network runs on the files beside it, and titles are in the page's language."""

import base64
import contextlib
import io
import math
import shlex
import subprocess
import sys
import zipfile

import numpy as np
import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")

from test_dashboard_browser import HELPLINE, LOCKDOWN  # noqa: E402

from sim import CrisisModel, compare, load_scenario  # noqa: E402
from sim.dashboard.address import search_of  # noqa: E402
from sim.dashboard.along import made_from  # noqa: E402
from sim.dashboard.commands import called, packed, runnable  # noqa: E402
from sim.dashboard.drawn import drawn_positions, drawn_scenario, edge_list, places_of  # noqa: E402
from sim.dashboard.left_out import sentences  # noqa: E402
from sim.dashboard.offered import offer  # noqa: E402
from sim.dashboard.own import look_at_own, use_drawn  # noqa: E402
from sim.dashboard.page_keys import LISTS  # noqa: E402
from sim.dashboard.portrait import picture_of  # noqa: E402
from sim.dashboard.session import Session  # noqa: E402
from sim.dashboard.timeline.uploads import Uploads  # noqa: E402
from sim.dashboard.titles import taken_along, title_in  # noqa: E402

RING = {"people": 15, "ties": [[k, (k + 1) % 15] for k in range(15)]}


@pytest.fixture
def short(tmp_path):
    """Offer a short lockdown and the same with a helpline, from files."""
    (tmp_path / "short.toml").write_text(LOCKDOWN, encoding="utf-8")
    (tmp_path / "helped.toml").write_text(HELPLINE, encoding="utf-8")
    offer([tmp_path / "short.toml", tmp_path / "helped.toml"])


@pytest.fixture
def drawn(short):
    """Return a session that looks at the helpline on a network that was drawn."""
    session = Session()
    use_drawn(session, drawn_scenario(RING, session.scenarios[session.second.value], session.__dict__.setdefault("drawn_files", Uploads())))
    yield session
    session.close()


def test_the_command_of_a_drawn_network_prints_the_same_digits_in_the_folder_of_its_files(drawn, tmp_path):
    question = drawn.question()
    answer = compare([taken_along("en", each) for each in question.scenarios], replicates=2, seed=1, days=question.length, people=question.people)
    command = runnable(answer.command, question.scenarios)
    folder = tmp_path / "taken along"
    with zipfile.ZipFile(io.BytesIO(packed(question.scenarios, command))) as files:
        files.extractall(folder)
    network = drawn.scenarios[drawn.second.value].population.network
    assert network.startswith("drawn_15_people_") and (folder / network).exists()
    assert (folder / "command.txt").read_text(encoding="utf-8") == f"{command}\n"
    code = "import sys; from sim.cli import main; sys.exit(main())"
    printed = subprocess.run([sys.executable, "-c", code, *shlex.split(command)[1:], "--quiet"], cwd=folder, check=True, capture_output=True, text=True).stdout
    assert printed.split() == answer.summary().split()  # the command breaks long lines


def test_a_command_names_shipped_scenarios_as_they_are_and_all_others_by_their_files(short):
    lockdown, (mine, _) = load_scenario("lockdown"), Session().scenarios.values()
    stricter = load_scenario(lockdown, set=["crisis.lockdown.severity=1.0"])
    assert [called(each) for each in (lockdown, mine, stricter)] == ["lockdown", "short.toml", "lockdown.toml"]
    assert runnable("noaber compare short lockdown --set short:a.b=1", [mine, lockdown]) == "noaber compare short.toml lockdown --set short:a.b=1"


def test_a_drawn_network_is_shown_in_the_shape_in_which_it_was_drawn(short):
    # A circle in the corner of the sheet: every tie is as long as the others, whoever the model puts first.
    drawing = {**RING, "places": [[500 + 60 * math.cos(k * math.tau / 15), 80 + 60 * math.sin(k * math.tau / 15)] for k in range(15)]}
    with contextlib.closing(Uploads()) as files:
        picture = picture_of(CrisisModel(drawn_scenario(drawing, Session().scenarios["short"], files), rng=1))
    where = np.frombuffer(drawn_positions(places_of(drawing), picture.numbers), np.float32).reshape(15, 2) * (600, 380)
    ties = np.frombuffer(picture.ties, np.uint32).reshape(-1, 2)
    lengths = np.linalg.norm(where[ties[:, 0]] - where[ties[:, 1]], axis=1)
    assert len(ties) == 15 and np.ptp(lengths) < 1e-3 and where.min() > -1e-3 and np.ptp(where[:, 1]) > 370
    for wrong in ([], [[0, 0]] * 14, [[0, 0]] * 14 + [[0, 999]], [[0, 0]] * 14 + [["a", 0]], "x", [[0, float("nan")]] * 15):
        assert places_of({**RING, "places": wrong}) == ()


def test_a_link_to_a_drawn_network_says_which_it_was_and_shows_what_it_was_drawn_for(drawn):
    file = drawn.scenarios[drawn.second.value].population.network
    other = Session(f"{search_of(drawn)}&people=80")
    assert (other.first.value, other.second.value, other.people.value) == ("short", "helped", 80)
    for language in ("en", "nl"):
        (said,) = sentences(language, other.left_out.value, "SHOWN")
        assert file in said and "15" in said and "SHOWN" in said
    drawn.choose_first("short")
    from sim.dashboard.own import keep_in_link

    keep_in_link(drawn)
    assert search_of(drawn) == ""


def test_a_link_does_not_say_what_the_files_of_a_visitor_are_called(short):
    session = Session()
    content = base64.b64encode(edge_list(RING).encode()).decode()
    received = session.timeline.uploads.receive([{"name": "class 4B.csv", "size": len(content), "content": content}], session.scenarios[session.second.value])
    look_at_own(session, received.scenario, "my_scenario_abcdef")
    link = search_of(session)
    (said,) = sentences("en", Session(link).left_out.value, "SHOWN")
    assert "4B" not in link and "files of a visitor" in said
    session.close()


def test_files_of_whoever_runs_the_server_are_named_and_not_handed_out(tmp_path):
    (tmp_path / "staff.csv").write_text(edge_list(RING), encoding="utf-8")
    (tmp_path / "ours.toml").write_text(LOCKDOWN.replace("people = 150", 'network = "staff.csv"'), encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(packed([load_scenario(tmp_path / "ours.toml")], "noaber run ours.toml"))) as files:
        assert files.namelist() == ["ours.toml", "command.txt"] and "staff.csv" in files.read("command.txt").decode()


@pytest.mark.parametrize(("link", "key"), [
    ("set.crisis.autumn.severity=0.5", "set.crisis.autumn.severity"), ("set.crisis.spring.severity=1.5", "set.crisis.spring.severity"), ("fbclid=x", "fbclid"),
    ("a.b=1", "a.b"), ("days=0", "days"), ("branch.day=99", "branch.day"), ("branch.changes=start nothing", "branch.changes"), ("person.row=5000", "person.row"),
    ("person.against=nobody", "person.against"), ("learn.step=party", "learn.step"), ("learn.said=stress-blue", "learn.said"), ("evidence.part=x", "evidence.part"),
    ("timeline.own=broken", "timeline.own"), ("watch=2", "watch"), ("of=my_scenario_gone", "of"),
])  # fmt: skip
def test_what_of_a_link_is_unknown_or_out_of_range_is_left_out_and_said_in_both_languages(short, link, key):
    session = Session(link)
    assert [each.key for each in session.left_out.value] == [key] and (key in LISTS or search_of(session) == "")
    for language in ("en", "nl"):
        (said,) = sentences(language, session.left_out.value, "SHOWN")
        assert said.endswith(".")


def test_an_edited_scenario_keeps_its_title_in_the_language_of_the_page():
    offer([])
    session = Session()
    edited = load_scenario("netherlands_2020_helpline", set=["intervention.helpline.reach=0.9"])
    look_at_own(session, edited, "my_scenario_abcdef")
    looked_at = session.scenarios[session.second.value]
    dutch = title_in("nl", load_scenario("netherlands_2020_helpline"))
    assert title_in("nl", looked_at) == f"Gewijzigd: {dutch}" and title_in("en", looked_at) == f"Changed: {edited.title}"
    again = Session(search_of(session))
    assert title_in("nl", again.scenarios[again.second.value]) == f"Gewijzigd: {dutch}"


@pytest.mark.parametrize(("edit", "policies"), [("crisis.intelligent lockdown.severity=0.5", 6), ("intervention.helpline.reach=0.9", 7)])
def test_all_policies_move_along_with_an_edited_crisis_and_come_back_by_its_link(edit, policies):
    offer([])
    session = Session()
    edited = load_scenario("netherlands_2020_helpline", set=[edit])
    look_at_own(session, edited, f"my_scenario_{edited.hash()[:6]}")
    for each in (session, Session(search_of(session))):
        found = each.policies_of(each.first.value)
        assert len(found) == len({title_in("nl", policy) for policy in found}) == policies and each.second.value == f"my_scenario_{edited.hash()[:6]}"
        assert all(policy.crisis == edited.crisis for policy in found)
        assert load_scenario("netherlands_2020").title in title_in("en", each.scenarios[each.first.value])


def test_an_edited_crisis_is_known_by_its_days_findings_and_most_of_its_events():
    spring, year = load_scenario("lockdown"), load_scenario("netherlands_2020")
    edited = load_scenario("lockdown", set=["crisis.lockdown.severity=0.5"])
    other = spring.model_copy(update={"name": "other", "crisis": spring.crisis[:1]})
    contested = load_scenario("lockdown", set=["mechanisms.company=false"]).model_copy(update={"name": "contested"})
    assert made_from(edited, [other, spring, year]) == made_from(edited, [spring, other, contested]) == spring
    assert made_from(edited, [contested, year]) is None


def test_a_drawn_crisis_and_what_is_done_about_it_have_different_titles_in_both_languages(drawn):
    titles = {title_in(language, drawn.scenarios[name]) for language in ("en", "nl") for name in (drawn.first.value, drawn.second.value)}
    assert len(titles) == 4 and all("Drawn" in each or "Getekend" in each for each in titles)
