"""Draws are keyed hashes: the same for both ends and for any number of people, and as even as chance should be."""

import numpy as np
import pytest

from sim.core import chance

MANY = 200_000


def test_plain_and_compiled_draws_are_the_same():
    draw_key = chance.key(5, "a purpose", 3)
    people = [0, 1, 77, 1_000_000]
    assert [chance.mix(n) for n in people] == [int(chance.mix64(np.uint64(n))) for n in people]
    assert [chance.uniform_of(draw_key, n) for n in people] == [chance.uniforms(draw_key, 1, n)[0] for n in people]
    assert chance.pair_bits_of(draw_key, 7, 900) == int(chance.pair_bits(np.uint64(draw_key), 7, 900))
    assert [np.float32(chance.bell_of(draw_key, n)) for n in people] == [chance.bells(draw_key, 1, n)[0] for n in people]


def test_nobody_s_draw_depends_on_how_many_others_there_are():
    draw_key = chance.key(1, "someone")
    assert np.array_equal(chance.uniforms(draw_key, 100)[40:60], chance.uniforms(draw_key, 20, first=40))


def test_uniform_numbers_lie_evenly_between_0_and_1():
    draws = chance.uniforms(chance.key(1, "even"), MANY)
    assert draws.min() > 0 and draws.max() < 1
    counts = np.histogram(draws, bins=50, range=(0, 1))[0]
    assert ((counts - MANY / 50) ** 2 / (MANY / 50)).sum() < 86  # chi-square with 49 degrees of freedom, p = 0.001


def test_pairs_draw_evenly_whatever_their_distance():
    draw_key = chance.key(1, "pairs")
    for apart in (1, 2, 1024):
        draws = [(chance.pair_bits_of(draw_key, i, i + apart) >> 11) * chance.UNIT for i in range(20_000)]
        assert abs(np.mean(draws) - 0.5) < 4 * 0.2887 / np.sqrt(20_000)


@pytest.mark.parametrize("draw", [chance.normals, chance.bells])
def test_bell_shaped_numbers_have_mean_0_and_spread_1(draw):
    draws = draw(chance.key(1, "bell"), MANY).astype(np.float64)
    assert abs(draws.mean()) < 4 / np.sqrt(MANY)
    assert abs(draws.std() - 1) < 4 / np.sqrt(2 * MANY)
    assert 2.8 < ((draws - draws.mean()) ** 4).mean() / draws.var() ** 2 < 3.1


def test_days_purposes_seeds_and_neighbours_are_unrelated():
    base = chance.uniforms(chance.key(1, "one", 1), MANY)
    others = [chance.uniforms(chance.key(1, "one", 2), MANY), chance.uniforms(chance.key(1, "two", 1), MANY),
              chance.uniforms(chance.key(2, "one", 1), MANY), np.roll(base, 1)]
    for other in others:
        assert abs(np.corrcoef(base, other)[0, 1]) < 4 / np.sqrt(MANY)


def test_run_seeds_of_replicates_differ_and_survive_every_file_format():
    seeds = [chance.run_seed(study, replicate) for study in (1, 2) for replicate in range(500)]
    assert len(set(seeds)) == 1000
    assert all(float(seed) == seed and 0 <= seed < 2**53 for seed in seeds)
