"""`noaber check`, `explain` and `schema`: what a scenario file says, and whether it can be said."""

from pathlib import Path

from . import options
from .mistakes import Mistake, loaded_plugins
from .printing import give, give_json, say


def check(
    files: options.Scenarios,
    people: options.People = None,
    days: options.Days = None,
    set: options.Set = (),
    plugin: options.Plugin = (),
    as_json: options.Json = False,
    quiet: options.Quiet = False,
):
    """Check files of scenarios and studies: "ok" and a summary for each, or what is wrong and where."""
    from ..timeline.errors import ScenarioError
    from ..studies.idle_offers import notes_on_offers
    plugins = loaded_plugins(plugin)
    found = []
    for file in files:
        try:
            if is_study(file):
                said, notes = _summary_of_study(file, plugins), []
            else:
                scenario = _loaded(file, set, people, days)
                said, notes = summary(scenario), [*scenario.notices, *_notes_on_network(scenario), *notes_on_offers(scenario)]
        except ScenarioError as mistake:
            found.append({"file": file, "ok": False, "message": str(mistake)})
            say(f"noaber: {mistake}")
        else:
            found.append({"file": file, "ok": True, "message": said, "notes": notes})
            if not as_json:
                give(f"{file}: ok; {said}")
            for note in notes:
                say(f"Note: {note}.", quiet)
    if as_json:
        give_json(found)
    return 0 if all(each["ok"] for each in found) else 2


def is_study(file):
    """Return whether a path is that of a study file, which names its scenarios; what cannot be read is told as a scenario's."""
    from ..timeline.errors import ScenarioError
    from ..timeline.files import read_toml
    try:
        return Path(file).is_file() and "scenarios" in read_toml(Path(file), file)
    except ScenarioError:
        return False


def _summary_of_study(file, plugins):
    from ..studies.sweep.forecasting import counted, noted
    from ..studies.sweep.plan import plan_of
    from ..studies.sweep.reading import read_study
    plan = plan_of(read_study(file), plugins)
    wanted = plan.possible_runs
    return " ".join([counted(plan, wanted, len(wanted)), *noted(plan)]).rstrip(".")


def _notes_on_network(scenario):
    """Return what is mended in reading the scenario's network, if it has one; ScenarioError if it cannot be used."""
    if not scenario.population.network:
        return ()
    from ..run import population_of
    return population_of(scenario, seed=1).notes


def explain(
    scenario: options.Scenario,
    paths: options.Paths = False,
    seed: options.Seed = None,
    replicates: options.PathReplicates = None,
    people: options.People = None,
    days: options.Days = None,
    jobs: options.PathJobs = None,
    set: options.Set = (),
    plugin: options.Plugin = (),
    as_json: options.Json = False,
    quiet: options.Quiet = False,
):
    """Tell a scenario in sentences, with its timeline and what each crisis leaves open; or, with --paths, how it reaches feelings."""
    if not paths:
        _check_unused({"--replicates": replicates, "--seed": seed, "--jobs": jobs})
    from ..timeline.explain import explain as told
    plugins = loaded_plugins(plugin)
    loaded = _loaded(scenario, set, people, days)
    if paths:
        from .paths import explain_by_paths
        return explain_by_paths(loaded, replicates or 3, 1 if seed is None else seed, jobs or 1, plugins, as_json, quiet)
    from ..studies.idle_offers import notes_on_offers
    text = told(loaded.model_copy(update={"notices": (*loaded.notices, *notes_on_offers(loaded))}))
    if as_json:
        give_json({"scenario": loaded.name, "summary": summary(loaded), "text": text, "resolved": loaded.document()})
    else:
        give(text.rstrip("\n"))
    return 0


def _check_unused(flags):
    given = [flag for flag, value in flags.items() if value is not None]
    if given:
        raise Mistake(f"explain: {' and '.join(given)} only {'has' if len(given) == 1 else 'have'} a meaning with --paths, which runs the scenario; "
                      f"add --paths or leave {'it' if len(given) == 1 else 'them'} out")


def schema(plugin: options.Plugin = ()):
    """Print the JSON Schema of scenario files, for editors that check and complete them."""
    from ..timeline.schema import schema as described
    loaded_plugins(plugin)
    give_json(described())


def summary(scenario):
    """Return one line: title, dates, size, and how many events."""
    on = [event for event in scenario.events if event.enabled]
    crises = sum(event.role == "crisis" for event in on)
    who = f"the network {scenario.population.network}" if scenario.population.network else f"{scenario.population.people:,} people"
    steps = "hours" if scenario.step == "hour" else "days"
    return (f"{scenario.title}: {scenario.days} days from {scenario.start} in steps of {steps}, {who}, "
            f"{_count(crises, 'crisis', 'crises')}, {_count(len(on) - crises, 'intervention', 'interventions')}")


def _count(number, one, many):
    return f"{number} {one if number == 1 else many}"


def _loaded(file, settings, people, days):
    from ..timeline.load import load_scenario
    for setting in settings:
        if ":" in setting.partition("=")[0]:
            raise Mistake(f"--set {setting}: NAME: is for compare, where there are several scenarios; leave it out here")
    return load_scenario(file, set=list(settings), people=people, days=days)
