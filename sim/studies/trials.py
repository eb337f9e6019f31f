"""Trials rerun as trials: people eligible by the trial's criteria, a randomised half, its length, its scales.

Each person of the treated half is compared with itself in the same world without treatment, so that the difference is the
treatment's. Nobody refuses and nobody waits here; capacity, waiting and uptake belong to a policy. Where the size of an effect is
a parameter taken from the trial itself, the rerun shows that the model hands on what it was told, and no more; where the size is an
assumption, it shows what the assumption comes to beside what was published.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..core import catalogue
from ..core.chance import key, run_seed, uniforms
from ..core.feelings import FACETS
from ..groups import eligible
from ..run import first_morning, mechanisms_of
from ..step import step
from ..timeline.events import Who
from ..timeline.load import load_scenario
from ..world import World
from .intervals import paired_intervals
from .measurement import SCALES

LATENT = ("distress", "loneliness", *FACETS)


@dataclass(frozen=True)
class Result:
    """One published result: `scale` is a questionnaire of `measurement`, a latent feeling in SD, or a quantity of the state."""

    scale: str
    published: float | None
    low: float
    high: float
    unit: str
    day: int | None = None  # the day it was measured, where that is not the last


@dataclass(frozen=True)
class Trial:
    """A trial: `who` may take part, and only with `scores` {scale: (lowest, highest)} on the first morning; `arm` is an intervention.

    `settings` are {mechanism: {parameter: value}} that hold in both worlds; `text` says what was compared, `by_construction`
    whether the size of the effect is a parameter taken from this very trial, `size` where the size comes from, in words.
    """

    name: str
    text: str
    arm: str
    days: int
    results: tuple
    source: str
    who: tuple = (Who(),)
    scores: tuple = ()
    settings: tuple = ()
    scenario: str = "baseline"
    by_construction: bool = True
    size: str = "the size is a parameter taken from this trial"


class Effect(NamedTuple):
    """A difference between treated people and themselves untreated: mean over replicates, half of its 95 % interval, people in the arm."""

    mean: float
    half_width: float
    treated: float


def trial_effect(trial, scale=None, *, people=2_000, replicates=5, seed=1, settings=(), progress=None):
    """Return the Effect of a trial on one scale; the first of its results if none is named.

    Parameters
    ----------
    trial : Trial or str
        A trial, or the name of one in TRIALS.
    scale : str, optional
        The scale of one of its results.
    people, replicates, seed : int
        How many people live in each world, how many pairs of worlds, and the study seed. No interval below 5 pairs.
    settings : sequence of str
        Changes of the scenario, such as "mechanisms.check_in_calls.low_mood=0.2".
    progress : callable, optional
        Called with the pairs done and all pairs.
    """
    trial = _found(trial)
    effects = trial_effects(trial, people=people, replicates=replicates, seed=seed, settings=settings, progress=progress)
    names = [result.scale for result in trial.results]
    return effects[0 if scale is None else names.index(scale)]


def trial_effects(trial, *, people=2_000, replicates=5, seed=1, settings=(), progress=None):
    """Return a list of Effects, one for each result of the trial; parameters as in `trial_effect`."""
    trial, found, treated = _found(trial), [], []
    for replicate in range(replicates):
        differences, n_treated = _one_pair(trial, people, run_seed(seed, replicate), settings)
        found.append(differences)
        treated.append(n_treated)
        if progress is not None:
            progress(replicate + 1, replicates)
    mean, low, high, _, _ = paired_intervals(np.array(found))
    return [Effect(float(m), float(h - lo) / 2, float(np.mean(treated))) for m, lo, h in zip(mean, low, high, strict=True)]


def _found(trial):
    return TRIALS[trial] if isinstance(trial, str) else trial


def _one_pair(trial, people, seed, settings):
    """Return (differences float64 (n_results,), treated people) of one pair of worlds; NaN where nobody is eligible."""
    plain = _scenario(trial, people, settings)
    offered = plain.model_copy(update={"intervention": (_for_all(trial),)})
    morning = first_morning(plain, seed)
    untreated = _world(plain, morning, None)
    in_arm = _eligible(trial, untreated) & (uniforms(key(seed, f"trial {trial.name}"), morning.population.n_people) < 0.5)
    treated = _world(offered, morning, in_arm)
    differences = np.full(len(trial.results), np.nan)
    for day in range(1, trial.days + 1):
        step(untreated)
        step(treated)
        for place, result in enumerate(trial.results):
            if day == (result.day or trial.days) and in_arm.any():
                measured = [np.asarray(score(world, result.scale), np.float64)[in_arm].mean() for world in (treated, untreated)]
                differences[place] = measured[0] - measured[1]
    return differences, int(in_arm.sum())


def _scenario(trial, people, settings):
    scenario = load_scenario(trial.scenario, people=people, set=list(settings))
    chosen = {name: dict(values) for name, values in trial.settings}
    mechanisms = dict(scenario.mechanisms)
    for name, values in chosen.items():
        own = mechanisms.get(name) or catalogue.find("mechanism", name)()
        mechanisms[name] = own.model_copy(update=values)
    return scenario.model_copy(update={"mechanisms": mechanisms, "days": trial.days, "intervention": ()})


def _for_all(trial):
    """Return the trial's intervention as an offer that nobody refuses and nobody waits for."""
    kind = catalogue.find("intervention", trial.arm)
    event = kind(name=trial.name, reach=1.0, uptake=1.0, capacity_per_1000=None)
    plenty = {name: 1000.0 for name in kind.model_fields if name.endswith("_per_1000") and name != "capacity_per_1000"}
    return event.model_copy(update=plenty)


def _world(scenario, morning, in_arm):
    return World(scenario, morning.population, mechanisms_of(scenario), morning.seed, morning.usual, lambda *_: in_arm)


def _eligible(trial, world):
    """Return bool (n_people,): who meets the criteria on the first morning."""
    may = eligible(world, trial.who, trial.name)
    for scale, (lowest, highest) in trial.scores:
        measured = score(world, scale)
        may &= (measured >= lowest) & (measured <= highest)
    return may


def score(world, scale):
    """Return what a scale gives of each person as it feels now, (n_people,): points, SD of a feeling, or a quantity of the state."""
    if scale in SCALES:
        return SCALES[scale].scores(score(world, SCALES[scale].feeling))
    if scale in FACETS:
        level = getattr(world.population.traits, f"trait_{scale}") + world.fluctuation[:, FACETS.index(scale)]
        return level + world.state[scale] + world.state[f"{scale}_relief"]
    return world.feelings_now()[scale] if scale in LATENT else world.state[scale]


AT_ONCE, NO_LINE = ("asks_a_day", 1.0), -6.0
TRIALS = {trial.name: trial for trial in (
    Trial("lay_calls", "four weeks of calls by lay people against no calls, people of 27 and over who are older or live alone, as lonely as those in the trial",
          "check_in_calls", 28,
          (Result("phq9", -1.6, -3.0, -0.9, "points"), Result("gad7", -2.0, -2.8, -0.8, "points"), Result("ucla3", -1.1, -1.65, -0.55, "points"),
           Result("low_mood", -0.27, -0.5, -0.15, "SD"), Result("worry", -0.36, -0.5, -0.15, "SD")),
          "Kahlon et al. 2021, JAMA Psychiatry 78:616 (n = 240)", who=(Who(age_min=65), Who(age_min=27, lives_alone=True)),
          scores=(("ucla3", (5, 9)),), settings=(("check_in_calls", (AT_ONCE,)),)),
    Trial("phone_activation", "behavioural activation by phone against usual care, three months, people of 65 and over with PHQ-9 of 5 or more, few ties or living alone",
          "phone_activation", 91,
          (Result("phq9", -1.65, -2.54, -0.75, "points"), Result("low_mood", -0.28, -0.42, -0.13, "SD"),
           Result("emotional_loneliness", -0.19, -0.36, -0.03, "SD"), Result("social_loneliness", -0.03, -0.17, 0.12, "SD")),
          "Gilbody et al. 2024, Lancet Healthy Longevity 5:e97 (n = 435)", who=(Who(age_min=65, lives_alone=True), Who(age_min=65, few_close_ties=True)),
          scores=(("phq9", (5, 27)),), settings=(("phone_activation", (AT_ONCE,)),)),
    Trial("loneliness_groups", "programmes against loneliness, lonely participants against no programme: at the end after eight weeks, and after a year",
          "loneliness_groups", 365,
          (Result("loneliness", -0.50, -0.60, -0.39, "SD", day=63), Result("loneliness", -0.20, -0.40, -0.01, "SD")),
          "reviews of trials: -0.50 (-0.60 to -0.39) and, a year later, -0.20 (-0.40 to -0.01); Lasgaard et al. 2022: -0.47",
          who=(Who(age_min=18, lonely=True),), settings=(("loneliness_groups", (AT_ONCE, ("joins_from", NO_LINE))),),
          size="the size at the end is a parameter set to these reviews, and how it fades an assumption between them"),
    Trial("guided_self_help", "guided self-help against usual care, depressed patients in primary care, at completion",
          "stepped_care", 56, (Result("low_mood", -0.40, -0.69, -0.11, "SD"),), "Linde et al. 2015, Ann Fam Med 13:56",
          who=(Who(age_min=18),), scores=(("phq9", (10, 27)),),
          settings=(("guided_self_help", (AT_ONCE, ("asks_from", NO_LINE))), ("remote_therapy", (("asks_a_day", 0.002), ("asks_from", 2.5)))),
          size="the size of self-help is a parameter taken from these trials"),
    Trial("school_lessons", "weekly lessons in social and emotional skills against none, pupils of 12 to 17", "school_programme", 126,
          (Result("distress", None, -0.70, -0.09, "SD"),), "Durlak, Mahoney & Boyle 2022, Psychol Bull 148:765 (0.09 to 0.70 by outcome)",
          who=(Who(age_min=12, age_max=17),), settings=(("school_lessons", (AT_ONCE,)),),
          by_construction=False, size="the size is an assumption near the low end of the published range, so it tests nothing"),
    Trial("strangers_game", "a week of a game of talking with strangers against none: what adults expect of it a week after the end (published as a sign)",
          "talk_to_strangers", 14, (Result("expected_reward", None, 0.0, 0.5, "share of the true reward"),),
          "Sandstrom, Boothby & Cooney 2022, J Exp Soc Psychol 102", who=(Who(age_min=18),),
          by_construction=False, size="the size is an assumption; only the sign was published"),
)}
