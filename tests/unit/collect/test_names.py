import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.collect.names import (
    is_junk,
    is_shared_address,
    is_shared_phone,
    match_email,
    normal_email,
    normal_phone,
    phones_in,
)
from tropa.collect.private import MARK


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("8 (912) 345-67-89", "+79123456789"),
        ("9123456789", "+79123456789"),
        ("+79123456789", "+79123456789"),
        ("79995551111", "+79995551111"),
        ("+7 846 231-60-14 доб. 139", "+78462316014"),
        ("8(846)2316014 (доб. 12)", "+78462316014"),
        ("+7-912-345-67-89 ext. 5", "+79123456789"),
        ("8 912 345 67 89 #12", "+79123456789"),
        ("тел.: 8 912 345 67 89", "+79123456789"),
        ("tel:+79123456789", "+79123456789"),
        ("7701 111 22 33", "+77011112233"),
        ("8 800 555-35-35", "+78005553535"),
        ("+380 44 123 45 67", "+380441234567"),
        ("+44 1632 960961", "+441632960961"),
        ("+8 912 345-67-89", "+79123456789"),
        ("79123456789.0", "+79123456789"),
        ("+7 912\u00a0345\u201167\u201189", "+79123456789"),
        ("\uff0b\uff17 912 345 67 89", "+79123456789"),
    ],
)
def test_a_phone_is_the_same_however_it_is_written(written: str, phone: str) -> None:
    assert normal_phone(written) == phone


@pytest.mark.parametrize(
    "written",
    [
        "007 912 345 67 89",
        "23-45-67",
        "12345",
        "",
        "+",
        "0",
        "телефон",
        "8 912 345-67-8X",
        "8 912 345 67 89, 8 912 345 67 80",
        "9999999999",
        "+7 123 456 78 90",
        "+70000000000",
        "7" * 200,
        "٧٩١٢٣٤٥٦٧٨٩",
        "+1234567",
    ],
)
def test_what_cannot_be_dialled_is_no_phone(written: str) -> None:
    assert normal_phone(written) is None


def test_a_cell_may_hold_several_phones() -> None:
    cell = "8 912 345-67-89; +7 846 231-60-14 доб. 139\n8-800-555-35-35 / 8 912 345 67 89, нет"

    assert phones_in(cell) == ["+79123456789", "+78462316014", "+78005553535"]
    assert phones_in("+7 846 231 60 14, доб. 139") == ["+78462316014"]
    assert phones_in("позвонить после обеда") == []


def test_a_free_line_is_a_company_s() -> None:
    assert is_shared_phone("+78005553535")
    assert not is_shared_phone("+79123456789")


@pytest.mark.parametrize(
    ("written", "email"),
    [
        ("ann@shop.test", "ann@shop.test"),
        (" Ann@Shop.Test ", "ann@shop.test"),
        ("mailto:ann@shop.ru.", "ann@shop.ru"),
        ("a.n+news@sub.shop.ru", "a.n+news@sub.shop.ru"),
        ("o'neil@shop.ie", "o'neil@shop.ie"),
        ("Иван@Пример.РФ", "иван@xn--e1afmkfd.xn--p1ai"),
        ("ann@xn--e1afmkfd.xn--p1ai", "ann@xn--e1afmkfd.xn--p1ai"),
    ],
)
def test_an_address_has_one_spelling(written: str, email: str) -> None:
    assert normal_email(written) == email


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("ann\u200b@shop.test", id="IDN-024 zero width"),
        pytest.param("ann@shop\u200b.test", id="IDN-024 zero width in the domain"),
        pytest.param("a@x.test\r\nBcc: all@x.test", id="IDN-025 line break"),
        pytest.param("a@x.test,b@x.test", id="IDN-026 list"),
        "a@x.test; b@x.test",
        "Ann <ann@shop.test>",
        "ann",
        "ann@",
        "@shop.test",
        "ann@shop",
        "ann@@shop.test",
        "a@b@shop.test",
        "a b@shop.test",
        ".ann@shop.test",
        "an..n@shop.test",
        "ann@127.0.0.1",
        "ann@-shop.test",
        "ann@пример..рф",
        "ann@" + "x" * 64 + ".ru",
        "x" * 65 + "@shop.test",
        "a@" + ".".join(["x" * 60] * 5) + ".ru",
        "\x00ann@shop.test",
        "ann\u202e@shop.test",
        "",
    ],
)
def test_what_no_letter_reaches_is_no_address(written: str) -> None:
    assert normal_email(written) is None


def test_one_mailbox_answers_to_several_addresses() -> None:
    assert match_email("a.nn+shop@googlemail.com") == match_email("ann@gmail.com")
    assert match_email("i.van@ya.ru") == match_email("i-van@yandex.kz")


def test_boxes_of_other_mail_houses_stay_apart() -> None:
    assert match_email("ann@mail.ru") != match_email("ann@bk.ru")
    assert match_email("a.nn@shop.ru") != match_email("ann@shop.ru")


@pytest.mark.parametrize("email", ["info@shop.ru", "sales@shop.ru", "no_reply@shop.ru"])
def test_an_address_of_a_role_is_shared(email: str) -> None:
    assert is_shared_address(email)


def test_an_address_of_a_person_is_not_shared() -> None:
    assert not is_shared_address("anna.info@shop.ru")


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("IDN-001", "null"),
        ("IDN-002", "undefined"),
        ("IDN-003", "anonymous"),
        ("IDN-004", "guest"),
        ("IDN-005", "0"),
        ("IDN-006", "-1"),
        ("IDN-007", "[object Object]"),
        ("IDN-008", "NaN"),
        ("IDN-009", "None"),
        ("IDN-010", "true"),
        ("IDN-011", "00000000-0000-0000-0000-000000000000"),
        ("pattern", "0-0-000"),
        ("case", "NULL"),
        ("spaces", "  null "),
        ("template", "{{ user.id }}"),
        ("template", "${userId}"),
        ("nothing", ""),
        ("hidden", MARK),
    ],
)
def test_what_a_program_writes_for_want_of_a_name_is_junk(entry: str, text: str) -> None:
    assert is_junk(text), entry


@pytest.mark.parametrize(
    "text", ["u1", "10", "1", "nullo", "a" * 500, "f0000000-0000-0000-0000-000000000000", "0a"]
)
def test_an_identifier_is_not_junk(text: str) -> None:
    assert not is_junk(text)


ALMOST_A_PHONE = st.text("0123456789+-() .,;/доб#extx\u00a0\n", max_size=40)
ALMOST_AN_ADDRESS = st.text("aаб1.@-+_%,;<> \r\n\u200bßİ", max_size=40)


@given(st.one_of(st.text(), ALMOST_A_PHONE))
def test_a_normal_phone_stays_as_it_is(text: str) -> None:
    phone = normal_phone(text)

    assert phone is None or normal_phone(phone) == phone
    assert all(normal_phone(found) == found for found in phones_in(text))


@given(st.one_of(st.text(), ALMOST_AN_ADDRESS, st.emails()))
def test_a_normal_address_stays_as_it_is(text: str) -> None:
    email = normal_email(text)

    if email is not None:
        assert normal_email(email) == email
        assert email.isprintable()
        assert email.count("@") == 1
        assert match_email(match_email(email)) == match_email(email)


@given(st.text())
def test_any_text_is_junk_or_not(text: str) -> None:
    assert is_junk(text) == is_junk(f" {text} ")
