"""One published finding per file; the order here is the order in which contributions are added."""

from . import (  # noqa: F401  (importing registers)
    withdrawal, social_need, mispredicted_benefit, set_point, avoidance, group_avoidance, fatigue, confidence, acute_altruism,
    work_and_school, close_meetings, familiar_faces, chance_encounters, digital_contact, joining_activities,
    virtual_meetings, support_bubbles, visit_routines, volunteering, talking_to_strangers, door_to_door, joy_of_helping,
    taking_up_help, check_in_calls, phone_activation, guided_self_help, remote_therapy, loneliness_groups, attention_only, school_lessons,
    company, support, support_relief, shared_feelings,
    getting_used, felt_uncertainty, care_burden, wearing_out,
    stress_response, loneliness, lonely_low_mood, tie_upkeep,
    news_exposure, social_media, season, chronic_isolation, needs_order, lonely_company, digital_displacement,
    disaster_exposure, disaster_social_capital, hardship, cut_off, heat_strain,
)
