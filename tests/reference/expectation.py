"""What is expected of an ordinary day, one tie and one group after another, in plain numbers."""

from sim.core.kernels import AWAKE


def chances(ties, rows, strength, group_flag, together, scale, openness, start, accept):
    """Return the chance that each of some ties meets: none while it sleeps, and none of its own while both are with their group."""
    return [_chance(ties, t, strength[t], group_flag, together, scale, openness, start, accept) for t in range(rows.start, rows.stop)]


def _chance(ties, t, strength, group_flag, together, scale, openness, start, accept):
    if strength < AWAKE:
        return 0.0
    i, j = int(ties.lower[t]), int(ties.higher[t])
    both = min(float(openness[i]), float(openness[j]))
    wish = float(start[i]) * float(accept[j]) + float(start[j]) * float(accept[i])
    likely = min(1.0, float(ties.rate[t]) * scale * both * (0.5 * wish))
    if ties.flags[t] & group_flag:
        likely *= 1.0 - float(together[i]) * float(together[j])
    return likely


def amounts(ties, strength, chances, weight, by_strength, amounts):
    """Return amounts, a list with one a person, with what ties give to both ends added."""
    for t in range(ties.n_ties):
        amount = chances[t] * weight * (float(strength[t]) if by_strength else 1.0)
        for person in (int(ties.lower[t]), int(ties.higher[t])):
            amounts[person] += amount
    return amounts


def uses(strength, chances, corrections):
    """Return the chance that each tie is used by one channel or another, whose chances and corrections are listed; a sleeping one is not."""
    found = []
    for t in range(len(strength)):
        unused = 1.0
        for chance, correction in zip(chances, corrections, strict=True):
            unused *= 1.0 - min(1.0, correction * chance[t])
        found.append(1.0 - unused if strength[t] >= AWAKE else 0.0)
    return found


def in_groups(groups, chance, strength, weight, by_strength):
    """Return expected meetings, and what everybody gets of each passing, a list of lists: from every other member who comes when one comes."""
    meetings, found = 0.0, [[0.0] * len(chance) for _ in weight]
    for i in range(len(chance)):
        for j in range(len(chance)):
            if i != j and groups.of[i] == groups.of[j] >= 0:
                both = float(chance[i]) * float(chance[j])
                meetings += 0.5 * both
                for p in range(len(weight)):
                    found[p][i] += both * weight[p] * (strength if by_strength[p] else 1.0)
    return meetings, found


def added(total, numbers):
    """Return a total with numbers added one after another."""
    for number in numbers:
        total += float(number)
    return total


def encounters(area_start, pairings, chance, out, talk):
    """Return a list: whom everybody is expected to come across, from the chance with each other of the area in the order of their ids."""
    met = [0.0] * len(out)
    for first, end in zip(area_start, area_start[1:], strict=False):
        for i in range(first, end):
            likely = [min(1.0, chance * (out[i] * out[j]) * (0.5 * (talk[i] + talk[j]))) for j in range(first, end) if j != i]
            met[i] = added(0.0, likely) * (min(pairings, end - first) / (end - first))
    return met
