"""What a reader finds where: every public thing says what it is."""

import ast
import re
from typing import Final

from public.reading import ROOT, modules, public
from tropa.show.cli.command import COMMANDS

# `arguments()` and `run()` of commands are explained once, in command.py.
OF_COMMANDS: Final = {"arguments", "run"}


def test_every_module_says_its_idea() -> None:
    assert [one.name for one in modules() if not ast.get_docstring(one.tree)] == []


def test_every_public_function_and_class_says_what_it_is() -> None:
    bare = [
        f"{module.name}:{one.name}"
        for module in modules()
        for one in public(module)
        if not ast.get_docstring(one)
        and not ("show/cli/" in module.name and one.name in OF_COMMANDS)
    ]
    assert bare == []


def test_every_docstring_begins_with_a_sentence() -> None:
    odd = [
        f"{module.name}:{one.name}"
        for module in modules()
        for one in public(module)
        if (said := ast.get_docstring(one))
        and said.split("\n\n")[0].rstrip()[-1:] not in ".:;!?"
    ]
    assert odd == []


def test_every_command_of_the_readme_exists() -> None:
    known = {one.name for one in COMMANDS}
    for name in ("README.md", "README.ru.md", "CONTRIBUTING.md"):
        path = ROOT / name
        if path.exists():
            named = set(
                re.findall(r"`?tropa ([a-z]+)\b(?! (?:is|has|will))", path.read_text("utf-8"))
            )
            assert named - known == set(), name


def test_every_target_of_the_readme_exists() -> None:
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for name in ("README.md", "README.ru.md", "CONTRIBUTING.md"):
        path = ROOT / name
        if path.exists():
            named = set(
                re.findall(
                    r"^\s*make ([a-z]+)|`make ([a-z]+)`", path.read_text("utf-8"), re.MULTILINE
                )
            )
            assert {one or other for one, other in named} - known == set(), name
