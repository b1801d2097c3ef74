import pytest

from tropa.collect.import_plan import plan_import
from tropa.collect.mapping import read_mapping
from tropa.collect.source import FileRefused
from unit.collect.files import USERS, events, said, table

ROWS = "user_id,event,timestamp\nu1,A,2026-02-01T10:00:00Z\n"


def fault(text: str, by: str = USERS) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        plan_import(table(text), read_mapping(by))
    return caught.value


def notes(text: str, by: str = USERS, timezone: str = "") -> list[tuple[str, str, str]]:
    plan = plan_import(table(text), read_mapping(by), timezone)
    assert all(note.message("ru") and note.message("en") for note in plan.notes)
    return [(note.code, note.column, note.found) for note in plan.notes]


def test_a_column_that_is_not_there_is_named_with_the_nearest_one():
    found = fault("user_ids,event,timestamp\nu1,A,2026-02-01\n")
    assert found.code == "no_such_column"
    assert found.message("en") == (
        "file.csv: The file has no column “user_id”. Did you mean “user_ids”?"
    )
    assert "user_ids, event, timestamp" in found.advice("en")


def test_a_column_that_stands_twice_cannot_be_meant():
    assert fault("user_id,event,timestamp,Event\nu1,A,1,B\n").code == "duplicate_column"


def test_a_repeated_column_that_the_mapping_leaves_alone_does_no_harm():
    text = "user_id,note,event,timestamp,note\nu1,x,A,2026-02-01T10:00:00Z,y\n"
    assert len(events(text)) == 1


def test_a_repeated_column_may_be_meant_by_its_place():
    by = USERS.replace("events:", "properties: {second: '#5'}\nevents:")
    text = "user_id,note,event,timestamp,note\nu1,x,A,2026-02-01T10:00:00Z,y\n"
    assert said(events(text, by)[0]) == {"second": "y"}


def test_the_zone_of_times_that_state_none_is_asked_for():
    local = ROWS.replace("00Z", "00")
    by = USERS.replace("timezone: UTC\n", "")
    assert fault(local, by).code == "zone_needed"
    assert fault(ROWS.replace("2026-02-01T10:00:00Z", "46053"), by).code == "zone_needed"
    assert ("zone_assumed", "timestamp", "Europe/Moscow") in notes(local, by, "Europe/Moscow")
    assert ("zone_stated", "timestamp", "UTC") in notes(local, USERS, "Europe/Moscow")
    assert plan_import(table(ROWS), read_mapping(by)).timezone == "UTC"


def test_what_was_decided_about_dates_and_numbers_is_said():
    by = USERS.replace("events:", "amount: sum\nevents:")
    text = 'user_id,event,timestamp,sum\nu1,A,01/02/2026,"1,500"\n'
    found = notes(text, by)
    assert ("time_form", "timestamp", "day_first") in found
    assert ("date_order_open", "timestamp", "") in found
    assert ("decimal_open", "sum", "point") in found
    assert ("decimal_mark", "sum", "comma") in notes(text.replace("1,500", "1,5"), by)


def test_columns_left_out_are_listed():
    text = "user_id,event,timestamp,colour\nu1,A,2026-02-01T10:00:00Z,red\n"
    assert ("column_unused", "colour", "") in notes(text)


@pytest.mark.parametrize(
    "header", ["consent", "Согласие на рассылку", "unsubscribed", "subscribed"]
)
def test_a_file_states_no_consent(header: str):
    text = f"user_id,event,timestamp,{header}\nu1,A,2026-02-01T10:00:00Z,true\n"
    assert ("consent_ignored", header, "") in notes(text)
    by = USERS.replace("events:", f"properties: {{agreed: '{header}'}}\nevents:")
    assert ("consent_ignored", header, "") in notes(text, by)
    assert said(events(text, by)[0]) == {}


def test_a_mapping_without_names_or_time_says_what_it_lacks():
    assert fault(ROWS, USERS.replace("names: {user: user_id}\n", "")).code == "no_name_column"
    assert fault(ROWS, USERS.replace("time: timestamp\n", "")).code == "no_time_column"
    undated = USERS.replace("time: timestamp", "undated: snapshot")
    assert fault(ROWS, undated).code == "snapshot_needed"


def test_a_plan_is_the_same_for_the_same_file():
    opened = table(ROWS)
    first = plan_import(opened, read_mapping(USERS))
    second = plan_import(table(ROWS), read_mapping(USERS))
    assert (first.wanted, first.forms, first.notes) == (
        second.wanted,
        second.forms,
        second.notes,
    )
