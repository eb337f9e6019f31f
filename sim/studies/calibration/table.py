"""The table of draws: simulated stack by stack into files of their own, so that a run that was cut short goes on where it was."""

import os
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import connection, get_context, parent_process
from pathlib import Path

import numpy as np

from ...core import catalogue
from .design import LARGE_AS_NOW, SMALL_AS_NOW
from .living import live_stack
from .targets import calibration_facts, targets

PARTS = "table"  # folder of the files of stacks
LOOKS = 0.5  # seconds between looks at `stop`


@dataclass(frozen=True)
class DrawTable:
    """Draws as rows: `shares` float64 (n_rows, n_drawn), `facts` float64 (n_rows, n_targets), `stack` int64 (n_rows,).

    `small_now` and `large_now` float64 (n, n_targets) are the same facts at the values of now, in populations as small as
    those of the draws and in ones as large as a whole stack.
    """

    shares: np.ndarray
    facts: np.ndarray
    stack: np.ndarray
    small_now: np.ndarray
    large_now: np.ndarray


def simulate(design, n_draws, folder, *, jobs=1, plugins=(), progress=None, stop=None):
    """Simulate the stacks of a design that a folder lacks; return True when all are there, False when `stop()` ended it.

    Call `progress(draws done, draws in all)`, and expect the same bits whatever `jobs` is.
    """
    folder = Path(folder)
    (folder / PARTS).mkdir(parents=True, exist_ok=True)
    stacks = design.stacks(n_draws)
    missing = [each for each in stacks if not _file(folder, each).is_file()]
    report, stopped = progress or (lambda done, total: None), stop or (lambda: False)

    def told(left):
        report((len(stacks) - left) * design.members, len(stacks) * design.members)

    told(len(missing))
    lived = _in_processes(design, folder, missing, jobs, plugins, stopped) if jobs > 1 else _here(design, folder, missing, stopped)
    for done, _ in enumerate(lived, start=1):
        told(len(missing) - done)
    return all(_file(folder, each).is_file() for each in stacks)


def read_table(design, n_draws, folder):
    """Return the DrawTable of a folder in which all stacks are there."""
    import pandas as pd

    frames = {number: pd.read_parquet(_file(Path(folder), number)) for number in design.stacks(n_draws)}
    drawn = pd.concat([frame for number, frame in frames.items() if number >= 0], ignore_index=True).iloc[:n_draws]

    def facts_of(numbers):
        return pd.concat([frames[number] for number in numbers])[[each.name for each in targets(design.waves)]].to_numpy(np.float64)

    shares = np.stack([each.share_of(drawn[each.path].to_numpy()) for each in design.drawn], axis=1)
    return DrawTable(shares, drawn[[each.name for each in targets(design.waves)]].to_numpy(np.float64), drawn["stack"].to_numpy(),
                     facts_of(SMALL_AS_NOW), facts_of(LARGE_AS_NOW))


def write_table(design, n_draws, folder):
    """Join the stacks to table.parquet: stack, member, the value of every parameter drawn, and every fact as it is fitted."""
    import pandas as pd

    frames = [pd.read_parquet(_file(Path(folder), number)) for number in design.stacks(n_draws) if number >= 0]
    pd.concat(frames, ignore_index=True).iloc[:n_draws].to_parquet(Path(folder) / "table.parquet", index=False)


def _file(folder, number):
    return folder / PARTS / (f"stack_{number:05d}.parquet" if number >= 0 else f"now_{-number}.parquet")


def live_and_keep(design, folder, number, watch=lambda: True):
    """Live through a stack and write its file; nothing is written when `watch` ended it."""
    import pandas as pd

    lived = live_stack(design, number, calibration_facts(design.waves), watch)
    if lived is None:
        return
    shares, values = lived
    columns = {"stack": number, "member": np.arange(len(shares))}
    columns |= {each.path: each.at(shares[:, column]) for column, each in enumerate(design.drawn)}
    columns |= {each.name: [each.of_values(found) for found in values[each.fact]] for each in targets(design.waves)}
    file = _file(folder, number)
    unfinished = file.with_suffix(f".{os.getpid()}")
    pd.DataFrame(columns).to_parquet(unfinished, index=False)
    unfinished.replace(file)  # at once: a file is there whole or not at all


def _here(design, folder, missing, stopped):
    for number in missing:
        if stopped():
            return
        live_and_keep(design, folder, number, lambda: not stopped())
        yield number


def _in_processes(design, folder, missing, jobs, plugins, stopped):
    # Spawned, not forked: threads of numba do not survive a fork.
    context = get_context("spawn")
    ended = context.Event()
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(tuple(plugins), ended)) as pool:
        waiting = {pool.submit(_one, design, folder, number) for number in missing}
        try:
            while waiting:
                done, waiting = wait(waiting, timeout=LOOKS, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
                if stopped():
                    ended.set()
        finally:
            ended.set()


_ended = None  # in a worker: set when the work is to end early


def _begin(plugins, ended):
    global _ended
    _ended = ended
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits for us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    catalogue.ensure_registered()
    for file in plugins:
        catalogue.load_plugin(file)


def _end_with_parent():
    """End this process when the one that started it is gone; killed, it cannot say so."""
    connection.wait([parent_process().sentinel])
    os._exit(1)


def _one(design, folder, number):
    if not _ended.is_set():
        live_and_keep(design, folder, number, lambda: not _ended.is_set())
    return number
