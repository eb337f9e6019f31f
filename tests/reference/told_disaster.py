"""Findings about disasters, outages, heat and lost income, told one person at a time."""

from math import sqrt

from sim.core.chance import key, uniform_of

from .findings import feeling, planning

FRAIL_FROM = ((75, 0.30), (65, 0.12), (0, 0.04))


def kept(model, name, make):
    """Return what was worked out once for a world."""
    if name not in model.__dict__:
        model.__dict__[name] = make()
    return model.__dict__[name]


def is_frail(person):
    """Tell whether a person is frail, by its own lasting number and its age."""
    share = next(share for age, share in FRAIL_FROM if person.age >= age)
    return uniform_of(key(person.model.run_seed, "frail"), person.number) < share


def standard(values):
    """Return values as SDs from their mean, at most 2.5 away; 0 where all are alike."""
    mean = sum(values) / len(values)
    spread = sqrt(sum((each - mean) ** 2 for each in values) / len(values))
    return [min(2.5, max(-2.5, (each - mean) / spread)) if spread > 1e-9 else 0.0 for each in values]


def strengths(model):
    """Return by person the sum of the strength of ties with friends, kin and neighbours on the first morning."""
    sums = [0.0] * len(model.people)
    for tie in model.ties:
        if tie.layer in ("close", "neighbourhood"):
            sums[tie.lower] += tie.first_strength
            sums[tie.higher] += tie.first_strength
    return sums


def own_cohesion(model):
    """Return that by person, as SDs from the mean."""
    return kept(model, "own_cohesion", lambda: standard(strengths(model)))


def area_cohesion(model):
    """Return by area the mean over its people, as SDs from the mean of areas."""
    def means():
        sums = strengths(model)
        return [sum(sums[person.number] for person in members) / len(members) for members in model.areas]

    return kept(model, "area_cohesion", lambda: standard(means()))


@feeling("disaster_exposure")
def take_the_blow(person, finding, usual, mean, length):
    """Keep symptoms of the blow for years, and feel them and what is lost."""
    outside, number = person.model.outside, person.number
    taken = finding.blow * outside.shock[number] * (1 - person.protection) * person.hazard_sensitivity * length
    strain = finding.strain * outside.lost_home[number] * (1 - finding.buffer * person.support) * person.hazard_sensitivity
    weighs = finding.lowers * person.trauma + strain
    return {"trauma": taken - person.trauma * length / finding.lasts_days, "low_mood": weighs, "worry": weighs}


@feeling("disaster_social_capital")
def be_protected(person, finding, usual, mean, length):
    """Be protected by close ties, and miss company in a lost home."""
    model, number = person.model, person.number
    target = finding.own * own_cohesion(model)[number] + finding.area * area_cohesion(model)[person.area]
    return {"protection": target - person.protection,
            "low_mood": finding.missed * model.outside.lost_home[number] * person.need * person.sensitivity}


@feeling("hardship")
def bear_hardship(person, finding, usual, mean, length):
    """Feel a lost income, less with support."""
    strain = person.model.outside.lost_income[person.number] * (1 - finding.buffer * person.support) * person.sensitivity
    return {"low_mood": finding.low_mood * strain, "worry": finding.worry * strain}


@feeling("cut_off")
def hear_nothing(person, finding, usual, mean, length):
    """Worry and be unsure when no net works, and in the dark when frail."""
    outside, number = person.model.outside, person.number
    silence = 1 - max(outside.phone[number], outside.internet[number] * person.digital_access)
    depends = 1 + finding.alone * person.lives_alone + finding.frail * is_frail(person) - finding.known * own_cohesion(person.model)[number]
    push = finding.worries * silence * max(0.0, depends) + finding.dark * is_frail(person) * (1 - outside.power[number])
    return {"worry": push * person.hazard_sensitivity, "felt_uncertainty": finding.unclear * silence}


def heat_borne(person, finding):
    """Return the heat times the reasons to bear it badly."""
    reasons = (person.age >= 75) + is_frail(person) + person.lives_alone
    return person.model.outside.heat[person.number] * (1 + finding.vulnerable * reasons)


@planning("heat_strain")
def stay_in(person, finding):
    """Go out and visit less in the heat."""
    less = min(1.0, finding.keeps_in * heat_borne(person, finding))
    return {"go_out": 1 - less, "initiate": 1 - finding.visits * less}


@feeling("heat_strain")
def sleep_badly(person, finding, usual, mean, length):
    """Feel the heat."""
    hot = heat_borne(person, finding) * person.hazard_sensitivity
    return {"low_mood": finding.low_mood * hot, "worry": finding.worry * hot}


@planning("acute_altruism")
def look_in_on_neighbours(person, finding):
    """Look in on neighbours and talk with strangers while the emergency is new."""
    pulse = max(0.0, person.model.outside.neighbourly[person.number] - 1 - person.used_to_emergency)
    return {"look_in": 1 + pulse, "approach": 1 + finding.strangers * pulse}


@feeling("acute_altruism")
def get_used_to_the_emergency(person, finding, usual, mean, length):
    """Get used to an emergency as long as it lasts."""
    acute = person.model.outside.neighbourly[person.number] - 1
    return {"used_to_emergency": length / finding.fades_days * (acute - person.used_to_emergency)}
