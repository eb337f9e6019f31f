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


def asked(folder, env, ask=ASK, first=()):
    done = subprocess.run([*first, sys.executable, "-c", ask], check=True, cwd=folder, env=os.environ | {"PYTHONPATH": str(folder), **env}, capture_output=True, text=True)
    return done.stdout.split()


def installed(folder):
    """Put a package with two small modules of kernels into a folder."""
    for name in (".", "core", "population", "mechanisms"):
        (folder / "sim" / name).mkdir(parents=True)
        (folder / "sim" / name / "__init__.py").touch()
    shutil.copy(Path(sim.core.compiled.__file__), folder / "sim" / "core")
    (folder / "sim" / "core" / "one.py").write_text(ONE)
    (folder / "sim" / "mechanisms" / "others.py").write_text(OTHERS)


@pytest.mark.parametrize("elsewhere", [False, True], ids=["beside the sources", "elsewhere"])
def test_a_kernel_is_kept_until_what_it_calls_into_changes(tmp_path, elsewhere):
    installed(tmp_path)
    env = {"NUMBA_CACHE_DIR": str(tmp_path / "kept") if elsewhere else ""}
    assert asked(tmp_path, env) == ["2", "2.0", "0"]
    assert asked(tmp_path, env) == ["2", "2.0", "1"], "kept"
    (tmp_path / "sim" / "core" / "one.py").write_text(ONE.replace("return 1", "return 2"))
    assert asked(tmp_path, env) == ["4", "3.0", "0"]
    assert asked(tmp_path, env) == ["4", "3.0", "1"]


def held_back():
    """Return the words of a command before others that keeps even root from writing to what is only to be read."""
    if os.name == "nt":
        pytest.skip("folders are not made read-only there")
    first = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"] if os.geteuid() == 0 else []
    if first and (not shutil.which("setpriv") or subprocess.run([*first, "true"], capture_output=True, check=False).returncode):
        pytest.skip("root may write anywhere")
    return first


@pytest.mark.parametrize(("warmed", "home"), [(True, False), (True, True), (False, False)], ids=["without a home", "with a home", "nothing compiled"])
def test_what_an_installation_that_is_only_read_has_compiled_is_used(tmp_path, warmed, home):
    installed(tmp_path)
    (tmp_path / "own").mkdir()
    first, lives = held_back(), tmp_path / ("own" if home else "sim")
    env = {"NUMBA_CACHE_DIR": "", "TMPDIR": str(tmp_path / "own"), "HOME": str(lives), "XDG_CACHE_HOME": str(lives / "cache")}
    if warmed:
        assert asked(tmp_path, env) == ["2", "2.0", "0"]
    folders = [each for each in (tmp_path / "sim", *(tmp_path / "sim").rglob("*")) if each.is_dir()]
    for each in folders:
        each.chmod(0o555)
    try:
        *told, place = asked(tmp_path, env, ASK + "; from sim.core.compiled import lasts; print(lasts(twice), twice.stats.cache_path)", first)
        assert told == ["2", "2.0", str(int(warmed)), str(home)]
        assert Path(place).is_relative_to(tmp_path / "own") and Path(place).exists() == home, "what is for now only is removed"
        assert asked(tmp_path, env, first=first)[2] == str(int(warmed))
    finally:
        for each in folders:
            each.chmod(0o755)


def test_two_processes_that_begin_at_once_with_nothing_compiled_do_not_disturb_each_other(tmp_path):
    installed(tmp_path)
    env = os.environ | {"PYTHONPATH": str(tmp_path), "NUMBA_CACHE_DIR": ""}
    both = [subprocess.Popen([sys.executable, "-c", ASK], cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [each.communicate(timeout=120) for each in both]
    assert [(out.split()[:2], err) for out, err in told] == [(["2", "2.0"], "")] * 2
    assert asked(tmp_path, {"NUMBA_CACHE_DIR": ""}) == ["2", "2.0", "1"]


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


def test_what_another_python_compiled_is_not_kept_for_this_one(tmp_path):
    installed(tmp_path)
    ask = "from sim.core.compiled import is_kept; from sim.mechanisms.others import twice; print(is_kept(twice)); twice()"
    env = {"NUMBA_CACHE_DIR": str(tmp_path / "kept")}
    assert [asked(tmp_path, env, ask) for _ in range(2)] == [["False"], ["True"]]
    (index,) = (tmp_path / "kept").rglob("others.twice-*.nbi")
    index.rename(index.with_name(index.name.replace(f".py{sys.version_info.major}{sys.version_info.minor}", ".py27")))
    assert asked(tmp_path, env, ask) == ["False"]


def test_who_waits_for_the_compiler_is_told_so_and_only_then(tmp_path):
    command = [sys.executable, "-c", "import sys; from sim.commands.progress import tell_of_compiling; tell_of_compiling(len(sys.argv) > 1)"]
    told = {}
    for name, folder, extra in (("nothing kept", tmp_path, []), ("for now", tmp_path / "noaber-kernels-of-a-parent", []), ("quiet", tmp_path, ["quiet"]), ("kept", None, [])):
        env = os.environ | ({"NUMBA_CACHE_DIR": str(folder)} if folder else {})
        told[name] = subprocess.run([*command, *extra], env=env, capture_output=True, text=True, check=True).stderr
    from sim.core.kernels import meet_ties
    assert told["nothing kept"].startswith("Note: the model is compiled") and told["nothing kept"].endswith("kept for the next time.\n") and told["quiet"] == ""
    assert "again each time" in told["for now"] and "NUMBA_CACHE_DIR" in told["for now"]
    assert told["kept"] == ("" if is_kept(meet_ties) else told["nothing kept"])
