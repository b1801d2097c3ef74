"""No case of the catalogue is forgotten: it is sent, or it is said why not yet."""

import re
from pathlib import Path
from typing import Final

from contract.catalogue import every_case
from contract.later import LATER
from contract.test_bad_web_app import SCRIPTED
from contract.test_catalogue_files import TAKEN
from contract.test_catalogue_maps import READ
from contract.test_catalogue_requests import SENT

HERE: Final = Path(__file__).parent
BY_HAND: Final = re.compile(r"def test_((?:api|tim|idn|imp|yml|web|lnk)_\d{3})_")


def by_hand() -> set[str]:
    """Cases that have a test of their own: `test_api_115_…`."""
    texts = (path.read_text("utf-8") for path in HERE.glob("test_*.py"))
    return {
        found.upper().replace("_", "-") for text in texts for found in BY_HAND.findall(text)
    }


def test_every_case_is_sent_or_waits_with_its_reason() -> None:
    sent = {case.id for case in [*SENT, *TAKEN, *READ, *SCRIPTED]} | by_hand()
    every = {case.id for case in every_case()}
    assert every - sent - set(LATER) == set()
    assert set(LATER) & sent == set()
    assert set(LATER) <= every


def test_no_two_cases_have_one_id() -> None:
    ids = [case.id for case in every_case()]
    assert len(ids) == len(set(ids))
