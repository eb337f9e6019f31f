"""Facts that are trials, rerun as trials: their numbers come from the trial runner, which puts its function in `RUNNER`."""

from .fact import Part, fact

NOT_YET = "not yet addressed: no runner of trials in the model"
TRIAL = "baseline"


@fact("V15", "friendly calls by lay people for four weeks lower depression and anxiety", scenario=TRIAL, kind="construction", missing=NOT_YET,
      parts=[Part("PHQ, treated less untreated, SD", -0.5, -0.15, "-0.27"), Part("GAD, treated less untreated, SD", -0.5, -0.15, "-0.36")],
      source="Kahlon et al. 2021, JAMA Psychiatry 78:616 (R62, n = 240)")
def lay_calls(arms):
    """Not computed before there is a runner of trials."""
    raise NotImplementedError


@fact("V16", "behavioural activation by phone for three months lowers depression and emotional, not social loneliness", scenario=TRIAL, kind="construction",
      missing=NOT_YET, source="Gilbody et al. 2024, Lancet Healthy Longevity 5 (R43, 218 and 217 people)",
      parts=[Part("PHQ-9, treated less untreated, SD", -0.42, -0.125, "-0.28"), Part("emotional less social loneliness, treated less untreated, SD", None, 0.0, "emotional only")])
def activation_by_phone(arms):
    """Not computed before there is a runner of trials."""
    raise NotImplementedError


@fact("V17", "programmes against loneliness help their participants", scenario=TRIAL, kind="construction", missing=NOT_YET,
      parts=Part("loneliness, participants less controls at the end, SD", -0.5, -0.2, "-0.5"), source="Lasgaard et al. 2022, Eur J Public Health 32 (R42); living review (R44)")
def loneliness_programmes(arms):
    """Not computed before there is a runner of trials."""
    raise NotImplementedError
