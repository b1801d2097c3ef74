"""The pages of the documents lead somewhere, and every picture taken for them is shown."""

import re
from pathlib import Path
from typing import Final

import pytest

from public.reading import ROOT

_PAGES: Final = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
_LINK: Final = re.compile(r"\]\(([^)\s]+)\)")


def links(page: Path) -> list[Path]:
    """Files of the project that a page leads to or shows."""
    found = [one.partition("#")[0] for one in _LINK.findall(page.read_text("utf-8"))]
    return [page.parent / one for one in found if one and "://" not in one]


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [str(one) for one in links(page) if not one.exists()] == []


def test_every_picture_is_shown_in_both_languages() -> None:
    taken = set((ROOT / "docs" / "pictures").glob("*.png"))
    for tour in ("tour.md", "tour.ru.md"):
        shown = {one.resolve() for one in links(ROOT / "docs" / tour)}
        assert taken - shown == set(), tour
