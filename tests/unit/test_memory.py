"""Freed memory is kept for the next answer, where the C library is glibc."""

import platform
import subprocess
import sys
from typing import Final

import pytest

# Columns of 48 MB, each gone before the next: how many pages the third had to be handed.
_THIRD_OF_THREE: Final = """
import resource, sys
from tropa.memory import keep_freed

if sys.argv[1] == "kept":
    assert keep_freed()

def handed():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    column = b"x" * (48 << 20)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

handed(), handed()
print(handed())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be told so")
def test_what_was_freed_is_not_asked_of_the_system_anew() -> None:
    assert _pages("kept") < 100 < _pages("as it comes")


def _pages(how: str) -> int:
    found = subprocess.run(
        [sys.executable, "-c", _THIRD_OF_THREE, how], capture_output=True, text=True, check=True
    )
    return int(found.stdout)
