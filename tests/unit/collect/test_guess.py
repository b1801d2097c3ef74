import pytest

from tropa.clock import iso
from tropa.collect.guess import guess_mapping, own_mapping
from tropa.collect.mapping import Cell, read_mapping
from tropa.collect.presets import preset
from tropa.collect.source import FileRefused
from tropa.event import NameKind
from unit.collect.files import ROOT, events, moment, said, table, times

OWN = "ts,type,person_phone,person_email,person_id,amount,currency,campaign_source\n"


def test_a_universal_event_file_needs_no_mapping():
    text = (
        OWN + "2026-02-01T10:00:00Z,payment.received,8 912 345 67 89,a@x.ru,u1,99.90,RUB,vk\n"
    )
    mapping = own_mapping(table(text))
    assert mapping is not None
    [event] = events(text, mapping)
    assert event.name == "payment_received"
    assert [name.kind for name in event.names] == [
        NameKind.USER,
        NameKind.EMAIL,
        NameKind.PHONE,
    ]
    assert said(event) == {"amount": 99.9, "currency": "RUB", "utm": {"source": "vk"}}


def test_its_russian_headers_are_known_too():
    text = "Дата;Событие;Телефон;Сумма;Ответственный\n01.02.2026;заявка;89123456789;10,5;Анна\n"
    mapping = own_mapping(table(text))
    assert mapping is not None
    [event] = events(text, mapping, timezone="Europe/Moscow")
    assert times([event]) == ["2026-01-31T21:00:00Z"]
    assert said(event) == {"amount": 10.5, "actor": "Анна"}


@pytest.mark.parametrize(
    "head",
    [
        "ts,type,person_id,colour",
        "ts,person_id",
        "ts,type,amount",
        "timestamp,event,user_id",
        "ts,дата,type,person_id",
        "ts,type,person_id,person_id",
    ],
)
def test_any_other_file_needs_a_mapping(head: str):
    assert (
        own_mapping(table(head + "\n" + ",".join("x" for _ in head.split(",")) + "\n")) is None
    )


def test_the_golden_log_needs_no_mapping():
    opened = table((ROOT / "examples" / "golden" / "events.csv").read_bytes())
    mapping = own_mapping(opened)
    assert mapping is not None
    assert len(events(opened, mapping, timezone="Europe/Moscow")) == 36


def test_usual_headers_are_guessed_and_the_rest_become_fields():
    text = "user_id;event;timestamp;E-mail;Товар\nu1;view;2026-02-01 10:00:00;a@x.ru;чай\n"
    guess = guess_mapping(table(text), "shop")
    assert guess.missing == ()
    assert guess.sure == 0.9
    [one] = guess.mapping.events
    assert one.time == ("timestamp",)
    assert one.event == Cell("event")
    assert {kind: cell.column for kind, cell in one.names.items()} == {
        NameKind.USER: "user_id",
        NameKind.EMAIL: "E-mail",
    }
    assert one.properties == {"товар": Cell("Товар")}


def test_columns_without_a_known_header_are_told_by_what_stands_in_them():
    text = "когда было,чей,связь\n01.02.2026,a@x.ru,+7 912 345-67-89\n02.02.2026,b@x.ru,\n"
    guess = guess_mapping(table(text), "заявки")
    [one] = guess.mapping.events
    assert one.time == ("когда было",)
    assert one.names[NameKind.EMAIL].column == "чей"
    assert one.names[NameKind.PHONE].column == "связь"
    assert one.event == Cell(value="заявки")
    assert guess.missing == ("event",)
    assert guess.sure == 0.3


def test_a_date_and_a_time_of_day_are_one_time():
    text = "дата,время,событие,телефон\n01.02.2026,10:05,звонок,89123456789\n"
    assert guess_mapping(table(text), "calls").mapping.events[0].time == ("дата", "время")


def test_a_list_of_people_is_facts_about_them_on_the_day_of_the_snapshot():
    text = "email,name,consent,unsubscribed\nA@X.ru,Анна,true,1\n"
    guess = guess_mapping(table(text), "people")
    day = moment("2026-03-01")
    [event] = events(text, guess.mapping, snapshot_at=day)
    assert (event.name, event.time) == ("identify", day)
    assert said(event) == {"name": "Анна"}


def test_a_guess_is_saved_as_a_mapping_that_reads_back():
    text = "user_id,event,timestamp,colour\nu1,A,2026-02-01T10:00:00Z,red\n"
    guess = guess_mapping(table(text), "shop")
    for language in ("ru", "en"):
        saved = guess.text(language)
        assert read_mapping(saved) == guess.mapping
        assert saved.startswith("# ")
        assert "colour" in saved


def test_two_columns_of_one_name_cannot_be_guessed():
    with pytest.raises(FileRefused) as fault:
        guess_mapping(table("user_id,event,event\nu1,a,b\n"), "x")
    assert fault.value.code == "duplicate_column"


def test_no_two_columns_get_the_same_role():
    text = "email,e-mail,дата,timestamp\na@x.ru,b@x.ru,01.02.2026,02.02.2026\n"
    guess = guess_mapping(table(text), "x")
    roles = [one.role for one in guess.columns if one.role]
    assert len(roles) == len(set(roles))


def test_the_preset_of_the_universal_file_has_every_column_of_its_description():
    described = (
        "ts, type, person_phone, person_email, person_id, company, channel, device, "
        "touchpoint, campaign_source, campaign_medium, campaign_name, campaign_content, "
        "campaign_term, deal_id, order_id, amount, currency, duration_s, result, reason, "
        "actor, note"
    )
    assert set(described.split(", ")) <= set(preset("events").columns())


DEALS = (
    "ID;Название сделки;Рабочий телефон (контакт);Бюджет ₽;Этап сделки;"
    "Дата создания;Дата закрытия\n"
    "7;Окна;+7 912 345 67 89;5000;Успешно реализовано;01.02.2026 10:00;05.02.2026 12:00\n"
    "8;Окна;+7 912 345 67 88;;Закрыто и не реализовано;01.02.2026 11:00;06.02.2026 12:00\n"
    "9;Окна;+7 912 345 67 87;900;Переговоры;01.02.2026 12:00;не закрыта\n"
)


def test_an_export_of_deals_opens_and_closes_them():
    guess = guess_mapping(table(DEALS), "сделки")
    assert {one.header: one.role for one in guess.columns if one.role} == {
        "ID": "deal_id",
        "Рабочий телефон (контакт)": "person_phone",
        "Бюджет ₽": "amount",
        "Дата создания": "ts",
        "Дата закрытия": "+",
    }
    found = events(DEALS, guess.mapping, timezone="UTC")
    assert sorted((one.deal, one.name, iso(one.time)) for one in found) == [
        ("7", "deal_created", "2026-02-01T10:00:00Z"),
        ("7", "deal_won", "2026-02-05T12:00:00Z"),
        ("8", "deal_created", "2026-02-01T11:00:00Z"),
        ("8", "deal_lost", "2026-02-06T12:00:00Z"),
        ("9", "deal_created", "2026-02-01T12:00:00Z"),
    ]
    for language in ("ru", "en"):
        assert read_mapping(guess.text(language)) == guess.mapping
        assert "deal_won, deal_lost" in guess.text(language)


@pytest.mark.parametrize(
    ("head", "row", "further"),
    [
        ("deal,created,closed", "d1,2026-02-01,2026-02-03", ["deal_closed"]),
        # A birthday is no event, and a file that names its events needs no guess of them.
        ("deal,created,birthday", "d1,2026-02-01,1990-02-03", []),
        ("deal,event,created,closed", "d1,won,2026-02-01,2026-02-03", []),
        ("deal,created,closed", "d1,2026-02-01,yes", []),
        # When a deal is hoped to close is when it closed only where it did.
        (
            "сделка,стадия сделки,дата создания,предполагаемая дата закрытия",
            "d1,Сделка успешна,2026-02-01,2026-02-03",
            ["deal_won"],
        ),
        (
            "сделка,стадия сделки,дата создания,предполагаемая дата закрытия",
            "d1,Замер,2026-02-01,2026-02-03",
            [],
        ),
    ],
)
def test_further_dates_are_events_only_where_a_header_says_so(
    head: str, row: str, further: list[str]
):
    guess = guess_mapping(table(f"{head}\n{row}\n"), "x")
    assert [one.event for one in guess.more] == further
