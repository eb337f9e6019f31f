"""Work that several tabs wait for: each hears in its own tab what is found, also who joined what another had begun."""

import sys
import threading
from dataclasses import dataclass

import pytest

solara = pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")
import solara.server  # noqa: E402
from solara.server.kernel import Kernel  # noqa: E402
from solara.server.kernel_context import VirtualKernelContext  # noqa: E402

from sim.dashboard.shared_work import SharedWork, failure_told  # noqa: E402


@dataclass(frozen=True, eq=False)
class Count:
    """How far the work is."""

    phase: str = "running"
    done: int = 0
    error: str = ""


class Counting(SharedWork):
    """Goes on to one when it may, and fails where it is told to."""

    def __init__(self, fails=False):
        self.may, self.fails = threading.Event(), fails
        super().__init__(Count(), "counting")

    def _run(self):
        with failure_told(self._show):
            assert self.may.wait(60)
            if self.fails:
                raise SystemError("no more")
            self._show(phase="done", done=1)


@pytest.fixture
def tabs(monkeypatch):
    """Return two browser tabs."""
    monkeypatch.setitem(sys.modules, "solara.server.starlette", sys.modules.get("solara.server.starlette", solara.server))
    return [VirtualKernelContext(id=name, kernel=Kernel(), session_id=name) for name in ("first", "second")]


def test_who_joins_what_another_tab_began_hears_of_it_in_the_own_tab(tabs):
    heard, arrived, work = solara.reactive(None), threading.Semaphore(0), None
    for tab in tabs:
        with tab:
            work = work or Counting()
            work.listen(lambda state: (heard.set(state.phase), arrived.release()))
    work.may.set()
    for _ in range(4):  # each tab is told at once and at the end
        assert arrived.acquire(timeout=60)
    for tab in tabs:
        with tab:
            assert heard.value == "done"


def test_work_ends_when_nobody_listens_and_is_joined_no_more():
    work = Counting()
    leave, other = (work.listen(lambda state: None) for _ in range(2))
    leave()
    assert work.usable
    other()
    assert not work.usable
    work.may.set()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_failure_is_told_in_words():
    work, told = Counting(fails=True), threading.Event()
    work.listen(lambda state: state.phase == "failed" and told.set())
    work.may.set()
    assert told.wait(60) and work.state.error == "The comparison stopped: no more" and not work.usable
