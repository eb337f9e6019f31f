"""Solara keeps what a page has chosen by the browser tab of the thread that asks; work shared by several tabs has a thread of nobody's."""

from __future__ import annotations

import logging
from collections.abc import Callable

from solara.server import kernel_context

_LOG = logging.getLogger(__name__)


def of_this_tab(listener: Callable) -> Callable:
    """Return a listener that any thread may call: it acts in the tab it was made in, and no longer once that is closed.

    Without this, a thread that was started by another tab or by the server sets the values of that one, and this tab waits for ever.
    """
    if not kernel_context.has_current_context():
        return listener
    tab = kernel_context.get_current_context()

    def told(*news):
        if tab.closed_event.is_set():
            return
        try:
            with tab:
                listener(*news)
        except Exception:  # the trouble of one tab, such as its closing at this moment, is not that of the others
            _LOG.exception("a page could not be told what was found")

    return told
