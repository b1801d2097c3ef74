"""Memory an answer lets go of is kept for the next, not given back at once and asked for anew.

A question over many millions of events fills and frees columns of tens of megabytes, on
several threads. By its defaults the C library of Linux gives each of them back to the system,
which then hands out the next one page by page, cleared: a third of the time of a long answer.
Told otherwise it keeps what was freed, up to a bound, and one pool for all threads.

`mallopt(3)` of glibc; elsewhere nothing is changed, and nothing but speed is lost.
"""

import ctypes
import platform
from typing import Final

KEPT: Final = 256 << 20
"""The most that is kept at the end of the heap, bytes."""
OF_ITS_OWN: Final = 128 << 20
"""From this size on a column has its own mapping, given back as soon as it is freed, bytes."""

# Numbers of the options, from malloc.h.
_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
_ARENA_MAX: Final = -8


def keep_freed() -> bool:
    """Have freed memory kept; before there are threads, and again without harm.

    Returns:
        whether the C library was willing.
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    mallopt = ctypes.CDLL(None).mallopt
    options = ((_TRIM_THRESHOLD, KEPT), (_MMAP_THRESHOLD, OF_ITS_OWN), (_ARENA_MAX, 1))
    done = [mallopt(option, value) for option, value in options]
    return min(done) == 1
