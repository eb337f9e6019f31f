"""Networks of several scenarios held against each other: the same people with the same luck, week by week."""

import numpy as np

from ..core.chance import run_seed
from ..run import first_morning, run
from .chosen import chosen_scenarios
from .differences import NO_CRISIS
from .intervals import paired_intervals
from .networks_over_time import NetworksOverTime

WHERE = ["step", "time", "days", "measure", "layer", "group"]


def compare_networks(scenarios, replicates=5, seed=1, people=None, days=None, every=7):
    """Return a DataFrame of what differs between the networks that are lived in several scenarios.

    Parameters
    ----------
    scenarios : list of Scenario, path or str
        As for `compare`: each is held against the first, and the first against itself without its crises, `no_crisis`.
    replicates : int
        Pairs; from 5 on differences have an interval.
    seed, people, days : int
        As for `compare`.
    every : int
        Days of a window, see NetworksOverTime.

    Returns
    -------
    DataFrame
        Columns scenario, baseline, step, time, days, measure, layer, group, baseline_value, difference, low, high (95 % t
        interval over pairs), n_pairs.
    """
    import pandas as pd
    chosen = chosen_scenarios(scenarios, people, days)
    lived = {each.name: [] for each in chosen}
    for replicate in range(replicates):
        # The first morning knows nothing of events; mechanisms of a scenario's own may change what is usual.
        mornings = {}
        for scenario in chosen:
            same = scenario.model_copy(update={"crisis": (), "intervention": ()}).hash()
            mornings[same] = mornings.get(same) or first_morning(scenario, run_seed(seed, replicate))
            watch = NetworksOverTime(every)
            run(scenario, morning=mornings[same], each=watch)
            lived[scenario.name].append(watch.table().set_index(WHERE)["value"])
    first = chosen[0].name
    against = [(each.name, first) for each in chosen[1:] if each.name != NO_CRISIS]
    against += [(first, NO_CRISIS)] if NO_CRISIS in lived else []
    found = pd.concat([_difference(lived[one], lived[other]).assign(scenario=one, baseline=other) for one, other in against])
    return found[["scenario", "baseline", *WHERE, "baseline_value", "difference", "low", "high", "n_pairs"]].reset_index(drop=True)


def _difference(tables, base_tables):
    import pandas as pd
    mean, low, high, _, n = paired_intervals(np.stack([one - base for one, base in zip(tables, base_tables, strict=True)]))
    base = pd.concat(base_tables, axis=1).mean(axis=1)
    return pd.DataFrame({"baseline_value": base, "difference": mean, "low": low, "high": high, "n_pairs": n}, index=tables[0].index).reset_index()
