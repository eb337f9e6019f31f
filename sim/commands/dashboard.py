"""`noaber dashboard`: serves the dashboard until it is stopped."""

import os
from typing import Annotated

import typer

from . import options
from .mistakes import Mistake, loaded_plugins

NEEDED = ("solara", "ipyvuetify", "ipyvue", "anywidget", "reacton", "uvicorn", "starlette", "segno")
Files = Annotated[list[str], typer.Argument(
    metavar="SCENARIO", help="Scenarios to begin with; the first is the one the others are compared with.", show_default=False)]
Host = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on; 0.0.0.0 lets others on the network in.")]
Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="Port; the next free one if it is taken.")]
NoOpen = Annotated[bool, typer.Option("--no-open", help="Do not open a browser.", show_default=False)]
PeopleLimit = Annotated[int | None, typer.Option(
    "--people-limit", metavar="N", min=10, help="The most people that a visitor may ask for. [default: 20,000]", show_default=False)]

Studies = Annotated[str | None, typer.Option(
    "--studies", metavar="DIR", show_default=False,
    help="The folder whose studies the page Study opens: what --out of noaber sweep named, or the folder around it. [default: results, where only this machine is let in]")]


def dashboard(files: Files = (), host: Host = "127.0.0.1", port: Port = 8765, no_open: NoOpen = False, people_limit: PeopleLimit = None,
              studies: Studies = None, plugin: options.Plugin = ()):
    """Open the dashboard in a browser."""
    loaded_plugins(plugin)
    if studies is not None and not os.path.isdir(studies):
        raise Mistake(f"--studies {studies}: there is no such folder; expected one that --out of noaber sweep named, or the folder around it")
    try:
        from ..dashboard.serve import serve
        serve(list(files), host, port, not no_open, list(plugin), people_limit, studies)
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in NEEDED:
            raise
        raise Mistake(f"the dashboard needs {error.name}, which is not installed; pip install 'noaber[dashboard]' adds it") from None
    except OSError as error:
        raise Mistake(f"the dashboard cannot listen on {host}: {error}") from None
