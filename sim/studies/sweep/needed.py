"""What parts of a study need beyond the core, and how to get it; the core works without."""

from importlib.util import find_spec

from ...timeline.errors import ScenarioError

FROM = {"duckdb": "'noaber[studies]'", "SALib": "'noaber[studies]'", "ema_workbench": "'noaber[studies]'",
        "distributed": "'noaber[cluster]'", "dask_jobqueue": "dask-jobqueue"}


def need(library, for_what):
    """Raise ScenarioError with what to install unless a library is there."""
    if find_spec(library) is None:
        raise ScenarioError(for_what, message=f"needs {library}, not installed here; pip install {FROM[library]} adds it")
