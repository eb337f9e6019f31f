"""Units on an existing cluster, through Dask: workers may join, die and come back; the records are the same bit for bit."""

from contextlib import contextmanager

from ...timeline.errors import ScenarioError
from .broken import ArchiveError
from .identity import code_of
from .living import failed, live
from .needed import need

SLURM = "slurm"
AHEAD, LOOKS = 3, 0.5
PATIENCE = 10  # seconds until a scheduler must have answered


def check_cluster(address):
    """Raise ScenarioError, before anything is written, if an address cannot be one or a library is missing for it; None is no cluster."""
    if address is None:
        return
    need("distributed", f"--cluster {address}")
    if address == SLURM:
        need("dask_jobqueue", f"--cluster {address}")
    elif "://" not in address:
        raise ScenarioError(f"--cluster {address}", message="expected the address of a scheduler, tcp://HOST:PORT, or slurm")


@contextmanager
def client_of(address):
    """Give a Dask client: of a scheduler at tcp://..., or of jobs of its own on Slurm, as the site's jobqueue.yaml says."""
    from distributed import Client
    if address == SLURM:
        from dask_jobqueue import SLURMCluster
        with SLURMCluster() as cluster, Client(cluster) as client:
            cluster.adapt(minimum=1)
            yield client
        return
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError, TypeError) as error:
        raise ScenarioError(f"--cluster {address}", message=f"no scheduler answers there ({type(error).__name__}); expected tcp://HOST:PORT, or slurm") from None
    with client:
        yield client


def on_cluster(asked, units, stopped, client, live=live):
    """Live units on the workers of a cluster. A unit whose worker dies goes to another; one that kills several has failed."""
    from distributed import CancelledError, wait
    from distributed.scheduler import KilledWorker

    waiting, units = {}, iter(units)
    try:
        while True:
            room = max(1, sum(client.nthreads().values())) * AHEAD - len(waiting)
            for unit in _next(units, 0 if stopped() else room):
                waiting[client.submit(lived, live, asked, unit, pure=False, key=f"noaber {unit.runs[0]}", retries=0)] = unit
            if not waiting:
                return
            for future in _done(waiting, wait):
                unit = waiting.pop(future)
                try:
                    yield unit, future.result()
                except KilledWorker:
                    yield unit, failed(asked, unit, "several worker processes ended unexpectedly (out of memory?)")
                future.release()
            if stopped():
                client.cancel(list(waiting))
                return
    except (OSError, CancelledError) as error:
        raise ArchiveError(f"--cluster: the connection to the scheduler is lost ({type(error).__name__}); what is finished is kept. "
                           "Then: noaber resume", full=True) from None


def lived(live, asked, unit):
    """Live a unit on a worker; ScenarioError if it has another model than the machine that asks, whose bits would be others."""
    try:
        same = asked.code == code_of(asked.plugins)
    except OSError:  # a plugin is not there
        same = False
    if not same:
        raise ScenarioError("--cluster", message="a worker has another version of noaber or of a plugin, or lacks the plugin; have the same on all of them")
    return live(asked, unit)


def _next(units, most):
    for _ in range(most):
        unit = next(units, None)
        if unit is None:
            return
        yield unit


def _done(waiting, wait):
    try:
        return list(wait(list(waiting), timeout=LOOKS, return_when="FIRST_COMPLETED").done)
    except TimeoutError:
        return []
