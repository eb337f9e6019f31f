"""Lives the units of a small study in processes that stay, such as those of the dashboard, in turn with what others ask of them."""

from ..work import Unit
from .living import record_of, units_of


def on_standing(asked, units, stopped, workers):
    """Give (unit, records) run by run, in any order, from `standing.Workers`; what they remember is not run again."""
    units = [each for unit in units for each in units_of(unit)]
    owner = {(scenario.hash(), unit.seed): (unit, run) for unit in units for run, scenario in zip(unit.runs, unit.scenarios, strict=True)}
    for run in workers.gather([Unit(unit.scenarios, unit.seed, unit.replicate) for unit in units], stopped):
        unit, run_hash = owner[run.scenario_hash, run.seed]
        yield unit, [record_of(asked, run_hash, run)]
