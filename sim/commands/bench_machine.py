"""The machine a measurement was made on: what it is, what else it was doing, and how fast its memory is."""

import os
import platform
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np

from ..core.chance import mix64
from ..core.compiled import compiled
from ..population.threads import usable_cores

BUSY = 0.25  # other work for each core, beside our own, from which times by the clock are too long
LEAST_BYTES, MOST_BYTES = 1 << 20, 1 << 28  # of what memory is measured on
READS = 1 << 22
ADDITIONS = 1_000_000


def machine():
    """Return a dict that describes this machine, without a name, an address or the time."""
    return {"processor": processor(), "cores": usable_cores(), "memory_gb": round(memory_bytes() / 1e9, 1),
            "system": f"{platform.system()} {platform.machine()}", "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "numba", "mesa")}, "load": load()}


def processor():
    """Return the name of the processor, or of its kind where the system does not tell."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def memory_bytes():
    """Return the bytes of memory, 0 where the system does not tell."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return 0


def load():
    """Return how many programs wanted to work in the last minute, or None where the system does not tell."""
    try:
        return round(os.getloadavg()[0], 1)
    except (AttributeError, OSError):
        return None


def remark_on_load(about):
    """Return a sentence if other work makes times by the clock too long, or ""."""
    if about["load"] is None or about["load"] < 1 + BUSY * about["cores"]:
        return ""
    return (f"Other programs were at work (load {about['load']} on {about['cores']} cores): times by the clock are too long; "
            "processor time and ratios suffer less. Repeat it when nothing else runs.")


def pace():
    """Return how fast the machine is just now, by processor time: shared cores change from hour to hour."""
    return {"million_additions_a_second": ADDITIONS / _seconds(_add_up, 5) / 1e6, "gigabytes_a_second": triad_bandwidth(MOST_BYTES, 3) / 1e9}


def _add_up():
    total = 0
    for number in range(ADDITIONS):
        total += number
    return total


def triad_bandwidth(n_bytes, rounds=7):
    """Return bytes a second of a = b + 2 c over arrays of so many bytes together, 24 bytes counted for each number (STREAM's count)."""
    size = int(min(max(n_bytes, LEAST_BYTES), MOST_BYTES)) // 24
    one, other, result = np.ones(size), np.ones(size), np.zeros(size)
    times = max(1, (1 << 22) // size)
    return 24 * size * times / _seconds(lambda: _triad(one, other, result, times), rounds)


def gather_rate(n_bytes, rounds=7):
    """Return random reads a second of numbers of 4 bytes from a table of so many bytes, each read on its own."""
    table = np.ones(int(min(max(n_bytes, 4096), MOST_BYTES)) // 4, np.float32)
    return READS / _seconds(lambda: _read_far(table, READS), rounds)


def _seconds(act, rounds):
    """Return the median seconds of processor time of an act, after one that is not counted."""
    act()
    took = []
    for _ in range(rounds):
        began = process_time()
        act()
        took.append(process_time() - began)
    return max(median(took), 1e-9)


@compiled
def _triad(one, other, result, times):
    for _ in range(times):
        for k in range(result.size):
            result[k] = one[k] + 2.0 * other[k]


@compiled
def _read_far(table, reads):
    total, size = np.float32(0), np.uint64(table.size)
    for k in range(reads):
        bits = mix64(np.uint64(k))
        total += table[((bits >> np.uint64(32)) * size) >> np.uint64(32)]
    return total
