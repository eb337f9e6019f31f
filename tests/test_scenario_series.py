"""A column of a table becomes the severity of a crisis, day by day."""

import gzip
from datetime import date

import numpy as np
import pytest

from sim.core.conditions import Conditions
from sim.core.layers import SETTINGS
from sim.timeline import csv_files
from sim.timeline.clock import Clock
from sim.timeline.crises import Lockdown
from sim.timeline.errors import ScenarioError
from sim.timeline.load import load_scenario, load_text

TABLE = """country,date,index,other
NLD,2020-03-01,0,x
NLD,2020-03-02,40,x
NLD,2020-03-04,80,
BEL,2020-03-01,100,x
BEL,20200302,50,x
"""


def scenario_text(severity, days=5):
    return f'start = 2020-03-01\ndays = {days}\n[[crisis]]\nkind = "lockdown"\nname = "spring"\nseverity = {severity}\n'


def loaded(folder, severity, table=TABLE, **given):
    if table is not None:
        (folder / "policy.csv").write_bytes(table if isinstance(table, bytes) else table.encode())
    return load_text(scenario_text(severity, **given), name="case", folder=folder)


NETHERLANDS = '{ file = "policy.csv", value = "index", where = { country = "NLD" }, scale = 0.01 }'


def test_a_column_becomes_severity_with_gaps_filled_forward(tmp_path):
    scenario = loaded(tmp_path, NETHERLANDS)
    assert scenario.crisis[0].severity.start == date(2020, 3, 1)
    assert scenario.crisis[0].severity.daily == (0.0, 0.4, 0.4, 0.8, 0.8)
    assert scenario.notices == ('[[crisis]] "spring": policy.csv: 2 of 5 days have no value; the last one before holds on them',)


def test_the_series_is_written_back_as_numbers(tmp_path):
    scenario = loaded(tmp_path, NETHERLANDS)
    text = scenario.to_toml()
    assert "policy.csv" not in text
    assert load_text(text) == scenario


def test_semicolons_decimal_commas_and_short_dates_are_read(tmp_path):
    table = "date;index\n20200301;0,25\n2020-03-02T00:00:00;0,5\n"
    assert loaded(tmp_path, '{ file = "policy.csv", value = "index" }', table, days=2).crisis[0].severity.daily == (0.25, 0.5)


def test_a_file_of_the_severity_replaces_the_numbers_of_an_extended_one(tmp_path):
    (tmp_path / "policy.csv").write_text(TABLE)
    (tmp_path / "base.toml").write_text(scenario_text("{ start = 2020-03-01, daily = [0.1, 0.2] }"))
    (tmp_path / "child.toml").write_text(f'extends = "base.toml"\n[[crisis]]\nname = "spring"\nseverity = {NETHERLANDS}\n')
    assert load_scenario(tmp_path / "child.toml").crisis[0].severity.daily[-1] == 0.8


def test_a_gzipped_table_is_read_as_the_table_in_it(tmp_path):
    (tmp_path / "policy.csv.gz").write_bytes(gzip.compress(TABLE.encode()))
    packed = loaded(tmp_path, NETHERLANDS.replace("policy.csv", "policy.csv.gz"), None)
    assert packed.crisis == loaded(tmp_path, NETHERLANDS).crisis


@pytest.mark.parametrize(("contents", "said"), [
    (gzip.compress(TABLE.encode())[:-9], "cannot be read as a table"), (TABLE.encode(), "cannot be read as a table: Not a gzipped file"),
    (gzip.compress(b"a" * 2_000_000), "policy.csv.gz is larger than 1 MB unpacked")], ids=["cut", "plain", "large"])  # packed bytes hold the time of packing
def test_a_gzipped_table_that_is_broken_or_unpacks_to_too_much_is_refused(tmp_path, monkeypatch, contents, said):
    monkeypatch.setattr(csv_files, "LARGEST_FILE", 1_000_000)
    (tmp_path / "policy.csv.gz").write_bytes(contents)
    with pytest.raises(ScenarioError) as caught:
        loaded(tmp_path, NETHERLANDS.replace("policy.csv", "policy.csv.gz"), None)
    assert said in caught.value.message and caught.value.key == "severity.file"


def test_a_series_for_one_measure_says_how_to_write_it_and_that_follows_the_series(tmp_path):
    with pytest.raises(ScenarioError) as caught:
        loaded(tmp_path, f"0.8\nschool_closed = {NETHERLANDS}")
    assert caught.value.key == "school_closed" and caught.value.message.startswith("a series can only be given to severity, which sets all measures; for school_closed alone write another")
    others = caught.value.message.partition("0.0 for ")[2].partition(";")[0].split(", ")
    assert {*others, "school_closed"} == set(Lockdown().measures(1.0)) - {"visitors_max", "outdoors_max"}
    alone = loaded(tmp_path, NETHERLANDS + "\nschool_closed = 1.0\nvisitors_max = 254\n" + "".join(f"{name} = 0.0\n" for name in others))
    for step, share in enumerate((0.0, 0.4, 0.4, 0.8, 0.8)):
        conditions, clock = Conditions(1, None, None), Clock(alone.start, step)
        alone.crisis[0].change(conditions.within(np.array([True]), {}), alone.crisis[0].level(clock))
        assert conditions.open_to("school", "in_person") == pytest.approx(1 - share)
        assert all(conditions.open_to(setting, "in_person") == 1 for setting in SETTINGS if setting != "school") and conditions.threat == 0
    with pytest.raises(ScenarioError, match="a series can only be given to severity$"):
        loaded(tmp_path, f"0.8\nvisitors_max = {NETHERLANDS}")


@pytest.mark.parametrize(("severity", "table", "key", "message"), [
    (NETHERLANDS.replace("policy", "polcy"), TABLE, "severity.file", 'no file "polcy.csv"; did you mean "policy.csv"?'),
    (NETHERLANDS.replace('"index"', '"indx"'), TABLE, "severity.value", 'no column "indx"; did you mean "index"? (columns: country, date, index, other)'),
    (NETHERLANDS.replace("country", "land"), TABLE, "severity.where.land", 'no column "land"'),
    (NETHERLANDS.replace("NLD", "NDL"), TABLE, "severity.where", 'has the value "NDL"; did you mean "NLD"?'),
    (NETHERLANDS.replace(", scale = 0.01", ""), TABLE, "severity.scale", "gives 40 on 2020-03-02"),
    (NETHERLANDS.replace("0.01", "-0.01"), TABLE, "severity.scale", "severity is from 0 to 1"),
    (NETHERLANDS.replace("scale", "scael"), TABLE, "severity.scael", 'did you mean "scale"?'),
    (NETHERLANDS.replace('value = "index"', 'value = "other"'), TABLE, "severity.value", '"x" on 2020-03-01 where a number is expected'),
    (NETHERLANDS.replace('where = { country = "NLD" }, ', ""), TABLE, "severity.where", "two rows for 2020-03-01"),
    (NETHERLANDS, TABLE.replace("2020-03-02", "2 March"), "severity.date", '"2 March" where a date'),
    (NETHERLANDS, TABLE.replace("2020-", "2010-"), "severity.file", "outside the scenario (2020-03-01 to 2020-03-06)"),
    (NETHERLANDS, TABLE.replace(",0,", ",,").replace(",40,", ",,").replace(",80,", ",NA,"), "severity.value", "is empty for these rows"),
    (NETHERLANDS, "", "severity.file", "policy.csv is empty"),
    (NETHERLANDS, "country,date,index\n", "severity.where", 'has the value "NLD"'),
    (NETHERLANDS, b"country,date\n\xff\xfe", "severity.file", "not a table in UTF-8"),
])
def test_a_mistake_in_a_series_is_named(tmp_path, severity, table, key, message):
    with pytest.raises(ScenarioError) as caught:
        loaded(tmp_path, severity, table)
    assert message in str(caught.value)
    assert (caught.value.file, caught.value.table, caught.value.key) == ("case.toml", '[[crisis]] "spring"', key)


def test_the_stringency_of_any_country_drives_a_lockdown(shared):
    file = shared / "data" / "oxcgrt" / "national_daily.csv"
    for country, highest in (("NLD", 0.7870), ("SWE", 0.6481)):
        severity = f'{{ file = "{file.as_posix()}", value = "stringency_index", where = {{ CountryCode = "{country}" }}, scale = 0.01 }}'
        scenario = load_text(scenario_text(severity, days=200))
        assert scenario.notices == ()
        assert len(scenario.crisis[0].severity.daily) == 200
        assert max(scenario.crisis[0].severity.daily) == pytest.approx(highest, abs=1e-4)
        assert "national_daily" not in scenario.to_toml()
