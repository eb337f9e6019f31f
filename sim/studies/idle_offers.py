"""Notices on interventions that reach nobody or do nothing in a scenario, and why."""

from ..core.feelings import YOUNGEST_WITH_DISTRESS
from ..groups import eligible
from ..run import mechanisms_of, population_of
from .differences import NO_CRISIS
from ..timeline.carried import carried_by, services_of
from ..timeline.height import height_of
from ..world import World

MOST_PEOPLE = 20_000  # enough to see whether there is anybody; only area numbers need the whole population
# services of no use without a crisis that lowers a level of the outside world
NEEDED = {"kept_together": ("nearby", "makes people leave their homes"), "door_to_door": ("phone", "cuts phones")}
# services that are of use to some people only
FOR_WHOM = {
    "school_programme": ("pupils of 12 and over", lambda traits: traits.at_school & ~traits.student & (traits.age >= YOUNGEST_WITH_DISTRESS)),
    "support_bubbles": ("people who live alone", lambda traits: traits.lives_alone),
}


def notes_on_offers(scenario):
    """Return a notice for each intervention that is on and reaches nobody or does nothing; ScenarioError for areas that are not there."""
    offers = [event for event in scenario.intervention if event.enabled]
    notes = {event.name: _without_people(event, scenario) for event in offers}
    if _asks_for_people(scenario, offers):
        world = _first_morning(scenario)
        notes = {event.name: notes[event.name] or _among(world, event) for event in offers}
    return [f'"{name}" does nothing: {why}' for name, why in notes.items() if why]


def notes_on_policies(scenarios):
    """Return the notices on the offers of scenarios that are compared, each once, with the names of those it is not the same in all of."""
    # The copy without crises is no policy: in it every offer that needs a crisis does nothing.
    policies, found = [each for each in scenarios if each.name != NO_CRISIS], {}
    for scenario in policies:
        for note in notes_on_offers(scenario):
            found.setdefault(note, []).append(scenario.name)
    return [note if len(names) == len(policies) else f"in {', '.join(names)}, {note}" for note, names in found.items()]


def _without_people(event, scenario):
    """Return why an offer does nothing whoever the people are, or an empty text."""
    zero = next((key for key in ("reach", "uptake", "capacity_per_1000") if getattr(event, key) == 0), None)
    if zero:
        return f"its {zero} is 0"
    carried = carried_by(event, scenario.start)
    if carried and not {each.name for each in mechanisms_of(scenario)} & set(carried):
        return f"it acts through {' and '.join(carried)}, switched off here"
    for service in services_of(event, scenario.start):
        level, what = NEEDED.get(service, (None, ""))
        if level and all(height_of(crisis, scenario, tuple(crisis.ways)).levels[level] == 1 for crisis in scenario.crisis if crisis.enabled):
            return f"no crisis of the scenario {what}"
    return ""


def _asks_for_people(scenario, offers):
    """Return whether anything said of the offers or areas depends on who the people are."""
    narrow = any(any(value is not None for _, value in each) for event in offers for each in _each_who(event))
    return narrow or _names_areas(scenario) or any(set(services_of(event, scenario.start)) & set(FOR_WHOM) for event in offers)


def _names_areas(scenario):
    asked = [event.area for event in scenario.crisis] + [each.area for event in scenario.intervention for each in _each_who(event)]
    return any(isinstance(area, tuple) for area in asked)


def _each_who(event):
    return event.who if isinstance(event.who, tuple) else (event.who,)


def _first_morning(scenario):
    """Return a World of no mechanisms on its first morning, of fewer people where their number does not matter."""
    people = scenario.population.people
    if people and people > MOST_PEOPLE and not _names_areas(scenario):
        scenario = scenario.model_copy(update={"population": scenario.population.model_copy(update={"people": MOST_PEOPLE})})
    return World(scenario, population_of(scenario, seed=1), (), 1, None, eligible)


def _among(world, event):
    """Return why an offer does nothing among these people, or an empty text."""
    those = eligible(world, event.who, event.name)
    if not those.any():
        return "nobody here is one of those it is for"
    for service in services_of(event, world.scenario.start):
        words, suits = FOR_WHOM.get(service, ("", None))
        if suits and not (those & suits(world.population.traits)).any():
            return f"only {words} can use it, and there are none among those it is for"
    return ""
