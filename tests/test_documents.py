"""The documents say what the code says, and the table of claims names things that exist and leaves nothing out."""

import ast
import re

import pytest

from sim import load_scenario
from sim.core import catalogue
from sim.core.parameters import EVIDENCE
from sim.core.refusals import REFUSALS
from sim.run import population_of
from sim.studies.claims import BEYOND, CLAIMS
from sim.studies.facts.table import all_facts
from sim.timeline.shipped import shipped_scenarios

SCENARIOS_WITH = {}
for scenario in shipped_scenarios():
    for event in load_scenario(scenario).events:
        SCENARIOS_WITH.setdefault(event.kind, set()).add(scenario)
ADVICE = "docs/{} is not what the code makes; run `make docs` and commit docs/"


@pytest.fixture(scope="module")
def made(experiment):
    """Return {file: text} as the code makes the documents."""
    return experiment("documents").documents()


@pytest.mark.parametrize("name", ["odd.md", "parameters.md", "claims.md", "interventions.md", "calibration.md", "validation.md"])
def test_a_document_is_what_the_code_makes(name, made, repository):
    file = repository / "docs" / name
    assert file.is_file() and file.read_text(encoding="utf-8") == made[name], ADVICE.format(name)


def test_every_document_that_is_made_is_compared(made):
    assert set(made) == {"odd.md", "parameters.md", "claims.md", "interventions.md", "calibration.md", "validation.md"}


@pytest.mark.parametrize("name", ["network", "trajectories", "burnout", "mean_field", "interventions_netherlands"])
def test_a_page_of_long_runs_names_the_code_that_made_its_numbers(name, repository):
    page = (repository / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert re.search(r"Digest of the model's code: (`[0-9a-f]{16}`|not kept, as it was made before that was)\.", page), f"run the script that docs/{name}.md names"


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
        file = repository / "tests" / test.partition("::")[0]
        assert file.is_file() if ".py" in test else test.removeprefix("fact ") in facts, test
        functions = {each.name for each in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(each, ast.FunctionDef)} if "::" in test else set()
        assert "::" not in test or test.partition("::")[2] in functions, f"no {test}"
    assert set(claim.refused) <= {each.name for each in REFUSALS}
    assert set(claim.kinds()) <= set(EVIDENCE)
    assert (claim.evidence in EVIDENCE) != bool(claim.kinds()), "a kind by hand stands only where no link declares one"
    assert claim.where or claim.refused, "a claim lives somewhere or is refused"


def speaks_of(link, test, text):
    """Return whether a test file names a link: by its class, by its name, or by a shipped scenario or function that has it.

    A mechanism whose name is an ordinary word ("support") is named by its class alone.
    """
    shelf, _, name = link.partition(":")
    words = set() if shelf == "mechanism" and "_" not in name else {name}
    words |= {catalogue.find(shelf, name).__name__} if shelf == "mechanism" else set()
    words |= SCENARIOS_WITH.get(name, set()) if shelf in ("crisis", "intervention") else set()
    return name in test.partition("::")[2] or any(re.search(rf"\b{word}\b", text) for word in words)


@pytest.mark.parametrize("claim", CLAIMS + BEYOND, ids=lambda claim: str(claim.number))
def test_a_test_that_a_claim_names_speaks_of_what_it_links(claim, repository):
    texts = {test: (repository / "tests" / test.partition("::")[0]).read_text(encoding="utf-8") for test in claim.tests if ".py" in test}
    for link in claim.where:
        named = any(speaks_of(link, test, text) for test, text in texts.items())
        assert named != (link in claim.untested), f"{link} is {'' if named else 'not '}named by the tests of claim {claim.number}: {claim.tests}"
    for test, text in texts.items():
        refused = any(word in text for each in claim.refused for word in each.split())
        assert refused or any(speaks_of(link, test, text) for link in claim.where), f"{test} names nothing of claim {claim.number}"
    assert set(claim.untested) <= set(claim.where)


def test_no_text_that_ships_names_a_source_by_a_number_of_notes_that_do_not(repository):
    files = [file for place, kinds in (("sim", ("py", "toml")), ("experiments", ("py", "md")), ("scenarios", ("toml",)), ("docs", ("md", "json")), (".", ("md",)))
             for kind in kinds for file in (repository / place).glob(f"{'' if place == '.' else '**/'}*.{kind}")]
    led = {file.name: found for file in files if (found := re.findall(r"\bR[1-9]\d[a-d]?\b|\bevidence (?:section )?\d", file.read_text(encoding="utf-8")))}
    assert len(files) > 100 and not led, "name author, year and journal"


def test_links_between_documents_lead_to_files(repository):
    for file in (repository / "docs").glob("*.md"):
        links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", file.read_text(encoding="utf-8"))
        missing = [link for link in links if "://" not in link and not (file.parent / link).exists()]
        assert not missing, f"docs/{file.name} leads to {', '.join(missing)}"


@pytest.mark.parametrize("shelf", ["mechanism", "crisis", "intervention"])
def test_nothing_in_the_model_is_without_a_claim(shelf):
    catalogue.ensure_registered()
    named = {each for claim in CLAIMS + BEYOND for each in claim.where}
    missing = [name for name in catalogue.names(shelf) if f"{shelf}:{name}" not in named]
    assert not missing, f"name {', '.join(missing)} in a row of sim/studies/claims.py, then run `make docs`"
