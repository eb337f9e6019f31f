"""Every compiled loop has a plain twin, and is held against it: in the days that the slow version lives, in the tests of its module, or here."""

import ast
import importlib
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from reference import expectation, long_run, sums
from reference.twins import TWINS, WITHOUT

import sim
from sim import outcomes, outcomes_long_run
from sim.core import chance, closeness, exchange, tie_ends
from sim.core.expectation import expect_encounters
from sim.core.feelings import STRONGLY_LONELY
from sim.core.layers import CLOSE, LAYERS
from sim.core.ties import strengthen, ties_from
from sim.groups import Groups, put_scored
from sim.population import usual_company
from sim.population.networks import pair_uniforms
from sim.population.orders import groups_of, sort_in_place
from sim.population.stored_file import _summed

PACKAGE, PEOPLE = Path(sim.__file__).parent, 90


def compiled_in(file):
    """Return the names of the kernels of a file."""
    return {each.name for each in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(each, ast.FunctionDef)
            and any(isinstance(how, ast.Name) and how.id == "compiled" for how in each.decorator_list)}


def found_by_name(dotted):
    """Return what a dotted name stands for."""
    parts = dotted.split(".")
    for n in range(len(parts), 0, -1):
        try:
            thing = importlib.import_module(".".join(parts[:n]))
        except ModuleNotFoundError:
            continue
        for part in parts[n:]:
            thing = getattr(thing, part)
        return thing
    raise ImportError(dotted)


@pytest.fixture
def random():
    return np.random.default_rng(7)


@pytest.fixture
def ties(random):
    pairs = random.integers(0, PEOPLE, (2, 900))
    return ties_from(PEOPLE, pairs.min(axis=0), pairs.max(axis=0), random.integers(0, len(LAYERS), 900), random.random(900), random.random(900) / 2, np.zeros(900))


def test_every_kernel_has_a_plain_twin():
    kernels = {file.relative_to(PACKAGE).as_posix(): found for file in PACKAGE.rglob("*.py") if (found := compiled_in(file))}
    assert kernels == {file: set(TWINS.get(file, ())) | WITHOUT.get(file, set()) for file in TWINS.keys() | WITHOUT.keys()}
    assert all(callable(found_by_name(twin)) for named in TWINS.values() for twins in named.values() for twin in twins.split(" and "))


@pytest.mark.parametrize("n_values", [1, 3, 4, 9])
def test_sums_over_groups_are_those_of_their_people(n_values, random):
    masks, values = random.random((5, 700)) < 0.4, random.normal(0, 1, (n_values, 700))
    cell = np.array([int("".join("01"[int(here)] for here in column), 2) for column in masks.T])
    membership = np.array([[number >> place & 1 for place in range(4, -1, -1)] for number in range(32)], bool)
    groups = Groups(tuple("abcde"), masks, cell, membership, np.zeros(700, int))
    assert groups.sums(values).tolist() == sums.by_group(masks.tolist(), values.tolist())


@pytest.mark.parametrize("kind", [bool, np.float32, np.float64])
def test_only_those_old_enough_are_scored(kind):
    found, old_enough, values = np.array([1.5, 0.0, -2.25, np.nan], kind), np.array([True, True, False, False]), np.full(4, 9.0)
    put_scored(found, old_enough, values)
    assert values.tolist() == sums.scored(found.tolist(), old_enough.tolist())


def test_contacts_are_counted_by_form(random):
    contacts, slots, found = random.integers(0, 900, (50, 6)).astype(np.int16), np.array([0, 2, 5]), np.zeros(50, np.int64)
    outcomes._count_contacts(contacts, slots, found)
    assert found.tolist() == sums.counted(contacts.tolist(), slots.tolist())


def test_meetings_are_counted_for_both_ends(random):
    one, other, met = random.integers(0, 50, 400).astype(np.int32), random.integers(0, 50, 400).astype(np.int32), np.zeros(50, np.int16)
    exchange.count_meetings(one, other, met)
    assert met.tolist() == sums.met(one.tolist(), other.tolist(), 50)


@pytest.mark.parametrize("least, most", [(1, 1), (2, np.inf)])
def test_those_in_a_course_are_told_by_their_status(least, most, random):
    status, found = random.integers(0, 5, 80).astype(np.float32), random.random(80) < 0.3
    expected = sums.between(status.tolist(), least, most, found.tolist())
    outcomes._mark_between(status, np.float32(least), np.float32(most), found)
    assert found.tolist() == expected and any(expected) and not all(expected)


def test_strong_ties_and_their_strength_are_those_of_both_ends(ties):
    counts, total = np.zeros(PEOPLE), np.zeros(PEOPLE)
    outcomes.count_strong(ties.start[CLOSE], ties.higher, ties.first_strength, 0.2, counts)
    assert counts.tolist() == sums.strong_ties(ties, CLOSE, ties.first_strength, 0.2, PEOPLE) and counts.sum() > 50
    closeness._add_strength(ties.start[CLOSE], ties.higher, ties.first_strength, total)
    assert total == pytest.approx(sums.strength_of_ties(ties, CLOSE, ties.first_strength, PEOPLE), rel=1e-12)


def test_days_without_company_are_those_on_which_no_tie_is_used(ties):
    rows, found = ties.of_layer(CLOSE), np.zeros((2, PEOPLE))
    usual_company._add_logs(ties.start[CLOSE], ties.higher[rows], ties.rate[rows], 0.5, *found)
    for each, a_meeting in zip(found, (1.0, 0.5), strict=True):
        assert each == pytest.approx(sums.without(ties, CLOSE, a_meeting, PEOPLE), rel=1e-12)


def test_a_tie_stays_within_0_and_1(random):
    strength, change = random.random(300).astype(np.float32), random.normal(0, 0.6, 300).astype(np.float32)
    after = np.empty(300, np.float32)
    strengthen(strength, [change], after)
    assert list(after) == [sums.within(*each) for each in zip(strength, change, strict=True)] and {0, 1} < set(after.tolist())


def test_lower_ends_are_found_from_where_the_ties_of_each_begin(ties, random):
    expected, rows, lower = sums.lower_ends(ties.start.tolist()), random.permutation(ties.n_ties), np.empty(ties.n_ties, np.int32)
    tie_ends.find_lower(ties.start, rows, lower)
    assert lower.tolist() == [expected[row] for row in rows]
    for layer in range(len(LAYERS)):
        of_layer = ties.of_layer(layer)
        tie_ends.list_all_lower(ties.start[layer], of_layer.start, of_layer.stop, lower)
        assert lower[:of_layer.stop - of_layer.start].tolist() == expected[of_layer]
        assert [tie_ends.person_of(ties.start[layer], t) for t in range(of_layer.start, of_layer.stop)] == expected[of_layer]
    people = np.array([0, 5, 5, 9])
    assert [chance.member_of(people, person, m) for person in range(9) for m in range(3)] == [m for m in sums.lower_ends([people.tolist()]) for _ in range(3)]


def test_pairs_and_people_draw_what_their_hash_says(random):
    lower, higher, draw_key = np.arange(40), np.arange(40) + random.integers(1, 9000, 40), chance.key(3, "pairs")
    assert pair_uniforms(draw_key, lower, higher).tolist() == [sums.drawn(draw_key, i, j) for i, j in zip(lower.tolist(), higher.tolist(), strict=True)]
    assert chance.normals(draw_key, 40).tolist() == [np.float32(sums.normal(draw_key, person)) for person in range(40)]


@pytest.mark.parametrize("n", [0, 1, 24, 25, 500])
def test_equal_keys_stay_in_their_order(n, random):
    keys = random.integers(0, 40, n).astype(float)
    moved, order = keys.copy(), np.arange(n, dtype=np.int32)
    sort_in_place(moved, order)
    assert order.tolist() == sums.in_order(keys.tolist()) and moved.tolist() == sorted(keys)


def test_members_of_a_group_are_listed_in_the_order_of_their_ids(random):
    of = random.integers(-1, 12, 200).astype(np.int32)
    groups = groups_of(of, 12)
    assert [groups.members[begin:end].tolist() for begin, end in zip(groups.start, groups.start[1:], strict=False)] == sums.members(of.tolist(), 12)


@pytest.mark.parametrize("first", [0, 17])
def test_a_check_sum_is_of_every_word_at_its_place(first, random):
    words = random.integers(0, 2**63, 64).astype(np.uint64)
    assert int(_summed(words, np.uint64(first))) == sums.checked(words.tolist(), first) != sums.checked(words[::-1].tolist(), first)


def test_encounters_expected_are_those_with_all_others_of_the_area(random):
    area_start, met = np.array([0, 3, 4, 30]), np.full(30, np.nan)
    out, talk = random.random(30).astype(np.float32), (random.random(30) * 3).astype(np.float32)
    for first, last in ((0, 1), (1, 3)):
        expect_encounters(area_start, first, last, 5, 1.4, out, talk, met)
    assert met.tolist() == expectation.encounters(area_start.tolist(), 5, 1.4, out.tolist(), talk.tolist()) and met[3] == 0


def test_what_a_lasting_mood_leads_to_is_worked_out_person_by_person(random):
    effect, loneliness, need = (random.normal(0.5, 1, 200).astype(np.float32) for _ in range(3))
    alone, age = random.random(200) < 0.3, np.full(200, 40)
    today = SimpleNamespace(n_people=200, traits=SimpleNamespace(age=age, lives_alone=alone), state=SimpleNamespace(need=need),
                            feelings=SimpleNamespace(distress_effect=effect, loneliness=loneliness))
    people = list(zip(effect.tolist(), loneliness.tolist(), need.tolist(), alone.tolist(), strict=True))
    odds, _ = outcomes_long_run.coping_drinking(today)
    assert np.log(odds) == pytest.approx([long_run.pull_to_drink(effect, alone, need) for effect, _, need, alone in people], abs=1e-6)
    expected = [long_run.odds_of_dying(lonely, need, alone, float(np.float32(STRONGLY_LONELY))) for _, lonely, need, alone in people]
    assert outcomes_long_run.mortality_odds(today).tolist() == expected and len(set(expected)) == 4
