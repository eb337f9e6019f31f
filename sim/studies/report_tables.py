"""The tables of the report: the tiles at the top, who gains and who loses, and what it costs."""

from .differences import FAMILY, NO_CRISIS
from .amounts import decimals, euro, people, plain
from .spoken import digits, tr
from .wording import group_name, label, of_what, per_day

# Outcome: its heading, how it is scaled, and the fewest and most decimals of its differences, as in the sentences.
OUTCOMES = {"high_distress": ("People with high distress, of 1,000 in the group", 1000.0, (0, 2)), "distress": ("Stress, SD", 1.0, (2, 3)),
            "loneliness": ("Loneliness, SD", 1.0, (2, 3))}


def tiles(verdict, names):
    """Return one tile per scenario: how many of 1,000 residents have high distress on an average day, and what changed that."""
    crisis = (verdict["crisis"] or {}).get("all", {}).get("high_distress")
    found = []
    if crisis:
        found.append({"name": NO_CRISIS, "count": people(1000 * crisis["baseline_value"]), "change": "", "by": ""})
        found.append({"name": names[0], "count": people(1000 * (crisis["baseline_value"] + crisis["difference"])),
                      **_change(crisis, tr("because of the crisis"))})
    for policy in verdict["policies"]:
        effect = policy["effects"].get("high_distress")
        if effect is None:
            continue
        if not found:
            found.append({"name": names[0], "count": people(1000 * effect["baseline_value"]), "change": "", "by": ""})
        found.append({"name": policy["name"], "count": people(1000 * (effect["baseline_value"] + effect["difference"])),
                      **_change(effect, tr("because of the policy"))})
    return found


def _change(effect, by):
    if effect["lower_in"] == effect["higher_in"] == 0:
        return {"change": tr("no change at all"), "by": ""}
    return {"change": signed(effect, "high_distress"), "by": by}


def signed(effect, outcome):
    """Return "+14 (+12 to +16)" with a true minus, rounded as the sentences round it; without brackets where there is no interval."""
    _, scale, (least, most) = OUTCOMES[outcome]
    value, low, high = (None if (each := effect[key]) is None or each != each else each * scale for key in ("difference", "low", "high"))
    if value is None:
        return ""
    places = max(least, decimals(value, low, high, most)) if value else least
    if low is None or high is None:
        return _signed(value, places)
    return tr("{said} ({low} to {high})", said=_signed(value, places), low=_signed(low, places), high=_signed(high, places))


def _signed(value, places):
    rounded = round(value, places) + 0.0
    return digits(f"{rounded:+,.{places}f}".replace("-", "−") if rounded else f"{0:.{places}f}")


def group_tables(results):
    """Return a table per outcome: rows are groups, columns the crisis and each policy, over all days."""
    effects, verdict = results.effects[results.effects["window"] == "all"], results.verdict
    columns = [(verdict["first"], NO_CRISIS)] if verdict["crisis"] else []
    columns += [(policy["name"], verdict["first"]) for policy in verdict["policies"]]
    heads = [(tr("The crisis") if baseline == NO_CRISIS else label(verdict, name)) for name, baseline in columns]
    return [{"outcome": outcome, "title": tr(OUTCOMES[outcome][0]), "heads": heads, "rows": _group_rows(effects, outcome, columns)}
            for outcome in FAMILY[::-1]]


def _group_rows(effects, outcome, columns):
    of_outcome = effects[effects["outcome"] == outcome]
    cells = {(row["scenario"], row["baseline"], row["group"]): row for row in of_outcome.to_dict("records")}
    rows = []
    for group in dict.fromkeys(of_outcome["group"]):
        found = [cells.get((*names, group)) for names in columns]
        rows.append((group_name(group), [_cell(each, outcome) for each in found]))
    return rows


def _cell(row, outcome):
    """Return the text of a cell and how it stands out: "better" and "worse" only where beyond chance and large enough to matter."""
    if row is None:
        return {"text": tr("not shown"), "kind": "none"}
    sure = row["larger_than_chance"] is True or str(row["larger_than_chance"]) == "True"
    counts = sure and str(row["matters"]) == "True"
    kind = ("better" if row["difference"] < 0 else "worse") if counts else "little"
    return {"text": signed(row, outcome), "kind": kind}


def cost_rows(verdict):
    """Return a row of texts per policy: offered, sessions, euro, days averted, euro per day."""
    rows = []
    for policy in verdict["policies"]:
        costs = policy["costs"]
        share = 1000 / costs["n_people"] if costs["n_people"] else 0.0
        rows.append({
            "name": policy["name"], "offered": people(share * sum(costs["reached"].values())),
            "sessions": people(share * sum(costs["sessions"].values())), "per_100000": euro(costs["euro_per_100000"]),
            "all": euro(costs["euro_for_all"]), "represented": plain(costs["people_represented"]),
            "averted": plain(costs["days_averted_per_1000"]).replace("-", "−"),
            "per_day": "–" if costs["euro_per_resident"] == 0 else
            f"{found}{of_what(policy, verdict['limits'])}" if (found := per_day(costs)) else tr("not established")})
    return rows
