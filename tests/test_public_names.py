"""`import sim` is quick, and every public name is there when asked for."""

import subprocess
import sys

import pytest

import sim

HEAVY = ("numpy", "numba", "pandas", "mesa", "networkx", "pydantic", "matplotlib", "scipy")


def test_importing_sim_loads_nothing_heavy():
    asked = f"import sys, sim; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", sim.__all__)
def test_a_public_name_is_there(name):
    assert getattr(sim, name) is not None and name in dir(sim)


def test_run_is_the_function_whatever_was_imported_first():
    asked = "import sim.run, sim.model; from sim import run; assert run is sim.run; print(run.__name__, callable(run))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["run", "True"]


def test_an_unknown_name_is_told():
    with pytest.raises(AttributeError, match="no public name 'simulate'.*run"):
        _ = sim.simulate
