"""`tropa`: finds the command, runs it here or in the server that owns the folder.

Exit codes: 0 done; 1 done, and there is something to mend (findings, failed rows); 2 called
wrongly or refused, with one clear line; 70 a fault of ours.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from tropa.errors import TropaError, UsageFault
from tropa.memory import keep_freed
from tropa.settings import read_settings
from tropa.show.cli.arguments import parse
from tropa.show.cli.command import COMMANDS
from tropa.show.cli.console import Console, complaint
from tropa.words import Language, as_language, say

WRONG: Final = 2
BROKEN: Final = 70
INTERRUPTED: Final = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the value is the process's exit code."""
    keep_freed()
    words = _command_first(list(sys.argv[1:] if argv is None else argv))
    language = language_of(words)
    try:
        return _run(words, language)
    except TropaError as fault:
        _complain(fault, language)
        return fault.exit_code
    except KeyboardInterrupt:
        _say_given_up(words, language)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:
        if os.environ.get("TROPA_TRACE"):
            raise
        _complain(TropaError("broken", problem=f"{type(fault).__name__}: {fault}"), language)
        return BROKEN


def _say_given_up(words: Sequence[str], language: Language) -> None:
    """What became of a command that was interrupted, over its progress."""
    said = next((one.given_up for one in COMMANDS if one.name == words[0]), "")
    if said:
        over = "\r\x1b[2K" if sys.stderr.isatty() else ""
        sys.stderr.write(f"{over}{say(said, language)}\n")


def _command_first(words: list[str]) -> list[str]:
    """`--lang ru show` is read as `show --lang ru`."""
    return words[2:3] + words[:2] + words[3:] if words[:1] == ["--lang"] else words


def _complain(fault: TropaError, language: Language) -> None:
    sys.stderr.write(complaint(fault, language))


def language_of(words: Sequence[str]) -> Language:
    """The language asked for, else the workspace's, else the terminal's."""
    if "--lang" in words[:-1]:
        return as_language(words[words.index("--lang") + 1])
    for word in words[1:]:
        own = _workspace_language(word)
        if own is not None:
            return own
    tags = (
        os.environ.get(name) for name in ("TROPA_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    )
    return as_language(next((tag for tag in tags if tag), "en"))


def _workspace_language(word: str) -> Language | None:
    """The language of the workspace a word names, if it names one."""
    if word.startswith("-"):
        return None
    try:
        text = (Path(word) / "tropa.toml").read_text("utf-8")
        return read_settings(text).language
    except (OSError, ValueError, TropaError):
        # Whatever is wrong with it is said by whoever opens it.
        return None


def _run(words: list[str], language: Language) -> int:
    name = next((word for word in words if not word.startswith("-")), "")
    command = next((one for one in COMMANDS if one.name == name), None)
    if command is None or words[0] != name:
        return _help(words, name, language)
    args = parse(command, words[1:], language)
    folder = getattr(args, "folder", None)
    if command.beside_server and isinstance(folder, str):
        beside = _in_server(words, folder, language)
        if beside is not None:
            return beside
    console = Console(language, _out, _err, Path.cwd(), sys.stderr.isatty())
    return int(import_module(command.module).run(args, console))


def _in_server(words: list[str], folder: str, language: Language) -> int | None:
    """Let the owner of the folder run it; None when nobody owns it."""
    from tropa.engines.folder.lock import owner_of  # noqa: PLC0415
    from tropa.show.cli.beside import run_beside  # noqa: PLC0415

    owner = owner_of(Path(folder)) if Path(folder).is_dir() else None
    if owner is None or "socket" not in owner:
        return None
    return run_beside(owner["socket"], words, language, _out, _err)


def _help(words: list[str], name: str, language: Language) -> int:
    asked = not words or words[0] in ("-h", "--help", "help", "--lang")
    if words[:1] == ["--version"]:
        from importlib.metadata import version  # noqa: PLC0415

        _out(f"tropa {version('tropa')}\n")
        return 0
    if not asked:
        known = ", ".join(one.name for one in COMMANDS)
        raise UsageFault("unknown_command", found=name or words[0], allowed=known)
    _out(say("cli.usage", language) + "\n\n")
    for one in COMMANDS:
        _out(f"  {one.name:<10} {say(f'cli.{one.name}.about', language)}\n")
    return 0 if words else WRONG


def _out(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _err(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
