"""Kernels compiled from other sources are not used again, wherever they are kept."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numba
import pytest

import sim.core.compiled
from sim.core import catalogue
from sim.core.compiled import CALLED_INTO, PACKAGE, is_kept

ONE = """
from .compiled import compiled, for_arrays

@compiled
def one():
    return 1
"""
OTHERS = """
from ..core.compiled import compiled, for_arrays
from ..core.one import one

@compiled
def twice():
    return one() + one()

@for_arrays
def more(x):
    return x + one()
"""
ASK = "from sim.mechanisms.others import more, twice; print(twice(), more(1.0), sum(twice.stats.cache_hits.values()))"


def asked(folder, env):
    done = subprocess.run([sys.executable, "-c", ASK], check=True, cwd=folder, env=os.environ | {"PYTHONPATH": str(folder), **env}, capture_output=True, text=True)
    return done.stdout.split()


@pytest.mark.parametrize("elsewhere", [False, True], ids=["beside the sources", "elsewhere"])
def test_a_kernel_is_kept_until_what_it_calls_into_changes(tmp_path, elsewhere):
    for name in (".", "core", "population", "mechanisms"):
        (tmp_path / "sim" / name).mkdir(parents=True)
        (tmp_path / "sim" / name / "__init__.py").touch()
    shutil.copy(Path(sim.core.compiled.__file__), tmp_path / "sim" / "core")
    (tmp_path / "sim" / "core" / "one.py").write_text(ONE)
    (tmp_path / "sim" / "mechanisms" / "others.py").write_text(OTHERS)
    env = {"NUMBA_CACHE_DIR": str(tmp_path / "kept") if elsewhere else ""}
    assert asked(tmp_path, env) == ["2", "2.0", "0"]
    assert asked(tmp_path, env) == ["2", "2.0", "1"], "kept"
    (tmp_path / "sim" / "core" / "one.py").write_text(ONE.replace("return 1", "return 2"))
    assert asked(tmp_path, env) == ["4", "3.0", "0"]
    assert asked(tmp_path, env) == ["4", "3.0", "1"]


def test_kernels_call_into_their_own_file_and_the_folders_that_are_looked_at():
    catalogue.ensure_registered()
    kernels = [(module, each) for name, module in list(sys.modules.items()) if name.startswith("sim.") for each in vars(module).values()
               if isinstance(each, numba.core.dispatcher.Dispatcher)]
    assert len(kernels) > 50
    for _, kernel in kernels:
        code = kernel.py_func
        for name in code.__code__.co_names:
            called = code.__globals__.get(name)
            if isinstance(called, numba.core.dispatcher.Dispatcher):
                file = Path(called.py_func.__code__.co_filename)
                assert file == Path(code.__code__.co_filename) or file.parent.relative_to(PACKAGE).as_posix() in CALLED_INTO, (kernel, name)


def test_who_waits_for_the_compiler_is_told_so_and_only_then(tmp_path):
    command = [sys.executable, "-c", "import sys; from sim.commands.progress import tell_of_compiling; tell_of_compiling(len(sys.argv) > 1)"]
    told = {}
    for name, folder, extra in (("nothing kept", tmp_path, []), ("quiet", tmp_path, ["quiet"]), ("kept", None, [])):
        env = os.environ | ({"NUMBA_CACHE_DIR": str(folder)} if folder else {})
        told[name] = subprocess.run([*command, *extra], env=env, capture_output=True, text=True, check=True).stderr
    from sim.core.kernels import meet_ties
    assert told["nothing kept"].startswith("Note: the model is compiled") and told["quiet"] == ""
    assert told["kept"] == ("" if is_kept(meet_ties) else told["nothing kept"])
