"""The commands of `flask cases`, as somebody outside would use them."""

import csv
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from smoothschedule.case_forms import Fields, read_problem
from smoothschedule.cases import cases
from smoothschedule.scheduling.rules.slots import free_slots

EXAMPLES = Path(__file__).parent / "cases"
SLOTS = json.loads((EXAMPLES / "slots_examples.json").read_text())
SERIES = json.loads((EXAMPLES / "recurrence_examples.json").read_text())
MATRIX = (EXAMPLES / "masquerade_matrix.csv").read_text()
ONE = SLOTS[0]


def run(kind, text):
    return CliRunner().invoke(cases, [kind], input=text)


def answered(kind, case):
    result = run(kind, json.dumps(case))
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


@pytest.mark.parametrize("case", SLOTS, ids=lambda case: case["name"])
def test_a_slot_case_is_answered_as_expected(case):
    assert answered("slots", case) == case["expected"]


@pytest.mark.parametrize("case", SERIES, ids=lambda case: case["name"])
def test_a_series_is_answered_as_expected(case):
    assert answered("recurrence", case) == case["expected"]


def test_a_list_of_cases_gives_a_list_of_answers():
    assert answered("slots", SLOTS) == [case["expected"] for case in SLOTS]
    assert answered("recurrence", SERIES) == [case["expected"] for case in SERIES]
    assert answered("slots", []) == []


def test_a_slot_names_who_could_take_it():
    (case,) = (case for case in SLOTS if "expected_resources" in case)
    found = free_slots(read_problem(Fields(case, "case")))
    assert [list(slot.candidates[0]) for slot in found] == list(case["expected_resources"].values())


def test_the_masquerade_table_is_answered_row_by_row():
    rows = list(csv.reader(StringIO(MATRIX)))
    expected = [row[-1] for row in rows[1:]]
    assert run("masquerade", MATRIX).stdout.split() == expected
    without_last = "\n".join(",".join(row[:-1]) for row in rows)
    assert run("masquerade", without_last).stdout.split() == expected
    without_names = "\r\n".join(",".join(row) for row in rows[1:])
    assert run("masquerade", without_names).stdout.split() == expected


def test_the_command_needs_no_settings(tmp_path):
    flask = Path(sys.executable).with_name("flask")
    result = subprocess.run(
        [flask, "cases", "slots"],
        input=json.dumps(ONE),
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={},
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout) == ONE["expected"]


def test_only_what_a_question_needs_has_to_be_given():
    bare = {
        "timezone": "UTC",
        "date_overrides": {"2026-05-04": [["09:00", "10:00"]]},
        "duration_min": 20,
        "now": "2026-05-01T00:00:00Z",
        "query": {"start": "2026-05-04T00:00:00Z", "end": "2026-05-05T00:00:00Z"},
    }
    expected = ["2026-05-04T09:00:00Z", "2026-05-04T09:20:00Z", "2026-05-04T09:40:00Z"]
    assert answered("slots", bare) == expected
    assert answered("slots", bare | {"busy": None, "horizon_days": None}) == expected


def test_what_a_resource_leaves_out_the_case_says():
    shared = {"timezone": "UTC", "date_overrides": {"2026-05-04": [["09:00", "11:00"]]}}
    own = {"id": "b", "date_overrides": {"2026-05-04": [["11:00", "12:00"]]}}
    case = {**ONE, **shared, "resources": [{"id": "a"}, own]}
    assert answered("slots", case) == ["2026-05-04T10:00:00Z", "2026-05-04T11:00:00Z"]


@pytest.mark.parametrize("combine", ["any", "all"])
def test_no_resources_offer_nothing(combine):
    assert answered("slots", ONE | {"resources": [], "combine": combine}) == []


def test_moments_may_carry_any_offset_and_fractions():
    busy = [{"start": "2026-05-04T11:59:59.5+02:00", "end": "2026-05-04T12:00:00.5+02:00"}]
    case = ONE | {"busy": busy, "now": "2026-05-04T07:59:59.25Z"}
    assert answered("slots", case) == ["2026-05-04T11:00:00Z"]


def test_a_series_that_goes_on_says_that_it_was_cut():
    result = run(
        "recurrence", json.dumps({**SERIES[0], "exdates_local": [], "rrule": "FREQ=DAILY"})
    )
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)) == 10_000
    assert result.stderr == "case: it goes on; only the first 10000 occurrences are listed\n"


def refused(kind, text):
    """What standard error says: one line, status 2, and nothing on standard output."""
    result = run(kind, text)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    return result.stderr


@pytest.mark.parametrize("text", ["", "nope", "3", "[1]", "[" * 100_000, b"\xff\xfe"])
def test_what_is_no_case_is_refused(text):
    assert refused("slots", text).startswith("Error: ")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("timezone", "Mars/Phobos"),
        ("timezone", "two\nlines"),
        ("timezone", None),
        ("duration_min", None),
        ("duration_min", 0),
        ("duration_min", "60"),
        ("duration_min", True),
        ("duration_min", 10**12),
        ("step_min", -5),
        ("buffer_after_min", -1),
        ("horizon_days", -1),
        ("capacity", 0),
        ("alignment", "diagonal"),
        ("combine", "some"),
        ("now", None),
        ("now", "yesterday"),
        ("now", "2026-05-04T09:00:00"),
        ("now", "9999-01-01T00:00:00Z"),
        ("query", {"start": "2026-05-04T00:00:00Z"}),
        ("query", {"start": "2026-05-05T00:00:00Z", "end": "2026-05-04T00:00:00Z"}),
        ("query", {"start": "0001-01-01T00:00:00+14:00", "end": "9999-12-31T23:59:59-12:00"}),
        ("query", {"start": "2026-01-01T00:00:00Z", "end": "2036-01-01T00:00:00Z"}),
        ("resources", {}),
        ("resources", [3]),
        ("weekly_hours", []),
        ("weekly_hours", {"monday": []}),
        ("weekly_hours", {"mon": "09:00"}),
        ("weekly_hours", {"mon": [["09:00"]]}),
        ("weekly_hours", {"mon": [[9, 12]]}),
        ("weekly_hours", {"mon": [["09:00", "24:01"]]}),
        ("date_overrides", {"2026-13-04": []}),
        ("busy", [{"start": "2026-05-04T10:00:00Z"}]),
        ("time_off", ["today"]),
    ],
)
def test_a_slot_case_that_makes_no_sense_is_refused(field, value):
    assert refused("slots", json.dumps([ONE, ONE | {field: value}])).startswith("Error: case 2")


def test_a_status_that_does_not_exist_is_refused():
    entry = {"start": "2026-05-04T10:00:00Z", "end": "2026-05-04T11:00:00Z", "status": "frozen"}
    message = refused("slots", json.dumps(ONE | {"busy": [entry]}))
    assert message.startswith("Error: case.busy[0].status: 'frozen' is none of hold, ")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("timezone", "Mars/Phobos"),
        ("rrule", "FREQ=SOMETIMES"),
        ("dtstart_local", None),
        ("dtstart_local", "2026-02-23T09:00:00Z"),
        ("exdates_local", "2026-02-23T09:00:00"),
        ("rdates_local", [3]),
        ("rdates_local", ["soon"]),
    ],
)
def test_a_series_that_makes_no_sense_is_refused(field, value):
    assert refused("recurrence", json.dumps(SERIES[0] | {field: value})).startswith("Error: case")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SUPERUSER,KING,n/a,true\n", "line 1: no role is called 'KING'"),
        ("\nSUPERUSER,CUSTOMER,n/a,maybe\n", "line 2: target_is_temporary is one of true, false"),
        ("SUPERUSER,CUSTOMER,mine,true\n", "line 1: tenant is one of same, other, n/a"),
        ("SUPERUSER,CUSTOMER\n", "line 1: tenant, target_is_temporary missing"),
        ('"', "the input is not CSV"),
    ],
)
def test_a_masquerade_row_that_makes_no_sense_is_refused(text, message):
    assert refused("masquerade", text).startswith(f"Error: {message}")
