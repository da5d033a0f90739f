"""Ctrl-C: the first asks a run to stop after the document in hand, the second stops it at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Interrupt:
    """Whether somebody has asked to stop."""

    def __init__(self) -> None:
        self.is_asked = False


@contextmanager
def listen_for_interrupt(say: Callable[[str], None]) -> Iterator[Interrupt]:
    """While this lasts, Ctrl-C sets `is_asked`; a second raises KeyboardInterrupt as ever."""
    interrupt = Interrupt()
    if threading.current_thread() is not threading.main_thread():
        yield interrupt
        return

    def ask(*_: object) -> None:
        interrupt.is_asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)
        say("finishing the document in hand; press Ctrl-C again to stop at once")

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield interrupt
    finally:
        signal.signal(signal.SIGINT, before)
