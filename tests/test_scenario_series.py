"""A column of a table becomes the severity of a crisis, day by day."""

from datetime import date

import pytest

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
