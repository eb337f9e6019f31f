"""The core works without what studies need besides, and says what to install for them."""

import subprocess
import sys

WITHOUT = """
import importlib.util, sys
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name in {missing!r} else found(name, package)
class Refused:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {missing!r}:
            raise ModuleNotFoundError(f"No module named '{{name}}'", name=name)
sys.meta_path.insert(0, Refused())
from sim.cli import main
for words, file in {commands!r}:
    print(main([*words, *([file] if file else [])]), flush=True)
"""


def test_a_study_without_its_extras_costs_one_message_and_the_rest_works(tmp_path):
    files = {"grid": "", "sobol": '[design]\nkind = "sobol"\npoints = 2\n'}
    for name, design in files.items():
        (tmp_path / f"{name}.toml").write_text(f'scenarios = ["lockdown"]\npeople = 20\ndays = 30\n{design}[[vary]]\npath = "crisis.lockdown.severity"\nlow = 0.1\nhigh = 0.9\n')
    out = ["--out", str(tmp_path / "out")]
    commands = [(["sweep", *out], str(tmp_path / "grid.toml")), (["sweep", *out], str(tmp_path / "sobol.toml")),
                (["sweep", *out, "--cluster", "tcp://127.0.0.1:1"], str(tmp_path / "grid.toml")), (["run", "lockdown", "--people", "20", "--days", "3", "--quiet"], "")]
    script = WITHOUT.format(missing=["duckdb", "SALib", "ema_workbench", "distributed", "dask", "dask_jobqueue"], commands=commands)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert [line for line in done.stdout.splitlines() if line.isdigit()] == ["2", "2", "2", "0"], done.stderr
    for library, extra in {"duckdb": "studies", "SALib": "studies", "distributed": "cluster"}.items():
        assert f"needs {library}, not installed here; pip install 'noaber[{extra}]' adds it" in done.stderr
    assert not (tmp_path / "out").exists()
