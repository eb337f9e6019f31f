"""Companions change who does the work, and nothing else: not one bit, nor what is left behind."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from compared_worlds import small_scenarios

from sim import compare
from sim.core import catalogue
from sim.studies import companion_life, companions, stacking
from sim.studies.companions import Companion, Gone

SCRIPT = '''
import os
from sim import compare
from sim.core import catalogue
from sim.studies import companions, stacking
print("begun", flush=True)
stacking.WORTH_STARTING = stacking.WORTH_ASKING = 0.0
companions.Companion.ready = lambda self, seconds: self._ready.wait(120)
answer = compare("lockdown", replicates=4, people=60, days=40, jobs=2)
print(*(each._process.pid for each in companions._idle), set(answer.runs["status"]), flush=True)
'''


def never():
    return False


def slept(begun, watch):
    """Say by a file that work has begun, and go on until told to stop."""
    with open(begun, "w", encoding="utf-8"):
        pass
    while watch():
        time.sleep(0.01)
    return "stopped"


def number_of_its_process(_watch):
    return os.getpid()


def computed(_watch):
    return sum(k * k for k in range(2_000_000)) > 0


def until(true, seconds=120):
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.02)


def is_there(number):
    """Return whether there is a process with this number that has not ended."""
    try:
        os.kill(int(number), 0)
        return (Path("/proc") / str(number) / "stat").read_text().rpartition(")")[2].split()[0] != "Z" if os.path.isdir("/proc/self") else True
    except (ProcessLookupError, FileNotFoundError):
        return False


@pytest.fixture(scope="module")
def warm():
    companion = Companion()
    assert companion.ready(150)
    yield companion
    companion.end()


def written(answer, folder):
    answer.write(folder)
    return [(folder / name).read_bytes() for name in ("series.parquet", "effects.csv", "manifest.json")]


@pytest.mark.parametrize("jobs", [2, 3])
def test_a_comparison_with_companions_has_the_bits_of_one_without(tmp_path, monkeypatch, warm, jobs):
    asked, alone = [], compare(small_scenarios(tmp_path)[:2], replicates=5, people=90, days=8)
    monkeypatch.setattr(companions, "_idle", [warm])
    monkeypatch.setattr(stacking, "WORTH_ASKING", 0.0)
    monkeypatch.setattr(warm, "ask", lambda function, *given, ended: asked.append(function.__name__) or Companion.ask(warm, function, *given, ended=ended))
    beside = compare(small_scenarios(tmp_path)[:2], replicates=5, people=90, days=8, jobs=jobs)
    assert "_lived_there" in asked and companions._idle == [warm], "it did a part, and is free again"
    assert written(beside, tmp_path / "beside") == written(alone, tmp_path / "alone")


def test_a_companion_is_not_asked_where_a_script_added_something_or_code_was_edited_since(tmp_path, monkeypatch, warm):
    monkeypatch.setattr(companions, "_idle", [warm])
    monkeypatch.setattr(stacking, "WORTH_ASKING", 0.0)
    monkeypatch.setattr(warm, "ask", lambda *given, ended: pytest.fail("it would live other lives"))
    with monkeypatch.context() as edited:
        edited.setattr(companion_life, "CODE", "0" * 16)
        compare(small_scenarios(tmp_path)[:1], replicates=4, people=60, days=6, jobs=2)
    monkeypatch.setitem(catalogue.SHELVES["outcome"], "distress_too", replace(catalogue.find("outcome", "distress"), name="distress_too"))
    counted = compare(small_scenarios(tmp_path)[:1], replicates=4, people=60, days=6, jobs=2).series.groupby("scenario").outcome.nunique()
    assert counted.nunique() == 1 and companions._idle == [warm]


def test_a_companion_that_is_killed_leaves_its_share_to_this_process(tmp_path, monkeypatch):
    killed, alone = Companion(), compare(small_scenarios(tmp_path)[:1], replicates=5, people=60, days=6)
    assert killed.ready(150)
    tell = killed._tell
    monkeypatch.setattr(killed, "_tell", lambda message: (killed._process.kill(), tell(message)))
    monkeypatch.setattr(companions, "_idle", [killed])
    monkeypatch.setattr(stacking, "WORTH_ASKING", 0.0)
    beside = compare(small_scenarios(tmp_path)[:1], replicates=5, people=60, days=6, jobs=2)
    assert written(beside, tmp_path / "beside") == written(alone, tmp_path / "alone")
    assert killed.ended and companions._idle == []


def test_what_a_companion_cannot_do_is_gone_and_it_stays_ready(warm):
    with pytest.raises(Gone, match="TypeError"):
        warm.ask(number_of_its_process, "one too many", ended=never)
    assert warm.ask(number_of_its_process, ended=never) == warm._process.pid != os.getpid()


def test_what_a_companion_works_is_counted_as_processor_time_of_ours(warm):
    here, both = time.process_time(), companions.processor_seconds()
    assert warm.ask(computed, ended=never)
    here, both = time.process_time() - here, companions.processor_seconds() - both
    assert both - here > 0.01


def test_a_companion_that_is_told_to_stop_stops_soon_and_is_asked_again(tmp_path, warm):
    begun, ended, said = tmp_path / "begun", threading.Event(), []
    asking = threading.Thread(target=lambda: said.append(warm.ask(slept, str(begun), ended=ended.is_set)))
    asking.start()
    until(begun.exists)
    ended.set()
    asking.join(30)
    assert said == ["stopped"]
    assert warm.ask(number_of_its_process, ended=never) == warm._process.pid


def test_a_small_comparison_starts_no_companion(tmp_path, monkeypatch):
    monkeypatch.setattr(companions, "_idle", [])
    monkeypatch.setattr(companions, "Companion", lambda: pytest.fail("none is worth it"))
    assert set(compare(small_scenarios(tmp_path)[:1], replicates=4, people=60, days=6, jobs=2).runs["status"]) == {"done"}


@pytest.mark.parametrize(("times", "started"), [(1, 0), (3, 1)])
def test_who_asks_for_much_by_and_by_gets_a_companion_too_and_who_asks_for_little_never(tmp_path, monkeypatch, times, started):
    one = len(small_scenarios(tmp_path)[:1]) * 2 * 6 * (stacking.STEP + 4 * 60 * stacking.PERSON)  # seconds: two scenarios, six steps, four members of 60
    asked_to_start = []
    monkeypatch.setattr(companions, "_idle", [])
    monkeypatch.setattr(companions, "taken", lambda: asked_to_start.append(None) or (_ for _ in ()).throw(OSError))
    monkeypatch.setattr(stacking, "_asked_for", [])
    monkeypatch.setattr(stacking, "WORTH_ASKING", 0.5 * one)
    monkeypatch.setattr(stacking, "WORTH_STARTING", 2.5 * one)
    for _ in range(times):
        compare(small_scenarios(tmp_path)[:1], replicates=4, people=60, days=6, jobs=2)
    assert len(asked_to_start) == started
    monkeypatch.setattr(stacking, "WORTH_ASKING", 2 * one)
    compare(small_scenarios(tmp_path)[:1], replicates=4, people=60, days=6, jobs=2)
    assert len(asked_to_start) == started


def test_a_script_without_a_guard_runs_once_and_its_companion_ends_with_it(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=230, cwd=tmp_path)
    assert done.stderr == ""
    begun, told = done.stdout.splitlines()
    assert begun == "begun"
    number, status = told.split(maxsplit=1)
    assert status == "{'done'}"
    until(lambda: not is_there(number), 30)


def test_a_companion_that_nobody_asks_ends_by_itself_and_without_a_word():
    code = "import sim.studies.companion_life as life; life.IDLE = 0.1; life.serve(life.__file__, 'sim.studies.stacked_runs')"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as alone:
        assert (alone.wait(120), alone.stderr.read()) == (0, b"")


def test_a_companion_ends_when_the_process_that_started_it_is_killed():
    code = "import time; from sim.studies.companions import Companion; print(Companion()._process.pid, flush=True); time.sleep(300)"
    starter = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    number = starter.stdout.readline().strip()
    assert is_there(number)
    starter.kill()
    starter.communicate()
    until(lambda: not is_there(number))
