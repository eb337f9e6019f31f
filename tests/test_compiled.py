"""Kernels compiled from other sources are not used again."""

import os
import shutil
import subprocess
import sys

from sim.core.compiled import CORE, forget_other_kernels


def a_package(folder):
    """Return (the folder of core sources, a cached kernel of another folder) of a small package."""
    core, cache = folder / "core", folder / "mechanisms" / "__pycache__"
    core.mkdir()
    cache.mkdir(parents=True)
    (core / "chance.py").write_text("GOLD = 1")
    kernel = cache / "tie_upkeep._upkeep-1.py311.nbc"
    kernel.write_bytes(b"machine code")
    forget_other_kernels(core)  # nobody knows what the first was made of
    kernel.write_bytes(b"machine code")
    return core, kernel


def test_kernels_are_kept_while_no_source_changes(tmp_path):
    core, kernel = a_package(tmp_path)
    forget_other_kernels(core)
    assert kernel.exists()


def test_kernels_go_when_a_source_they_call_into_changes(tmp_path):
    core, kernel = a_package(tmp_path)
    (core / "chance.py").write_text("GOLD = 2")
    forget_other_kernels(core)
    assert not kernel.exists()


def test_they_go_before_a_kernel_is_used(tmp_path):
    for name in ("__init__.py", "core/__init__.py", "core/compiled.py"):
        (tmp_path / "sim" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CORE.parent / name, tmp_path / "sim" / name)
    kernel = tmp_path / "sim" / "__pycache__" / "outcomes._count_strong-1.py311.nbc"
    kernel.parent.mkdir()
    kernel.write_bytes(b"machine code")
    subprocess.run([sys.executable, "-c", "import sim.core.compiled"], check=True, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path)})
    assert not kernel.exists()
