"""What experiments/dashboard_timings.py measured, as the page docs/dashboard_timings.md."""

import os

TEXT = """# How quick the dashboard is

Made by `python experiments/dashboard_timings.py --chromium PATH --write docs/dashboard_timings.md`; do not edit by hand.

A headless Chromium that draws in software visits a server on the shipped scenarios, on the same {cores} cores. {note}
Seconds are those of the clock, from the click or the address asked for to the picture or the numbers in the page; beside them
stand the seconds of processor time that the server with its workers and the browser took meanwhile, which other work on the machine changes
less. The load is the mean number of processes that wanted a core in the minute before. Limits are held against the median.

{table}

{verdict}

*First screen usable*: the answer with its figures is there, the network is drawn, and Step can be pressed. *After a move of a slider*: the
figures of the new answer, from the first 4 pairs, are on the screen; the page itself waits 0.15 s for the slider to rest. A slider of a
policy runs that policy anew in these pairs, from the day on which it begins; one of the crisis runs the crisis and the policy, from the day on
which the crisis begins; what was lived before that day, and everything the slider does not touch, is remembered. *Redraws* are frames drawn in
a second while the model plays at its fastest, 30 steps a second at most. *Growth* is that of the server and its workers together.
Browsers on the server's own machine take most of its processor time, so that of visitors who come at once only those without a browser here
tell what the server does; they ask for the page and its pictures' state as a browser does, and are answered when the figures have arrived.
"""


def is_held(limit, unit, figure):
    """Return whether a figure is within its limit; of redraws more are better."""
    return figure >= limit if unit == "a second" else figure <= limit


def document(figures, note):
    """Return docs/dashboard_timings.md as text."""
    rows, missed = [], []
    for what, limit, unit, middle, worst, ours, theirs, load in figures:
        held = "" if limit is None else "yes" if is_held(limit, unit, middle) else "**no**"
        missed += [what] if held == "**no**" else []
        bound = "" if limit is None else f"{'at least' if unit == 'a second' else 'under'} {limit:g} {unit}"
        rows.append(f"| {what} | {bound} | {middle:.2f} {unit} | {worst:.2f} {unit} | {held} | {ours:.2f} | {theirs:.2f} | {load:.0f} |")
    head = "| what | limit | median | worst | held | processor seconds, server | browser | load |\n|---|---|---|---|---|---|---|---|"
    verdict = f"Missed: {'; '.join(missed)}." if missed else "Every limit is held."
    return TEXT.format(cores=os.cpu_count(), note=note, table="\n".join([head, *rows]), verdict=verdict)
