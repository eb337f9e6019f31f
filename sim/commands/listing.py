"""`noaber list`: everything a scenario file can name, and the plan of a step with the finding behind each part."""

from typing import Annotated

import typer

from . import options
from .mistakes import Mistake, loaded_plugins
from .printing import give, give_json

LISTS = {
    "mechanisms": "the plan of a step: moment, mechanism, what it reads and changes, the finding, its source, the kind of evidence",
    "crises": "kinds of crises, with their keys",
    "interventions": "kinds of interventions, with their keys",
    "outcomes": "the numbers that are reported",
    "groups": "the groups of people they are reported for",
    "recipes": "ways to build a population",
    "scenarios": "the scenarios that come with noaber",
    "parameters": "every number that can be set, and those that are fixed: value, range, unit, source",
    "facts": "the published facts noaber validate holds the model against, what is fitted to and what is not",
    "trials": "the published trials noaber trial reruns, and where the size of each effect comes from",
    "refused": "what is not simulated although people speak of it in the same breath, and why",
    "steps": "the moments of a step, and who acts at each",
}
What = Annotated[str | None, typer.Argument(metavar="WHAT", help=f"One of: {', '.join(LISTS)}.", show_default=False)]


def list_(what: What = None, plugin: options.Plugin = (), as_json: options.Json = False):
    """List what a scenario file can name: mechanisms, crises, interventions, outcomes and more, and what it is held against."""
    if what is None:
        return give_json(LISTS) if as_json else give(_choices())
    if what not in LISTS:
        from ..timeline.errors import unknown
        raise Mistake("list: " + unknown("list", what, LISTS, "lists"))
    loaded_plugins(plugin)
    from ..studies.listed import listed
    from . import listed_text
    rows = listed(what)
    return give_json(rows) if as_json else give(getattr(listed_text, what)(rows))


def _choices():
    longest = max(map(len, LISTS))
    return "\n".join(f"noaber list {name.ljust(longest)}  {text}" for name, text in LISTS.items())
