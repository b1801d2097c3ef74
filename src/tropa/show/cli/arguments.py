"""Reading a command's arguments, and saying in one line what is wrong with them."""

from argparse import ArgumentParser, HelpFormatter, Namespace
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from tropa.errors import UsageFault
from tropa.show.cli.command import Command
from tropa.words import Language, say


class Parser(ArgumentParser):
    """Says what is wrong in one line, in the person's language."""

    language: Language = "en"

    def error(self, message: str) -> NoReturn:
        raise UsageFault("bad_usage", problem=message, usage=self.format_usage().strip())


def parse(command: Command, words: Sequence[str], language: Language) -> Namespace:
    """A command's arguments.

    Raises:
        UsageFault: they are not its arguments.
    """
    parser = _parser(command, language)
    return parser.parse_args(list(words))


def _parser(command: Command, language: Language) -> Parser:
    module: Any = import_module(command.module)
    parser = Parser(
        prog=f"tropa {command.name}",
        description=say(f"cli.{command.name}.about", language),
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    parser.language = language
    module.arguments(parser, language)
    parser.add_argument("--lang", choices=("ru", "en"), help=say("cli.lang", language))
    return parser


class _Formatter(HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=96)
