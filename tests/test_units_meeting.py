"""Two friends, a line of five and a class of four: who meets whom, worked out by hand."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from sim.core import encounters, exchange, kernels
from sim.core.chance import GOLD, day_bits_of, key, mix, uniform_of
from sim.core.layers import LAYERS, N_SLOTS, hour_bounds
from sim.core.ties import DORMANT, IN_GROUP, MET, MET_BY_CHANCE, MET_IN_GROUP, PHONED, groups_from, ones, place_of_word, ties_from
from sim.gather import keep_within_cap
from sim.hand_over import counted_alike, shares_of_threads
from sim.population import threads

KEY = np.uint64(key(1, "meet close in_person", 4))
KEYS = np.array([KEY])
CLOSE = LAYERS.index("close")


def a_line_of(n_people, rate=0.5, strength=0.6, flags=0):
    """Return the Ties of people who each know the next."""
    n = n_people - 1
    return ties_from(n_people, np.arange(n), np.arange(1, n + 1), np.full(n, CLOSE), np.full(n, rate), np.full(n, strength), np.full(n, flags))


def meet(ties, *, openness=1.0, start=1.0, accept=1.0, met=None, span=(0.0, 1.0), in_person=True):
    """Return (rows of the ties that meet, how ties were used) of the close layer."""
    n_people = ties.start.shape[1] - 1
    wishes = [np.broadcast_to(np.float32(each), (n_people,)).copy() for each in (openness, start, accept)]
    met, hits = np.zeros(ties.n_ties, np.uint8) if met is None else met, np.empty((3, ties.n_ties), np.int32)
    n_hits = kernels.meet_ties(ties.start[CLOSE], ties.lower, ties.higher, ties.rate, ties.first_strength, 0, ties.n_ties, *map(kernels.most, wishes[1:]),
                               np.array([0, n_people]), KEYS, *span, 1.0, in_person, *wishes, met, np.uint8(MET), hits)
    assert hits[1:, :n_hits].tolist() == [ties.lower[hits[0, :n_hits]].tolist(), ties.higher[hits[0, :n_hits]].tolist()]
    return hits[0, :n_hits].tolist(), met


def draws_of(ties):
    """Return the draw of each tie, in plain Python."""
    return [((day_bits_of(int(KEY), i, j) >> 11) + 0.5) * 2**-53 for i, j in zip(ties.lower.tolist(), ties.higher.tolist(), strict=True)]


def test_reading_ahead_visits_each_marked_tie_and_its_higher_end_once():
    rng, n = np.random.default_rng(2), 150
    marked, higher = rng.random(192) < 0.3, rng.integers(0, 40, n).astype(np.int32)
    marked[n:] = False
    strength, met, *wishes = rng.integers(0, 9, n).astype(np.float32), rng.integers(0, 9, n).astype(np.uint8), *rng.integers(0, 9, (3, 40)).astype(np.float32)
    summed = np.zeros(1, np.float32)
    kernels.read_ahead(np.packbits(marked, bitorder="little").view(np.uint64), higher, strength, met, *wishes, summed)
    assert summed[0] == sum(strength[k] + met[k] + sum(wish[higher[k]] for wish in wishes) for k in np.flatnonzero(marked))


@pytest.mark.parametrize("n_people", [kernels.FAR_APART - 1, kernels.FAR_APART, kernels.FAR_APART + 777])
def test_many_people_meet_by_the_same_draws_as_few(n_people):
    ends = np.sort(np.random.default_rng(4).choice(n_people, 6_000, replace=False).reshape(-1, 2), axis=1)
    ties = ties_from(n_people, *ends.T, np.full(3_000, CLOSE), np.full(3_000, 0.3), np.full(3_000, 0.6), np.zeros(3_000))
    wishes = np.random.default_rng(5).choice(np.float32([0.5, 1.0]), n_people)
    met, start = meet(ties, openness=0.5, start=wishes)[0], wishes.tolist()
    lower, higher = ties.lower.tolist(), ties.higher.tolist()
    assert met == [k for k, draw in enumerate(draws_of(ties)) if draw < np.float64(np.float32(0.3)) * 0.5 * (0.5 * (start[lower[k]] + start[higher[k]]))]
    assert 200 < len(met) < 500


def test_two_friends_meet_as_often_as_their_rate_says():
    ties = a_line_of(20_001, rate=0.3)
    assert abs(len(meet(ties)[0]) - 6_000) < 4 * np.sqrt(20_000 * 0.3 * 0.7)


def test_friends_meet_when_their_draw_is_below_rate_openness_and_wish():
    ties = a_line_of(5)
    # Each starts with 0.8 and accepts with 0.5, so the wish is (0.8 * 0.5 + 0.8 * 0.5) / 2 = 0.4; half of it is open.
    chance = 0.5 * 0.5 * 0.4
    assert meet(ties, openness=0.5, start=0.8, accept=0.5)[0] == [k for k, draw in enumerate(draws_of(ties)) if draw < chance]


def test_a_meeting_is_as_open_as_for_the_end_where_it_is_less_open():
    assert meet(a_line_of(5, rate=1.0), openness=[1, 0, 1, 1, 1])[0] == [2, 3]


def test_dormant_ties_and_those_who_met_already_do_not_meet():
    assert meet(a_line_of(5, rate=1.0, strength=0.019))[0] == []
    assert meet(a_line_of(5, rate=1.0), met=np.array([0, MET, MET_IN_GROUP, 2], np.uint8))[0] == [0, 3]
    assert meet(a_line_of(5, rate=1.0), met=np.full(4, MET, np.uint8), in_person=False)[0] == [0, 1, 2, 3]


@pytest.mark.parametrize("is_weekend", [False, True])
def test_who_meets_in_a_day_meets_in_exactly_one_of_its_hours(is_weekend):
    ties = a_line_of(500)
    by_hour = [meet(ties, span=hour_bounds(hour, is_weekend)[CLOSE])[0] for hour in range(24)]
    assert sorted(sum(by_hour, [])) == meet(ties)[0]
    assert sum(by_hour[:7], []) == [] and by_hour[23] == []


@pytest.mark.parametrize("talk", [1.0, 0.37, 1.9])
def test_two_people_come_across_each_other_if_their_draw_is_below_their_chance_by_the_last_bit(talk):
    none, nobody, alone, wishes = np.zeros(1, np.uint8), np.zeros(2, bool), np.array([0, 1], np.int32), (np.ones(2, np.float32), np.full(2, talk, np.float32))
    for seed in range(2000):
        draw_key = key(seed, "encounters", 1)
        draw = ((day_bits_of(draw_key, 0, 1) >> 11) + 0.5) * 2**-53
        edge = draw / float(wishes[1][0])
        for chance in (np.nextafter(edge, 0), edge, np.nextafter(edge, 2), edge * 0.99999, edge * 1.00001):
            found = [np.empty(9, np.int32) for _ in range(3)]
            n_found = encounters.meet_by_chance(
                np.array([0, 2]), 0, 1, np.array([0, 2]), np.array([0, 1]), np.array([7], np.uint64), np.array([draw_key], np.uint64), 0.0, 1.0, 1, float(chance),
                *wishes, alone, alone, nobody, alone, nobody, np.array([0, 128]), np.zeros(128, np.uint64), np.zeros((1, 3), np.int32), np.zeros(1, np.int32), np.ones(1, np.float32), none, *found)
            assert n_found == (draw < encounters.encounter_chance(float(chance), 1.0, 1.0, wishes[1][0], wishes[1][1]))


def test_those_who_know_each_other_and_come_across_each_other_use_their_tie_once():
    # Two areas of three who all come across each other. By tie: awake; dormant; met today; called today; just awake; just not; two that lead to the other area.
    ends = np.array([(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (0, 5), (2, 3)])
    layers = np.array([LAYERS.index(name) for name in ("close", "familiar", "familiar", "neighbourhood", "close", "familiar", "familiar", "close")])
    just = np.nextafter(np.float32(kernels.AWAKE), np.float32([1, 0]))
    ties = ties_from(6, *ends.T, layers, np.ones(8), np.array([0.5, 0.01, 0.5, 0.5, *just, 0.5, 0.5], np.float32), np.zeros(8))
    row_of = {(lower, higher): row for row, (lower, higher) in enumerate(zip(ties.lower.tolist(), ties.higher.tolist(), strict=True))}
    met, alone, nobody, area_start = np.zeros(8, np.uint8), np.arange(6, dtype=np.int32), np.zeros(6, bool), np.array([0, 3, 6])
    met[row_of[1, 2]], met[row_of[3, 4]] = MET, PHONED
    found = [np.empty(13, np.int32) for _ in range(3)]
    n_found = encounters.meet_by_chance(
        area_start, 0, 2, np.array([0, 6]), np.array([0, 2]), np.array([7], np.uint64), KEYS, 0.0, 1.0, 3, 2.0, np.ones(6, np.float32), np.ones(6, np.float32),
        alone, alone, nobody, alone, nobody, *ties.within_areas(area_start), ties.start, ties.higher, ties.first_strength, met, *found)
    rows = {(lower, higher): row for lower, higher, row in zip(*(each[:n_found].tolist() for each in found), strict=True)}
    assert n_found == 5 and rows == {(0, 1): row_of[0, 1], (0, 2): -1, (3, 4): row_of[3, 4], (3, 5): row_of[3, 5], (4, 5): -1}
    used = {(0, 1): MET_BY_CHANCE, (0, 2): MET_BY_CHANCE, (1, 2): MET, (3, 4): PHONED | MET_BY_CHANCE, (3, 5): MET_BY_CHANCE, (4, 5): MET_BY_CHANCE, (0, 5): 0, (2, 3): 0}
    assert {pair: int(met[row]) for pair, row in row_of.items()} == used


@pytest.mark.parametrize("in_parts", [1, 3])
def test_under_a_cap_of_one_visit_the_lowest_draws_go_first(in_parts):
    ties = a_line_of(50, rate=1.0)
    hits, met = meet(ties)
    visits, left = np.zeros(50, np.int32), set(range(2, 50))
    visits[:2] = 1  # seen in an earlier hour: they have no room
    today = SimpleNamespace(n_people=50, members=SimpleNamespace(people=np.array([0, 50]), keys=lambda *purpose: KEYS), clock=SimpleNamespace(day=4))
    spec = SimpleNamespace(cap=np.ones(50, np.int32), layer="close", channel="in_person")
    parts = [[rows, ties.lower_of(rows), ties.higher[rows]] for rows in np.array_split(np.array(hits, np.int32), in_parts)]
    kept = keep_within_cap(today, spec, parts, visits, met)
    expected = []
    for row in np.argsort(draws_of(ties)).tolist():  # tie k is between k and k + 1
        if {row, row + 1} <= left:
            left -= {row, row + 1}
            expected.append(row)
    rows, lower, higher = (np.concatenate(each).tolist() for each in zip(*kept, strict=True))
    assert (rows, lower, higher) == (sorted(expected), sorted(expected), [row + 1 for row in sorted(expected)])
    assert np.flatnonzero(met & MET).tolist() == sorted(expected)
    assert visits.tolist() == [1, 1] + [person not in left for person in range(2, 50)]


def test_people_take_part_in_a_group_when_their_draw_lies_in_their_interval():
    of, draw_key = np.array([0, 0, 0, -1, 1], np.int32), key(1, "attend work_school", 2)
    chance, above = np.full(5, 0.4, np.float32), np.array([0.0, 0.3, 0.6, 0.0, 0.0], np.float32)
    today, now = np.zeros(5, bool), np.zeros(5, bool)
    kernels.attend(of, chance, above, 0, 5, np.array([0, 5]), np.array([0, 2]), np.array([draw_key], np.uint64), np.array([9], np.uint64), 0.0, 1.0, today, now)
    draws = [uniform_of(draw_key, person) for person in range(5)]
    assert today.tolist() == [of[k] >= 0 and above[k] <= draws[k] < above[k] + chance[k] for k in range(5)]
    assert np.array_equal(now, today)


def test_only_those_asked_about_take_part_in_a_group_each_by_the_luck_of_their_own_world():
    of, chance, above, keys = np.arange(6, dtype=np.int32) // 2, np.ones(6, np.float32), np.zeros(6, np.float32), np.array([3, 4, 5], np.uint64)
    today, now = np.zeros(6, bool), np.zeros(6, bool)
    kernels.attend(of, chance, above, 3, 5, np.array([0, 2, 4, 6]), np.array([0, 1, 2, 3]), keys, keys, 0.0, 1.0, today, now)
    assert today.tolist() == now.tolist() == [False, False, False, True, True, False]
    chance[:], expected = 0.5, [uniform_of(int(keys[k // 2]), k % 2) < 0.5 for k in range(6)]
    for low, high in ((0.0, 1.0), (0.25, 0.75)):
        kernels.attend(of, chance, above, 0, 6, np.array([0, 2, 4, 6]), np.array([0, 1, 2, 3]), keys, keys + np.uint64(9), low, high, today, now)
        moments = [(mix(int(keys[k // 2]) + 9 + GOLD) & 2047) / 2048 for k in range(6)]  # of the first group of each member
        assert today.tolist() == expected and now.tolist() == [comes and low <= moment < high for comes, moment in zip(expected, moments, strict=True)]
    assert 0 < sum(now) < sum(today) < 6


def test_three_of_a_class_of_four_each_receive_from_the_two_others():
    groups = groups_from(np.zeros(4, np.int32))
    received, contacts = np.zeros((2, 4), np.int32), np.zeros(4, np.int16)
    gives = np.array([[1.0, 2.0, 3.0, 4.0]], np.float32)
    exchange.exchange_in_groups(groups.start, groups.members, np.array([True, True, False, True]), 0.25, np.arange(2), np.array([1.0, 0.5]),
                                np.array([True, False]), np.array([-1, 0]), gives, received, contacts)
    assert contacts.tolist() == [2, 2, 0, 2]
    assert (received[0] / exchange.FIXED).tolist() == [0.5, 0.5, 0.0, 0.5]
    assert (received[1] / exchange.FIXED).tolist() == [3.0, 2.5, 0.0, 1.5]


def test_two_friends_receive_what_the_other_gives_times_the_strength_of_their_tie():
    received, contacts = np.zeros((1, 2), np.int32), np.zeros(2, np.int16)
    pair = np.array([0], np.int32), np.array([1], np.int32), np.array([2], np.int32), np.array([9, 9, 0.5], np.float32)
    gives = np.array([[2.0, -1.0]], np.float32)
    exchange.exchange_between(*pair, np.arange(1), np.array([0.8]), np.array([True]), np.array([0]), gives, received)
    exchange.count_meetings(*pair[:2], contacts)
    assert np.allclose(received[0] / exchange.FIXED, [-0.4, 0.8], atol=1e-6)
    assert contacts.tolist() == [1, 1]


def test_what_every_meeting_of_a_form_gives_alike_is_counted():
    weight = np.zeros((N_SLOTS, 3))
    weight[4], weight[20] = (1.0, 1.0, 0.0), (0.06, 0.25, 0.5)  # close people, and strangers, whose strength is always 1
    counted = counted_alike(weight, np.array([True, False, True]), np.array([-1, -1, 0]))
    assert np.argwhere(counted).tolist() == [[4, 1], [20, 0], [20, 1]]
    contacts, amounts = np.zeros((N_SLOTS, 2), np.int16), np.empty((3, 2), np.float32)
    contacts[4, 0], contacts[20, 0], contacts[20, 1] = 3, 2, 1
    exchange.in_float32(np.array([[7, 0], [0, 0], [0, 2**19]], np.int32), contacts, counted, weight, 0, 2, amounts)
    assert amounts == pytest.approx(np.array([[0.12, 0.06], [3.5, 0.25], [0, 0.5]]), abs=2e-5)


@pytest.mark.parametrize("size, pairings", [(2, 24), (7, 24), (30, 24), (400, 24), (401, 5)])
def test_the_rule_of_partners_pairs_both_ends_and_each_pair_once(size, pairings):
    base, stride = encounters.partner_rule(np.uint64(key(1, "pairings", 3)), 2, size, pairings)
    pairs = [(a, (base + k * stride - a) % size) for k in range(min(pairings, size)) for a in range(size)]
    assert all((b, a) in set(pairs) for a, b in pairs)
    assert len(set(pairs)) == len(pairs)


def test_those_present_in_a_group_need_no_other_meeting():
    ties = a_line_of(4, flags=IN_GROUP)
    met, rows = np.zeros(3, np.uint8), ties.flagged(IN_GROUP)
    kernels.mark_group_meetings(ties.lower_of(rows), ties.higher, rows, np.uint8(MET_IN_GROUP), np.array([True, True, False, True]), met)
    assert met.tolist() == [MET_IN_GROUP, 0, 0]


def test_a_pair_is_stored_once_in_the_first_of_its_layers():
    ties = ties_from(4, np.array([0, 0, 1, 2]), np.array([1, 1, 3, 2]), np.array([4, 1, 2, 0]), np.full(4, 0.1), np.full(4, 0.5),
                     np.array([0, DORMANT, 0, 0]))
    assert list(zip(ties.lower.tolist(), ties.higher.tolist(), ties.layer.tolist(), strict=True)) == [(0, 1, 1), (1, 3, 2)]


def test_ties_inside_an_area_are_looked_up_by_their_bits():
    i, j = np.array([0, 0, 0, 1, 99, 100, 102]), np.array([1, 65, 101, 3, 100, 101, 103])
    ties = ties_from(104, i, j, np.array([1, 4, 4, 2, 2, 1, 1]), np.full(7, 0.1), np.full(7, 0.5), np.zeros(7))
    first, bits = ties.within_areas(np.array([0, 100, 104]))
    found = set()
    for area, (begin, end) in enumerate([(0, 100), (100, 104)]):
        for lower in range(begin, end):
            for higher in range(lower + 1, end):
                word = first[area] + int(place_of_word(lower - begin, (end - begin + 63) // 64, (higher - begin) // 64))
                if int(bits[word]) >> (higher - begin) % 64 & 1:
                    found.add((lower, higher))
    assert found == set(zip(ties.lower.tolist(), ties.higher.tolist(), strict=True)) - {(0, 101), (99, 100)}
    assert len(bits) == 64 * 2 + 36 + 4, "the first 64 people have two words each, the others of their area one"


@pytest.mark.parametrize("kept", [True, False])
def test_the_lower_ids_of_ties_are_found_from_where_each_row_of_a_layer_begins(kept, monkeypatch):
    if not kept:  # as of many ties
        monkeypatch.setattr("sim.core.ties.FEW_TIES", 0)
    random = np.random.default_rng(3)
    one, other, layer = random.integers(0, 90, 400), random.integers(0, 90, 400), random.integers(0, 5, 400)
    ties = ties_from(90, np.minimum(one, other), np.maximum(one, other), layer, np.full(400, 0.1), np.full(400, 0.5), np.zeros(400))
    pairs = {}
    for a, b, number in sorted(zip(np.minimum(one, other).tolist(), np.maximum(one, other).tolist(), layer.tolist(), strict=True)):
        if a != b:
            pairs.setdefault((a, b), number)
    expected = sorted((number, *pair) for pair, number in pairs.items())
    assert list(zip(ties.layer.tolist(), ties.lower.tolist(), ties.higher.tolist(), strict=True)) == expected
    rows = random.permutation(ties.n_ties)
    assert np.array_equal(ties.lower_of(rows), ties.lower[rows])
    some = [(number, slice(begin, min(begin + 7, ties.of_layer(number).stop))) for number in range(len(LAYERS))
            for begin in range(ties.of_layer(number).start, ties.of_layer(number).stop, 5)]
    assert all(np.array_equal(ties.lower_between(number, rows), [low for _, low, _ in expected[rows]]) for number, rows in some)
    assert ties.lower_between(0, slice(0, 0)).size == 0
    marked = replace(ties, flags=random.integers(0, 256, ties.n_ties).astype(np.uint8), _found={})
    assert np.array_equal(marked.lower_flagged(IN_GROUP, slice(3, 9)), ties.lower[marked.flagged(IN_GROUP)][3:9])


@pytest.mark.parametrize("bits", [0, 1, 5, 2**63, 2**64 - 1, 0x0123456789ABCDEF])
def test_ones_are_counted(bits):
    assert int(ones(np.uint64(bits))) == bin(bits).count("1")


def test_threads_share_passings_so_that_each_has_about_as_much_to_hand_over():
    by_slot, column = [np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([], int)], np.array([-1, 0, -1, 1])
    # Work is 1, 4, 2 and 2: what the other gives counts twice, as it has to be fetched.
    for n_threads, dealt in ((1, [[0, 1, 2, 3]]), (2, [[0, 1], [2, 3]]), (4, [[1], [2], [3], [0]])):
        with threads.at_most(n_threads):
            shares = shares_of_threads(threads.WORTH_IT, by_slot, column)
        assert [[here.tolist() for here in share] for share in shares] == [[[p for p in here.tolist() if p in those] for here in by_slot] for those in dealt]
