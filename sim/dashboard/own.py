"""A scenario made in the timeline: looked at by all pages of a session, and carried by its address."""

from __future__ import annotations

from .. import Scenario
from .timeline.packed import KEY, pack, unpack
from .timeline.uploads import is_uploaded
from .titles import DRAWN, OWN

LOST = "timeline.lost"  # says in an address what it could not carry


def look_at_own(session, scenario: Scenario, name: str) -> None:
    """Look at an edited scenario: beside the policies for the same crisis, if there are any, and as a policy if it is one."""
    offered = session.scenarios.get(name) == scenario
    if offered:
        session.own = None
    else:
        name = name if name.startswith(OWN) else f"{OWN}_{name}"
        session.use_own(scenario, name)
        session.own = scenario
    alike = [each.name for each in session.situations if _is_situation_of(session, each, scenario, name)]
    if alike and session.first.value not in alike:
        session.choose_first(alike[0])
    if scenario.intervention:
        session.second.set(name)
        session.compared.set((session.first.value, name))
    keep_in_link(session)


def _is_situation_of(session, situation: Scenario, scenario: Scenario, name: str) -> bool:
    """Return whether a scenario that can be asked about has the crises of an edited one, and nothing done about them."""
    if scenario.intervention:
        return name in {policy.name for policy in session.policies_of(situation.name)}
    return not situation.intervention and situation.crisis == scenario.crisis


def use_drawn(session, scenario: Scenario) -> None:
    """Look at a scenario on a network that was drawn, under a name of its own: another network is another question."""
    session.use_own(scenario, f"{OWN}_{scenario.hash()[:6]}")
    keep_in_link(session)


def restore_own(session, text: str) -> bool:
    """Take the edited scenario of an address, and return whether there was one: all pages may then ask for it by its name."""
    own = unpack(text)
    if own:
        look_at_own(session, own, f"{OWN}_{own.hash()[:6]}")
    return own is not None


def keep_in_link(session) -> None:
    """Let the address carry the edited scenario as long as a page looks at it; of one that cannot travel so it says what it was."""
    others = {key: value for key, value in session.pages.value.items() if key not in (KEY, LOST)}
    looked_at = [name for name in (session.second.value, session.first.value, *session.compared.value) if name.startswith(OWN) and name in session.scenarios]
    own = session.own or (session.scenarios[looked_at[0]] if looked_at else None)
    if looked_at and (session.own or own.population.network):
        packed = pack(own)
        others[KEY if packed else LOST] = packed or ",".join((*_kind_of(own), *session.made_of))
    if others != session.pages.value:
        session.pages.set(others)


def _kind_of(own: Scenario) -> tuple[str, str]:
    """Return why a scenario does not travel in an address, and the file of a drawn network; what a visitor's own files are called stays here."""
    network = own.population.network or ""
    if network.startswith(DRAWN):
        return "drawn", network
    return ("files" if is_uploaded(own) else "long"), ""
