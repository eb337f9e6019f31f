"""What a fit is told as: rows of parameters, of facts and of the recovery, the same for the screen, report.md and JSON."""

import numpy as np

from .fit import HARDLY, IN_PART, WELL

WORDS = "well (less than 0.4 of the spread is left), in part (less than 0.7), hardly (less than 0.9), not"
LEVEL = (0.05, 0.95)


def taught(narrowed):
    """Return in a word how much the facts taught about a parameter, from what is left of its spread."""
    return "well" if narrowed < WELL else "in part" if narrowed < IN_PART else "hardly" if narrowed < HARDLY else "not"


def parameter_rows(fit):
    """Return a list of dicts, the fitted parameters first: prior, posterior, value to ship, and what the facts taught."""
    order = [*fit.columns, *(k for k in np.argsort(-fit.single) if k not in fit.columns)]
    rows = []
    for k in order:
        each, accepted = fit.drawn[k], fit.drawn[k].at(fit.accepted[:, k])
        low, high = np.quantile(accepted, LEVEL)
        rows.append({
            "parameter": each.path, "unit": each.unit, "fitted": k in fit.columns, "now": each.default, "low": each.low, "high": each.high,
            "median": float(np.median(accepted)), "q05": float(low), "q95": float(high),
            "to_ship": float(each.at(fit.to_ship[k])) if k in fit.trusted else None,
            "spread_left": float(fit.narrowed[k]), "taught": taught(fit.narrowed[k]), "information": float(fit.single[k]), "source": each.source})
    return rows


def fact_rows(fit, table):
    """Return a list of dicts: each number asked for, its range, and what the model tells now, with accepted sets, and as to be shipped."""
    now, rows = np.nanmean(table.large_now, axis=0), []
    as_now = np.array([each.share_of(each.default) for each in fit.drawn])
    # What was simulated at the values of now, moved by what the emulator says the values to ship change.
    shipped = now + (fit.predicted(fit.to_ship) - fit.predicted(as_now))[0]
    accepted = fit.predicted(fit.accepted)
    for k, each in enumerate(fit.targets):
        told = [each.shown(value) for value in (*np.quantile(accepted[:, k], (0.5, *LEVEL)), shipped[k], now[k])]
        rows.append({"name": each.name, "fact": each.fact, "text": each.text, "fitted": k in fit.fitted, "low": each.low, "high": each.high,
                     "target": each.shown(each.mean) if each.fitted else None, "median": told[0], "q05": told[1], "q95": told[2],
                     "shipped": told[3], "now": told[4], "in_range": within(each, told[0]), "shipped_in_range": within(each, told[3]),
                     "source": each.source})
    return rows


def within(target, value):
    """Return whether a value lies in the range of a target; an open end holds everything."""
    return bool((target.low is None or value >= target.low) and (target.high is None or value <= target.high))


def recovery_rows(fit):
    """Return a list of dicts: for each fitted parameter in how many held-out rows the 90 % interval held the truth."""
    return [{"parameter": fit.drawn[column].path, "covered": int(covered), "rows": fit.recovery.n_rows, "good_enough": bool(good)}
            for column, covered, good in zip(fit.columns, fit.recovery.covered, fit.recovery.good_enough, strict=True)]


def number(value):
    """Return a number in three digits, '-' for none."""
    return "-" if value is None or not np.isfinite(value) else f"{value:.3g}"


def span(low, high):
    """Return 'low to high', or 'from low' and 'to high' where one end is open."""
    if low is None or high is None:
        return f"to {number(high)}" if low is None else f"from {number(low)}"
    return f"{number(low)} to {number(high)}"


def not_fitted(fit):
    """Return a sentence: which parameters were not fitted, and how many of them the facts taught nothing about."""
    rows = [each for each in parameter_rows(fit) if not each["fitted"]]
    more = [each["parameter"] for each in rows if each["taught"] != "not"]
    known = f" A little was taught about {', '.join(more)}." if more else ""
    return f"Not fitted: {len(rows)} parameters; about {len(rows) - len(more)} of them the facts taught nothing.{known}"


def tables(fit, table):
    """Return [(title, head, rows of texts)] of all a fit tells; what was not fitted comes last."""
    parameters, facts = parameter_rows(fit), fact_rows(fit, table)
    fitted = [[each["parameter"], span(each["low"], each["high"]), number(each["now"]), number(each["median"]), span(each["q05"], each["q95"]),
               number(each["to_ship"]), number(each["spread_left"]), each["taught"]] for each in parameters if each["fitted"]]
    others = [[each["parameter"], span(each["low"], each["high"]), number(each["median"]), span(each["q05"], each["q95"]),
               number(each["spread_left"]), each["taught"]] for each in parameters if not each["fitted"]]
    told = [[each["name"], each["text"], span(each["low"], each["high"]), number(each["now"]), number(each["median"]),
             span(each["q05"], each["q95"]), number(each["shipped"]), "yes" if each["shipped_in_range"] else "no"] for each in facts]
    recovered = [[each["parameter"], f"{each['covered']} of {each['rows']}", "yes" if each["good_enough"] else "no"] for each in recovery_rows(fit)]
    return [
        ("Fitted", ["parameter", "range", "now", "median", "90 %", "to ship", "spread left", "taught"], fitted),
        ("Facts", ["fact", "what", "range", "now", "accepted", "90 %", "to ship", "in range"], told),
        ("Recovery: held-out rows whose 90 % interval holds the truth", ["parameter", "covered", "enough"], recovered),
        ("Not fitted", ["parameter", "range", "median", "90 %", "spread left", "taught"], others)]
