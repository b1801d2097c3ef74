"""Every sentence of the app is said somewhere, and whatever the app says has its sentence."""

import re
from pathlib import Path
from typing import Final

from public.reading import SOURCE
from tropa.words import keys_of

WEB: Final = SOURCE.parents[1] / "web" / "src"
_OWN: Final = "app."
_LINES: Final = 350
_MADE: Final = "types.ts"
"""Made of the server's shapes; nobody writes it."""

# `t('a.b')`, `t(open ? 'a.b' : 'a.c')`, and keys that are put together: `a.${name}`.
_QUOTED: Final = re.compile(
    r"""(['"`])((?:[a-z_0-9]+|\$\{[^{}`]*\})(?:\.(?:[a-z_0-9]+|\$\{[^{}`]*\}))+)\1"""
)
_SAID: Final = re.compile(r"""\bt\(\s*(['"`])([^'"`]+)\1""")


def _sources() -> list[Path]:
    return sorted(path for path in WEB.rglob("*") if path.suffix in (".ts", ".svelte"))


def _pattern(key: str) -> str:
    return re.sub(r"\\\$\\\{.*?\\\}", ".+", re.escape(key))


def test_every_sentence_of_the_app_is_said_somewhere() -> None:
    texts = {
        _pattern(found[1])
        for path in _sources()
        for found in _QUOTED.findall(path.read_text("utf-8"))
    }
    every = re.compile("|".join(f"(?:{one})" for one in sorted(texts)))
    own = [key.removeprefix(_OWN) for key in keys_of("en") if key.startswith(_OWN)]
    assert sorted(key for key in own if not every.fullmatch(key)) == []


def test_whatever_the_app_says_has_its_sentence() -> None:
    own = {key.removeprefix(_OWN) for key in keys_of("en") if key.startswith(_OWN)}
    missing = [
        f"{path.relative_to(WEB)}: {key}"
        for path in _sources()
        for _, key in _SAID.findall(path.read_text("utf-8"))
        if key not in own and not any(map(re.compile(_pattern(key)).fullmatch, own))
    ]
    assert missing == []


def test_a_file_of_the_app_is_one_idea() -> None:
    long = {
        str(path.relative_to(WEB)): count
        for path in _sources()
        if path.name != _MADE
        if (count := path.read_text("utf-8").count("\n")) > _LINES
    }
    assert long == {}


def test_no_text_becomes_markup() -> None:
    assert [path.name for path in _sources() if "{@html" in path.read_text("utf-8")] == []


def test_the_app_and_the_picture_have_the_same_colours() -> None:
    from tropa.show.picture.tokens import DARK, LIGHT

    css = (WEB / "style" / "tokens.css").read_text("utf-8")
    light, _, dark = css.partition("data-theme='dark'")
    for palette, text in ((LIGHT, light), (DARK, dark)):
        stated = dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", text))
        common = {name: colour for name, colour in palette.items() if name in stated}
        assert len(common) > 25
        assert {name: stated[name] for name in common} == common


def test_the_journal_says_every_deed_in_words() -> None:
    text = (WEB / "screens" / "settings" / "journal.ts").read_text("utf-8")
    listed = set(re.findall(r"'(\w+)'", text.partition("new Set([")[2].partition("])")[0]))
    start = "app.settings.journal.did."
    said = {one.removeprefix(start) for one in keys_of("en") if one.startswith(start)}
    assert said == listed
