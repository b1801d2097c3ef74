from unit.collect.files import WITH_EMAIL, counted, moment

HEAD = "user_id,event,timestamp,email\n"


def row(user: str, email: str, event: str = "A", day: int = 1) -> str:
    return f"{user},{event},2026-02-{day:02d}T10:00:00Z,{email}\n"


def test_rows_received_are_the_kept_and_the_refused():
    text = HEAD + row("u1", "") + row("", "") + row("u2", "bad", "B", 3) + "short\n"
    run = counted(text, WITH_EMAIL)
    assert (run.rows, run.kept) == (4, 2)
    assert dict(run.refused) == {"no_name": 1, "too_few_cells": 1}
    assert dict(run.events) == {"A": 1, "B": 1}
    assert dict(run.flags) == {"email_invalid": 1}
    assert (run.first, run.last) == (moment("2026-02-01T10:00"), moment("2026-02-03T10:00"))
    assert [one.row for one in run.examples["no_name"]] == [3]


def test_only_the_first_refused_rows_of_a_reason_are_shown():
    run = counted(HEAD + row("", "") * 100, WITH_EMAIL)
    assert run.refused["no_name"] == 100
    assert len(run.examples["no_name"]) == 20


def test_addresses_that_would_join_people_are_counted():
    text = HEAD + row("u1", "a@x.ru") + row("u2", "a@x.ru") + row("u3", "c@x.ru") * 9
    run = counted(text, WITH_EMAIL)
    assert run.merging() == {"email:a@x.ru": 2}
    assert run.joining_too_many() == []
    many = counted(HEAD + "".join(row(f"u{n}", "a@x.ru") for n in range(9)), WITH_EMAIL)
    assert many.merging() == {"email:a@x.ru": 6}
    assert many.joining_too_many() == ["email:a@x.ru"]


def test_a_role_address_joins_nobody():
    run = counted(HEAD + row("u1", "info@x.ru") + row("u2", "info@x.ru"), WITH_EMAIL)
    assert run.merging() == {}
    assert run.flags == {"email_shared": 2}
