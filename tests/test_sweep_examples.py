"""The worked studies under experiments/ are what the code reads, and their notebook runs from file to figure."""

import json
import subprocess
import sys

import pytest

from sim.studies.sweep.plan import plan_of
from sim.studies.sweep.reading import read_study

pytest.importorskip("duckdb")
pytest.importorskip("SALib")
RUNS = {"strict_or_long": 72, "two_programmes": 160, "loneliness_factors": 64}


@pytest.mark.parametrize("name", RUNS)
def test_a_worked_study_asks_for_the_runs_it_says(repository, name):
    assert plan_of(read_study(repository / "experiments" / "studies" / f"{name}.toml")).n_runs == RUNS[name]


def test_the_notebook_runs_from_file_to_figure(repository, tmp_path):
    folder = repository / "experiments" / "studies"
    cells = json.loads((folder / "from_file_to_figure.ipynb").read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    # A kernel is not needed to see that it runs; what is shown is written down instead.
    shown = "def display(svg):\n    print('shown', len(svg.data))\n"
    code = code.replace("from IPython.display import SVG, display\n", f"from IPython.display import SVG\n{shown}")
    (tmp_path / "cells.py").write_text(code)
    done = subprocess.run([sys.executable, tmp_path / "cells.py"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "0 when asked again" in done.stdout and done.stdout.count("shown") >= 3
