"""An emulator: what each fact would be for any values of the parameters, learnt from the table by ridge regression.

Each parameter enters by its place in the range, u from -1 to 1, as P1 = u and P2 = (3 u**2 - 1) / 2 (Legendre); those fitted
also as products of two. All of these have mean 0 over the ranges and are uncorrelated, so that what a parameter contributes to
the variance of a fact can be read off its coefficients, and leaving it out means setting it to 0.
"""

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

FOLDS = 5
OUTERMOST = (0.005, 0.995)
PENALTIES = np.logspace(-2, 4, 13)
SPREAD = (1 / 3, 1 / 5)  # variance of P1 and P2 when u is drawn evenly from -1 to 1


def main_features(shares):
    """Return float64 (n_rows, 2 n_drawn): P1 of every parameter, then P2 of every parameter, from places in the ranges, 0 to 1."""
    u = 2 * np.asarray(shares) - 1
    return np.concatenate([u, (3 * u * u - 1) / 2], axis=1)


def product_features(shares, fitted):
    """Return float64 (n_rows, n_pairs): products of P1 of each two fitted parameters (columns of `shares`)."""
    u, pairs = 2 * np.asarray(shares) - 1, np.array(list(combinations(fitted, 2)), np.int64).reshape(-1, 2)
    return u[:, pairs[:, 0]] * u[:, pairs[:, 1]]


@dataclass(frozen=True)
class Emulator:
    """Facts as a function of parameters: `middle` (n_facts,), `main` (n_facts, 2 n_drawn), `products` (n_facts, n_pairs).

    `fitted` are the columns of the parameters whose products count; `residual` float64 (n_facts, n_facts) is the covariance
    of what is left of rows the emulator was not shown: luck, and what the form cannot follow. `unsure` (n_facts,) is
    the share of it that remains in the emulator itself: coefficients that the rows in effect decided, over rows.
    """

    middle: np.ndarray
    main: np.ndarray
    products: np.ndarray
    fitted: tuple
    residual: np.ndarray = field(repr=False)
    unsure: np.ndarray

    def of(self, facts):
        """Return the Emulator of some of the facts, given by their numbers."""
        facts = list(facts)
        return Emulator(self.middle[facts], self.main[facts], self.products[facts], self.fitted, self.residual[np.ix_(facts, facts)],
                        self.unsure[facts])

    @property
    def own_error(self):
        """float64 (n_facts, n_facts): the covariance of what the emulator itself may be wrong by, from too few rows."""
        return self.residual * np.sqrt(np.outer(self.unsure, self.unsure))

    def facts(self, shares):
        """Return float64 (n_rows, n_facts) for places in the ranges (n_rows, n_drawn) of all parameters."""
        return self.middle + main_features(shares) @ self.main.T + product_features(shares, self.fitted) @ self.products.T

    def of_fitted(self, others=None):
        """Return a function from (n_rows, n_fitted) places of the fitted parameters to facts (n_rows, n_facts).

        The others are averaged over their ranges, or stand at the places `others` (n_drawn,).
        """
        n, first = self.main.shape[1] // 2, self.middle
        columns = [*self.fitted, *(n + each for each in self.fitted)]
        if others is not None:
            rest = np.delete(np.arange(2 * n), columns)
            first = first + self.main[:, rest] @ main_features(others[None])[0, rest]
        weights = np.concatenate([self.main[:, columns], self.products], axis=1).T
        pairs = np.array(list(combinations(range(len(self.fitted)), 2)), np.int64).reshape(-1, 2)

        def facts(shares):
            u = 2 * shares - 1
            return first + np.concatenate([u, (3 * u * u - 1) / 2, u[:, pairs[:, 0]] * u[:, pairs[:, 1]]], axis=1) @ weights
        return facts

    def spread_by(self, columns):
        """Return float64 (n_facts, n_facts): the covariance of facts when these parameters are drawn from their ranges."""
        n, columns = self.main.shape[1] // 2, list(columns)
        straight, bent = self.main[:, columns], self.main[:, [n + each for each in columns]]
        return SPREAD[0] * straight @ straight.T + SPREAD[1] * bent @ bent.T

    @property
    def others(self):
        """Columns of the parameters that are not fitted."""
        return [each for each in range(self.main.shape[1] // 2) if each not in self.fitted]


def learn(shares, facts, fitted=()):
    """Return the Emulator of a table: places in the ranges float64 (n_rows, n_drawn) and facts (n_rows, n_facts).

    A fact that a row lacks (NaN) is taken for its mean there, and the outermost hundredth of its values for the value
    just within; callers leave out facts that many rows lack.
    """
    facts = np.where(np.isfinite(facts), facts, np.nanmean(np.where(np.isfinite(facts), facts, np.nan), axis=0))
    facts = np.clip(facts, *np.quantile(facts, OUTERMOST, axis=0))
    features = np.concatenate([main_features(shares), product_features(shares, fitted)], axis=1)
    scale = np.maximum(facts.std(axis=0), 1e-12)
    scaled = (facts - facts.mean(axis=0)) / scale
    model = _regression().fit(features, scaled)
    left = (scaled - _predicted_unseen(features, scaled)) * scale
    weights = np.atleast_2d(model.coef_) * scale[:, None]
    n_main = 2 * np.shape(shares)[1]
    middle = np.atleast_1d(model.intercept_) * scale + facts.mean(axis=0)
    strength = np.linalg.svd(features - features.mean(axis=0), compute_uv=False) ** 2
    decided = (strength / (strength + np.reshape(model.alpha_, (-1, 1)))).sum(axis=1)
    unsure = np.broadcast_to((1 + decided) / len(features), len(middle))
    return Emulator(middle, weights[:, :n_main], weights[:, n_main:], tuple(fitted), left.T @ left / len(left), unsure)


def _regression():
    from sklearn.linear_model import RidgeCV
    return RidgeCV(alphas=PENALTIES, alpha_per_target=True)


def _predicted_unseen(features, facts):
    """Return float64 (n_rows, n_facts): each row as predicted from the other folds; every FOLDS-th row is one fold."""
    from sklearn.model_selection import PredefinedSplit, cross_val_predict
    return cross_val_predict(_regression(), features, facts, cv=PredefinedSplit(np.arange(len(features)) % FOLDS))
