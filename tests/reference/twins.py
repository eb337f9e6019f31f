"""For each compiled loop of the engine the plain version that tests hold it against: the same, said one person or pair at a time.

What only serves another loop has that one's twin. Names begin at this folder, or at a library that does the same; hashes and
functions like exp have their plain form beside the compiled one, as keys of draws are made with it. What is felt and handed
over agrees to 1e-5, as the slow version adds floats in an order of its own; draws, meetings, counts and orders to the bit.
"""

TIED, STRANGERS, VISITS = "reference.meeting.meet_tied_people", "reference.meeting.meet_by_chance", "reference.meeting.keep_within_cap"
HANDED, EXPECTED, TIES_BUILT = "reference.exchange.hand_over", "reference.expectation", "reference.plain_ties.plain_ties"
ORDER, LOWER, GROUPS = "reference.sums.in_order", "reference.sums.lower_ends", "reference.sums.by_group"
UPKEEP, LEARNT, MOOD = "reference.exchange.keep_ties", "reference.person.Inhabitant._learn_about_strangers", "reference.person.Inhabitant._feel"
DRAWN, DAY, EXP = "sim.core.chance.uniform_of", "sim.core.chance.day_bits_of", "sim.core.arithmetic.exp_of"

TWINS = {
    "core/arithmetic.py": {"_series": EXP, "_fill_exp": EXP},
    "core/chance.py": {
        "mix64": "sim.core.chance.mix", "person_bits": DRAWN, "pair_bits": "sim.core.chance.pair_bits_of", "pair_draw": DAY, "day_bits": DAY, "unit_of": DRAWN,
        "_keys_at": "sim.core.chance.key", "fill_uniforms": DRAWN, "fill_normals": "reference.sums.normal", "fill_bells": "sim.core.chance.bell_of",
        "member_of": LOWER,
    },
    "core/chosen.py": {"meet_chosen": "reference.meeting.meet_in_bubbles"},
    "core/closeness.py": {"_add_strength": "reference.sums.strength_of_ties", "_find_strongest": "reference.meeting.meet_in_bubbles"},
    "core/encounters.py": {
        "encounter_chance": STRANGERS, "partner_rule": STRANGERS, "who_is_together": "reference.meeting.see_each_other", "meet_by_chance": STRANGERS,
        "_cross_paths": STRANGERS, "_settle_tied": "reference.meeting.encounter", "_tie_between": "reference.meeting.encounter",
    },
    "core/exchange.py": {
        "fixed": HANDED, "count_meetings": "reference.sums.met", "exchange_between": HANDED, "_hand_alike": HANDED, "_hand_given": HANDED,
        "count_strangers_and_sort_tied": "reference.meeting.encounter", "exchange_in_groups": HANDED, "in_float32": HANDED,
    },
    "core/expectation.py": {
        "expect_ties": f"{EXPECTED}.chances", "expect_amounts": f"{EXPECTED}.amounts", "add_on": f"{EXPECTED}.added", "expect_uses": f"{EXPECTED}.uses",
        "add_all": f"{EXPECTED}.added", "expect_in_groups": f"{EXPECTED}.in_groups", "expect_encounters": f"{EXPECTED}.encounters",
    },
    "core/feelings.py": {"_mix_facets": "reference.model.PlainWorld._mixed", "saturated_one": "sim.core.feelings.saturated"},
    "core/kernels.py": {
        "tie_chance": "reference.meeting.chance_to_see", "in_hour": "reference.meeting.falls_in", "mark_group_meetings": "reference.meeting.note_group_meetings",
        "meet_ties": TIED, "likeliest": TIED, "most": TIED, "_most": TIED, "draw_pairs": TIED, "mark_likely": TIED, "gather_marks": TIED, "read_ahead": TIED, "lowest_place": TIED,
        "attend": "reference.meeting.meet_in_groups",
    },
    "core/people.py": {"_move": "reference.sums.moved", "_multiply_within": "reference.person.Inhabitant.make_plans", "_feel": "reference.person.Inhabitant.look_inside"},
    "core/tie_ends.py": {"find_lower": LOWER, "person_of": LOWER, "list_all_lower": LOWER, "list_lower": LOWER},
    "core/ties.py": {"place_of_word": "reference.meeting.encounter", "_look_around": "reference.meeting.encounter", "ones": "reference.sums.ones", "_add_within": "reference.sums.within"},
    "core/visitors.py": {"count_ends": VISITS, "list_contested": VISITS, "count_all": VISITS, "choose": VISITS, "drop": VISITS},
    "groups.py": {"put_scored": "reference.sums.scored", "_sum_cells": "reference.sums.by_cell", "_sum_groups": GROUPS},
    "mechanisms/avoidance.py": {"_avoid": "reference.told_people.grow_uneasy"},
    "mechanisms/care_burden.py": {"_care": "reference.told_people.care"},
    "mechanisms/digital_displacement.py": {"_displace": "reference.told_outside.tire_of_screens"},
    "mechanisms/fatigue.py": {"_tire": "reference.told_people.tire"},
    "mechanisms/felt_uncertainty.py": {"_make_plain": "reference.told_people.feel_uncertain"},
    "mechanisms/getting_used.py": {"_get_used": "reference.told_people.grow_used_to_alarms"},
    "mechanisms/joining_activities.py": {"_wake": UPKEEP},
    "mechanisms/mispredicted_benefit.py": {"_learn": LEARNT},
    "mechanisms/news_exposure.py": {"_look": "reference.told_outside.follow_the_news"},
    "mechanisms/set_point.py": {"_adapt": "reference.told_people.adapt_in_part"},
    "mechanisms/shared_feelings.py": {"_share": f"{MOOD} and reference.told_support.be_calmed"},
    "mechanisms/stress_response.py": {"_respond": MOOD},
    "mechanisms/support.py": {"_follow": "reference.person.Inhabitant._hunger_and_support"},
    "mechanisms/tie_upkeep.py": {"_upkeep": UPKEEP},
    "mechanisms/visit_routines.py": {"_regain": "reference.told_company.regained"},
    "mechanisms/withdrawal.py": {"_pull_back": "reference.person.Inhabitant.make_plans"},
    "outcomes.py": {"_count_contacts": "reference.sums.counted", "count_strong": "reference.sums.strong_ties", "recount_strong": "reference.sums.strong_ties",
                    "_mark_between": "reference.sums.between"},
    "outcomes_long_run.py": {"_pull_to_drink": "reference.long_run.pull_to_drink", "_odds_of_dying": "reference.long_run.odds_of_dying"},
    "population/circles.py": {"_sort_alike": TIES_BUILT},
    "population/networks.py": {"_pair_draws": "reference.sums.drawn"},
    "population/orders.py": {"_sort": ORDER, "sort_in_place": ORDER, "_insert": ORDER, "_merge": ORDER, "_group": "reference.sums.members"},
    "population/stored_file.py": {"_summed": "reference.sums.checked"},
    "population/tie_rows.py": dict.fromkeys(("sort_rows", "fill_rows", "fill_close", "fill_neighbours", "fill_familiar"), TIES_BUILT),
    "population/tie_search.py": dict.fromkeys(
        ("_packed", "find_in_households", "find_kin", "find_friends", "find_neighbours", "find_familiar", "find_dormant"), TIES_BUILT),
    "population/usual_company.py": {"_add_logs": "reference.sums.without", "take_logs": "sim.core.arithmetic.log_of"},
    "studies/network_measures.py": {"_count_triangles": "networkx.average_clustering"},
}
WITHOUT = {"commands/bench_machine.py": {"_triad", "_read_far"}}  # they measure a machine, and what they work out is thrown away
