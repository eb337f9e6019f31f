"""`noaber bench`: how fast the model is on this machine, beside what is asked of it."""

from typing import Annotated

import typer

from . import options
from .printing import give, give_json, say, table, wrapped

Sizes = Annotated[list[int] | None, typer.Option(
    "--people", metavar="N", min=100, max=2_000_000, show_default=False,
    help="Size to measure; may be given several times. [default: 1,000, 10,000 and 100,000, with --full also 1,000,000]")]
Days = Annotated[int, typer.Option("--days", metavar="N", min=1, max=365, help="Days to measure over, after one that is not counted.")]
Full = Annotated[bool, typer.Option(
    "--full", help="Also a million people, and plain Mesa at 10,000 and 100,000: several minutes and 5 GB.", show_default=False)]
Nation = Annotated[bool, typer.Option(
    "--nation", help="Also 17.9 million people: built, loaded, and twelve days of which most are of a lockdown; a quarter of an hour, 16 GB of memory and 17 GB of disk.", show_default=False)]
QUICK, FULL = (1_000, 10_000, 100_000), (1_000, 10_000, 100_000, 1_000_000)
NATION = "17.9 million people: noaber bench --nation; a whole year really run: noaber population build, then noaber run --population (docs/speed.md)"


def bench(people: Sizes = None, days: Days = 5, full: Full = False, nation: Nation = False, as_json: options.Json = False, quiet: options.Quiet = False):
    """Measure the speed on this machine: what a step costs at several sizes, and how it compares with other ways."""
    from .bench_machine import machine, pace, remark_on_load
    about, before = machine(), pace()
    remark, sizes = remark_on_load(about), sorted(set(people or (FULL if full else QUICK)))

    def told(text):
        say(f"{text} ...", quiet)

    rows, bound, left_out = measured(sizes, days, full, told)
    more, lacking = nation_measured(told) if nation else ([], [NATION])
    rows, left_out = rows + more, lacking + left_out
    paces = {"before": before, "after": pace()}
    if as_json:
        return give_json({"machine": about, "pace": paces, "remark": remark, "scenario": "baseline", "days": days, "threads": 1,
                          "rows": [row.as_dict() for row in rows], "memory_bound": bound, "left_out": left_out})
    from .bench_rows import HEAD
    give("\n".join(wrapped(line) for line in described(about, paces, remark)) + "\n")
    give(table(HEAD, [row.cells() for row in rows]))
    give("\n".join(wrapped(f"{row.what}: {row.note}", "  ", "* ") for row in rows if row.limit is not None and row.note))
    give("\n".join(wrapped(f"left out: {each}", "  ", "* ") for each in left_out))
    return None


def nation_measured(told):
    """Return (rows on a nation, what was left out)."""
    from .bench_nation import nation_rows
    return nation_rows(lambda text: told(f"a nation: {text}"))


def described(about, paces, remark):
    """Return the lines that tell of the machine."""
    first = (f"{about['processor']}, {about['cores']} cores, {about['memory_gb']:.0f} GB, {about['system']}, Python {about['python']}, "
             f"numpy {about['numpy']}, numba {about['numba']}; load {about['load']}")
    additions, bytes_moved = (" and ".join(f"{each[what]:.1f}" for each in paces.values()) for what in ("million_additions_a_second", "gigabytes_a_second"))
    now = f"{additions} million additions of a plain Python loop a second, {bytes_moved} GB/s of memory"
    return [first, f"How fast it was first and last, to compare with another day: {now}.", "The scenario is baseline with all its mechanisms; one thread unless said; contacts are of all channels and the household."] + [remark] * bool(remark)


def measured(sizes, days, full, told):
    """Return (rows, what the memory bound is made of by size, what was left out)."""
    from ..population.threads import at_most
    from .bench_others import COMPARED, beginning_rows, comparison_rows, side_by_side
    from .bench_steps import bound_rows, lived, step_rows
    told("1 of 4: steps")
    bound, left_out = {}, [] if full else ["a million people, and plain Mesa at more than 1,000 people: noaber bench --full"]
    with at_most(1):
        lives = lived(sizes, days, lambda text: told(f"1 of 4: {text}"))
        rows = step_rows(lives)
        for size in lives[-2:] if full else lives[-1:]:
            more, bound[str(size.people)] = bound_rows(size)
            rows += more
    del lives
    for people, ways, rounds in plan_of_ways(sizes, full):
        told(f"2 of 4: {people:,} people beside {', '.join(ways)}")
        more, missing = side_by_side(people, ways, rounds)
        rows, left_out = rows + more, left_out + missing
    told("3 of 4: a paired comparison, repeatedly")
    small = max(sizes) < COMPARED  # a try, so that it takes no longer than the rest
    rows += comparison_rows(max(sizes), 2, 60, 1) if small else comparison_rows(rounds=2 if full else 1)
    told("4 of 4: how fast commands begin")
    return rows + beginning_rows(), bound, list(dict.fromkeys(left_out))


def plan_of_ways(sizes, full):
    """Return [(people, ways, rounds)]: what is compared at which size; a Mesa day of 100,000 people takes more than a minute."""
    smaller = [each for each in sizes if each <= 100_000] or [1_000]
    plan = []
    for people in smaller:
        if full or people <= 1_000:
            plan.append((people, ("numpy", "mesa") if people > 10_000 else ("numpy", "mesa", "agentpy"), 2 if people > 10_000 else 3))
        elif people == smaller[-1]:
            plan.append((people, ("numpy",), 3))
    return plan
