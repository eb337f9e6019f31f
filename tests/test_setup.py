"""What a fresh installation promises: pinned versions, a quick start, and scenarios and pages that travel with the package."""

import re
import shutil
import resource
import subprocess
import sys
import time
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

PYTHONS = ("3.11", "3.12", "3.13")
THIS_PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"
PIN = re.compile(r'[a-z0-9-]+==[0-9][0-9a-z.]*(; python_version (<|>=) "3\.\d+")?')
HELP_SECONDS = 0.3
HEAVY = {"mesa", "numba", "solara", "pandas", "scipy", "matplotlib", "networkx", "pyarrow"}


@pytest.fixture(scope="module")
def project(repository):
    """Return the tables of pyproject.toml."""
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pins(repository):
    """Return the lines of constraints.txt that are no comments."""
    lines = (repository / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def pinned(pins, python):
    """Return the pinned requirement of each package for one Python, by name."""
    found = [Requirement(line) for line in pins]
    applying = [each for each in found if each.marker is None or each.marker.evaluate({"python_version": python})]
    assert len({each.name for each in applying}) == len(applying), f"a package is pinned twice for Python {python}"
    return {each.name: each for each in applying}


def declared(project):
    """Return everything that a developer's installation asks for by name."""
    extras = project["project"]["optional-dependencies"]
    return [Requirement(line) for line in (*project["project"]["dependencies"], *extras["dashboard"], *extras["dev"])]


def test_constraints_hold_names_and_versions_only(pins):
    assert [line for line in pins if not PIN.fullmatch(line)] == []


@pytest.mark.parametrize("python", PYTHONS)
def test_every_declared_dependency_has_a_pin_it_accepts_on(python, project, pins):
    versions = {name: next(iter(each.specifier)).version for name, each in pinned(pins, python).items()}
    refused = [str(each) for each in declared(project) if versions.get(canonicalize_name(each.name)) not in each.specifier]
    assert refused == []


def test_all_pythons_get_the_same_versions_except_of_mesa(pins):
    versions = [{name: str(each.specifier) for name, each in pinned(pins, python).items()} for python in PYTHONS]
    assert [each.pop("mesa") for each in versions] == ["==3.3.1", "==3.5.1", "==3.5.1"]
    assert versions[0] == versions[1] == versions[2]
    assert {"numpy", "numba"} <= set(versions[0])


def test_what_dependencies_need_in_turn_is_pinned_too(project, pins):
    assert reached_from(declared(project)) - set(pinned(pins, THIS_PYTHON)) == set()


def test_no_dependency_refuses_an_early_release_of_this_python(project):
    # Debian 12 has 3.11.2, where a package that asks for 3.11.5 makes the whole installation fail.
    asked = {name: SpecifierSet(metadata(name).get("Requires-Python", "")) for name in reached_from(declared(project))}
    assert [name for name, pythons in asked.items() if f"{THIS_PYTHON}.0" not in pythons] == []


def reached_from(waiting):
    """Return the names of everything that some requirements bring along, themselves included."""
    reached = set()
    while waiting:
        wanted = waiting.pop()
        key = (canonicalize_name(wanted.name), *sorted(wanted.extras))
        if key not in reached:
            reached.add(key)
            waiting += needed_by(wanted)
    return {key[0] for key in reached}


def needed_by(wanted):
    """Return what an installed distribution requires here, with the extras that were asked for."""
    try:
        lines = [Requirement(line) for line in requires(wanted.name) or ()]
    except PackageNotFoundError:
        pytest.fail(f"{wanted.name} is not installed; `make install` does that")
    extras = ("", *wanted.extras)
    return [each for each in lines if not each.marker or any(each.marker.evaluate({"extra": extra}) for extra in extras)]


def test_the_citation_names_the_version_that_is_built(repository, project):
    assert f"\nversion: {project['project']['version']}\n" in (repository / "CITATION.cff").read_text(encoding="utf-8")


def processor_seconds():
    """Return the processor time of the processes this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_help_answers_fast():
    command = Path(sys.executable).with_name("noaber")
    assert command.exists(), "the command noaber is not installed; `make install` does that"
    best = float("inf")
    # Other work on the machine can only slow a start down, so the quickest of a few tells what ours costs; where it never
    # comes to rest, the processor time spent tells.
    for attempt in range(15):
        began, spent = time.perf_counter(), processor_seconds()
        answer = subprocess.run([command, "--help"], capture_output=True, text=True, check=False)
        best = min(best, time.perf_counter() - began, processor_seconds() - spent)
        if attempt >= 4 and best < HELP_SECONDS:
            break
    assert answer.returncode == 0, answer.stderr
    assert "compare" in answer.stdout
    assert best < HELP_SECONDS, f"noaber --help took {best:.2f} s at best, at most {HELP_SECONDS} s"


@pytest.mark.parametrize("module", ["sim", "sim.cli"])
def test_no_heavy_library_is_loaded_by_importing(module):
    asked = f"import sys, {module}; print(*sorted({HEAVY!r} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout.strip()) == (0, ""), answer.stderr


def test_every_scenario_of_the_checkout_is_found_by_its_name(repository):
    from sim.timeline.shipped import shipped_scenarios

    assert shipped_scenarios() == {file.stem: file for file in sorted((repository / "scenarios").glob("*.toml"))}
    assert "lockdown" in shipped_scenarios()


def build(repository, kind, folder):
    """Build a wheel or an sdist of the checkout into a folder and return the file."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    answer = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return next(folder.iterdir())


def test_the_wheel_carries_scenarios_and_all_of_sim(repository, tmp_path):
    with zipfile.ZipFile(build(repository, "wheel", tmp_path / "wheel")) as wheel:
        wheel.extractall(tmp_path / "site")
    assert not list((tmp_path / "site").rglob("*.py[cio]"))
    assert left_behind(repository, tmp_path / "site", "sim", "sim") == []
    assert left_behind(repository, tmp_path / "site", "scenarios", "sim/_scenarios") == []
    asked = "from sim.timeline.shipped import shipped_scenarios as s; print(s()['lockdown'].read_text(encoding='utf-8'))"
    answer = subprocess.run([sys.executable, "-c", asked], cwd=tmp_path / "site", capture_output=True, text=True, check=False)
    assert answer.stdout.strip() == (repository / "scenarios/lockdown.toml").read_text(encoding="utf-8").strip(), answer.stderr


def test_the_sdist_can_be_built_again_and_tested(repository, tmp_path):
    shutil.unpack_archive(build(repository, "sdist", tmp_path / "sdist"), tmp_path)
    top = next(tmp_path.glob("noaber-*"))
    for folder in ("sim", "scenarios", "tests"):
        assert left_behind(repository, top, folder, folder) == []
    build(top, "wheel", tmp_path / "again")


def left_behind(repository, top, folder, there):
    """Return the files of a folder of the checkout, but for caches, that are missing in what was built."""
    files = [file.relative_to(repository / folder) for file in (repository / folder).rglob("*") if file.is_file()]
    return [str(file) for file in files if "__pycache__" not in file.parts and not (top / there / file).is_file()]


@pytest.mark.skipif(shutil.which("git") is None, reason="mutations are applied by git apply, and no git is installed here, so no patch can be checked")
@pytest.mark.parametrize("patch", sorted((Path(__file__).parent / "mutations").glob("*.patch")), ids=lambda file: file.stem)
def test_a_patch_that_breaks_a_promise_still_applies(repository, patch):
    changed = re.findall(r"^--- a/(\S+)", patch.read_text(encoding="utf-8"), re.MULTILINE)
    assert changed and all((repository / name).exists() for name in changed)
    found = subprocess.run(["git", "apply", "--check", "-C1", str(patch)], cwd=repository, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
