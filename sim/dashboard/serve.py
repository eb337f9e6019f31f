"""Start the dashboard: one server in one process, on this machine only unless told otherwise, without a network."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
import warnings
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from .reachable import is_loopback, name_of, qr_code

ASSETS = Path(__file__).parent / "assets"

# Solara reads these when it is imported. What a user has set stays as it is, but for the offline files and telemetry.
_FORCED = {
    "SOLARA_APP": "sim.dashboard.page",
    "SOLARA_ASSETS_PROXY": "true",
    "SOLARA_ASSETS_PROXY_CACHE_DIR": str(ASSETS / "cdn"),
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "SOLARA_MODE": "production",
}
_PREFERRED = {
    "SOLARA_THEME_SHOW_BANNER": "false",
    "SOLARA_THEME_TITLE": "noaber",
    # A browser that lost its socket may come back within this time; Solara's own choice is a day.
    "SOLARA_KERNEL_CULL_TIMEOUT": "15m",
    "SOLARA_KERNEL_MAX_COUNT": "40",
    "SOLARA_SESSION_HTTPS_ONLY": "false",
}
_TRIES = 20


def serve(
    files: Sequence[str | Path],
    host: str = "127.0.0.1",
    port: int = 8765,
    open_browser: bool = True,
    plugins: Sequence[str | Path] = (),
    people_limit: int | None = None,
    studies: str | Path | None = None,
) -> None:
    """Serve the dashboard for these scenarios until interrupted.

    Without files, shipped scenarios are offered. `plugins` are files of one's own that are loaded already and that other
    processes need too. If `port` is taken, the next free one is used; 0 asks for any. The address is printed, and for other
    machines a QR code of it. No visitor may ask for more people than `people_limit`. The page Study opens what lies in the
    folder `studies`; without one that is `results` in the working directory, for visitors from this machine only. A mistake
    in a file is a `ScenarioError`, raised before anything is started.
    """
    prepare_environment()
    from .limits import limit_people
    from .offered import offer
    from .study_folder import offer_studies

    offer(list(files), plugins)
    offer_studies(studies, others_may_come=not is_loopback(host))
    if people_limit is not None:
        limit_people(people_limit)
    server, listening = _server(host, port)
    address = f"http://{name_of(host)}:{listening.getsockname()[1]}"
    print(f"The dashboard is at {address} (stop it with Ctrl+C).", flush=True)
    if not is_loopback(host):
        print(qr_code(address), flush=True)
    if open_browser:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    threading.Thread(target=_answer_first, name="noaber-first-answer", daemon=True).start()
    if threading.current_thread() is threading.main_thread():
        # The default would end this process at once and leave those of a running comparison behind.
        signal.signal(signal.SIGTERM, _end)
    # Stopping it is the ordinary end, not a failure.
    with contextlib.suppress(KeyboardInterrupt):
        try:
            server.run(sockets=[listening])
        finally:
            from .answering import answers

            answers().close()


def _answer_first() -> None:
    """Work out the answer that the first visitor will see, or read it from the cache."""
    from .session import answer_first_question

    answer_first_question()


def _end(number, _frame):
    sys.exit(128 + number)


def prepare_environment() -> None:
    """Tell Solara to use the shipped files and nothing from elsewhere; has an effect only before it is imported."""
    if "solara.server.settings" in sys.modules and os.environ.get("SOLARA_APP") != _FORCED["SOLARA_APP"]:
        warnings.warn("solara was imported before the dashboard; its pages may ask the network for files", stacklevel=2)
    os.environ.update(_FORCED)
    for name, value in _PREFERRED.items():
        os.environ.setdefault(name, value)


def _server(host: str, port: int):
    """Return a server that is ready to run and the socket it listens on."""
    # Solara looks at pandas where it is loaded: a page drawn while another thread was half through loading it stayed empty.
    import pandas  # noqa: F401
    import uvicorn
    from solara.server import cdn_helper, starlette

    from .served_page import change_page
    from .unknown_page import tell_of_unknown_pages

    # A file that is not shipped is "not found" at once, instead of a search of the network by this process.
    cdn_helper.fetch_from_cdn = _refuse
    change_page()
    tell_of_unknown_pages(starlette.app)
    _spell_router()
    listening = _listen(host, port)
    config = uvicorn.Config(starlette.app, log_level="error", ws="auto", lifespan="on", timeout_graceful_shutdown=2)
    return uvicorn.Server(config), listening


def _refuse(url: str) -> bytes:
    raise FileNotFoundError(f"{url} is not among the shipped files; run `python -m sim.dashboard.refresh_assets`")


def _spell_router() -> None:
    """Give Solara's router the word that the browser looks for: with its own, `modules.export`, every visit writes a warning to the console."""
    import solara
    import traitlets
    from reacton.core import ComponentWidget
    from solara.widgets import Navigator

    spelt = Path(Navigator.template_file).read_text(encoding="utf-8").replace("modules.export =", "module.exports =")
    traits = {"template_file": None, "template": traitlets.Unicode(spelt).tag(sync=True)}
    solara.Navigator = ComponentWidget(type("Navigator", (Navigator,), traits))


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to the first free port from `port` on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + (_TRIES if port else 1)):
        listening = socket.socket(family, socket.SOCK_STREAM)
        # So that the dashboard can be started again right after it was stopped; elsewhere this would share a port in use.
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, candidate))
            listening.listen(128)
        except OSError as error:
            listening.close()
            last = error
        else:
            return listening
    raise OSError(f"no free port from {port} on: {last}")
