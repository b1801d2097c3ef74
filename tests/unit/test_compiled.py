"""Compiled functions where there is no room to keep them."""

import os
import subprocess
import sys
from pathlib import Path

KERNEL = """
from tropa.compiled import compiled

@compiled
def twice(number: int) -> int:
    return number * 2
"""
ASK = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
import kernel
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
print(kernel.twice(21))
"""


def test_a_kernel_answers_where_the_disk_has_no_room_for_it(tmp_path: Path) -> None:
    (tmp_path / "kernel.py").write_text(KERNEL, encoding="utf-8")
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("42\n", "")
