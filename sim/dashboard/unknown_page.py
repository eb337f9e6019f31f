"""What is shown for an address that this dashboard does not have: which pages there are, in both languages."""

from __future__ import annotations

from html import escape

from .words import LANGUAGES, say

_STYLE = (
    "body{font:16px/1.5 Roboto,system-ui,sans-serif;max-width:40em;margin:8vh auto;padding:0 1em;color:#1c232b;background:#fff}"
    "a{color:#0b5394;display:inline-block;min-height:44px;padding:10px 14px 0 0}section+section{border-top:1px solid #d5dae0;margin-top:1.5em}"
    "@media(prefers-color-scheme:dark){body{color:#e8ecf1;background:#14181d}a{color:#8cc4f5}}"
)


def unknown_page(path: str, pages: list[str]) -> str:
    """Return the page, with links to those there are; the path comes from anybody."""
    shown = escape(path if len(path) <= 80 else f"{path[:79]}…")
    sections = "".join(_section(language, shown, pages) for language in LANGUAGES)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<title>{escape(say('en', 'shell.unknown_title'))} – noaber</title><style>{_STYLE}</style></head><body><main>{sections}</main></body></html>"
    )


def _section(language: str, path: str, pages: list[str]) -> str:
    heading = "h1" if language == LANGUAGES[0] else "h2"
    links = "".join(
        f'<a href="/{"" if page == "explore" else page}?lang={language}">{escape(say(language, f"shell.{page}"))}</a> ' for page in pages
    )
    text = escape(say(language, "shell.unknown_text", path="\0")).replace("\0", f"<code>{path}</code>")
    return f'<section lang="{language}"><{heading}>{escape(say(language, "shell.unknown_title"))}</{heading}><p>{text}</p><nav aria-label="{escape(say(language, "shell.pages"))}">{links}</nav></section>'


def tell_of_unknown_pages(app) -> None:
    """Let a server answer so where it knows no page; asked for a page only, as programs want no page for a missing file."""
    from starlette.responses import HTMLResponse, PlainTextResponse

    async def answer(request, error):
        if "text/html" not in request.headers.get("accept", ""):
            return PlainTextResponse("not found", status_code=404)
        from .page import PAGES

        return HTMLResponse(unknown_page(request.url.path, list(PAGES)), status_code=404)

    app.add_exception_handler(404, answer)
