"""Lock a file between processes; the lock goes when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(held: int, shared: bool) -> None:
        # Windows knows no shared lock here: what a reader has open cannot be removed there anyway.
        if not shared:
            os.lseek(held, 1 << 30, os.SEEK_SET)
            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
            os.lseek(held, 0, os.SEEK_SET)

else:
    import fcntl

    def _take(held: int, shared: bool) -> None:
        fcntl.flock(held, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


def lock(file: Path, *, shared: bool) -> int | None:
    """Lock a file; return what `unlock` takes, or None while another holds it or its folder is gone.

    An exclusive lock makes a missing file; a shared one needs no right to write.
    """
    try:
        held = os.open(file, os.O_RDONLY if shared else os.O_RDWR | os.O_CREAT, 0o644)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        _take(held, shared)
    except OSError:
        os.close(held)
        return None
    return held


def unlock(held: int) -> None:
    """Give a lock back."""
    os.close(held)
