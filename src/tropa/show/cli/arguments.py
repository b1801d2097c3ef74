"""Reading a command's arguments, and saying in one line what is wrong with them.

The library's own sentences are English; here they are recognised and said in the person's
language. One that is not recognised is passed on as it is.
"""

import re
from argparse import SUPPRESS, ArgumentParser, HelpFormatter, Namespace
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, Final, NoReturn

from tropa.errors import UsageFault
from tropa.show.cli.command import Command
from tropa.words import Language, say

_CHOICE: Final = r"argument (?P<name>.+): invalid choice: '(?P<found>.*)' \(choose from "
_PROBLEMS: Final = {
    name: re.compile(pattern)
    for name, pattern in {
        "missing": r"the following arguments are required: (?P<name>.+)",
        "unknown": r"unrecognized arguments: (?P<name>.+)",
        "not_a_number": r"argument (?P<name>.+): invalid int value: '(?P<found>.*)'",
        "not_a_choice": _CHOICE + r"(?P<allowed>.+)\)",
        "no_value": r"argument (?P<name>.+): expected (?:one|at least one) argument",
        "together": r"argument (?P<name>.+): not allowed with argument (?P<other>.+)",
        "no_value_taken": r"argument (?P<name>.+): ignored explicit argument '(?P<found>.*)'",
    }.items()
}
"""What the library says, by the name of our sentence."""


class Parser(ArgumentParser):
    """Says what is wrong in one line, in the person's language."""

    language: Language = "en"

    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split())
        problem = problem_words(message, self.language)
        raise UsageFault("bad_usage", problem=problem, usage=usage)


def problem_words(message: str, language: Language) -> str:
    """What the library complains of, in the person's language."""
    for name, pattern in _PROBLEMS.items():
        found = pattern.fullmatch(message)
        if found:
            values = {key: _plain(value) for key, value in found.groupdict().items()}
            return say(f"cli.wrong.{name}", language, **values)
    return message


def _plain(value: str) -> str:
    """Values without the quotes that some versions of the library put round them."""
    return value.replace("'", "")[:200]


def parse(command: Command, words: Sequence[str], language: Language) -> Namespace:
    """A command's arguments.

    Raises:
        UsageFault: they are not its arguments.
    """
    parser = _parser(command, language)
    return parser.parse_args(list(words))


def help_of(command: Command, language: Language) -> str:
    """What `tropa COMMAND --help` prints."""
    return _parser(command, language).format_help()


def _parser(command: Command, language: Language) -> Parser:
    module: Any = import_module(command.module)

    class Formatter(_Formatter):
        usage = say("cli.help.usage", language)

    parser = Parser(
        prog=f"tropa {command.name}",
        description=say(f"cli.{command.name}.about", language),
        formatter_class=Formatter,
        allow_abbrev=False,
        add_help=False,
    )
    parser.language = language
    # The library offers no other way to name its two lists.
    parser._positionals.title = say("cli.help.arguments", language)  # noqa: SLF001
    parser._optionals.title = say("cli.help.options", language)  # noqa: SLF001
    module.arguments(parser, language)
    parser.add_argument("--lang", choices=("ru", "en"), help=say("cli.lang", language))
    parser.add_argument(
        "-h", "--help", action="help", default=SUPPRESS, help=say("cli.help.help", language)
    )
    return parser


class _Formatter(HelpFormatter):
    usage = ""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=96)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[Any],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or f"{self.usage}: ")
