"""The claims this model set out from: where each lives, what kind of evidence it has, and which test or fact holds it.

A claim names entries of the catalogue and traits as "mechanism:support" or "trait:sensitivity"; tests/test_documents.py checks that
each exists, that a test that is named speaks of it, and that no mechanism, crisis or intervention is without a claim. What is refused
names an entry of core.refusals.
"""

from dataclasses import dataclass

from ..core import catalogue


@dataclass(frozen=True)
class Claim:
    """One row: what is said, where the model has it, what tests it (files under tests/, with ::function, and facts), and what is not tested by itself."""

    number: int
    text: str
    where: tuple
    tests: tuple
    untested: tuple = ()  # of `where`, what no test that is named speaks of
    evidence: str = ""  # kind of the published finding, where nothing in `where` declares one
    assumed: str = ""  # what is an assumption although the finding is not
    refused: tuple = ()  # names of core.refusals
    note: str = ""

    def kinds(self):
        """Return {kind of evidence: links} as mechanisms and interventions declare it; other links declare none."""
        catalogue.ensure_registered()
        found = {}
        for link in self.where:
            shelf, _, name = link.partition(":")
            if shelf in ("mechanism", "intervention"):
                found.setdefault(catalogue.find(shelf, name).evidence, []).append(link)
        return found


CLAIMS = (
    Claim(1, "Short chance talks with strangers are rewarding and lift mood for a while.",
          ("mechanism:chance_encounters",), ("test_claims_held.py",)),
    Claim(2, "They help although people expect little of them; only trying teaches better, and it is slowly forgotten.",
          ("mechanism:mispredicted_benefit", "mechanism:talking_to_strangers", "trait:expectation", "intervention:talk_to_strangers"),
          ("test_claims_held.py", "test_mechanism_offers.py")),
    Claim(3, "Weak ties (the neighbour, the barista, the driver) matter beside close ones.",
          ("mechanism:familiar_faces", "mechanism:company"), ("test_claims_held.py::test_weak_ties_and_calls_are_company_of_less_weight", "test_claims_of_meeting.py", "fact C10")),
    Claim(4, "In a blackout people turn to each other; losing phones is what weighs, on the isolated and the ill most.",
          ("crisis:blackout", "crisis:flood", "mechanism:acute_altruism", "mechanism:cut_off", "mechanism:door_to_door", "intervention:door_to_door"),
          ("test_mechanism_acute_altruism.py", "test_directions.py::test_in_a_blackout_neighbours_meet_more_than_without_one",
           "test_hazards_lived.py::test_in_the_first_days_of_a_flood_those_whose_homes_stand_see_more_of_their_neighbours", "test_scenario_crises.py",
           "test_mechanism_disaster.py", "test_mechanism_offers.py", "fact V14"),
          assumed="how much more neighbours meet and talk with strangers, for how many days, and what being cut off weighs; reviews of outages give the sign",
          note="The crisis says how acute a day is (`neighbourly`); acute_altruism makes meetings of it, and lets them fade within days."),
    Claim(5, "Contact is a need like food: a shortfall builds up, drives people to seek company, and what counts as enough adapts.",
          ("mechanism:social_need", "mechanism:set_point", "trait:sociability", "outcome:need"), ("test_claims_held.py", "test_mechanisms_inside.py")),
    Claim(6, "Lack of contact tires, in people who live alone or need company most.",
          ("mechanism:fatigue",), ("test_mechanisms_inside.py",),
          assumed="how much, for how long, and that the tired start less; the study measured energy",
          note="Energy is a state of a person and no outcome that is reported. What shows is that the tired start less, and that is tiny, also in those it is "
               "about: over 120 days of `lockdown` people who live alone have 6.695 contacts a day with it and 6.701 without (600 people)."),
    Claim(7, "After company above the usual people seek a little more of it for a day or two (the essay: a good contact gives confidence).",
          ("mechanism:confidence",), ("test_mechanisms_inside.py",),
          note="The experiment it goes back to measured cortisol, calm and anxiety under stress, not confidence nor seeking company. The effect is small, and under rules it works the other way, as days with "
               "less company than usual take confidence: over 120 days of `lockdown` 7.20 contacts a day with it and 7.26 without, distress alike to 0.001 SD (600 people).",
          refused=("hormones and other brain chemistry",)),
    Claim(8, "The presence and support of others buffers stress, and lifts mood a little on calm days too.",
          ("mechanism:support", "mechanism:stress_response", "mechanism:support_relief", "trait:usual_support", "outcome:support"),
          ("test_claims_held.py", "test_mechanisms_inside.py", "fact C10"),
          assumed="how far support that is felt follows support that is received, the size of the buffer, and that all of the association of support with "
                  "symptoms (0.31 SD between high and low) is an effect",
          note="Support moves slowly and little (in a long lockdown by 0.04, a third of an SD), so that most of the buffering is by usual support, and most of the "
               "change through support is the main effect (`noaber explain --paths`)."),
    Claim(9, "Under threat and distress people draw back.",
          ("mechanism:withdrawal", "mechanism:stress_response"), ("test_claims_held.py", "fact V9", "fact V10")),
    Claim(10, "Many young people are socially anxious, and it costs them contact, with strangers and in groups most.",
          ("trait:social_anxiety", "mechanism:withdrawal", "mechanism:avoidance"),
          ("test_claims_held.py", "test_mechanisms_inside.py", "test_measurement.py::test_36_percent_of_the_young_are_over_the_cut_of_social_anxiety_and_fewer_of_the_rest", "fact K2"),
          note="Social anxiety is a trait in SD; 36 % of ages 16 to 29 are over the cut of the SIAS because the cut was set so. That is of seven countries of which "
               "the Netherlands is none, a screening result and no diagnosis: an upper bound."),
    Claim(11, "Anxiety and depression rose by about a quarter worldwide: a small shift of a latent scale, read off by a threshold.",
          ("crisis:pandemic_threat", "mechanism:stress_response", "mechanism:getting_used", "outcome:high_distress"),
          ("test_claims_held.py", "test_mechanisms_inside.py", "test_hazards_lived.py::test_a_threat_without_measures_moves_feelings_and_closes_nothing",
           "test_measurement.py::test_mhi5_below_60_is_exactly_high_distress", "fact C8", "fact C9", "fact V2")),
    Claim(12, "Depression, withdrawal and isolation feed each other.",
          ("mechanism:withdrawal", "mechanism:tie_upkeep", "mechanism:lonely_low_mood"), ("test_claims_held.py::test_the_distressed_start_and_accept_less_and_the_anxious_among_them_least",
           "test_claims_of_meeting.py::test_a_tie_gains_by_each_use_and_loses_what_it_usually_gains",
           "test_claims_held.py::test_need_becomes_loneliness_and_loneliness_lowers_mood", "fact V10"),
          assumed="how strongly each step of the loop follows the one before",
          note="Each step is tested by itself; that one feeds the next is worked out in the mean-field limit alone. No published fact that is shipped tells the loop from traits that go "
               "together: fact C11 (the lonely are more often newly depressed a year later) is met nearly as well without the arrow from loneliness to low mood. The loop is there and damps: one round returns far less than went in, for everybody. That it feeds on itself in a few people, a gain above 1 in a tail, does "
               "not happen within the declared ranges; even for the most sensitive withdrawal would have to be many times as strong as shipped "
               "([burnout.md](burnout.md))."),
    Claim(13, "Who bears uncertainty badly suffers more from it.",
          ("trait:intolerance_of_uncertainty", "mechanism:stress_response", "mechanism:getting_used", "mechanism:news_exposure"),
          ("test_claims_held.py", "test_mechanisms_inside.py", "test_mechanism_news_exposure.py", "fact C12"),
          assumed="how much sharper threat and uncertainty are felt, how much more slowly one gets used to them, and how much more the news worries, per SD of the trait",
          note="How unclear a day is (felt_uncertainty) is the same for all; what it does to a person, how long, and through the news, hangs on the trait."),
    Claim(14, "Talk shares, calms and informs; two who are both distressed pull each other down.",
          ("mechanism:shared_feelings", "mechanism:felt_uncertainty"),
          ("test_mechanisms_inside.py::test_two_who_are_distressed_dwell_on_it_and_a_calm_one_does_not",
           "test_mechanisms_inside.py::test_talk_with_somebody_calmer_calms_and_a_lonely_day_does_not",
           "test_mechanisms_inside.py::test_a_usual_day_with_calm_people_takes_away_its_share_of_uncertainty_and_a_lonely_day_nothing"),
          assumed="all sizes, and the form of both",
          note="Switching felt_uncertainty off takes away all uncertainty that is felt, so that a crisis hurts less; `mechanisms.felt_uncertainty.reassures = 0` takes away the talk "
               "alone. What the code does: those one meets hand on what the crisis has done to their distress, by strength of tie; talk takes off part of what it has "
               "done to one's own, so that who meets calmer people is calmed and who meets nobody is not; and two who are both distressed dwell on it. Talk with "
               "people who are less unsure also takes off part of what is unclear (felt_uncertainty)."),
    Claim(15, "After the tsunami, people in closer networks were mentally stronger for the same exposure.",
          ("crisis:flood", "crisis:earthquake", "mechanism:disaster_exposure", "mechanism:disaster_social_capital"),
          ("test_mechanism_disaster.py", "test_hazards.py", "fact V12")),
    Claim(16, "Moving people together with their neighbours keeps their company; moving them apart loses it.",
          ("crisis:flood", "intervention:keeping_together"),
          ("test_hazards_lived.py::test_scattered_households_lose_their_neighbours_and_groups_keep_them", "test_interventions.py", "fact V12"),
          note="The test is of the same thing as a key of the flood, `kept_together`."),
    Claim(17, "Calls and messages gave relief, less than meeting in person; by how much is uncertain.",
          ("mechanism:digital_contact", "mechanism:company", "trait:digital_access", "intervention:digital_inclusion"),
          ("test_claims_held.py::test_weak_ties_and_calls_are_company_of_less_weight", "test_mechanism_offers.py", "fact C5", "fact C10")),
    Claim(18, "Digital contact can replace meeting instead of adding to it.",
          ("mechanism:digital_displacement",), ("test_mechanism_digital_displacement.py",),
          note="It hardly shows at any value of its range: over 120 days of `lockdown` 7.204 contacts a day with `displaces` at 0 and 7.194 at 1 (600 people). "
               "Phone, text and video between close people count as screens; video of "
               "neighbours' groups (virtual_meetings), work and school is company that displaces nothing and wears nothing."),
    Claim(19, "Social media can raise stress in some, in the young more; on average the association is small.",
          ("mechanism:social_media",), ("test_mechanism_social_media.py", "test_switches.py"),
          note="A switch, off unless a file sets it: within persons as many feel better as worse."),
    Claim(20, "After rules are lifted many are uneasy about meeting, and contacts come back slowly.",
          ("mechanism:avoidance", "intervention:gradual_reopening"), ("test_mechanisms_inside.py", "test_claims_of_help.py", "fact V7")),
    Claim(21, "Isolation and loneliness harm bodily health in the long run.",
          ("outcome:mortality_odds",), ("test_outcomes_long_run.py",),
          evidence="longitudinal",
          refused=("immunity and bodily illness",),
          note="Reported as odds, with no effect back on anything."),
    Claim(22, "Meet in person where it is safe, first of all.",
          ("mechanism:close_meetings", "mechanism:support_bubbles", "intervention:support_bubbles", "intervention:outdoor_meetings"),
          ("test_directions.py::test_a_policy_does_what_it_is_for", "test_mechanism_offers.py", "test_claims_of_meeting.py")),
    Claim(23, "Routines protect ties: friends monthly, family often.",
          ("mechanism:visit_routines", "mechanism:tie_upkeep", "mechanism:phone_activation", "intervention:visit_routines", "intervention:phone_activation"),
          ("test_mechanism_offers.py", "test_claims_of_meeting.py", "test_trials.py", "fact V16"),
          assumed="that routines by themselves protect ties: the trial planned activity and contact by phone, and no trial of routines was found"),
    Claim(24, "Clubs, volunteering and neighbourhood activities make ties; experiments do not confirm that they lower depression.",
          ("mechanism:joining_activities", "mechanism:volunteering", "mechanism:joy_of_helping", "intervention:neighbourhood_activities", "intervention:clubs",
           "intervention:volunteering"),
          ("test_interventions.py", "test_mechanism_offers.py", "test_claims_of_meeting.py"),
          note="joy_of_helping is a switch, off unless a file sets it."),
    Claim(25, "Bad news and worry feed each other; less news and good news help a little.",
          ("mechanism:news_exposure", "intervention:news_diet", "intervention:clear_information"), ("test_mechanism_news_exposure.py", "test_claims_of_help.py"),
          assumed="all sizes, and that good news relieves on every day, with or without a crisis",
          note="That less news helps hardly shows: of what a news diet does some 94 % is the assumed constant relief by good news. Offered to all in `lockdown` and accepted by all "
               "(600 people, 120 days): -0.0210 SD of distress, -0.0014 without that relief (`mechanisms.news_exposure.good = 0`), and -0.0198 without any crisis."),
    Claim(26, "Programmes against loneliness help their participants in the short term, less later.",
          ("mechanism:loneliness_groups", "intervention:loneliness_groups", "outcome:lonely"), ("test_claims_of_help.py", "fact V17"),
          note="What all courses share is tested on check_in_calls (`tests/test_mechanism_courses.py`)."),
    Claim(27, "School programmes of social and emotional learning help a little, and part of it lasts.",
          ("mechanism:school_lessons", "intervention:school_programme", "trait:at_school"), ("test_claims_of_help.py",),
          note="What all courses share is tested on check_in_calls (`tests/test_mechanism_courses.py`); `noaber trial school_lessons` holds it against the reviews."),
    Claim(28, "Under distancing there are safe ways to meet: outdoors, in small groups, by video.",
          ("intervention:outdoor_meetings", "intervention:virtual_meetings", "mechanism:virtual_meetings", "mechanism:close_meetings"),
          ("test_directions.py::test_a_policy_does_what_it_is_for", "test_mechanism_offers.py", "test_claims_of_meeting.py")),
    Claim(29, "Whoever tends to draw back should keep connecting on purpose.",
          ("intervention:talk_to_strangers", "intervention:visit_routines", "intervention:gradual_reopening"), ("test_mechanism_offers.py", "test_claims_of_help.py"),
          assumed="that any of it works for those who tend to draw back: no trial with them is known to us"),
    Claim(30, "Rules made contact hard, and some people became isolated.",
          ("crisis:lockdown", "mechanism:close_meetings", "mechanism:work_and_school", "outcome:contacts_in_person"),
          ("test_published_levels.py", "test_hazards_lived.py::test_a_measure_of_its_own_takes_the_contacts_it_is_about", "test_claims_of_meeting.py",
           "fact C3", "fact C4", "fact V9")),
    Claim(31, "Isolation and loneliness are commonest in those who live alone (the essay: they occur at all ages).",
          ("trait:trait_loneliness", "trait:lives_alone", "trait:age", "outcome:strongly_lonely"), ("test_group_levels.py", "test_drift.py", "fact C1", "fact C6"),
          evidence="statistics",
          assumed="that ages lay as far apart in 2019 as in 2022, and the levels of ages 25 to 34 and 45 to 64, which are interpolated",
          note="Usual loneliness is built to differ by living alone and by age as Statistics Netherlands found it: strongest at 35 to 44, least at 65 to 74. That it "
               "occurs at all ages is built in, and is no finding of the model. It does not differ by sex."),
    Claim(32, "The anxious avoid parties, groups and work, and what is avoided keeps its fear.",
          ("mechanism:avoidance", "mechanism:group_avoidance", "mechanism:withdrawal", "trait:social_anxiety"),
          ("test_claims_held.py", "test_mechanisms_inside.py", "fact V10")),
    Claim(33, "Isolation brings gloom and anxiety.",
          ("mechanism:loneliness", "mechanism:lonely_low_mood"), ("test_claims_held.py::test_need_becomes_loneliness_and_loneliness_lowers_mood", "fact C7"),
          note="What is tested is each arrow and that loneliness rises under rules. That loneliness then lowers mood in people rests on its source: fact C11 (the lonely are more "
               "often newly depressed a year later) is met nearly as well by traits that go together, without the arrow.",
          refused=("panic attacks",)),
    Claim(34, "Isolation leads to self-neglect, drinking and suicide.",
          ("outcome:coping_drinking",), ("test_outcomes_long_run.py", "test_refusals.py"),
          evidence="longitudinal",
          refused=("suicide and self-harm", "self-neglect", "drinking"),
          note="Only the pull to drink as a way to cope is reported, with no effect back on anything."),
    Claim(35, "Long isolation changes the brain for good (mice, two weeks).",
          ("mechanism:chronic_isolation",), ("test_mechanism_chronic_isolation.py", "test_switches.py"),
          refused=("aggression",),
          note="A switch, off unless a file sets it: mouse days are not human days."),
    Claim(36, "When safety is at stake, missing company makes people seek it less for a while (the essay: company counts less).",
          ("mechanism:needs_order",), ("test_mechanism_needs_order.py",),
          note="Seeking only: what missing company weighs on feelings is not changed. And it is tiny: over `blackout_72h` "
               "13.328 contacts a day with it and 13.330 without, need, loneliness and distress alike to 0.0002 (600 people)."),
    Claim(37, "Help by phone or chat works, within its capacity.",
          ("mechanism:taking_up_help", "mechanism:check_in_calls", "mechanism:guided_self_help", "mechanism:remote_therapy", "mechanism:attention_only",
           "intervention:helpline", "intervention:check_in_calls", "intervention:stepped_care", "intervention:attention_only", "outcome:help_waiting"),
          ("test_mechanism_courses.py", "test_claims_of_help.py", "test_trials.py", "test_directions.py::test_a_policy_does_what_it_is_for", "fact V15")),
    Claim(38, "Work speeds recovery, winter lowers mood, exposure in steps lowers fear.",
          ("mechanism:work_and_school", "mechanism:season", "mechanism:avoidance", "intervention:gradual_reopening"),
          ("test_mechanism_season.py", "test_mechanisms_inside.py", "test_claims_of_meeting.py", "test_claims_of_help.py"),
          note="That work speeds recovery is not in the model but for the company of colleagues, who are met again when work opens: nothing lets those who work recover "
               "faster, and days have no structure of their own. Season is a switch, off unless a file sets it, so that nothing drifts."),
    Claim(39, "Loneliness passes between people.",
          ("mechanism:lonely_company", "mechanism:shared_feelings"), ("test_mechanism_lonely_company.py", "test_switches.py", "test_mechanisms_inside.py", "fact V13"),
          note="Contested: the lonely may be alike from the start. That it passes on is a switch, off unless a file sets it."),
)
# What is in the model beyond the claims it set out from, because crises or published facts ask for it.
BEYOND = (
    Claim(40, "Parents of young children carry more while schools are closed.",
          ("mechanism:care_burden", "trait:child_under_12"), ("test_mechanisms_inside.py", "fact V4")),
    Claim(41, "Losing an income weighs, and so does fearing for it.",
          ("crisis:economic_shock", "mechanism:hardship"), ("test_hazards.py", "test_hazards_lived.py", "test_mechanism_disaster.py"),
          assumed="all sizes, and that a lost income reaches the young most and those with much distress before least, which was found under lockdown",
          note="By that assumption a slump falls on ages 18 to 24 (+0.111 SD of distress, mean over `economic_shock` of 2,000 people, three pairs) "
               "and hardly on people with low mood before (+0.014; everyone +0.053)."),
    Claim(42, "Heat keeps people in and costs sleep.",
          ("crisis:heatwave", "mechanism:heat_strain"), ("test_hazards.py", "test_hazards_lived.py", "test_mechanism_disaster.py")),
    Claim(43, "Months of unmet need wear people out.",
          ("mechanism:wearing_out",), ("test_mechanisms_inside.py::test_exhaustion_is_borne_up_to_the_reserve",),
          note="No study of months of unmet need is known to us; the rise of the Dutch winter of 2021 rests on it."),
)
