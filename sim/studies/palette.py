"""Colours of scenarios: the set of Okabe and Ito (2008), which people who see colours otherwise can tell apart."""

NO_CRISIS_COLOUR, FIRST_COLOUR = "#6B6B6B", "#D55E00"
POLICY_COLOURS = ("#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
# A second sign beside colour; on and off lengths in points.
DASHES = ((), (6, 2), (1.5, 1.5), (6, 2, 1.5, 2), (9, 3), (3, 2))


def look_of(names, no_crisis="no_crisis"):
    """Return {scenario: (colour, dash)}; the first is vermillion, no crisis grey, policies get the other colours in turn."""
    looks, policies = {}, [name for name in names[1:] if name != no_crisis]
    looks[names[0]] = (FIRST_COLOUR, ())
    for k, name in enumerate(policies):
        looks[name] = (POLICY_COLOURS[k % len(POLICY_COLOURS)], DASHES[(k + 1) % len(DASHES)])
    looks[no_crisis] = (NO_CRISIS_COLOUR, (2, 2))
    return looks


def dark(colour, most=0.42):
    """Return the colour dark enough to be read as text on white."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    brightness = 0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2]
    factor = min(1.0, most / brightness) if brightness else 1.0
    return "#" + "".join(f"{round(255 * part * factor):02X}" for part in parts)
