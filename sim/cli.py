"""The command `noaber`: turns what commands return and raise into messages and exit codes.

0 done; 2 a mistake in the input; 1 a failure of ours, or some replicates failed; 130 interrupted.
"""

import os
import sys
from functools import wraps
from typing import Annotated

import typer

from .commands import asking, bench, calibrating, dashboard, listing, populations, results, running, scenario_files, sweeping, trials, validating
from .commands.mistakes import Mistake

DONE, FAILED, MISTAKEN, INTERRUPTED = 0, 1, 2, 130


def _version(wanted: bool):
    if wanted:
        from .version import __version__
        print(f"noaber {__version__}")
        raise typer.Exit()


# Plain help and messages: rich alone would take longer to import than everything else.
app = typer.Typer(
    name="noaber", rich_markup_mode=None, pretty_exceptions_enable=False,
    epilog="Begin with: noaber list scenarios, then noaber compare lockdown community_programme --out results.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


@app.callback()
def noaber(version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_version)] = False):
    """What does a crisis do to people's stress and loneliness, and what helps most, for whom?"""


def _interruptible(command):
    """Return a command that tells when it was interrupted; typer alone would end without a word."""
    @wraps(command)
    def telling(*given, **named):
        try:
            return command(*given, **named)
        except KeyboardInterrupt:
            return _told("interrupted", INTERRUPTED)
    return telling


def _told(message, code):
    print(f"noaber: {message}", file=sys.stderr, flush=True)
    return code


for name, command in {
    "run": running.run,
    "compare": running.compare,
    "sweep": sweeping.sweep,
    "resume": sweeping.resume,
    "export": sweeping.export,
    "sensitivity": asking.sensitivity,
    "robust": asking.robust,
    "calibrate": calibrating.calibrate,
    "validate": validating.validate,
    "trial": trials.trial,
    "check": scenario_files.check,
    "explain": scenario_files.explain,
    "list": listing.list_,
    "schema": scenario_files.schema,
    "report": results.report,
    "replay": results.replay,
    "dashboard": dashboard.dashboard,
    "bench": bench.bench,
}.items():
    # The whole sentence; typer would cut it off in the middle.
    app.command(name, short_help=command.__doc__.split("\n")[0])(_interruptible(command))


app.add_typer(populations.app)


def main(arguments=None):
    """Run one command and return its exit code; `arguments` is sys.argv[1:] if not given."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    try:
        code = app(args=arguments or ["--help"], prog_name="noaber", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except BrokenPipeError:  # the reader has seen enough, as in `noaber list mechanisms | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return _told("interrupted", INTERRUPTED)
    except typer.Abort:
        return _told("interrupted", INTERRUPTED)
    except Mistake as mistake:
        return _told(mistake, MISTAKEN)
    except typer.TyperException as mistake:
        return _told(_usage(mistake), MISTAKEN)
    except Exception as error:
        return _failure(error)


def _failure(error):
    """Tell a mistake in a scenario from a failure of ours; the class is only loaded when there is something to tell."""
    from .timeline.errors import ScenarioError
    if isinstance(error, ScenarioError):
        return _told(error, MISTAKEN)
    if os.environ.get("NOABER_TRACEBACK"):
        import traceback
        traceback.print_exc()
    said = " ".join(str(error).split())[:500]
    return _told(f"failed: {type(error).__name__}: {said} (set NOABER_TRACEBACK=1 to see where)", FAILED)


def _usage(mistake):
    context = getattr(mistake, "ctx", None)
    command = context.command_path if context else "noaber"
    return f"{' '.join(mistake.format_message().split()).rstrip('.')}; `{command} --help` shows what is possible"
