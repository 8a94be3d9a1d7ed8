"""A child of this process that dies at a chosen moment, counted in events and not in time.

An event is a file that is opened to be written, renamed, removed or made, a connection, or a
statement of a connection that is watched. So a kill falls between any two of them, and falls
there again when the test is run again.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
import warnings

WATCHED = frozenset({"os.rename", "os.remove", "os.mkdir", "os.chmod", "sqlite3.connect"})


class Moment:
    """Counts events down to the death of the process; armed by `arm`."""

    def __init__(self, events):
        self._left, self._armed = events, False

    def arm(self, *workspaces):
        """Count from now on, the statements of some dossiers too."""
        for workspace in workspaces:
            workspace._storage._connection.set_trace_callback(self._count)
        self._armed = True

    def heard(self, event, arguments):
        """Count what the interpreter says that it does."""
        writes = event == "open" and len(arguments) > 2 and bool(arguments[2] & os.O_RDWR)
        if event in WATCHED or writes:
            self._count(event)

    def _count(self, _event):
        self._left -= self._armed
        if self._left <= 0:
            die()


def die():
    """End this process as a power cut would end the program."""
    os.kill(os.getpid(), signal.SIGKILL)


def killed(action, events):
    """Call `action(moment, tell)` in a child killed after so many events, or once it is over.

    Return the lines that it told, `fini` the last when it was over.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads: the child uses none
        child = os.fork()
    if child == 0:
        os.close(reading)
        _live(action, events, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as lines:
        told = lines.read().splitlines()
    _child, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL, told
    assert not any(line.startswith("Traceback") for line in told), "\n".join(told)
    return told


def _live(action, events, writing):
    def tell(text):
        os.write(writing, f"{text}\n".encode())

    try:
        moment = Moment(events)
        sys.addaudithook(moment.heard)
        action(moment, tell)
        tell("fini")
    except BaseException:  # noqa: BLE001 - the outermost place of the child
        tell(traceback.format_exc())
    finally:
        die()
