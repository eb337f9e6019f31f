"""The documents say what the code says, and the table of claims names things that exist and leaves nothing out."""

import sys

import pytest

from sim import load_scenario
from sim.core import catalogue
from sim.core.parameters import EVIDENCE
from sim.core.refusals import REFUSALS
from sim.run import population_of
from sim.studies.claims import BEYOND, CLAIMS
from sim.studies.facts.table import all_facts

ADVICE = "docs/{} is not what the code makes; run `make docs` and commit docs/"


@pytest.fixture(scope="module")
def made(repository):
    """Return {file: text} as the code makes the documents."""
    sys.path.insert(0, str(repository / "experiments"))
    try:
        import documents
        return documents.documents()
    finally:
        sys.path.remove(str(repository / "experiments"))


@pytest.mark.parametrize("name", ["odd.md", "parameters.md", "claims.md", "interventions.md", "validation.md"])
def test_a_document_is_what_the_code_makes(name, made, repository):
    file = repository / "docs" / name
    assert file.is_file() and file.read_text(encoding="utf-8") == made[name], ADVICE.format(name)


def test_every_document_that_is_made_is_compared(made):
    assert set(made) == {"odd.md", "parameters.md", "claims.md", "interventions.md", "validation.md"}


def test_rows_1_to_39_are_all_there():
    assert [each.number for each in CLAIMS] == list(range(1, 40))


@pytest.mark.parametrize("claim", CLAIMS + BEYOND, ids=lambda claim: str(claim.number))
def test_what_a_claim_names_exists(claim, repository):
    catalogue.ensure_registered()
    facts = {each.name for each in all_facts()}
    traits = set(population_of(load_scenario("baseline", people=20), seed=1).traits.arrays)
    for shelf, _, name in (each.partition(":") for each in claim.where):
        assert name in (traits if shelf == "trait" else catalogue.names(shelf)), f"no {shelf} {name}"
    for test in claim.tests:
        assert (repository / "tests" / test).is_file() if test.endswith(".py") else test.removeprefix("fact ") in facts, test
    assert set(claim.refused) <= {each.name for each in REFUSALS}
    assert claim.evidence in EVIDENCE
    assert claim.where or claim.refused, "a claim lives somewhere or is refused"
    assert claim.tests or not claim.where, "what lives in the model is tested"


@pytest.mark.parametrize("shelf", ["mechanism", "crisis", "intervention"])
def test_nothing_in_the_model_is_without_a_claim(shelf):
    catalogue.ensure_registered()
    named = {each for claim in CLAIMS + BEYOND for each in claim.where}
    missing = [name for name in catalogue.names(shelf) if f"{shelf}:{name}" not in named]
    assert not missing, f"name {', '.join(missing)} in a row of sim/studies/claims.py, then run `make docs`"
