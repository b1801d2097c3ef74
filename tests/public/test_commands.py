"""Every command explains itself in both languages, and says no in both."""

import io
import re
from contextlib import redirect_stdout

import pytest

from contract.serving import command
from tropa.show.cli.command import COMMANDS, Command
from tropa.show.cli.main import main
from tropa.words import LANGUAGES, Language

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
# What a person types stays as it is in every language.
TYPED = re.compile(r"--?[\w-]+|tropa|[A-Z_]+|JSON|CSV|XLSX|Parquet|JSONL|\{.*?\}|`.*?`|“.*?”")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", COMMANDS, ids=lambda one: one.name)
def test_every_command_explains_itself(one: Command, language: Language) -> None:
    out = io.StringIO()
    with redirect_stdout(out), pytest.raises(SystemExit) as left:
        main([one.name, "--help", "--lang", language])
    assert left.value.code == 0
    said = out.getvalue()
    assert f"tropa {one.name}" in said
    assert bool(CYRILLIC.search(said)) == (language == "ru")
    for english in ("usage:", "positional arguments", "show this help message"):
        assert english not in said
    listed = said.partition("\n\n")[2].splitlines()
    for at, line in enumerate(listed):
        # Each argument has its explanation, on its line or on the next one.
        if re.match(r"  \S", line) and not re.search(r"\S {2,}\S", line):
            assert re.match(r" {10,}\S", (listed[at + 1 :] or [""])[0]), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_commands_is_whole(language: Language) -> None:
    code, said, complaint = command("--help", "--lang", language)
    assert (code, complaint) == (0, "")
    named = re.findall(r"^  (\w+) +\S", said, re.MULTILINE)
    assert named == [one.name for one in COMMANDS]
    assert bool(CYRILLIC.search(said)) == (language == "ru")


def test_without_a_command_the_list_is_shown_and_it_was_no_success() -> None:
    code, said, _ = command()
    assert code == 2
    assert "tropa" in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "words",
    [
        ("shwo", "folder"),
        ("show", "folder", "--nonsense"),
        ("show",),
        ("import", "folder"),
        ("show", "folder", "--edition", "first"),
        ("keys", "folder", "--new", "public"),
        ("keys", "folder", "--new", "private", "--off", "x"),
        ("show", "folder", "--as-of"),
        ("show", "folder", "--json=yes"),
        ("-x",),
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_one_line_in_the_persons_language(
    words: tuple[str, ...], language: Language
) -> None:
    code, said, complaint = command(*words, "--lang", language)
    assert (code, said) == (2, "")
    [line] = complaint.splitlines()
    assert re.fullmatch(r"tropa: .+ \[\w+\]", line), line
    left = TYPED.sub("", line)
    if language == "ru":
        assert CYRILLIC.search(left), line
    else:
        assert not CYRILLIC.search(left), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_may_stand_before_the_command(language: Language) -> None:
    behind = command("check", "nowhere.yaml", "--lang", language)
    assert command("--lang", language, "check", "nowhere.yaml") == behind
    assert command("--lang", language)[1] == command("--help", "--lang", language)[1]


def test_the_version_is_told() -> None:
    code, said, _ = command("--version")
    assert code == 0
    assert re.fullmatch(r"tropa \d+\.\d+\.\d+\S*\n", said)
