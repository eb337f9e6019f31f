"""The files of a comparison and the page made of them: complete, self-contained, the same every time."""

import json
import re
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from compared_worlds import everywhere, small_scenarios, written_by_hand

from sim import ScenarioError, compare, run
from sim.studies.limits import HELD_OUT, IN_FULL, IN_SHORT
from sim.studies.reading import find_run
from sim.studies.report import rebuild_report
from sim.studies.report_tables import group_tables, tiles
from sim.studies.wording import in_people

FILES = {"runs.csv", "series.parquet", "effects.csv", "manifest.json", "report.html"}
SIZE = {"replicates": 5, "people": 60, "days": 6}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder with the files of a small comparison."""
    answer = compare(small_scenarios(tmp_path_factory.mktemp("scenarios"))[:3], **SIZE)
    out = tmp_path_factory.mktemp("results") / "new" / "out"
    answer.write(out)
    return out


@pytest.fixture(scope="module")
def page(folder):
    """Return the report as text."""
    return (folder / "report.html").read_text(encoding="utf-8")


class Page(HTMLParser):
    """What a page asks a browser to load, and its tags."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.loaded = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        """Note a tag and what it loads."""
        self.tags.append((tag, dict(attributes)))
        self.loaded += [value for name, value in attributes if name in ("src", "href", "xlink:href", "srcset", "action", "poster") and value]


def test_the_folder_holds_the_files_of_the_design_page_and_nothing_else(folder):
    assert {each.name for each in folder.iterdir()} == FILES
    assert pd.read_csv(folder / "runs.csv").columns.tolist() == [
        "run_id", "scenario", "replicate", "seed", "status", "error", "seconds", "version", "scenario_hash"]
    assert pq.read_schema(folder / "series.parquet").names == [
        "run_id", "scenario", "replicate", "seed", "step", "time", "group", "outcome", "value"]


def test_two_comparisons_write_the_same_bytes(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    again = compare(small_scenarios(tmp_path / "elsewhere")[:3], **SIZE)
    again.write(tmp_path / "again")
    for name in ("effects.csv", "manifest.json", "report.html"):
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes(), name
    assert pq.read_table(tmp_path / "again" / "series.parquet").equals(pq.read_table(folder / "series.parquet"))


def test_effects_are_written_with_ten_digits_and_true_or_false(folder):
    lines = (folder / "effects.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("helped,crisis,everyone,distress,SD,before,")
    numbers = re.findall(r"-?\d+\.\d+", "\n".join(lines))
    assert max(len(number.lstrip("-0.").replace(".", "")) for number in numbers) <= 10
    assert {line.split(",")[11] for line in lines[1:]} == {"true", "false"}


def test_no_file_names_a_folder_of_this_machine(folder):
    places = [str(folder), str(folder.parent), tempfile.gettempdir(), str(Path.home())]
    for name in ("manifest.json", "report.html", "effects.csv", "runs.csv"):  # the parquet file has no text but names and hashes
        text = (folder / name).read_text(encoding="utf-8")
        assert not [place for place in places if place in text], name


def test_the_manifest_holds_command_seeds_and_resolved_scenarios(folder):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"] == "noaber compare crisis.toml helped.toml reach_0.toml --people 60 --days 6 --replicates 5 --seed 1"
    assert [each["name"] for each in manifest["scenarios"]] == ["crisis", "helped", "reach_0", "no_crisis"]
    assert "severity = 0.9" in manifest["scenarios"][0]["toml"]
    assert len(manifest["run_seeds"]) == 5


def test_a_run_can_be_found_and_run_again(folder):
    row = pd.read_csv(folder / "runs.csv").iloc[5]
    scenario, seed = find_run(folder, row["run_id"])
    stored = pq.read_table(folder / "series.parquet", filters=[("run_id", "=", row["run_id"])]).to_pandas()
    again = run(scenario, seed).series.dropna(subset="value")
    assert again["value"].tolist() == stored["value"].tolist()
    with pytest.raises(ScenarioError, match="no run with this id"):
        find_run(folder, "nonsense")


def test_a_run_whose_network_lies_elsewhere_is_told_to_name_the_folder(tmp_path):
    (tmp_path / "ties.csv").write_text("source,target\n" + "".join(f"{k},{k + 1}\n" for k in range(40)), encoding="utf-8")
    (tmp_path / "tied.toml").write_text('start = 2020-03-02\ndays = 3\n[population]\nnetwork = "ties.csv"\n'
                                        '[[crisis]]\nkind = "lockdown"\n', encoding="utf-8")
    compare(tmp_path / "tied.toml", replicates=1).write(tmp_path / "out")
    run_id = pd.read_csv(tmp_path / "out" / "runs.csv")["run_id"][0]
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(ScenarioError, match=r"say with --beside DIR in which folder .*ties\.csv.* lies"):
        find_run(tmp_path / "out", run_id, tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "ties.csv").write_text("source,target\n1,2\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="not what it was.*--beside DIR"):
        find_run(tmp_path / "out", run_id, tmp_path / "elsewhere")
    assert find_run(tmp_path / "out", run_id, tmp_path)[0].population.network


def test_the_report_tells_the_checks_that_fail(page, tmp_path):
    assert all(each in page for each in (HELD_OUT, *IN_FULL))
    answer = written_by_hand({"helped": {}})
    calm = tuple(each.model_copy(update={"crisis": ()}) for each in answer.scenarios[:2])
    runs = tuple(each for each in answer.ensemble.runs if each.scenario != "no_crisis")
    type(answer)(type(answer.ensemble)(calm, 1, 20, runs), "noaber compare").write(tmp_path)
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert IN_SHORT in text and HELD_OUT not in text


def test_the_report_asks_the_network_for_nothing(page):
    found = Page(page)
    assert all(each.startswith(("#", "data:")) for each in found.loaded)
    assert not {"script", "iframe", "object", "embed", "img"} & {tag for tag, _ in found.tags}
    assert not re.search(r"url\((?!#)[^)]", page)
    assert "@import" not in page


def test_the_report_can_be_read_without_eyes_or_a_mouse(page):
    found = Page(page)
    attributes = dict(found.tags[::-1])
    assert attributes["html"]["lang"] == "en"
    headings = [int(tag[1]) for tag, _ in found.tags if re.fullmatch(r"h[1-6]", tag)]
    assert headings[0] == 1 and headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(headings, headings[1:], strict=False))
    charts = [attributes for tag, attributes in found.tags if tag == "svg"]
    assert len(charts) >= 6
    assert all(each["role"] == "img" and len(each["aria-label"]) > 30 for each in charts)
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_the_report_has_the_parts_a_mayor_asks_for(page):
    for words in ("What happens when", "Over time", "What helps, most first", "Who gains and who loses", "What it costs", "What this rests on",
                  "What this cannot tell you", "The numbers of this chart", "113", "noaber compare", "assumptions that nobody has measured"):
        assert words in page, words


def test_the_report_is_rebuilt_from_the_files_alone(folder, page, tmp_path):
    for name in FILES - {"report.html"}:
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    rebuild_report(tmp_path)
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == page


def test_the_tiles_and_the_tables_round_as_the_sentences_do():
    answer = written_by_hand({"helped": {"high_distress": everywhere(-0.0103), "distress": everywhere(-0.06), "loneliness": everywhere(-0.06)}})
    verdict, cell = answer.verdict, group_tables(answer)[0]["rows"][0][1][1]["text"]
    sentence = in_people(verdict["policies"][0]["effects"]["high_distress"], verdict)
    assert tiles(verdict, ["crisis"])[-1]["change"] == cell
    low, high = cell.partition(" (")[2].removesuffix(")").replace("−", "").split(" to ")[::-1]
    assert f"{cell.partition(' ')[0].removeprefix('−')} fewer" in sentence and f"({low} to {high})" in sentence


def test_text_of_a_scenario_cannot_become_part_of_the_page(tmp_path):
    answer = written_by_hand({"helped": {"distress": everywhere(-0.05)}})
    scenarios = tuple(each.model_copy(update={"title": f"<script>{each.name}</script> & more"}) for each in answer.scenarios)
    ensemble = type(answer.ensemble)(scenarios, 1, answer.ensemble.replicates, answer.ensemble.runs)
    type(answer)(ensemble, "noaber <b>").write(tmp_path / "out")
    assert "<script" not in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_scenario_may_be_called_null(tmp_path):
    written_by_hand({"null": {"distress": everywhere(-0.05)}, "NA": {}}).write(tmp_path)
    assert "not shown" not in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_study_of_which_every_run_failed_still_has_its_files(tmp_path):
    answer = written_by_hand({"helped": {}}, n_pairs=2)
    failed = tuple(type(each)(each.scenario, each.replicate, each.seed, each.scenario_hash, "ValueError: it broke") for each in answer.ensemble.runs)
    nothing = type(answer)(type(answer.ensemble)(answer.scenarios, 1, 2, failed), "noaber compare")
    nothing.write(tmp_path)
    assert set(pd.read_csv(tmp_path / "runs.csv")["error"]) == {"ValueError: it broke"}
    assert "No pair of runs finished" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "No pair of runs finished" in nothing.summary()


def test_the_panel_holds_every_person_on_every_step(tmp_path):
    answer = compare(small_scenarios(tmp_path)[0], replicates=1, people=60, days=4, panel=True)
    answer.write(tmp_path / "out")
    people = pq.read_table(tmp_path / "out" / "people.parquet").to_pandas()
    assert len(people) == 2 * 60 * 4
    assert {"run_id", "scenario", "replicate", "person", "step", "age", "help_status"} <= set(people.columns)
    mean = people[(people["scenario"] == "crisis") & (people["step"] == 1) & (people["age"] >= 12)]["distress"].mean()
    series = answer.series
    told = series[(series["scenario"] == "crisis") & (series["step"] == 1) & (series["group"] == "everyone") & (series["outcome"] == "distress")]
    assert told["value"].item() == pytest.approx(mean, abs=1e-6)


def test_a_mistake_in_the_scenarios_writes_nothing(tmp_path):
    with pytest.raises(ScenarioError):
        compare(["lockdown", "no_such_scenario"]).write(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_earlier_results_are_replaced_as_a_whole(folder, tmp_path):
    (tmp_path / "people.parquet").write_text("old")
    (tmp_path / "notes.txt").write_text("mine")
    written_by_hand({"helped": {}}).write(tmp_path)
    assert {each.name for each in tmp_path.iterdir()} == FILES | {"notes.txt"}
