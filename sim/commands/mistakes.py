"""What commands check before they begin, so that a mistake costs one message and leaves nothing behind."""

import os
from pathlib import Path


class Mistake(Exception):
    """A mistake in what was asked for, told in one sentence."""


def loaded_plugins(files):
    """Load the plugins of NOABER_PLUGINS and of --plugin, and return their files in that order, each once.

    Raises
    ------
    Mistake
        If a file is missing or fails.
    """
    given = [file for file in os.environ.get("NOABER_PLUGINS", "").split(os.pathsep) if file] + list(files)
    plugins = list(dict.fromkeys(os.path.abspath(file) for file in given))
    if not plugins:
        return ()
    from ..core import catalogue
    catalogue.ensure_registered()
    for plugin, file in zip(plugins, dict.fromkeys(given), strict=False):
        _load(catalogue, plugin, file)
    return tuple(plugins)


def _load(catalogue, plugin, shown):
    if not os.path.isfile(plugin):
        raise Mistake(f"--plugin {shown}: there is no such file")
    try:
        catalogue.load_plugin(plugin)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # whatever the user's file does, exits included
        raise Mistake(f"--plugin {shown}{_line_in(plugin, error)}: {type(error).__name__}: {_first_line(error)}") from None


def _line_in(file, error):
    """Return ', line 12' for the last line of a file that an error passed through."""
    import traceback
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    if isinstance(error, SyntaxError) and error.filename == file:
        lines.append(error.lineno)
    return f", line {lines[-1]}" if lines else ""


def _first_line(error):
    said = getattr(error, "msg", None) if isinstance(error, SyntaxError) else str(error)
    return " ".join((said or "").split())[:300]


def check_folder(out):
    """Raise Mistake unless results can be written to a folder; try it, and leave no trace of the trial.

    Trying is the only test that holds for read-only disks, for folders of others and for administrators alike.
    """
    if out is None:
        return
    import tempfile
    folder = Path(out)
    if not out.strip():
        raise Mistake("--out: expected the name of a folder, got an empty text")
    if os.path.exists(folder) and not folder.is_dir():
        raise Mistake(f"--out {out}: this is a file; expected a folder, which is made if it does not exist")
    made = []
    try:
        _make(folder, made)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except (OSError, ValueError) as error:
        raise Mistake(f"--out {out}: cannot write there: {getattr(error, 'strerror', None) or error}") from None
    finally:
        for each in reversed(made):
            each.rmdir()


def _make(folder, made):
    if folder.is_dir():
        return
    _make(folder.parent, made)
    folder.mkdir()
    made.append(folder)
