"""The paths by which a crisis reaches feelings: which arrows each consists of. The one place where they are declared."""

from dataclasses import dataclass, replace

from ..core import catalogue
from ..run import mechanisms_of


@dataclass(frozen=True)
class Path:
    """A path and what cuts it: numbers "mechanism.parameter" set to 0, and mechanisms switched off.

    A carrier brings the change about; a damper (`dampens`) only takes off what carriers bring, and is no part of a sum of shares.
    """

    name: str
    words: str
    zero: tuple = ()
    off: tuple = ()
    dampens: bool = False

    def cut(self, scenario):
        """Return a scenario without this path; what it has switched off already stays off."""
        mechanisms, on = dict(scenario.mechanisms), {mechanism.name: mechanism for mechanism in mechanisms_of(scenario)}
        for name in self.off:
            if name in on:
                mechanisms[name] = False
        for name, own in self._zeros().items():
            if name in on and mechanisms.get(name) is not False:
                mechanisms[name] = on[name].model_copy(update=dict.fromkeys(own, 0.0))
        return scenario.model_copy(update={"mechanisms": mechanisms})

    def _zeros(self):
        found = {}
        for path in self.zero:
            name, _, key = path.partition(".")
            found.setdefault(name, []).append(key)
        return found

    def acts_in(self, scenario):
        """Return whether the scenario has any mechanism of this path."""
        on = {mechanism.name for mechanism in mechanisms_of(scenario)}
        return bool(on & set(self.mechanisms))

    def arrows(self, scenario):
        """Return what is cut of a scenario: "mechanism" where it is switched off, "mechanism.parameter" where that number is set to 0."""
        on = {mechanism.name for mechanism in mechanisms_of(scenario)}
        return [name for name in (*self.off, *self.zero) if name.partition(".")[0] in on]

    @property
    def mechanisms(self):
        """The names of all mechanisms of which the path cuts anything."""
        return (*self.off, *self._zeros())


PATHS = (
    Path("threat", "threat that is felt, and staying in for it",
         zero=("stress_response.threat_worry", "stress_response.threat_low_mood", "withdrawal.threat_keeps_home")),
    Path("uncertainty", "uncertainty that is felt", zero=("stress_response.uncertainty_worry", "stress_response.uncertainty_low_mood"),
         off=("felt_uncertainty",)),
    Path("company", "company that is missed: unmet need, and all that follows from it", off=("social_need",)),
    Path("loneliness", "loneliness that lowers mood", off=("lonely_low_mood",)),
    Path("support", "support that is less or more than usual; most of what is felt as support is usual, so that this moves little", off=("support", "support_relief")),
    Path("wearing out", "unmet need that wears out over months", off=("wearing_out",)),
    Path("news", "news, and worry that makes one look again", off=("news_exposure",)),
    Path("others’ distress", "the distress and, where it is switched on, the loneliness of those one meets", off=("shared_feelings", "lonely_company")),
    Path("strangers", "talks with strangers and weak ties, and what one expects of them",
         zero=("chance_encounters.reward",), off=("mispredicted_benefit", "talking_to_strangers")),
    Path("drawing back", "doing less with others: low mood, unease, tiredness, confidence",
         zero=("withdrawal.strength",), off=("avoidance", "group_avoidance", "fatigue", "confidence")),
    Path("care", "care and lessons of parents", off=("care_burden",)),
    Path("losses", "loss of home or income, being cut off, heat",
         off=("disaster_exposure", "disaster_social_capital", "hardship", "cut_off", "heat_strain")),
    Path("getting used", "alarm that is felt less the longer it lasts", off=("getting_used",), dampens=True),
    Path("set point", "company that is missed less after months of less", off=("set_point",), dampens=True),
    Path("buffering by support", "what support, usual or not, takes off threat, wearing out, lost income and a lost home",
         zero=("stress_response.buffer", "wearing_out.buffer", "hardship.buffer", "disaster_exposure.buffer"), dampens=True),
    Path("help", "courses of help", off=("taking_up_help", "check_in_calls", "phone_activation", "guided_self_help", "remote_therapy",
                                         "loneliness_groups", "attention_only", "school_lessons"), dampens=True),
)
# Where people meet is the world in which all paths run, and the need that becomes loneliness is company's own: no arrows of their own.
WORLD = ("loneliness", "stress_response", "company", "withdrawal", "chance_encounters")


def paths_of(scenario):
    """Return the Paths that act in a scenario, last all mechanisms that no path names and that decide on no meetings.

    Without a crisis courses of help are what is explained, and carry the change.
    """
    named = {name for path in PATHS for name in path.mechanisms} | set(WORLD)
    on = {mechanism.name for mechanism in mechanisms_of(scenario)}
    rest = tuple(name for name in catalogue.names("mechanism")
                 if name in on and name not in named and "meet" not in catalogue.find("mechanism", name).moments())
    words = "all else at once: " + ", ".join(name.replace("_", " ") for name in rest)
    crisis = any(event.enabled for event in scenario.crisis)
    return [path if crisis or path.name != "help" else replace(path, dampens=False)
            for path in (*PATHS, Path("all else", words, off=rest)) if path.acts_in(scenario)]
