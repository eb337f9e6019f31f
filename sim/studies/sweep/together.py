"""Which units are lived as the rows of one world: replicates of one point, of which the first still comes first everywhere."""

from ..stacking import in_stacks
from .living import Several, Unit

BLOCKS = (1, 4, 12)  # replicates before which all points are lived first; then every eight


def are_together(plan, one_by_one=False):
    """Return whether some replicates of a point may be lived together."""
    return not (one_by_one or plan.points.lucks or plan.study.replicates < 3)


def units_in_order(plan, missing, one_by_one=False, first_alone=True):
    """Give the Units, or Several, of what is missing, each run once, also where two points share it; `missing` is emptied.

    The first replicate of every point comes first, unless not `first_alone`.
    """
    for listed in _in_blocks(plan, one_by_one, first_alone):
        if not missing:
            return
        wanted = wanted_of(plan, listed, missing)
        if one_by_one or len(wanted) < 2:
            yield from wanted
            continue
        stacks, alone = in_stacks(wanted, 1)
        yield from (Several(tuple(stack)) for stack in stacks)
        yield from alone


def _in_blocks(plan, one_by_one, first_alone):
    """Give lists of (point, replicate, hashes) that may be lived together."""
    schedule = plan.schedule
    if not are_together(plan, one_by_one):
        yield from ([each] for each in schedule.units())
        return
    ends = [*BLOCKS[0 if first_alone else 1:], *range(BLOCKS[-1] + 8, plan.study.replicates + 8, 8)]
    first = 0
    for end in ends:
        replicates = range(first, min(end, plan.study.replicates))
        first = end
        for point in range(len(plan.points.rows)) if replicates else ():
            yield [schedule.unit(replicate * len(plan.points.rows) + point) for replicate in replicates]


def wanted_of(plan, listed, missing):
    """Return the Units of what is missing of one point; those that lack the same share their scenarios."""
    scenarios, wanted = None, []
    for point, replicate, runs in listed:
        lacking = tuple(k for k, run in enumerate(runs) if run in missing)
        if not lacking:
            continue
        if scenarios is None:
            scenarios, chosen = plan.scenarios_at(point), {}
        missing.difference_update(runs)
        some = chosen.setdefault(lacking, tuple(scenarios[k] for k in lacking))
        wanted.append(Unit(tuple(runs[k] for k in lacking), some, plan.seed_of(replicate), replicate))
    return wanted
