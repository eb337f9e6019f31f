"""What noaber refuses to simulate although people speak of it in the same breath: each by name, with the reason."""

from typing import NamedTuple


class Refusal(NamedTuple):
    """Something that is not simulated: `reason` and `source` say why, `instead` what stands in its place."""

    name: str
    reason: str
    instead: str
    source: str


REFUSALS = (
    Refusal(
        "suicide and self-harm",
        "There was no general early rise to reproduce, the models there are rest on thin evidence, and a simulated number would be "
        "read as a forecast of deaths with a single cause.",
        "high distress and who asks for help; pages on severe distress say where to find it (in the Netherlands 113)",
        "Pirkis et al. 2021, Lancet Psychiatry 8:579 (21 countries); 2022, eClinicalMedicine 51 (33 countries); in the Netherlands no rise in 2020"),
    Refusal(
        "aggression",
        "It was seen in isolated mice; in people helping outweighs crime in outages, and no size for people was found.",
        "slower recovery and stronger reactions to threat after long isolation, as a switch (chronic_isolation)",
        "Zelikowsky et al. 2018, Cell 173:1265 (mice); Rubin & Rogers 2019, Int J Disaster Risk Reduct 39:101226 (47 studies)"),
    Refusal(
        "panic attacks",
        "No evidence was found that isolation or a crisis causes them, and panic is unlikely even in major outages.",
        "worry, one of the two facets of stress",
        "Rubin & Rogers 2019, Int J Disaster Risk Reduct 39:101226 (47 studies)"),
    Refusal(
        "self-neglect",
        "No measured size was found, and it would point at persons where the question is what they lack.",
        "unmet need for company, energy and support",
        "none found"),
    Refusal(
        "drinking",
        "What people drink depends on bars and company as much as on distress: in the Netherlands it fell in lockdown.",
        "the pull to drink as a way to cope, as an index that feeds back into nothing (coping_drinking)",
        "Mangot-Sala et al. 2022, Drug Alcohol Depend (n = 45,384 in its baseline table); Alpers et al. 2021, Int J Environ Res Public Health 18:1220 (n = 25,708)"),
    Refusal(
        "hormones and other brain chemistry",
        "Oxytocin, cortisol, dopamine and endorphins carry effects that are measured in what people do and feel; counting both would "
        "count twice. Of serotonin nothing was found.",
        "support that buffers threat, confidence after good contact, and the reward of a talk",
        "Heinrichs et al. 2003, Biol Psychiatry 54:1389 (n = 37): support and oxytocin with less cortisol and anxiety"),
    Refusal(
        "immunity and bodily illness",
        "Effects take years and are known as odds in cohorts, not as steps from day to day.",
        "long-run odds of dying, reported without feedback (mortality_odds)",
        "Holt-Lunstad et al. 2015, Perspect Psychol Sci 10:227; Steptoe et al. 2013, PNAS 110:5797"),
)
