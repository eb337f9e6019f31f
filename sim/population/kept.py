"""What is worked out of a stored population is kept beside its file, so that the next run on it need not work it out again.

A file is named by the hash of all that its numbers depend on, which also stands in it. Nothing hangs on it: one that cannot be
written, or is not whole, only costs the time to work its numbers out.
"""

import json
import os
import re
import threading
import time
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from ..core.caching import cache_folder
from ..core.sources import digest_of_files
from .stored_file import FORGOTTEN, RoomInFile, StoredMistake, arrays_of, head_of

CODE = ("core", "population", "mechanisms", "timeline", "gather.py", "hand_over.py", "step.py", "usual.py", "world.py")  # what lives a day
MAGIC = b"NOABER\x00K"
BETWEEN = ".usual-"  # stands in the names of files between that of the population and the hash
LEAST = 50_000  # people; for fewer it takes a second or two to work it out
MOST = 4  # files kept of one population; the one unused for longest goes first
_one_at_a_time = threading.Lock()
CODE_AT_START = digest_of_files(CODE)


def depends_on(ordinary, mechanisms, seeds):
    """Return a dict of all that what is usual depends on beside the people and the code: the scenario of ordinary days, mechanisms, run seed.

    None with mechanisms from outside the package, whose code is not known, and of several seeds.
    """
    own = __name__.split(".")[0]
    if len(seeds) > 1 or any(type(each).__module__.split(".")[0] != own for each in mechanisms):
        return None
    return {"scenario": ordinary.model_copy(update={"days": 1}).hash(), "seed": seeds[0],
            "mechanisms": [[each.name, each.model_dump(mode="json")] for each in mechanisms]}


def kept(population, what):
    """Return {name: array} kept for a Population and `what` they depend on, or None."""
    for path in _places(population, what):
        try:
            told = head_of(path, MAGIC)
            if told["of"] == _of(population, what):
                arrays = arrays_of(path, told)
                _used_now(path)
                return arrays
        except (StoredMistake, OSError, ValueError, KeyError):  # none, or not whole: the next one, or it is worked out anew
            continue
    return None


def keep(population, what, arrays):
    """Keep {name: array} of one dimension for a Population and `what` they depend on, where that is worth it and can be done."""
    for path in _places(population, what):
        try:
            with _one_at_a_time:
                if path.parent != population.file.parent:
                    path.parent.mkdir(parents=True, exist_ok=True)
                _make_way(path)
                _write(path, arrays, {"of": _of(population, what)})
            return
        except (OSError, StoredMistake):  # a folder that cannot be written to, or a full disk
            continue


def _places(population, what):
    """Return the paths where it may lie: beside the file of the population, and in the user's cache folder; none where it is not kept."""
    if what is None or population.file is None or population.n_people < LEAST or digest_of_files(CODE) != CODE_AT_START:
        return []  # with code that was changed meanwhile nobody can tell which of it lives the days
    name = f"{population.file.name}{BETWEEN}{sha256(json.dumps(_of(population, what), sort_keys=True).encode()).hexdigest()[:16]}"
    try:
        return [population.file.with_name(name), cache_folder() / name]
    except RuntimeError:  # no home
        return [population.file.with_name(name)]


def _of(population, what):
    """Return a dict of all that the numbers depend on, as it comes back from JSON."""
    versions = {name: version(name) for name in ("numpy", "numba")}
    return json.loads(json.dumps({"population": population.hash, "code": CODE_AT_START, **versions, **what}))


def _write(path, arrays, told):
    room = RoomInFile(path, MAGIC)
    try:
        room.keep(arrays, told)
    finally:
        room.close()


def _make_way(path):
    """Remove the files unused for longest, so that with this one there are MOST, and what a process that is gone left unfinished."""
    whole, unfinished = _beside(path)
    others = sorted((each for each in whole if each.name != path.name), key=lambda each: each.stat().st_mtime)
    late = [each for each in unfinished if each.stat().st_mtime < time.time() - FORGOTTEN]
    for each in others[:max(0, len(others) - (MOST - 1))] + late:
        Path(each).unlink(missing_ok=True)


def forget(file):
    """Remove what is kept beside the file of a population that another one takes the place of."""
    for each in _beside(Path(f"{file}{BETWEEN}"))[0]:
        with suppress(OSError):  # it is read just now, on a system that keeps such files; nobody takes it for that of the new one
            Path(each).unlink()


def _beside(path):
    """Return (whole files, unfinished ones) kept of the same population in the folder of a path."""
    ours = re.escape(path.name.rpartition(BETWEEN)[0] + BETWEEN) + "[0-9a-f]{16}"
    with os.scandir(path.parent) as listed:
        names = list(listed)
    whole, unfinished = ([each for each in names if re.fullmatch(form, each.name)] for form in (ours, rf"\.{ours}\.\d+\.unfinished"))
    return [each for each in whole if _begins_as_ours(each)], unfinished


def _begins_as_ours(path):
    try:
        with open(path, "rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def _used_now(path):
    try:
        os.utime(path)
    except OSError:  # of a folder that cannot be written to
        return
