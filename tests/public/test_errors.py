"""Every reason has its words, every word of a reason is given, and all have one shape."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Final

import pytest

from public.reading import SOURCE, calls, literals, modules
from public.test_words import sentences
from tropa.errors import TropaError
from tropa.map.finding import Finding, MapRefused
from tropa.words import LANGUAGES, Language, has_words, keys_of, say

# Where else than in exceptions a code is given: who is called, which argument it is, and under
# what its sentence stands.
ELSEWHERE: Final = {
    "Unfit": (0, "refusal"),
    "TextRefused": (0, "map"),
    "Finding": (0, "map"),
    "Note": (0, "file.note"),
}
# Sentences whose codes are put together where they are given.
COMPOSED: Final = {"bad_usage", "internal", "broken"}


def faults() -> dict[str, type[TropaError]]:
    """Every error class of the product by its name."""
    for module in modules():
        import_module(
            "tropa."
            + module.name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        ) if module.path.stem != "__main__" else None
    found: dict[str, type[TropaError]] = {}
    left = [TropaError]
    while left:
        one = left.pop()
        found[one.__name__] = one
        left += one.__subclasses__()
    return found


def raised() -> Iterator[tuple[str, str, str]]:
    """Modules, sections of words and codes that stand in the source."""
    classes = set(faults()) - {"MapRefused"}
    for module in modules():
        for name, call in calls(module):
            if name in classes and call.args:
                yield from ((module.name, "error", code) for code in literals(call.args[0]))
            elif name == "refused" and module.name.startswith("collect/") and call.args:
                section = "error" if len(call.args) == 1 else "row"
                at = 0 if section == "error" else 1
                yield from ((module.name, section, code) for code in literals(call.args[at]))
            elif name in ELSEWHERE:
                at, section = ELSEWHERE[name]
                if len(call.args) > at:
                    yield from (
                        (module.name, section, code) for code in literals(call.args[at])
                    )


@cache
def all_raised() -> tuple[tuple[str, str, str], ...]:
    """Read once, by whoever asks first: not by everybody who gathers tests."""
    return tuple(sorted(set(raised())))


def test_every_reason_has_its_words() -> None:
    wordless = [
        (module, section, code)
        for module, section, code in all_raised()
        if not has_words(
            f"{section}.{code}" if section == "file.note" else f"{section}.{code}.what"
        )
        and not (section == "map" and code.startswith("unknown_"))
    ]
    assert all_raised()
    assert wordless == []


@pytest.mark.parametrize("section", ["error", "refusal", "row"])
def test_every_sentence_of_a_reason_is_given_somewhere(section: str) -> None:
    text = "\n".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    codes = {key.split(".")[1] for key in keys_of("en") if key.startswith(f"{section}.")}
    assert {code for code in codes if not re.search(rf'"{code}"', text)} == set()


def test_codes_are_plain_words() -> None:
    odd = [code for _, _, code in all_raised() if not re.fullmatch(r"[a-z][a-z0-9_]*", code)]
    assert odd == []


def places(key: str, language: Language) -> dict[str, object]:
    """Values for all places of both sentences of an error."""
    said = sentences(language)
    text = said[f"{key}.what"] + said.get(f"{key}.next", "")
    return dict.fromkeys(re.findall(r"\{(\w+)", text), 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_says_what_where_and_what_next(language: Language) -> None:
    for code in sorted({code for _, section, code in all_raised() if section == "error"}):
        fault = TropaError(code, where="map.yaml:3", **places(f"error.{code}", language))
        said = fault.as_json(language)
        assert list(said) == ["code", "message", "where", "next"]
        assert said["code"] == code
        assert str(said["message"]).startswith("map.yaml:3: ")
        assert said["next"]
        assert "{" not in f"{said['message']}{said['next']}".replace('{"', ""), code


def test_an_error_of_a_map_carries_all_its_findings() -> None:
    found = [
        Finding("missing_field", "refused", (1, 1), values={"key": "map"}),
        Finding("missing_field", "refused", (1, 1), ("stages", 0), "M001", {"key": "title"}),
    ]
    said = MapRefused(found, "map.yaml").as_json("en")
    assert said["code"] == "missing_field"
    assert said["where"] == "map.yaml:1:1"
    assert [list(one) for one in said["findings"]] == [  # type: ignore[attr-defined]
        ["file", "line", "column", "path", "rule", "code", "severity", "message", "next"]
    ] * 2


def test_exit_codes_and_statuses_are_those_of_the_contract() -> None:
    for one in faults().values():
        assert one.exit_code == 2
        assert one.status in (400, 401, 403, 409, 415, 422, 503), one


def test_words_without_a_value_are_a_fault() -> None:
    with pytest.raises(KeyError):
        say("error.no_such_map.what", "ru")
