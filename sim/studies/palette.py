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


def dark(colour, contrast=4.6):
    """Return the colour, darkened as little as needed to be read as text on white (WCAG asks for a contrast of 4.5)."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    steps = ([round(part * share / 50) for part in parts] for share in range(50, -1, -1))
    return "#" + "".join(f"{part:02X}" for part in next(each for each in steps if 1.05 / (brightness(each) + 0.05) >= contrast))


def brightness(parts):
    """Return the relative luminance of red, green and blue from 0 to 255, as WCAG 2 defines it."""
    shares = [part / 255 for part in parts]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
