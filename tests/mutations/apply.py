"""Break each promise on purpose: apply a small patch to a copy of the repository and require that its test fails there.

    python tests/mutations/apply.py            all patches
    python tests/mutations/apply.py no_drift   some of them, by name

The first lines of a patch say what it breaks and which test must notice. A patch that no longer applies is a failure.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".hypothesis", ".pytest_cache", "results", "dist", "build")
TESTS_FAILED = 1  # pytest's exit code; others say that the tests could not even run


class Mutation(NamedTuple):
    """A patch: its file, what it breaks, and the test that must notice."""

    file: Path
    breaks: str
    test: str


def read_mutation(file):
    """Return the Mutation of a patch file."""
    said = dict(re.findall(r"^(Breaks|Test): (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE))
    return Mutation(file, said["Breaks"], said["Test"])


def passing(tests, folder):
    """Return those of the tests that pass in an unchanged copy of the repository; all at once where all do."""
    copy_to(folder)
    if run_tests(tests, folder) == 0:
        return set(tests)
    return {test for test in tests if run_tests([test], folder) == 0}


def copy_to(folder):
    """Copy the repository, with what is compiled of it."""
    shutil.copytree(REPOSITORY, folder, ignore=LEFT_OUT)


def try_mutation(mutation, folder):
    """Return (whether the promise is guarded, what happened) for one mutation, in a folder that does not exist yet."""
    copy_to(folder)
    applied = subprocess.run(["git", "apply", "-C1", str(mutation.file)], cwd=folder, capture_output=True, text=True, check=False,
                             env={**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)})
    if applied.returncode:
        return False, f"the patch does not apply: {applied.stderr.strip().splitlines()[0]}"
    forget_compiled(folder, mutation)
    code = run_tests([mutation.test], folder)
    if code == TESTS_FAILED:
        return True, "noticed"
    return False, "SURVIVES: the test passes" if code == 0 else f"the tests could not run (pytest exit code {code})"


def run_tests(tests, folder):
    """Return pytest's exit code for some tests in a copy of the repository."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode


def forget_compiled(folder, mutation):
    """Drop the compiled kernels of a copy whose patch changes one: numba does not see that those calling it changed too."""
    changed = re.findall(r"^\+\+\+ b/(\S+)", mutation.file.read_text(encoding="utf-8"), re.MULTILINE)
    if any("compiled" in (folder / name).read_text(encoding="utf-8") for name in changed):
        for cached in (folder / "sim").rglob("*.nb[ic]"):
            cached.unlink()


def main(names):
    """Try the mutations of these names, or all; print a table and return the exit code."""
    mutations = [read_mutation(file) for file in sorted(HERE.glob("*.patch"))]
    unknown = set(names) - {each.file.stem for each in mutations}
    chosen = [each for each in mutations if not names or each.file.stem in names]
    print(f"{len(chosen)} promises, each broken in a copy of the repository; first the tests must pass without that...", flush=True)
    passed = 0
    with tempfile.TemporaryDirectory(prefix="noaber-mutations-") as folder:
        good = passing([each.test for each in chosen], Path(folder) / "unchanged") if chosen else set()
        for each in chosen:
            began, copy = time.monotonic(), Path(folder) / each.file.stem
            guarded, happened = try_mutation(each, copy) if each.test in good else (False, "fails without the patch too")
            shutil.rmtree(copy, ignore_errors=True)
            passed += guarded
            seconds = time.monotonic() - began
            print(f"{'ok    ' if guarded else 'FAILED'} {each.file.stem:28} {happened:26} {seconds:4.0f} s  {each.breaks}", flush=True)
    failed = len(chosen) - passed + len(unknown)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
