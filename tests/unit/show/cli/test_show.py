"""`tropa show --segment`: the table of some of the people says whose it is."""

from pathlib import Path

from tropa.show.cli.beside import run_inside
from tropa.show.cli.console import Console
from tropa.testing import Temporary, temporary_workspace
from unit.workspace.test_narrowing import EVENTS, MAP


def shown(tried: Temporary, *words: str) -> tuple[int, str]:
    said = list[str]()
    console = Console("en", said.append, said.append, Path.cwd(), workspace=tried.workspace)
    return run_inside(
        ["show", "folder", "--as-of", "2026-03-07", *words], "en", console
    ), "".join(said)


def test_the_table_says_whose_numbers_it_holds() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        code, said = shown(tried, "--segment", "locals")
        assert (code, "Only the segment “From Omsk”: 2 people." in said) == (0, True)
        code, said = shown(tried, "--persona", "boris")
        assert (code, "Only the portrait “Boris”: 2 people." in said) == (0, True)
        code, said = shown(tried)
        assert (code, "Only the" in said) == (0, False)
        code, said = shown(tried, "--segment", "nobody")
        assert (code, "[no_such_segment]" in said) == (2, True)
