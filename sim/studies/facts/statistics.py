"""Statistics of people as studies compute them: differences, odds ratios, slopes, and risks along ties."""

import numpy as np


def share(values):
    """Return the mean of a bool or float array, NaN if it is empty."""
    return float(np.mean(values)) if len(values) else float("nan")


def rise(arms, measure, window, people=None):
    """Return the mean change of a measure by the crisis, same people and luck, among `people` bool (n_people,)."""
    change = arms["lived"].mean(measure, window) - arms["no_crisis"].mean(measure, window)
    return share(change if people is None else change[people])


def odds(part):
    """Return the odds of a share."""
    return part / (1 - part) if part < 1 else float("nan")


def odds_ratio(exposed, unexposed):
    """Return the odds ratio of two bool arrays, NaN where it is not defined."""
    if not len(exposed) or not len(unexposed):
        return float("nan")
    below = odds(share(unexposed))
    return odds(share(exposed)) / below if below > 0 else float("nan")


def correlation(one, other):
    """Return the correlation of two arrays, NaN where one does not vary."""
    if len(one) < 3:
        return float("nan")
    a, b = one - one.mean(), other - other.mean()
    spread = np.sqrt((a * a).sum() * (b * b).sum())
    return float((a * b).sum() / spread) if spread > 0 else float("nan")


def least_squares(outcome, *columns):
    """Return the slopes of a linear regression on the columns, the constant left out."""
    design = np.column_stack([np.ones(len(outcome)), *columns])
    return np.linalg.lstsq(design, outcome, rcond=None)[0][1:]


def log_odds(outcome, *columns, rounds=25):
    """Return the log odds ratios of a logistic regression of a bool array on the columns, by Newton's method."""
    design = np.column_stack([np.ones(len(outcome)), *columns])
    slopes = np.zeros(design.shape[1])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(design @ slopes, -30, 30)))
        weight = np.maximum(chance * (1 - chance), 1e-9)
        step = np.linalg.lstsq((design * weight[:, None]).T @ design, design.T @ (outcome - chance), rcond=None)[0]
        slopes = slopes + step
        if np.abs(step).max() < 1e-10:
            break
    return slopes[1:]


def standard(values):
    """Return values as deviations from their mean in their SD; 0 where all are alike."""
    spread = np.std(values)
    return (values - np.mean(values)) / spread if spread > 0 else values - np.mean(values)


def within(values):
    """Return (n_times * n_people,) from (n_times, n_people): each value against the person's own mean."""
    return (values - values.mean(axis=0)).ravel()


def coreness(n_people, lower, higher):
    """Return int64 (n_people,): the largest k such that one is in a group whose members all have k ties within it; small at the periphery."""
    deep, k, left = np.zeros(n_people, np.int64), 0, np.ones(len(lower), bool)
    while left.any():
        k += 1
        while True:  # take away all who have fewer than k ties left, until nobody has
            degree = np.bincount(lower[left], minlength=n_people) + np.bincount(higher[left], minlength=n_people)
            stays = left & (degree[lower] >= k) & (degree[higher] >= k)
            if stays.sum() == left.sum():
                break
            left = stays
        deep[degree >= k] = k
    return deep


def relative_risks(n_people, lower, higher, has, degrees=3):
    """Return how much likelier people have something whose contact at 1, 2, ... degrees has it, against a contact at random.

    Pairs at a distance are counted once each way: shares of pairs in which both have it, over what chance would give
    for the same people with as many contacts each.
    """
    from scipy import sparse

    ones = np.ones(len(lower))
    step = sparse.coo_matrix((ones, (lower, higher)), shape=(n_people, n_people)).tocsr()
    step = ((step + step.T) > 0).astype(np.float64)
    known = (sparse.identity(n_people, format="csr") + step) > 0
    at, has, found = step, has.astype(np.float64), []
    for _ in range(degrees):
        contacts = np.asarray(at.sum(axis=1)).ravel()
        pairs = contacts.sum()
        both, base = has @ (at @ has), (has @ contacts) / pairs if pairs else float("nan")
        found.append(float(both / pairs / base**2) if pairs and base > 0 else float("nan"))
        reached = (at @ step) > 0
        at = (reached.astype(np.int8) - reached.multiply(known).astype(np.int8)).astype(np.float64)
        at.eliminate_zeros()
        known = (known + (at > 0)) > 0
    return found
