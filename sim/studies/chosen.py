"""Which scenarios a comparison runs: loaded, named apart, comparable, and the first one also without its crises."""

from pathlib import Path

from ..timeline.errors import ScenarioError, in_words, table_of
from ..timeline.load import load_scenario
from ..timeline.scenario import Scenario
from ..timeline.settings import check_setting_names, settings_for
from .differences import NO_CRISIS

NOTHING = "nothing to compare: give two scenarios or more, or one that has a crisis"


def chosen_scenarios(given, people=None, days=None, set=()):
    """Return the tuple of Scenarios to run, `no_crisis` last.

    Raises
    ------
    ScenarioError
        If one cannot be used, if they cannot be compared, or if there is nothing to compare.
    """
    given = [given] if isinstance(given, (str, Path, Scenario)) else list(given)
    if not given:
        raise ScenarioError("compare", message=NOTHING)
    stems = [each.name if isinstance(each, Scenario) else Path(each).stem for each in given]
    if not isinstance(set, dict):
        set = [set] if isinstance(set, str) else list(set)
        check_setting_names(stems, set)
    chosen = [_loaded(each, stem, people, days, set) for each, stem in zip(given, stems, strict=True)]
    chosen = _named_apart(chosen)
    for other in chosen[1:]:
        _check_comparable(chosen[0], other)
    _check_prices(chosen)
    if has_crisis(chosen[0]):
        chosen.append(chosen[0].without_crises(NO_CRISIS))
    if len(chosen) < 2:
        raise ScenarioError(f"{chosen[0].name}.toml", message=NOTHING)
    return tuple(chosen)


def has_crisis(scenario):
    """Return whether any crisis of a scenario is enabled."""
    return any(event.enabled for event in scenario.crisis)


def priced(scenarios):
    """Return [(scenario, intervention)] of all that are on and cost something."""
    return [(scenario, event) for scenario in scenarios for event in scenario.intervention
            if event.enabled and any(value for key, value in event if key.startswith("cost_"))]


def price_year_of(scenarios):
    """Return the year whose prices the interventions of a comparison state, or None where nothing costs anything."""
    return next((event.price_year for _, event in priced(scenarios)), None)


def _check_prices(scenarios):
    """Raise ScenarioError for the first intervention whose costs are in prices of another year: nothing converts them."""
    found = priced(scenarios)
    for scenario, event in found:
        (first, other), year = found[0], event.price_year
        if year != other.price_year:
            raise ScenarioError(f"{scenario.name}.toml", table_of(("intervention", event.name)), "price_year",
                                f"{year} here, but {other.price_year} for {in_words(other.name)} in {first.name}.toml; "
                                "costs that are compared are in prices of one year: convert them to it by hand")


def _loaded(each, stem, people, days, set):
    own = set if isinstance(set, dict) else settings_for(stem, set)
    if isinstance(each, Scenario) and people is None and days is None and not own:
        return each
    return load_scenario(each, set=own, people=people, days=days)


def _named_apart(scenarios):
    """Return the scenarios under names that differ: a second "lockdown" becomes "lockdown-2"."""
    taken, apart = {NO_CRISIS} if has_crisis(scenarios[0]) else {""}, []
    for scenario in scenarios:
        name, count = scenario.name, 1
        while name in taken:
            count += 1
            name = f"{scenario.name}-{count}"
        taken.add(name)
        apart.append(scenario if name == scenario.name else scenario.model_copy(update={"name": name}))
    return apart


def _check_comparable(first, other):
    """Raise ScenarioError if two scenarios do not hold the same people over the same time."""
    asked = [(key, getattr(first, key), getattr(other, key), "") for key in ("start", "days", "step")]
    asked.append(("people", first.population.people, other.population.people, "[population]"))
    for key, wanted, found, table in asked:
        if wanted != found:
            raise ScenarioError(f"{other.name}.toml", table, key, f"{found} here, but {wanted} in {first.name}.toml; "
                                "compared scenarios have the same people, start, days and step")
    if bool(first.population.network) != bool(other.population.network):
        raise ScenarioError(f"{other.name}.toml", "[population]", "network",
                            f"compared scenarios have the same people, and only one of this and {first.name}.toml has a network")
