"""Ctrl-C while the driver works."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def ctrl_c(*, held: bool) -> Iterator[Callable[[], bool]]:
    """Have Ctrl-C leave the block as `KeyboardInterrupt`, also where the driver meets it with an error of another kind.

    When `held`, the first Ctrl-C waits for the end of the block and only a second one cuts it. Yields
    whether Ctrl-C was pressed. Does nothing outside the main thread, and where the program handles
    SIGINT in its own way.
    """
    presses = 0

    def press(number: int, frame: FrameType | None) -> None:
        nonlocal presses
        presses += 1
        if presses > held:
            signal.default_int_handler(number, frame)

    ours = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )
    if ours:
        signal.signal(signal.SIGINT, press)
    try:
        yield lambda: presses > 0
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        if presses:
            raise KeyboardInterrupt
