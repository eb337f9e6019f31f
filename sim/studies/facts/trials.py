"""Facts that are trials, rerun as trials: the size of each effect is a parameter taken from the trial, so they do not count."""

from .fact import Part, fact


@fact("V15", "friendly calls by lay people for four weeks lower depression and anxiety", scenario="baseline", trial="lay_calls", kind="construction",
      parts=[Part("low mood, treated less untreated, SD", -0.5, -0.15, "-0.27"), Part("worry, treated less untreated, SD", -0.5, -0.15, "-0.36")],
      source="Kahlon et al. 2021, JAMA Psychiatry 78:616 (n = 240)")
def lay_calls(results):
    """At the end of four weeks, people of 65 and over or living alone."""
    _phq9, _gad7, _ucla3, low_mood, worry = results
    return low_mood, worry


@fact("V16", "behavioural activation by phone for three months lowers depression and emotional, not social loneliness", scenario="baseline",
      trial="phone_activation", kind="construction", source="Gilbody et al. 2024, Lancet Healthy Longevity 5 (218 and 217 people)",
      parts=[Part("low mood, treated less untreated, SD", -0.42, -0.125, "-0.28"),
             Part("emotional less social loneliness, treated less untreated, SD", None, 0.0, "emotional only")])
def activation_by_phone(results):
    """At three months, people of 65 and over with some symptoms."""
    _phq9, low_mood, emotional, social = results
    return low_mood, emotional - social


@fact("V17", "programmes against loneliness help their participants, less so a year later", scenario="baseline", trial="loneliness_groups",
      kind="construction", source="Lasgaard et al. 2022, Eur J Public Health 32 (54 trials: -0.47); -0.50 and -0.20 are those of a later and of a living review of trials, whose authors our notes do not name",
      parts=[Part("loneliness at the end, participants less controls, SD", -0.60, -0.39, "-0.50"), Part("the same a year later, SD", -0.40, -0.01, "-0.20")])
def loneliness_programmes(results):
    """At the end of the programme and after a year."""
    return tuple(results)
