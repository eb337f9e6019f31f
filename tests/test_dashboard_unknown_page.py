"""An address that the dashboard does not have: what is shown instead helps, in both languages."""

import asyncio

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")

from starlette.applications import Starlette  # noqa: E402

from sim.dashboard.page import PAGES  # noqa: E402
from sim.dashboard.unknown_page import tell_of_unknown_pages  # noqa: E402
from sim.dashboard.words import say  # noqa: E402


def _asked(path, accept):
    """Return the status and the text that a server without pages gives a browser."""
    app, sent = Starlette(), []
    tell_of_unknown_pages(app)

    async def receive():
        return {"type": "http.request"}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [(b"accept", accept)], "root_path": ""}
    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], sent[1]["body"].decode()


def test_an_unknown_page_names_itself_and_leads_to_those_there_are_in_both_languages():
    status, text = _asked("/nosuchpage<script>", b"text/html,*/*")
    assert status == 404 and "<script>" not in text and "/nosuchpage&lt;script&gt;" in text
    for language in ("en", "nl"):
        assert say(language, "shell.unknown_title") in text
        assert all(f'href="/{"" if page == "explore" else page}?lang={language}"' in text for page in PAGES)
    assert _asked("/nosuchfile.js", b"*/*") == (404, "not found")
