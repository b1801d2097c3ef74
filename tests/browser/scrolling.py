"""How far down a page is, and whether it comes back there."""

from typing import Final

from playwright.sync_api import Locator, Page

_LOOKS: Final = 300
_BETWEEN: Final = 100
_NEAR: Final = 3


def scrolled(page: Page) -> float:
    """How far down the page is."""
    return page.evaluate("document.querySelector('main').scrollTop")


def left_from(link: Locator) -> float:
    """Where the page was when this link was followed."""
    link.scroll_into_view_if_needed()
    link.hover()
    place = scrolled(link.page)
    link.click()
    return place


def comes_back(page: Page, place: float) -> bool:
    """Whether the page gets there again, as soon as it is tall enough."""
    for _ in range(_LOOKS):
        if abs(scrolled(page) - place) < _NEAR:
            return True
        page.wait_for_timeout(_BETWEEN)
    return False
