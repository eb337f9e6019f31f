"""Which parameters are fitted: those the facts say most about, at most eight."""

import numpy as np

MOST_FITTED = 8
WORTH_FITTING = 0.05  # nats that the facts must say about a parameter beyond those chosen before it (assumption)


def screened(emulator, target_covariance, most=MOST_FITTED):
    """Return (columns, gains): the parameters chosen, one after the other, and the information in nats the facts hold on each.

    The facts vary with all parameters and are known up to `target_covariance`. What the facts tell about a set of parameters
    is half the log ratio of the determinant of their covariance before to that when the set is known; each step takes
    the parameter that adds most. A parameter that does just what a chosen one does adds little, however strong it is.
    """
    n_drawn = emulator.main.shape[1] // 2
    chosen, gains = [], []
    unknown = target_covariance + emulator.spread_by(range(n_drawn))
    while len(chosen) < most:
        rest = [each for each in range(n_drawn) if each not in chosen]
        if not rest:
            break
        known = {each: unknown - emulator.spread_by([each]) for each in rest}
        best = min(rest, key=lambda each: _log_volume(known[each]))
        gain = 0.5 * (_log_volume(unknown) - _log_volume(known[best]))
        if gain < WORTH_FITTING:
            break
        chosen.append(best)
        gains.append(float(gain))
        unknown = known[best]
    return tuple(chosen), tuple(gains)


def alone(emulator, target_covariance):
    """Return float64 (n_drawn,): the information in nats the facts hold on each parameter, taken by itself."""
    n_drawn = emulator.main.shape[1] // 2
    unknown = target_covariance + emulator.spread_by(range(n_drawn))
    return np.array([0.5 * (_log_volume(unknown) - _log_volume(unknown - emulator.spread_by([each]))) for each in range(n_drawn)])


def _log_volume(covariance):
    return np.linalg.slogdet(covariance)[1]
