"""Which findings have no part in a comparison at all, so that nothing is learned by switching them off."""

from ..run import mechanisms_of, run

PEOPLE = 400  # enough that everything that can happen in a scenario does happen to somebody


def idle_mechanisms(scenarios, seed):
    """Return the names of mechanisms that say nothing on any step of any of these scenarios, tried with few people.

    A mechanism of an event that does not come, or of a service nobody offers, says nothing. Where events strike single areas, or a
    network brings its people, that cannot be told from few people, and none is called idle.
    """
    if any(scenario.population.network or any(event.area is not None for event in scenario.crisis) for scenario in scenarios):
        return ()
    silent = {mechanism.name for scenario in scenarios for mechanism in mechanisms_of(scenario)}
    for scenario in scenarios:
        small = scenario.model_copy(update={"population": scenario.population.model_copy(update={"people": min(PEOPLE, scenario.population.people)})})
        run(small, seed, each=lambda world, today: silent.difference_update(_speaking(world, today, silent)))
    return tuple(sorted(silent))


def _speaking(world, today, silent):
    """Return which of the silent mechanisms say something on this day; they are asked again, which changes nothing."""
    return {mechanism.name for mechanism in world.mechanisms if mechanism.name in silent
            and any(getattr(mechanism, moment)(today) for moment in mechanism.moments())}
