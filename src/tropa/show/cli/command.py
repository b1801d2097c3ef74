"""The shape of a command."""

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from typing import Protocol

from tropa.show.cli.console import Console


class Run(Protocol):
    """Does the work; returns the exit code."""

    def __call__(self, args: Namespace, console: Console) -> int: ...


class Arguments(Protocol):
    """Adds a command's arguments."""

    def __call__(self, parser: ArgumentParser) -> None: ...


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, its module (loaded when it is called), and where it may run."""

    name: str
    module: str
    beside_server: bool = True
    """When a server owns the folder, the server runs it; else the command has no folder."""
    given_up: str = ""
    """What is said when it is interrupted, as a key of words; nothing where it ends so."""


COMMANDS: tuple[Command, ...] = (
    Command("demo", "tropa.show.cli.demo", beside_server=False),
    Command("new", "tropa.show.cli.new", beside_server=False),
    Command("check", "tropa.show.cli.check", beside_server=False),
    Command("publish", "tropa.show.cli.publish"),
    Command("import", "tropa.show.cli.import_"),
    Command("imports", "tropa.show.cli.imports"),
    Command("failed", "tropa.show.cli.failed"),
    Command("merges", "tropa.show.cli.merges"),
    Command("serve", "tropa.show.cli.serve", beside_server=False),
    Command("show", "tropa.show.cli.show"),
    Command("ask", "tropa.show.cli.ask", given_up="cli.ask.given_up"),
    Command("diagnose", "tropa.show.cli.diagnose"),
    Command("person", "tropa.show.cli.person"),
    Command("erase", "tropa.show.cli.erase"),
    Command("export", "tropa.show.cli.export"),
    Command("keys", "tropa.show.cli.keys"),
    Command("users", "tropa.show.cli.users"),
    Command("backup", "tropa.show.cli.backup"),
    Command("restore", "tropa.show.cli.restore", beside_server=False),
    Command("rebuild", "tropa.show.cli.rebuild", beside_server=False),
)
