"""The timeline at the foot of the first page: an edit becomes what the page looks at, goes back by undo, and lives in the link."""

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")

import solara  # noqa: E402
from test_dashboard_browser import HELPLINE, LOCKDOWN  # noqa: E402

from sim.dashboard.address import search_of  # noqa: E402
from sim.dashboard.offered import offer  # noqa: E402
from sim.dashboard.session import Session  # noqa: E402
from sim.dashboard.timeline.dock import TimelineDock  # noqa: E402
from sim.dashboard.timeline.packed import KEY  # noqa: E402


def test_an_edit_is_looked_at_undone_and_carried_by_the_link(tmp_path):
    (tmp_path / "short.toml").write_text(LOCKDOWN, encoding="utf-8")
    (tmp_path / "helped.toml").write_text(HELPLINE, encoding="utf-8")
    offer([tmp_path / "short.toml", tmp_path / "helped.toml"])
    session = Session("")
    _, drawn = solara.render(TimelineDock(session), handle_error=False)
    session.timeline.change({"event": 2, "key": "reach", "given": "0.9"}, "en")
    assert session.first.value == "short" and session.scenarios[session.second.value].intervention[0].reach == 0.9
    session.timeline.move({"event": 1, "first_by": 1, "end_by": 1})
    assert session.scenarios[session.first.value].crisis[0].start.day == 10
    session.set_strength("crisis.spring.severity", 0.4)
    link = search_of(session)
    for _ in range(9):
        session.timeline.undo()
    assert (session.first.value, session.second.value, KEY in session.pages.value) == ("short", "helped", False)
    drawn.close()

    other = Session(link)  # before any page is drawn, so that each page finds it
    assert not other.left_out.value and search_of(other) == link
    looked_at = other.scenarios[other.second.value]
    assert (looked_at.intervention[0].reach, looked_at.crisis[0].start.day) == (0.9, 10)
    assert other.compared.value == (other.first.value, other.second.value)
    _, drawn = solara.render(TimelineDock(other), handle_error=False)
    assert other.timeline.scenario.crisis[0].severity == 0.4 and search_of(other) == link
    drawn.close()
    for each in (session, other):
        each.close()
