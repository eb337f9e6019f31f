"""Print the cuts of distress and loneliness that give the published levels of 2019 on 200,000 people of the Netherlands recipe."""

import numpy as np

from sim.core.feelings import FACETS, Feelings
from sim.core.people import felt, first_state
from sim.population.recipes import Netherlands

HIGH_DISTRESS_2019 = 0.115  # MHI-5 below 60, persons of 12 and over; Statistics Netherlands 83005NED
LONELY_2019, STRONGLY_2019 = 0.344, 0.087  # persons of 15 and over; Statistics Netherlands, loneliness 2019

SOCIALLY_ANXIOUS = 0.36  # ages 16 to 29 over the cut of the SIAS; Jefferies & Ungar 2020, seven countries


def main(n_people=200_000, seed=1):
    """Build the people, let them feel as on an ordinary morning, and print the cuts."""
    feelings = Feelings()
    population = Netherlands().build(n_people, seed, feelings)
    state = first_state(population.traits, n_people)
    state.update({facet: np.zeros(n_people, np.float32) for facet in FACETS})
    felt_now = felt(population.traits, state, feelings.first_fluctuation(seed, n_people), feelings)
    age = population.traits.age
    for name, least, share in (("distress", 12, HIGH_DISTRESS_2019), ("loneliness", 15, LONELY_2019), ("loneliness", 15, STRONGLY_2019)):
        values = felt_now[name][age >= least]
        print(f"{name}: mean {values.mean():.4f}, SD {values.std():.4f}, cut for {share:.1%}: {np.quantile(values, 1 - share):.4f}")
    young = population.traits.social_anxiety[(age >= 16) & (age < 30)]
    print(f"social anxiety: cut for {SOCIALLY_ANXIOUS:.0%} of ages 16 to 29: {np.quantile(young, 1 - SOCIALLY_ANXIOUS):.4f}")


if __name__ == "__main__":
    main()
