"""Draws are keyed hashes: the same for both ends and for any number of people, and as even as chance should be."""

import numpy as np
import pytest
from scipy import stats

from sim.core import chance

MANY = 200_000


def test_plain_and_compiled_draws_are_the_same():
    draw_key = chance.key(5, "a purpose", 3)
    people = [0, 1, 77, 1_000_000]
    assert [chance.mix(n) for n in people] == [int(chance.mix64(np.uint64(n))) for n in people]
    assert [chance.uniform_of(draw_key, n) for n in people] == [chance.uniforms(draw_key, 1, n)[0] for n in people]
    for plain, compiled in ((chance.pair_bits_of, chance.pair_bits), (chance.day_bits_of, chance.day_bits)):
        assert [plain(draw_key, n, n + 893) for n in people] == [int(compiled(np.uint64(draw_key), n, n + 893)) for n in people]
    assert [np.float32(chance.bell_of(draw_key, n)) for n in people] == [chance.bells(draw_key, 1, n)[0] for n in people]


def test_nobody_s_draw_depends_on_how_many_others_there_are():
    draw_key = chance.key(1, "someone")
    assert np.array_equal(chance.uniforms(draw_key, 100)[40:60], chance.uniforms(draw_key, 20, first=40))


def test_uniform_numbers_lie_evenly_between_0_and_1():
    draws = chance.uniforms(chance.key(1, "even"), MANY)
    assert draws.min() > 0 and draws.max() < 1
    counts = np.histogram(draws, bins=50, range=(0, 1))[0]
    assert ((counts - MANY / 50) ** 2 / (MANY / 50)).sum() < 86  # chi-square with 49 degrees of freedom, p = 0.001


def draws_of_pairs(purpose, day, lower, higher):
    """Return uint32: what each pair draws on a day."""
    low_key, high_key = (np.uint32(chance.key(1, purpose, day) >> shift & 0xFFFFFFFF) for shift in (0, 32))
    return np.array([chance.pair_draw(low_key, high_key, i, j) for i, j in zip(lower.tolist(), higher.tolist(), strict=True)], np.uint32)


def p_of(counts):
    """Return the probability of counts as uneven as these if all were alike (chi-square)."""
    return stats.chi2.sf(((counts - counts.mean()) ** 2 / counts.mean()).sum(), len(counts) - 1)


PEOPLE = np.arange(50_000)
SORTS_OF_PAIRS = {"next": (PEOPLE, PEOPLE + 1), "far": (PEOPLE, PEOPLE + 1024), "one with all": (0 * PEOPLE + 5, PEOPLE + 6),
                  "all with one": (PEOPLE, 0 * PEOPLE + 60_000), "everybody": (PEOPLE // 224, 224 + PEOPLE % 224)}


@pytest.mark.parametrize("lower, higher", SORTS_OF_PAIRS.values(), ids=list(SORTS_OF_PAIRS))
def test_pairs_draw_evenly_and_apart_from_other_pairs_days_and_purposes(lower, higher):
    draws = draws_of_pairs("meet", 3, lower, higher)
    for byte in (0, 8, 16, 24):
        assert p_of(np.bincount(draws >> byte & 0xFF, minlength=256)) > 1e-4
    others = [np.roll(draws, 1), np.roll(draws, 7), draws_of_pairs("meet", 4, lower, higher), draws_of_pairs("phone", 3, lower, higher)]
    for other in others:
        assert p_of(np.bincount((draws >> 28) * 16 + (other >> 28), minlength=256)) > 1e-4


def test_one_pair_draws_evenly_over_days():
    draws = np.array([chance.day_bits_of(chance.key(1, "meet", day), 5, 9) >> 32 for day in range(20_000)])
    assert all(p_of(np.bincount(draws >> byte & 0xFF, minlength=256)) > 1e-4 for byte in (0, 8, 16, 24))


def test_no_more_pairs_than_by_chance_share_their_draw():
    lower, higher = np.divmod(np.arange(300_000), 600)
    draws = draws_of_pairs("meet", 3, lower, 600 + higher)
    assert abs(300_000 - len(np.unique(draws)) - 300_000**2 / 2**33) < 4 * 10.5**0.5


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
