"""The timeline at the foot of the first page: an edit becomes what the page looks at, goes back by undo, and lives in the link."""

from urllib.parse import urlencode

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")

import solara  # noqa: E402
from test_dashboard_browser import HELPLINE, LOCKDOWN  # noqa: E402

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
    link = urlencode({KEY: session.pages.value[KEY]})
    for _ in range(2):
        session.timeline.undo()
    assert (session.first.value, session.second.value, KEY in session.pages.value) == ("short", "helped", False)
    drawn.close()

    other = Session(link)
    _, drawn = solara.render(TimelineDock(other), handle_error=False)
    assert other.scenarios[other.second.value].intervention[0].reach == 0.9
    assert other.scenarios[other.first.value].crisis[0].start.day == 10
    drawn.close()
    for each in (session, other):
        each.close()
