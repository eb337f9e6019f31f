"""From an emulator and what was observed to parameters: an ensemble of walkers over the ranges of those fitted.

References
----------
foremanmackey2013 : emcee: The MCMC Hammer. Publications of the Astronomical Society of the Pacific 125, 306-312.
"""

from dataclasses import dataclass

import numpy as np

# Many walkers and few steps: a step costs hardly more for two hundred than for twenty.
WALKERS, SETTLING, STEPS, THINNED = 200, 300, 300, 20


@dataclass(frozen=True)
class Posterior:
    """Accepted places in the ranges, float64 (n_accepted, n_fitted), of the parameters in `columns`."""

    columns: tuple
    shares: np.ndarray

    def interval(self, level=0.9):
        """Return float64 (2, n_fitted): the middle part of the accepted places that holds `level` of them."""
        return np.quantile(self.shares, [(1 - level) / 2, (1 + level) / 2], axis=0)

    @property
    def median(self):
        """float64 (n_fitted,): the middle of the accepted places."""
        return np.median(self.shares, axis=0)

    @property
    def narrowed(self):
        """float64 (n_fitted,): SD of the accepted places by that of an even draw from the range; 1 means nothing was learnt."""
        return self.shares.std(axis=0) * np.sqrt(12)


def sample(columns, predict, observed, covariance, seed, steps=STEPS):
    """Return the Posterior of fitted parameters, even over their ranges before.

    Parameters
    ----------
    columns : tuple of int
        The fitted parameters.
    predict : callable
        From places (n_rows, n_fitted) to facts (n_rows, n_facts).
    observed, covariance : ndarray of shape (n_facts,) and (n_facts, n_facts)
        What was observed, and how far it may lie from what is predicted.
    seed : int
        Fixes the walk.
    """
    import emcee
    from threadpoolctl import threadpool_limits

    n_fitted = len(columns)
    root = np.linalg.cholesky(np.linalg.inv(covariance))

    def log_likelihood(shares):
        inside = np.all((shares > 0) & (shares < 1), axis=1)
        apart = (predict(np.clip(shares, 0, 1)) - observed) @ root
        return np.where(inside, -0.5 * (apart * apart).sum(axis=1), -np.inf)

    luck = np.random.RandomState(seed % 2**32)  # emcee keeps its luck in this older form
    sampler = emcee.EnsembleSampler(WALKERS, n_fitted, log_likelihood, vectorize=True)
    sampler.random_state = luck.get_state()
    begin = luck.uniform(0.05, 0.95, (WALKERS, n_fitted))
    with threadpool_limits(1):  # the matrices are small: waking other threads would cost more than the work
        sampler.run_mcmc(begin, SETTLING + steps, skip_initial_state_check=True)
    return Posterior(tuple(columns), sampler.get_chain(discard=SETTLING, thin=THINNED, flat=True))
