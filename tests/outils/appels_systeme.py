"""A child of this process whose system calls fail or kill it, one by one, by `strace`.

The child is a fork: the program is imported already, and calls are only counted from the moment
`wait` returns in it. `strace` comes with `python3 dev.py test`; without it the proofs that need
it are left out, and say so.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import traceback
import warnings
from collections import Counter
from pathlib import Path

import pytest

STRACE = shutil.which("strace")
CALLS = ("pwrite64", "write", "fdatasync", "fsync", "unlink", "rename", "openat", "ftruncate")
"""What writes, names, removes or opens a file."""
PR_SET_PTRACER = 0x59616D61


def may_trace():
    """Tell whether a process of this account may be traced."""
    if STRACE is None:
        return False
    done = subprocess.run([STRACE, "-qq", "true"], capture_output=True, check=False)
    return done.returncode == 0


needs_strace = pytest.mark.skipif(
    not may_trace(),
    reason="strace is not here or may trace nothing: `python3 dev.py test` installs it. Kills and "
    "faults at each system call are NOT proven by this run",
)


class Child:
    """A process that acts once it is told to, and tells lines.

    Args:
        action: `action(tell, wait)`; `wait()` comes back when the parent says `go`.
    """

    def __init__(self, action):
        self._action = action
        self._strace = None
        self.lines = []

    def __enter__(self):
        reading, told = os.pipe()
        heard, self._go = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # the child uses no other thread
            self.pid = os.fork()
        if self.pid == 0:
            os.close(reading)
            os.close(self._go)
            _live(self._action, told, heard)
        os.close(told)
        os.close(heard)
        self._told = os.fdopen(reading, encoding="utf-8")
        return self

    def __exit__(self, *_error):
        with contextlib.suppress(OSError):
            os.close(self._go)
        if self.lines is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.end()

    def until(self, word):
        """Read lines until one begins with a word, or the child ends; return what was read."""
        found = []
        for line in self._told:
            found.append(line.strip())
            if line.startswith(word):
                break
        self.lines += found
        return found

    def trace(self, *options):
        """Have the child traced from now on."""
        self.until("wait")
        self._strace = subprocess.Popen(
            [STRACE, "-f", "-p", str(self.pid), "-o", "/dev/null", *options],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert b"attached" in (said := self._strace.stderr.readline()), said

    def go(self):
        """Let the child go on."""
        os.write(self._go, b"\n")

    def untrace(self):
        """Let the child's calls be, from now on."""
        if self._strace is not None:
            with contextlib.suppress(ProcessLookupError):
                self._strace.terminate()
            self._strace.communicate()
            self._strace = None

    def end(self):
        """Wait for its end; return its code, less than zero when it was killed."""
        self.until("\0")
        self._told.close()
        _pid, status = os.waitpid(self.pid, 0)
        self.untrace()
        self.told, self.lines = self.lines, None
        assert not any("Traceback" in line for line in self.told), "\n".join(self.told)
        return os.waitstatus_to_exitcode(status)


def _live(action, told, heard):
    def tell(text):
        os.write(told, f"{text}\n".encode())

    def wait():
        tell("wait")
        os.read(heard, 1)

    code = 1
    try:
        _be_traced()
        action(tell, wait)
        code = 0
    except BaseException:  # noqa: BLE001 - the outermost place of the child
        tell(traceback.format_exc())
    finally:
        sys.stdout.flush()
        os._exit(code)


def _be_traced():
    """Let a process that is no parent trace this one, where only parents may (Yama)."""
    import ctypes

    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_PTRACER, ctypes.c_ulong(2**64 - 1), 0, 0, 0)


def calls_of(action, folder):
    """Return how many times `action` makes each call of `CALLS`, run once to its end."""
    log = Path(folder) / "appels.txt"
    with Child(action) as child:
        child.trace("-e", f"trace={','.join(CALLS)}", "-o", str(log))
        child.go()
        assert child.end() == 0, child.told
    names = re.findall(r"^(?:\d+ +)?(\w+)\(", log.read_text("utf-8", "replace"), re.MULTILINE)
    log.unlink()
    return Counter(names)


def killed_at(action, call, number):
    """Run `action` in a child killed as it makes a call for the nth time.

    Return whether it was, and what it told.
    """
    with Child(action) as child:
        child.trace("-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={number}")
        child.go()
        code = child.end()
    assert code in {0, -signal.SIGKILL}, child.told
    return code != 0, child.told


def moments(counted, dice, most):
    """Return (call, n) of a count: every one, or so many drawn at random, of each kind."""
    every = [(call, n) for call in CALLS for n in range(1, counted[call] + 1)]
    if len(every) <= most:
        return every
    kinds = [call for call in CALLS if counted[call]]
    kept = dice.sample(kinds, min(most, len(kinds)))
    drawn = [(call, dice.randint(1, counted[call])) for call in kept]
    return drawn + dice.sample(every, most - len(drawn))
