"""What a long run keeps of the code that made it: it changes with what changes bits, and with nothing else."""

import json

import pytest

from sim.cli import main
from sim.studies.code import bare, made_by, model_digest, of_earlier_code

CODE = '''"""About."""
@add
class Company(Mechanism):
    """People like company."""
    source: ClassVar = "a study"
    size: float = parameter(0.5, low=0, high=1, unit="SD", source="assumption", text="how much")
    def feel(self, today):
        """Lower it."""
        return {"worry": self.size * today.draw("a purpose")}  # a comment
'''


@pytest.mark.parametrize(("before", "after"), [
    ("About.", "About it."), ("People like", "They like"), ("# a comment", ""), ("a study", "another study"), ("assumption", "a study"), ("how much", "by how much"),
    ("\n    def", "\n\n    def"), ("Lower it", "Raise it")])
def test_words_for_readers_leave_the_digest_as_it_is(before, after):
    assert before in CODE and bare(CODE.replace(before, after)) == bare(CODE)


@pytest.mark.parametrize(("before", "after"), [
    ("0.5", "0.6"), ("high=1", "high=2"), ("a purpose", "another purpose"), ('"worry"', '"low_mood"'), ("self.size *", "-self.size *"), ("@add\n", "")])
def test_what_changes_bits_changes_the_digest(before, after):
    assert before in CODE and bare(CODE.replace(before, after)) != bare(CODE)


def test_a_document_says_so_where_its_numbers_are_of_other_code():
    assert of_earlier_code(made_by()) == ""
    assert of_earlier_code({"version": "0.0.9", "model": "0" * 16}) == f"Made by an earlier state of the model's code (digest `{'0' * 16}`, noaber 0.0.9): run again, numbers may differ."
    assert "its digest was not kept" in of_earlier_code({})


def test_validate_keeps_by_which_code_its_numbers_were_made(capsys):
    assert main(["validate", "--facts", "C1", "--people", "30", "--replicates", "1", "--json", "--quiet"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {key: told[key] for key in ("version", "model")} == made_by() and told["model"] == model_digest()
