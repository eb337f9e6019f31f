"""The page that Solara serves, as this dashboard changes it: languages, zoom, patience, and what is seen until the dashboard is there."""

from __future__ import annotations

from html import escape
from pathlib import Path

from .words import LANGUAGES, say

# anywidget gives a picture's code two seconds to load; on a busy machine it then never hears from the server again.
_PATIENT = """<script>
  const endAfter = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (milliseconds) => endAfter(milliseconds === 2000 ? 300000 : milliseconds);
</script>"""
# Before anything is drawn: the language and the colours that the bar on top of each page (shell.vue) will choose too.
_AT_ONCE = """<script>
  {
    const kept = (name) => { try { return localStorage.getItem(name); } catch (error) { return null; } }, root = document.documentElement;
    const languages = [new URLSearchParams(location.search).get("lang"), kept("noaber-language"), (navigator.language || "").slice(0, 2)];
    root.lang = languages.find((each) => ["en", "nl"].includes(each)) || "en";
    root.dataset.theme = kept("noaber-theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  }
</script>"""
_CSS = """html, body { height: 100vh; }
:root { background: #f4f6f8; } :root[data-theme="dark"] { background: #14181d; } body, #app.v-application { background: transparent !important; }
:root[lang="nl"] .noaber-said[lang="en"], :root[lang="en"] .noaber-said[lang="nl"] { display: none; }
#loader-container { position: absolute; inset: 0; z-index: 998; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 10px;
  background: #f4f6f8; color: #1c232b; font: 16px/1.4 Roboto, sans-serif; }
#loader-container b { font-size: 30px; } #loader-container i { width: 160px; height: 4px; border-radius: 2px; background: #0b5394; animation: noaber-waits 1.6s ease-in-out infinite alternate; }
:root[data-theme="dark"] #loader-container { background: #14181d; color: #e8ecf1; } :root[data-theme="dark"] #loader-container i { background: #8cc4f5; }
@keyframes noaber-waits { from { transform: scaleX(0.15); } to { transform: scaleX(1); } }
@media (prefers-reduced-motion: reduce) { #loader-container i { animation: none; } }
"""


def _said(key: str) -> str:
    """Return a text in all languages, of which the page shows that of its reader."""
    return "".join(f'<span class="noaber-said" lang="{language}">{escape(say(language, f"shell.{key}"))}</span>' for language in LANGUAGES)


def _waiting() -> str:
    return f'role="status"><b>noaber</b><span>{_said("opening")}</span><i aria-hidden="true"></i></div>'


def _loader() -> str:
    """Return what Solara draws until the dashboard is there, and where it is put then."""
    return (
        f'<div v-if="loading" id="loader-container" {_waiting()}'
        '<div v-else><jupyter-widget-mount-point v-if="!remounting" :key="remountKey" mount-id="solara-main"></jupyter-widget-mount-point></div>'
    )


def page_changes() -> tuple[tuple[str, str], ...]:
    """Return what is changed in the page that Solara serves, (its text, ours)."""
    return (
        ("<html>", '<html lang="en">'),
        (", maximum-scale=1, user-scalable=no", ""),
        ("<head>", f"<head>{_PATIENT}{_AT_ONCE}"),
        # The bar of a busy server has no name to be read out, and says nothing more than the words on each page do.
        ("<v-progress-linear ", '<v-progress-linear aria-hidden="true" '),
        # Also while the code that draws is still on its way.
        ('<div id="pre-rendered-html-present"', f'<div id="loader-container" {_waiting()}<div id="pre-rendered-html-present"'),
        ("App is disconnected, and may not function properly. Please refresh the page.", _said("disconnected")),
        ("Server\n                disconnected.", _said("unreachable")),
        ("Restoring session…", _said("restoring")),
        ("Please refresh the page</v-card-title>", f"{_said('refresh_title')}</v-card-title>"),
        ("Could not restore session. Please refresh.", _said("refresh_text")),
        ("Refresh now", _said("refresh_now")),
        ("                        Cancel\n", _said("refresh_cancel")),
    )


def change_page() -> None:
    """Let Solara serve its page as it is here."""
    from jinja2 import ChoiceLoader, FunctionLoader
    from solara.server import app, server

    app.ensure_apps_initialized()
    environment = server.get_jinja_env(app_name="__default__")
    page = (Path(server.__file__).parent / "templates" / "solara.html.j2").read_text(encoding="utf-8")
    for old, new in page_changes():
        page = page.replace(old, new, 1)
    ours = {"solara.html.j2": page, "loader-solara.html": _loader(), "loader-solara.css": _CSS}
    environment.loader = ChoiceLoader([FunctionLoader(ours.get), environment.loader])
