"""What a mood that lasts may lead to, one person at a time, from the published odds ratios."""


def pull_to_drink(effect, lives_alone, need):
    """Return the logarithm of the odds that a person drinks more to cope: 1.6 times per SD of distress, 1.2 times at full need if living alone."""
    return 0.470 * effect + (0.182 * need if lives_alone else 0.0)


def odds_of_dying(loneliness, need, lives_alone, strongly_lonely_from):
    """Return the largest of the odds ratios that hold, 1 if none does."""
    held = {1.32: lives_alone, 1.29: need > 0.5, 1.26: loneliness > strongly_lonely_from}
    return max((odds for odds, holds in held.items() if holds), default=1.0)
