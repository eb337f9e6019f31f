"""Units on an existing cluster, through Dask: workers may join, die and come back; the records are the same bit for bit."""

import pickle
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from importlib.util import find_spec

from ...timeline.errors import ScenarioError
from ...version import __version__
from .broken import ArchiveError
from .identity import code_of
from .living import failed, live
from .needed import need

SLURM = "slurm"
INSTALL = f"On every worker: pip install 'noaber[cluster]=={__version__}', and the libraries and plugins of this machine; the scheduler needs Dask alone"
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
        check_workers(client)
        yield client


def check_workers(client):
    """Raise ScenarioError if a worker that is there cannot run noaber."""
    # A function of Python itself, which workers have that lack noaber.
    found = client.run(find_spec, __name__, on_error="return")
    without = [worker for worker, spec in found.items() if not isinstance(spec, ModuleSpec)]
    if without:
        named = ", ".join(without[:3]) + ", ..." * (len(without) > 3)
        raise ScenarioError("--cluster", message=f"{len(without)} of {len(found)} workers have no noaber, or an older one ({named}). {INSTALL}")


def on_cluster(asked, units, stopped, client, live=live, say=lambda text: None):
    """Live units on the workers of a cluster. A unit whose worker dies goes to another; one that kills several has failed."""
    from distributed import CancelledError, wait
    from distributed.scheduler import KilledWorker

    waiting, units, idle = {}, iter(units), False
    try:
        while True:
            threads = sum(client.nthreads().values())
            for unit in _next(units, 0 if stopped() else max(1, threads) * AHEAD - len(waiting)):
                waiting[client.submit(pickle.loads, _errand(live, asked, unit), pure=False, key=f"noaber {unit.runs[0]}", retries=0)] = unit
            if not waiting:
                return
            if not threads and not idle:
                say("The cluster has no workers at the moment; the study goes on as soon as one joins.")
            idle = not threads
            for future in _done(waiting, wait):
                unit = waiting.pop(future)
                try:
                    yield unit, future.result()
                except KilledWorker:
                    yield unit, failed(asked, unit, "several worker processes ended unexpectedly (out of memory?)")
                except (ImportError, AttributeError, TypeError) as error:
                    raise _unfit(error) from None
                future.release()
            if stopped():
                client.cancel(list(waiting))
                return
    except (OSError, CancelledError) as error:
        raise ArchiveError(f"--cluster: the connection to the scheduler is lost ({type(error).__name__}); what is finished is kept. "
                           "Then: noaber resume", full=True) from None


def lived(code, plugins, packed):
    """Live a unit on a worker; ScenarioError if it has another model than the machine that asks, whose bits would be others."""
    try:
        same = code == code_of(plugins)
    except OSError:  # a plugin is not there
        same = False
    if not same:
        raise ScenarioError("--cluster", message="a worker has another version of noaber or of a plugin, or lacks the plugin; have the same on all of them. "
                            f"{INSTALL}")
    live, asked, unit = pickle.loads(packed)
    return live(asked, unit)


class _Errand:
    """The call of `lived` for a unit, made where this is unpickled."""

    def __init__(self, *given):
        self._given = given

    def __reduce__(self):
        return lived, self._given


def _errand(live, asked, unit):
    """Return a unit as bytes that pickle.loads lives.

    Dask would unpickle a function of ours on the scheduler and outside of tasks on the workers; one without noaber would
    refuse the study with a message on graphs, or end. This way the scheduler needs Dask alone, and a worker tells what it lacks.
    """
    from cloudpickle import dumps  # also takes functions of a notebook
    return dumps(_Errand(asked.code, asked.plugins, dumps((live, asked, unit))))


def _unfit(error):
    """Return the ScenarioError of a worker that joined later and cannot run noaber, or what it needs."""
    lacks = (getattr(error, "name", None) or "").partition(".")[0] if isinstance(error, ImportError) else ""
    what = ("a worker has no noaber, or an older one" if lacks == __name__.partition(".")[0] else f"a worker lacks {lacks}, which noaber or a plugin needs" if lacks
            else f"a worker cannot run what it is asked ({type(error).__name__}: {' '.join(str(error).split())[:120]}), perhaps by another version of noaber")
    return ScenarioError("--cluster", message=f"{what}. {INSTALL}. What is finished is kept; then: noaber resume")


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
