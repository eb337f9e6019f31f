"""The claims this model set out from: where each lives, what kind of evidence it has, and which test or fact holds it.

A claim names entries of the catalogue and traits as "mechanism:support" or "trait:sensitivity"; tests/test_documents.py checks that
each exists and that no mechanism, crisis or intervention is without a claim. What is refused names an entry of core.refusals.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """One row of the evidence: what is said, where the model has it, the kind of evidence, what tests it (files under tests/, facts)."""

    number: int
    text: str
    where: tuple
    evidence: str
    tests: tuple
    refused: tuple = ()  # names of core.refusals
    note: str = ""


CLAIMS = (
    Claim(1, "Short chance talks with strangers are rewarding and lift mood for a while.", ("mechanism:chance_encounters",), "experiment",
          ("test_claims_held.py",)),
    Claim(2, "They help although people expect little of them; only trying teaches better, and it is slowly forgotten.",
          ("mechanism:mispredicted_benefit", "mechanism:talking_to_strangers", "trait:expectation", "intervention:talk_to_strangers"), "experiment",
          ("test_claims_held.py", "test_mechanism_offers.py")),
    Claim(3, "Weak ties (the neighbour, the barista, the driver) matter beside close ones.", ("mechanism:familiar_faces", "mechanism:company"),
          "longitudinal", ("test_claims_held.py", "fact C10")),
    Claim(4, "In a blackout people turn to each other; losing phones is what weighs, on the isolated and the ill most.",
          ("crisis:blackout", "mechanism:cut_off", "mechanism:door_to_door", "intervention:door_to_door"), "assumption",
          ("test_scenario_crises.py", "test_mechanism_disaster.py", "fact V14")),
    Claim(5, "Contact is a need like food: a shortfall builds up, drives people to seek company, and what counts as enough adapts.",
          ("mechanism:social_need", "mechanism:set_point", "trait:sociability", "outcome:need"), "experiment", ("test_claims_held.py", "test_mechanisms_inside.py")),
    Claim(6, "Lack of contact tires, in people who live alone or need company most.", ("mechanism:fatigue",), "experiment", ("test_mechanisms_inside.py",)),
    Claim(7, "A good contact gives confidence to seek the next one, for hours to days.", ("mechanism:confidence",), "experiment",
          ("test_mechanisms_inside.py",),
          refused=("hormones and other brain chemistry",)),
    Claim(8, "The presence and support of others buffers stress.", ("mechanism:support", "mechanism:stress_response", "trait:usual_support", "outcome:support"),
          "longitudinal", ("test_claims_held.py", "fact C10")),
    Claim(9, "Under threat and distress people draw back.", ("mechanism:withdrawal", "mechanism:stress_response"), "longitudinal",
          ("test_claims_held.py", "fact V9", "fact V10")),
    Claim(10, "Many young people are socially anxious, and it costs them contact, with strangers and in groups most.",
          ("trait:social_anxiety", "mechanism:withdrawal", "mechanism:avoidance"), "cross-sectional", ("test_claims_held.py", "test_mechanisms_inside.py")),
    Claim(11, "Anxiety and depression rose by about a quarter worldwide: a small shift of a latent scale, read off by a threshold.",
          ("crisis:pandemic_threat", "mechanism:stress_response", "mechanism:getting_used", "outcome:high_distress"), "longitudinal",
          ("test_mechanisms_inside.py", "test_measurement.py", "fact C8", "fact C9", "fact V2")),
    Claim(12, "Depression, withdrawal and isolation feed each other.", ("mechanism:withdrawal", "mechanism:tie_upkeep", "mechanism:lonely_low_mood", "mechanism:wearing_out"),
          "longitudinal", ("test_claims_held.py", "test_mechanisms_inside.py", "fact C11", "fact V10")),
    Claim(13, "Who bears uncertainty badly suffers more from it.", ("trait:intolerance_of_uncertainty", "mechanism:stress_response", "mechanism:felt_uncertainty"),
          "cross-sectional", ("test_claims_held.py", "fact C12")),
    Claim(14, "Talk shares, calms and informs; two who are both distressed pull each other down.", ("mechanism:shared_feelings", "mechanism:felt_uncertainty", "mechanism:support"),
          "longitudinal", ("test_mechanisms_inside.py",)),
    Claim(15, "After the tsunami, people in closer networks were mentally stronger for the same exposure.",
          ("crisis:flood", "crisis:earthquake", "mechanism:disaster_exposure", "mechanism:disaster_social_capital"), "longitudinal", ("test_mechanism_disaster.py", "fact V12")),
    Claim(16, "Moving people together with their neighbours keeps their company; moving them apart loses it.", ("intervention:keeping_together",), "longitudinal",
          ("test_hazards_lived.py", "fact V12")),
    Claim(17, "Calls and messages gave relief, less than meeting in person; by how much is uncertain.",
          ("mechanism:digital_contact", "mechanism:company", "trait:digital_access", "intervention:digital_inclusion"), "longitudinal", ("fact C5", "fact C10")),
    Claim(18, "Digital contact can replace meeting instead of adding to it.", ("mechanism:digital_displacement",), "assumption", ("test_mechanism_digital_displacement.py",)),
    Claim(19, "Social media can raise stress in some, in the young more; on average the association is small.", ("mechanism:social_media",), "cross-sectional",
          ("test_mechanism_social_media.py",), note="A switch, off unless a file sets it: within persons as many feel better as worse."),
    Claim(20, "After rules are lifted many are uneasy about meeting, and contacts come back slowly.", ("mechanism:avoidance", "intervention:gradual_reopening"),
          "cross-sectional", ("test_mechanisms_inside.py", "fact V7")),
    Claim(21, "Isolation and loneliness harm bodily health in the long run.", ("outcome:mortality_odds",), "longitudinal", ("test_outcomes_long_run.py",),
          refused=("immunity and bodily illness",), note="Reported as odds, with no effect back on anything."),
    Claim(22, "Meet in person where it is safe, first of all.", ("mechanism:close_meetings", "mechanism:support_bubbles", "intervention:support_bubbles", "intervention:outdoor_meetings"),
          "assumption", ("test_directions.py", "test_mechanism_offers.py")),
    Claim(23, "Routines protect ties: friends monthly, family often.", ("mechanism:visit_routines", "mechanism:tie_upkeep", "mechanism:phone_activation", "intervention:visit_routines", "intervention:phone_activation"),
          "experiment", ("test_mechanism_offers.py", "test_trials.py", "fact V16")),
    Claim(24, "Clubs, volunteering and neighbourhood activities make ties; experiments do not confirm that they lower depression.",
          ("mechanism:joining_activities", "mechanism:volunteering", "mechanism:joy_of_helping", "intervention:neighbourhood_activities", "intervention:clubs", "intervention:volunteering"),
          "longitudinal", ("test_interventions.py", "test_mechanism_offers.py")),
    Claim(25, "Bad news and worry feed each other; less news and good news help a little.", ("mechanism:news_exposure", "intervention:news_diet", "intervention:clear_information"),
          "longitudinal", ("test_mechanism_news_exposure.py",)),
    Claim(26, "Programmes against loneliness help their participants in the short term, less later.", ("mechanism:loneliness_groups", "intervention:loneliness_groups", "outcome:lonely"),
          "experiment", ("test_mechanism_courses.py", "test_trials.py", "fact V17")),
    Claim(27, "School programmes of social and emotional learning help a little, and part of it lasts.", ("mechanism:school_lessons", "intervention:school_programme", "trait:at_school"),
          "experiment", ("test_mechanism_courses.py",)),
    Claim(28, "Under distancing there are safe ways to meet: outdoors, in small groups, by video.",
          ("intervention:outdoor_meetings", "intervention:virtual_meetings", "mechanism:virtual_meetings", "mechanism:close_meetings"), "assumption", ("test_directions.py", "test_mechanism_offers.py")),
    Claim(29, "Whoever tends to draw back should keep connecting on purpose.", ("intervention:talk_to_strangers", "intervention:visit_routines", "intervention:gradual_reopening"),
          "experiment", ("test_mechanism_offers.py",)),
    Claim(30, "Rules made contact hard, and some people became isolated.", ("crisis:lockdown", "mechanism:close_meetings", "mechanism:work_and_school", "outcome:contacts_in_person"),
          "statistics", ("test_published_levels.py", "fact C3", "fact C4", "fact V9")),
    Claim(31, "Isolation and loneliness occur at all ages, most in those who live alone.", ("trait:trait_loneliness", "trait:lives_alone", "outcome:strongly_lonely"), "statistics",
          ("test_published_levels.py", "fact C1", "fact C6")),
    Claim(32, "The anxious avoid parties, groups and work, and what is avoided keeps its fear.", ("mechanism:avoidance", "mechanism:group_avoidance", "mechanism:withdrawal", "trait:social_anxiety"),
          "cross-sectional", ("test_claims_held.py", "test_mechanisms_inside.py", "fact V10")),
    Claim(33, "Isolation brings gloom and anxiety.", ("mechanism:loneliness", "mechanism:lonely_low_mood", "mechanism:wearing_out"), "longitudinal", ("test_claims_held.py", "test_mechanisms_inside.py", "fact C7", "fact C11"),
          refused=("panic attacks",)),
    Claim(34, "Isolation leads to self-neglect, drinking and suicide.", ("outcome:coping_drinking",), "longitudinal", ("test_outcomes_long_run.py", "test_refusals.py"),
          refused=("suicide and self-harm", "self-neglect", "drinking"), note="Only the pull to drink as a way to cope is reported, with no effect back on anything."),
    Claim(35, "Long isolation changes the brain for good (mice, two weeks).", ("mechanism:chronic_isolation",), "animal", ("test_mechanism_chronic_isolation.py",),
          refused=("aggression",), note="A switch, off unless a file sets it: mouse days are not human days."),
    Claim(36, "When safety is at stake, company counts less for a while.", ("mechanism:needs_order",), "assumption", ("test_mechanism_needs_order.py",)),
    Claim(37, "Help by phone or chat works, within its capacity.",
          ("mechanism:taking_up_help", "mechanism:check_in_calls", "mechanism:guided_self_help", "mechanism:remote_therapy", "mechanism:attention_only", "intervention:helpline",
           "intervention:check_in_calls", "intervention:stepped_care", "intervention:attention_only", "outcome:help_waiting"), "experiment",
          ("test_mechanism_courses.py", "test_trials.py", "fact V15")),
    Claim(38, "Work structures days, winter lowers mood, exposure in steps lowers fear.", ("mechanism:work_and_school", "mechanism:season", "mechanism:avoidance", "intervention:gradual_reopening"),
          "statistics", ("test_mechanism_season.py", "test_mechanisms_inside.py"), note="Season is a switch, off unless a file sets it, so that nothing drifts."),
    Claim(39, "Loneliness passes between people.", ("mechanism:lonely_company", "mechanism:shared_feelings"), "longitudinal", ("test_mechanism_lonely_company.py", "fact V13"),
          note="Contested: the lonely may be alike from the start. That it passes on is a switch, off unless a file sets it."),
)
# What is in the model beyond the claims it set out from, because crises or published facts ask for it.
BEYOND = (
    Claim(40, "Parents of young children carry more while schools are closed.", ("mechanism:care_burden", "trait:child_under_12"), "longitudinal", ("test_mechanisms_inside.py", "fact V4")),
    Claim(41, "Losing an income weighs, and so does fearing for it.", ("crisis:economic_shock", "mechanism:hardship"), "assumption", ("test_hazards.py", "test_hazards_lived.py")),
    Claim(42, "Heat keeps people in and costs sleep.", ("crisis:heatwave", "mechanism:heat_strain"), "assumption", ("test_hazards.py", "test_hazards_lived.py")),
)
