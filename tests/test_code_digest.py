"""What a long run keeps of the code that made it: it changes with what changes bits, and with nothing else."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from sim.cli import main
from sim.mechanisms.season import Season
from sim.mechanisms.withdrawal import Withdrawal
from sim.population import kept
from sim.run import run
from sim.studies import probe
from sim.studies.calibration import design
from sim.studies.code import made_by, model_digest, of_earlier_code
from sim.studies.probe import declared, lived, of_the_package
from sim.studies.sweep import identity

SEEN_ONLY = {"__init__", "version", "trace"}  # no number depends on these
RECORDED = {"usual": {"outcomes", "outcomes_long_run"}, "run": set()}  # what is usual is found without


@pytest.mark.parametrize(("module", "listed"), [("usual", kept.CODE), ("usual", identity.MODEL), ("usual", design.MODEL), ("run", identity.MODEL)],
                         ids=["usual kept", "studies", "calibration", "runs of studies"])  # fmt: skip
def test_every_file_that_takes_part_in_a_day_is_in_the_digests_of_what_is_kept(module, listed):
    code = f"import sys, sim.{module}; from sim.core import catalogue; catalogue.ensure_registered(); print(*(each for each in sys.modules if each.startswith('sim.')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    parts = {each.split(".")[1] for each in loaded} - SEEN_ONLY - RECORDED[module]
    assert parts and parts <= {each.removesuffix(".py") for each in listed}, parts


def test_numbers_make_the_digest_and_words_do_not(monkeypatch):
    before = declared()
    field = Withdrawal.model_fields["strength"]
    monkeypatch.setattr(field, "json_schema_extra", {**field.json_schema_extra, "source": "another study"})
    monkeypatch.setattr(field, "description", "another text")
    assert declared() == before
    monkeypatch.setattr(field, "json_schema_extra", {**field.json_schema_extra, "high": 0.41})
    assert declared() != before and "withdrawal strength 0.051 0.0 0.41" in declared()


def test_code_that_gives_another_bit_changes_the_digest_and_code_that_does_not_leaves_it(monkeypatch):
    bits, feel = lived(), Season.feel
    monkeypatch.setattr(Season, "feel", lambda self, today: dict(feel(self, today).items()))
    assert lived() == bits
    monkeypatch.setattr(Season, "feel", lambda self, today: {name: 1.00001 * amount for name, amount in feel(self, today).items()})
    assert lived() != bits


@pytest.mark.slow
@pytest.mark.parametrize("name", of_the_package("mechanism"))
def test_every_mechanism_leaves_its_bits_in_the_runs_of_the_digest(monkeypatch, name):
    def without(scenario, **options):
        return run(scenario.model_copy(update={"mechanisms": {**scenario.mechanisms, name: False}}), **options)

    bits = lived()
    monkeypatch.setattr(probe, "run", without)
    assert lived() != bits


@pytest.mark.slow
@pytest.mark.parametrize("name", of_the_package("intervention"))
def test_every_intervention_leaves_its_bits_in_the_runs_of_the_digest(monkeypatch, name):
    def enabled(it):
        return it if it.name != f"{name}-1" else it.model_copy(update={"reach": 0.0})

    def without(scenario, **options):
        found = run(scenario.model_copy(update={"intervention": tuple(map(enabled, scenario.intervention))}), **options)
        return replace(found, reached={}, sessions={})

    monkeypatch.setattr(probe, "run", lambda scenario, **options: replace(run(scenario, **options), reached={}, sessions={}))
    bits = lived()
    monkeypatch.setattr(probe, "run", without)
    assert lived() != bits


def test_a_document_says_so_where_its_numbers_are_of_other_code():
    assert of_earlier_code(made_by()) == ""
    assert of_earlier_code({"version": "0.0.9", "model": "0" * 16}) == f"Made by an earlier state of the model's code (digest `{'0' * 16}`, noaber 0.0.9): run again, numbers may differ."
    assert "its digest was not kept" in of_earlier_code({})


def test_validate_keeps_by_which_code_its_numbers_were_made(capsys):
    assert main(["validate", "--facts", "C1", "--people", "30", "--replicates", "1", "--json", "--quiet"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {key: told[key] for key in ("version", "model")} == made_by() and told["model"] == model_digest()
