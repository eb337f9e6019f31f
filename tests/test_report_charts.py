"""The numbers and the drawing behind the charts of the report."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from compared_worlds import CRISIS

from sim import compare, load_text
from sim.studies.charts import line_chart, spread_apart
from sim.studies.curves import differences, levels, running_mean
from sim.studies.palette import dark, look_of
from sim.studies.report_charts import joined


def series_of(values):
    """Return a long series of distress from {scenario: {replicate: values by step}}."""
    rows = [(scenario, replicate, step, "distress", value) for scenario, runs in values.items() for replicate, steps in runs.items()
            for step, value in enumerate(steps)]
    return pd.DataFrame(rows, columns=["scenario", "replicate", "step", "outcome", "value"])


def test_a_difference_counts_only_replicates_that_both_finished():
    series = series_of({"first": {0: [1.0, 1.0], 1: [5.0, 5.0]}, "helped": {0: [1.0, 0.5], 2: [9.0, 9.0]}})
    curve, = differences(series, ["helped"], "first", "distress", 2)
    assert curve.mean.tolist() == [0.0, -0.5]
    assert np.isnan(curve.low[1])


def test_a_level_is_the_mean_over_replicates_with_its_interval():
    curve, = levels(series_of({"first": {r: [float(r)] for r in range(1, 6)}}), ["first", "absent"], "distress", 1, scale=10.0)
    assert curve.mean[0] == 30.0
    assert curve.high[0] == pytest.approx(30 + 19.6324, abs=1e-3)


def test_a_running_mean_leaves_out_the_ends():
    assert running_mean(np.array([0.0, 3.0, 6.0, 0.0]), 3)[1:3].tolist() == [3.0, 3.0]
    assert np.isnan(running_mean(np.arange(4.0), 3)[[0, 3]]).all()


def test_labels_move_apart_and_keep_their_order():
    placed = spread_apart([1.0, 5.0, 1.01, 0.99], 0.5, 0.0, 6.0)
    assert np.argsort(placed).tolist() == [3, 0, 2, 1]
    assert min(np.diff(np.sort(placed))) > 0.499


def test_spans_that_touch_are_one():
    assert joined({(3, 8), (0, 2), (8, 9)}) == [[0, 2], [3, 9]]


def test_the_same_chart_is_drawn_with_the_same_bytes():
    times = np.datetime64("2020-03-01", "h") + np.arange(3) * np.timedelta64(24, "h")
    curves = levels(series_of({"first": {r: [0.0, 1.0, float(r)] for r in range(5)}}), ["first"], "distress", 3)
    drawn = [line_chart(curves, look_of(["first"]), {"first": "a < b"}, times, [], title="T & U", name="n", words='"x" <y>') for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert "a &lt; b" in drawn[0] and "T &amp; U" in drawn[0]


@pytest.mark.parametrize("name", ["first", "a", "b", "c", "d", "e", "f", "no_crisis"])
def test_labels_of_every_colour_can_be_read_on_white(name):
    code = dark(look_of(["first", "a", "b", "c", "d", "e", "f"])[name][0])
    parts = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5


def test_a_real_network_shows_no_group_of_fewer_than_ten(tmp_path):
    ties = "\n".join(f"{a},{b}" for a, b in sorted(nx.connected_watts_strogatz_graph(40, 4, 0.2, seed=1).edges))
    (tmp_path / "class.csv").write_text(f"source,target\n{ties}\n", encoding="utf-8")
    text = CRISIS.replace("people = 120", 'network = "class.csv"')
    answer = compare([load_text(text, name="class", folder=tmp_path, days=4)], replicates=6)
    sizes = {(each.groups[g], each.outcomes[o]): each.people_scored[g, o] for each in answer.ensemble.runs[:1]
             for g in range(len(each.groups)) for o in range(len(each.outcomes))}
    shown = {tuple(each) for each in answer.series[answer.series["replicate"] == 0][["group", "outcome"]].drop_duplicates().to_numpy()}
    assert {place for place in shown if sizes[place] < 10} == set()
    assert ("everyone", "distress") in shown
