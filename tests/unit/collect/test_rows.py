from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.clock import DAY
from tropa.collect.import_plan import plan_import
from tropa.collect.mapping import read_mapping
from tropa.collect.rows import RowReader, body_hashes
from tropa.collect.source import Limits
from tropa.event import Event, Name, NameKind
from unit.collect.files import (
    NOW,
    USERS,
    WITH_EMAIL,
    events,
    moment,
    refused,
    said,
    table,
    taken,
    times,
    workbook,
)

HEAD = "user_id,event,timestamp\n"
DEALS = """
mapping: deals
timezone: UTC
id: id
names: {deal: id}
events:
  - event: opened
    time: opened
    undated: skip
  - event: won
    when: {stage: [Won, "Успешно*"]}
    time: closed
    amount: sum
  - event: seen
    when: {stage: New}
    undated: snapshot
"""
DEAL_ROWS = "id,opened,closed,stage,sum\n"


def amounts(text: str, by: str = "") -> list[object]:
    mapping = USERS.replace("events:", "amount: sum\n" + by + "events:")
    return [said(one).get("amount") for one in events(text, mapping)]


def test_a_row_becomes_an_event():
    [event] = events(HEAD + "u1,page.view,2026-02-01T10:00:00Z\n")
    assert event == Event(
        id=event.id,
        source="file:users",
        time=moment("2026-02-01T10:00:00Z"),
        name="page_view",
        names=(Name(NameKind.USER, "u1"),),
        sequence=2,
        received=NOW,
    )


def test_a_russian_spreadsheet_just_works():
    text = (
        "Дата;Событие;Клиент;Сумма;Канал\r\n"
        "01.02.2026 10:05;заявка;К-1;;сайт\r\n"
        "02.02.2026;оплата;К-1;1 234,50 р.;офис\r\n"
    )
    by = """
mapping: sheet
timezone: Europe/Moscow
time: дата
names: {user: клиент}
properties: {channel: канал}
amount: сумма
events:
  - event: {column: событие}
"""
    first, second = events(text.encode("cp1251"), by)
    assert times([first, second]) == ["2026-02-01T07:05:00Z", "2026-02-01T21:00:00Z"]
    assert (first.name, said(first)) == ("заявка", {"channel": "сайт"})
    assert (second.name, said(second)) == ("оплата", {"channel": "офис", "amount": 1234.5})
    assert second.properties == '{"channel":"офис","amount":1234.50}'.encode()
    assert (first.flags, second.flags) == ((), ("date_only",))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("u1,A,", "no_time"),
        ("u1,A,yesterday", "bad_time"),
        ("u1,A,1969-12-31T23:59:59Z", "before_1970"),
        ("u1,A,2026-11-21T12:00:00.000001Z", "in_future"),
        (",A,2026-02-01T10:00:00Z", "no_name"),
        ("null,A,2026-02-01T10:00:00Z", "no_such_name"),
        ("u1,,2026-02-01T10:00:00Z", "no_event"),
        ("u1," + "a" * 201 + ",2026-02-01T10:00:00Z", "event_name_too_long"),
        ("u1,alias,2026-02-01T10:00:00Z", "reserved_event"),
        ("u1,data.erased,2026-02-01T10:00:00Z", "reserved_event"),
        ("u1,consent.given,2026-02-01T10:00:00Z", "consent_needs_proof"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_by_its_reason(row: str, code: str):
    good = "u9,A,2026-02-01T10:00:00Z\n"
    [one] = taken(HEAD + good + row + "\n" + good)
    assert [(fault.row, fault.code) for fault in one.refused] == [(3, code)]
    assert one.rows == len(one.events) + len(one.refused) == 3
    fault = one.refused[0]
    assert "3" in fault.message("en")
    assert fault.message("ru") != fault.message("en")
    assert fault.advice("ru")


def test_the_present_and_1970_are_in_time():
    rows = "u1,A,2026-11-21T12:00:00Z\nu1,A,1970-01-01T00:00:00Z\n"
    assert len(events(HEAD + rows)) == 2


def test_a_refused_row_waits_with_its_cells():
    [one] = taken('user_id,event,timestamp,other\nu1,"a ""b""",never,x\n')
    assert one.refused[0].raw == b'{"event":"a \\"b\\"","timestamp":"never","user_id":"u1"}'


def test_of_a_row_with_one_bad_event_nothing_is_kept():
    rows = DEAL_ROWS + "d1,2026-02-01,soon,Won,5\nd2,2026-02-01,,Open,\n"
    [one] = taken(rows, DEALS, snapshot_at=moment("2026-03-01"))
    assert [(fault.row, fault.code) for fault in one.refused] == [(2, "bad_time")]
    assert [(event.deal, event.name) for event in one.events] == [("d2", "opened")]


def test_a_row_may_be_several_events_and_undated_rows_are_a_snapshot():
    rows = DEAL_ROWS + "d1,2026-02-01,2026-02-01,Won,5\nd2,,,New,\nd3,,,Other,\n"
    snapshot = moment("2026-03-01")
    [one] = taken(rows, DEALS, snapshot_at=snapshot)
    assert [(fault.row, fault.code) for fault in one.refused] == [(4, "no_event_for_row")]
    by_name = {event.name: event for event in one.events}
    assert by_name.keys() == {"opened", "won", "seen"}
    assert by_name["seen"].time == snapshot
    assert by_name["seen"].flags == ("snapshot",)
    assert by_name["opened"].sequence < by_name["won"].sequence
    assert [by_name[name].id for name in ("opened", "won", "seen")] == [
        "d1/opened",
        "d1/won",
        "d2/seen@2026-03-01T00:00:00Z",
    ]


def test_the_next_snapshot_of_the_same_rows_is_new_and_the_dated_events_are_not():
    rows = DEAL_ROWS + "d1,2026-02-01,,Open,\nd2,,,New,\n"
    march, april = (
        {event.id for event in events(rows, DEALS, snapshot_at=moment(day))}
        for day in ("2026-03-01", "2026-04-01")
    )
    assert march & april == {"d1/opened"}
    assert len(march | april) == 3


def test_patterns_and_exceptions_choose_rows():
    rows = DEAL_ROWS + "d1,,2026-02-01,Успешно реализовано,1\nd2,,2026-02-01,won,1\n"
    found = taken(rows, DEALS, snapshot_at=0)[0]
    assert [event.deal for event in found.events] == ["d1"]
    by = USERS.replace("event}", "event}\n    unless: {event: [Test, 'draft*']}")
    names = "".join(f"u1,{name},2026-02-01T10:00:00Z\n" for name in ("A", "Test", "Draft 2"))
    assert [event.name for event in events(HEAD + names, by)] == ["A"]


def test_values_of_a_type_must_be_known_and_values_of_a_field_need_not():
    by = """
mapping: shop
timezone: UTC
time: timestamp
names: {user: user_id}
properties: {product: {column: product, values: {GTXPro: GTX Pro}}}
events:
  - event: {column: event, values: {view: product.viewed}}
"""
    rows = "user_id,event,timestamp,product\n" + "".join(
        f"u1,{event},2026-02-01T10:00:00Z,{product}\n"
        for event, product in (("view", "GTXPro"), ("view", "MG"), ("sneeze", "MG"))
    )
    found = events(rows, by)
    assert [(event.name, said(event)["product"]) for event in found] == [
        ("product_viewed", "GTX Pro"),
        ("product_viewed", "MG"),
    ]
    assert refused(rows, by) == [(4, "unknown_value")]
    assert refused(rows, by.replace("product.viewed}", "product.viewed}, others: keep")) == []


def test_names_are_normalised_and_several_in_a_cell_are_all_taken():
    by = """
mapping: people
timezone: UTC
time: ts
names: {phone: phone, email: email, messenger: {column: tg, messenger: telegram}}
events: [{event: call}]
"""
    rows = (
        "ts;phone;email;tg\n"
        "01.02.2026;8 (912) 345-67-89, 8 913 000-00-01;Anna@Shop.ru;77\n"
        "01.02.2026;79123456789;nobody;\n"
        "01.02.2026;;info@shop.ru;\n"
    )
    first, second = events(rows, by)
    assert [str(name) for name in first.names] == [
        "email:anna@shop.ru",
        "phone:+79123456789",
        "phone:+79130000001",
        "messenger:telegram:77",
    ]
    assert [str(name) for name in second.names] == ["phone:+79123456789"]
    assert second.flags == ("date_only", "email_invalid")
    assert refused(rows, by) == [(4, "no_such_name")]


def test_a_deal_is_a_name_and_the_events_deal():
    by = USERS.replace("{user: user_id}", "{user: user_id, deal: deal}")
    [event] = events(f"deal,{HEAD}d7,u1,A,2026-02-01T10:00:00Z\n", by)
    assert event.deal == "d7"
    assert event.names == (Name(NameKind.USER, "u1"), Name(NameKind.DEAL, "d7"))


def test_the_strongest_name_stands_first_whatever_the_order_of_the_mapping():
    by = USERS.replace("{user: user_id}", "{anonymous: cookie, email: email, user: user_id}")
    [event] = events(f"cookie,email,{HEAD}c1,a@x.ru,u1,A,2026-02-01T10:00:00Z\n", by)
    assert [name.kind for name in event.names] == [
        NameKind.USER,
        NameKind.EMAIL,
        NameKind.ANONYMOUS,
    ]


def test_fields_are_typed_by_the_mapping_and_inner_ones_are_objects():
    by = USERS.replace(
        "events:",
        """properties:
  utm.source: source
  utm.medium: medium
  count: {column: count, kind: number}
  paid: {column: paid, kind: flag}
  until: {column: until, kind: date}
  code: code
  shop: {value: Main}
events:""",
    )
    rows = (
        "user_id,event,timestamp,source,medium,count,paid,until,code\n"
        "u1,A,2026-02-01T10:00:00Z,vk,cpc,3,да,05.03.2026,007\n"
        "u1,A,2026-02-01T10:00:00Z,,,,,,\n"
        "u1,A,2026-02-01T10:00:00Z,,,three,,,\n"
        "u1,A,2026-02-01T10:00:00Z,,,,maybe,,\n"
    )
    first, second = events(rows, by)
    assert said(first) == {
        "utm": {"source": "vk", "medium": "cpc"},
        "count": 3,
        "paid": True,
        "until": "2026-03-05",
        "code": "007",
        "shop": "Main",
    }
    assert said(second) == {"shop": "Main"}
    assert refused(rows, by) == [(4, "bad_number"), (5, "bad_flag")]


def test_numbers_of_a_typed_format_stay_numbers():
    by = USERS.replace("events:", "properties: {n: n, ok: ok}\nevents:")
    line = (
        '{"user_id": 7, "event": "A", "timestamp": "2026-02-01T10:00:00Z", '
        '"n": 1.50, "ok": true}'
    )
    [event] = events(line, by)
    assert event.properties == b'{"n":1.50,"ok":true}'
    assert event.names == (Name(NameKind.USER, "7"),)


def test_the_mark_before_kopecks_is_decided_for_the_column():
    head = "user_id;event;timestamp;sum\n"
    row = "u1;A;2026-02-01T10:00:00Z;{}\n"
    assert amounts(head + row.format("1,500") + row.format("2,25")) == [1.5, 2.25]
    assert amounts(head + row.format("1,500") + row.format("2.25")) == [1500, 2.25]
    assert amounts(head + row.format("1,500"), "decimal: point\n") == [1500]


def test_a_date_and_a_time_of_day_stand_in_two_columns():
    by = USERS.replace("time: timestamp", "time: [date, time]")
    rows = "user_id,event,date,time\nu1,A,01.02.2026,10:05\nu1,A,01.02.2026,\n"
    first, second = events(rows, by)
    assert times([first, second]) == ["2026-02-01T10:05:00Z", "2026-02-01T00:00:00Z"]
    assert (first.flags, second.flags) == ((), ("date_only",))


def test_a_workbook_and_its_csv_say_the_same():
    when = datetime(2026, 2, 1, 10, 5)  # noqa: DTZ001 - a wall time of a workbook
    by = USERS.replace("events:", "amount: sum\nevents:")
    [left] = events(
        workbook([["user_id", "event", "timestamp", "sum"], [17, "A", when, 1.5]]), by
    )
    [right] = events("user_id,event,timestamp,sum\n17,A,2026-02-01 10:05:00,1.5\n", by)
    assert left == right


def test_a_row_may_take_an_event_back():
    by = USERS.replace("events:", "voids: wrong\nid: key\nevents:")
    rows = "key,wrong,user_id,event,timestamp\nk2,k1,u1,A,2026-02-01T10:00:00Z\n"
    [event] = events(rows, by)
    assert (event.id, event.voids) == ("k2", "k1")


def test_the_same_file_twice_gives_the_same_ids_and_true_repeats_stay():
    rows = HEAD + "u1,A,2026-02-01T10:00:00Z\n" * 3 + "u2,A,2026-02-01T10:00:00Z\n"
    first, second = events(rows), events(rows)
    assert [event.id for event in first] == [event.id for event in second]
    assert len({event.id for event in first}) == 4
    assert body_hashes(first) == body_hashes(second)


def test_rows_keep_their_ids_when_the_export_grows_or_is_sorted_anew():
    old = ["u1,A,2026-02-01T10:00:00Z", "u2,A,2026-02-01T10:00:00Z"]
    new = ["u3,A,2026-02-01T10:00:00Z", *reversed(old)]
    before = {event.id: body for event, body in _bodies(HEAD + "\n".join(old))}
    after = {event.id: body for event, body in _bodies(HEAD + "\n".join(new))}
    assert before.items() <= after.items()


def test_ids_do_not_depend_on_the_order_of_the_mapping_or_on_other_columns():
    rows = "other,email," + HEAD + "x,a@x.ru,u1,A,2026-02-01T10:00:00Z\n"
    again = HEAD.strip() + ",email\nu1,A,2026-02-01T10:00:00Z,a@x.ru\n"
    turned = WITH_EMAIL.replace("user: user_id, email: email", "email: email, user: user_id")
    assert events(rows, WITH_EMAIL)[0].id == events(again, turned)[0].id


def test_an_event_added_to_a_mapping_leaves_the_ids_of_the_first_as_they_are():
    one = DEALS.split("  - event: won", maxsplit=1)[0]
    rows = DEAL_ROWS + "d1,2026-02-01,,Open,\n"
    assert events(rows, one)[0].id == events(rows, DEALS, snapshot_at=0)[0].id


def _bodies(text: str) -> list[tuple[Event, bytes]]:
    found = events(text)
    return list(zip(found, body_hashes(found), strict=True))


def test_a_changed_row_under_the_same_id_is_another_body():
    rows = DEAL_ROWS + "d1,,2026-02-01,Won,{}\n"
    [old] = events(rows.format(5), DEALS, snapshot_at=0)
    [new] = events(rows.format(6), DEALS, snapshot_at=0)
    assert old.id == new.id
    assert body_hashes([old]) != body_hashes([new])


@given(st.integers(0, 2), st.lists(st.sampled_from("abc"), min_size=1, max_size=8))
def test_an_import_that_stopped_goes_on_with_the_same_ids(done: int, users: list[str]):
    lines = "".join(f"{users[n % len(users)]},A,2026-02-01T10:00:00Z\n" for n in range(13))
    opened = table(HEAD + lines, limits=Limits(chunk=5))
    plan = plan_import(opened, read_mapping(USERS))
    whole, resumed = RowReader(plan, NOW), RowReader(plan, NOW)
    for chunk in opened.chunks(plan.wanted):
        expected = whole.events_of(chunk).events
        if chunk.number < done:
            resumed.skip(chunk)
        else:
            assert resumed.events_of(chunk).events == expected


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["u1", "u2", "", "null"]),
            st.sampled_from(["A", "", "alias"]),
            st.integers(-2, 3).map(lambda days: NOW - days * DAY),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_every_row_is_accounted_for(rows: list[tuple[str, str, int]]):
    text = HEAD + "".join(f"{user},{name},{at}\n" for user, name, at in rows)
    found = taken(text)
    assert sum(one.rows for one in found) == len(rows)
    assert sum(len(one.events) + len(one.refused) for one in found) == len(rows)
    numbers = {event.sequence for one in found for event in one.events}
    assert numbers.isdisjoint(row.row for one in found for row in one.refused)
