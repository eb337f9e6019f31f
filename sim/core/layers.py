"""The names of layers and channels, and the rhythm of the day: when in the day each layer meets."""

import numpy as np

LAYERS = ("household", "close", "neighbourhood", "work_school", "familiar", "encounters")
CHANNELS = ("in_person", "phone", "text", "video")
HOUSEHOLD, CLOSE, NEIGHBOURHOOD, WORK_SCHOOL, FAMILIAR, ENCOUNTERS = range(len(LAYERS))
IN_PERSON, PHONE, TEXT, VIDEO = range(len(CHANNELS))
N_SLOTS = len(LAYERS) * len(CHANNELS)

# What a rule can open and close. School is apart from work: both meet in the layer work_school.
SETTINGS = ("household", "close", "neighbourhood", "work", "familiar", "encounters", "school")
WORK_SETTING, SCHOOL_SETTING = SETTINGS.index("work"), SETTINGS.index("school")


def slot(layer, channel):
    """Return the column of a layer and channel in contact tables, from 0 to N_SLOTS - 1."""
    return layer * len(CHANNELS) + channel


def _hours(**weights):
    """Return float64 (24,) that sums to 1; `h9_17=2` gives the hours from 9 to before 17 the weight 2 each."""
    day = np.zeros(24)
    for span, weight in weights.items():
        first, last = span[1:].split("_")
        day[int(first):int(last)] = weight
    return day / day.sum()


# assumption: nobody meets from 23 to 7; work and school 9-17 on weekdays; the others mostly in the evening and at weekends.
_WEEKDAY = {
    "household": _hours(h7_9=2, h9_17=0.5, h17_23=3), "close": _hours(h9_17=0.5, h17_23=3),
    "neighbourhood": _hours(h8_17=1, h17_21=2), "work_school": _hours(h9_17=1),
    "familiar": _hours(h8_18=1, h18_21=1.5), "encounters": _hours(h8_19=1, h19_22=0.5),
}
_WEEKEND = {
    "household": _hours(h8_23=1), "close": _hours(h10_23=1), "neighbourhood": _hours(h9_21=1),
    "work_school": _hours(h9_17=1), "familiar": _hours(h9_20=1), "encounters": _hours(h9_22=1),
}
# (2 kinds of day, 6 layers, 24 hours): weekday, weekend
RHYTHM = np.array([[kind[layer] for layer in LAYERS] for kind in (_WEEKDAY, _WEEKEND)])


def hour_bounds(hour, is_weekend):
    """Return float64 (6, 2): the part of [0, 1) whose draws fall in this hour, for each layer; all of it without an hour."""
    if hour is None:
        return np.tile(np.array([0.0, 1.0]), (len(LAYERS), 1))
    upto = np.cumsum(RHYTHM[int(is_weekend)], axis=1)
    upto[:, 23] = 1.0
    first = upto[:, hour - 1] if hour else np.zeros(len(LAYERS))
    return np.stack([first, upto[:, hour]], axis=1)
