"""Which passwords are taken, and how they are kept."""

import threading
import unicodedata

import pytest

from tropa.errors import UsageFault
from tropa.users.guessable import is_common
from tropa.users.passwords import AT_ONCE, LONGEST_BYTES, Passwords, normal, read_password
from unit.users.places import BETTER, GOOD


def refused(password: str, login: str = "olga@shop.ru", name: str = "Ольга") -> str:
    """The code of the refusal; nothing where the password is taken."""
    try:
        read_password(password, login, name)
    except UsageFault as fault:
        return fault.code
    return ""


@pytest.mark.parametrize(
    "password",
    [
        GOOD, BETTER, "correct horse battery staple", "Xk9#mQ2$vL7p", "lf8 5xzk qpvw",
        "🐢🐢🐇🐇🦔🦔🐌🐌🦉🦉🐝🐜", "кот ест рыбу ночью", " пробел по краям ",
        "no rules about kinds at all",
    ],
)  # fmt: skip
def test_any_characters_make_a_password(password: str) -> None:
    assert refused(password) == ""


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "P@ssw0rd!2024", "Password!!!!", "123456789012", "qwertyuiop12",
        "1q2w3e4r5t6y", "1qaz2wsx3edc", "qazwsxedc123", "aaaaaaaaaaaa", "abcabcabcabc",
        "abababababab", "йцукенгшщзхъ", "приветпривет1", "Пароль123456", "МояЛюбовь2024",
        "Admin@123456", "letmein12345", "iloveyou2023!", "Summer2025!!!", "changeme1234",
        "welcometo2026", "passwordpassword", "dragonmonkey", "qwerty123456", "abcdefghijkl",
        "zyxwvutsrqpo", "12345678901234567890", "!@#$%^&*()_+", "111122223333",
        "password password password", "фывапролджэё",
    ],
)  # fmt: skip
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert refused(password) == "password_common"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password_short"),
        ("elevenchars", "password_short"),
        ("e\u0301" * 8, "password_short"),  # eight letters, however they are sent
        ("olga likes lakes", "password_personal"),
        ("сказала ОЛЬГА вчера", "password_personal"),
        ("my Tropa is this one", "password_personal"),
        ("лесная тропа под дождём", "password_personal"),
        ("seven\x00kettles hum", "password_odd"),
        ("seven\nkettles hum below", "password_odd"),
        ("seven kettles \ud800 hum", "password_odd"),
        ("x y z " * 200, "password_too_long"),
        ("ж" * (LONGEST_BYTES // 2 + 1), "password_too_long"),
        ("a" * 10_000_000, "password_too_long"),
    ],
)
def test_other_refusals_say_what_is_wrong(password: str, code: str) -> None:
    assert refused(password) == code


def test_a_password_of_a_kilobyte_is_taken() -> None:
    long = (BETTER + " ") * 40
    assert refused(long[:LONGEST_BYTES]) == ""


def test_short_parts_of_a_name_are_no_hint() -> None:
    assert refused("the leaf of an oak", "leo@x.ru", "Leo Li") == ""
    assert refused("anna-maria rows home", "anna-maria@x.ru", "M") == "password_personal"


def test_long_texts_of_common_parts_are_read_in_no_time() -> None:
    # Nothing to compare with: it ends, where an exponential search would not.
    for part in ("one", "1q", "abc", "password", "aeiou1", "привет"):
        assert isinstance(is_common(part * (1_000 // len(part)) + "ёж"), bool)


def test_a_password_fits_however_the_keyboard_composes_it() -> None:
    passwords = Passwords()
    kept = passwords.hash(normal(unicodedata.normalize("NFD", "чай й ё café и сад")))
    assert passwords.fits(kept, normal(unicodedata.normalize("NFC", "чай й ё café и сад")))
    assert not passwords.fits(kept, normal("чай й ё cafe и сад"))


def test_what_is_kept_is_argon2id_with_the_settings_of_the_standard() -> None:
    passwords = Passwords()
    kept = passwords.hash(GOOD)
    assert kept.startswith("$argon2id$v=19$m=47104,t=1,p=1$")
    assert GOOD not in kept
    assert passwords.hash(GOOD) != kept
    assert not passwords.outdated(kept)
    assert passwords.outdated(kept.replace("m=47104", "m=19456"))


def test_nobodys_password_fits_nothing() -> None:
    passwords = Passwords()
    assert not passwords.fits(None, GOOD)
    assert not passwords.fits("", "")
    assert not passwords.fits("not a hash", GOOD)


def test_no_more_than_two_are_computed_at_once() -> None:
    passwords = Passwords()
    turn = passwords.turn
    for _ in range(AT_ONCE):
        turn.acquire()
    done = threading.Event()
    waiting = threading.Thread(target=lambda: (passwords.fits(None, GOOD), done.set()))
    waiting.start()
    assert not done.wait(0.2)
    turn.release()
    assert done.wait(900)
    turn.release()
    waiting.join()
