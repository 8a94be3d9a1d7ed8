"""Opens the driven window again and again, the program imported once, and kills it.

Each line of its input asks for one round, in JSON: the `arguments` of `fenetre_conduite`, and a
kill: when `wait` seconds have passed since the line `rank` that begins with `after` (since the
start when `after` is empty); none without `wait`. Each line of its output tells a round: `code`
of the process (less than zero: killed), `lines` that came out whole with their moment, `errors`.

No application of Qt exists here: each child makes its own, opens the real file, and is a
process of its own under a real kill.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def import_everything():
    """Import the whole program, and keep it out of the collector's way."""
    import cpom_desktop
    import db
    import ui

    for package in (cpom_desktop, db, ui):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    gc.freeze()


def live(arguments, output, errors):
    """Be the window; never comes back."""
    from tests.outils import fenetre_conduite

    code = 1
    try:
        for number, descriptor in enumerate((os.open(os.devnull, os.O_RDONLY), output, errors)):
            os.dup2(descriptor, number)
        code = fenetre_conduite.main(*arguments)
    except Exception:  # noqa: BLE001 - the outermost place of the child
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def one_round(asked, errors):
    """Start a window, kill it at its moment; return what it told."""
    reading, writing = os.pipe()
    start, wait, rank = time.monotonic(), asked.get("wait"), asked.get("rank", 1)
    child = os.fork()
    if child == 0:
        os.close(reading)
        live(asked["arguments"], writing, errors)
    os.close(writing)
    told = []

    def until(end):
        for line in lines:
            if line.endswith(b"\n"):
                told.append((time.monotonic() - start, line.decode().strip()))
            if end(line):
                return

    def is_time(line):
        nonlocal rank
        rank -= line.startswith(asked["after"].encode())
        return not rank

    with os.fdopen(reading, "rb") as lines:
        if wait is not None:
            if asked["after"]:
                until(is_time)
            time.sleep(wait)
            os.kill(child, signal.SIGKILL)
        until(lambda _line: False)
    _child, status = os.waitpid(child, 0)
    return {"code": os.waitstatus_to_exitcode(status), "lines": told}


def main():
    """Answer rounds until the input ends."""
    import_everything()
    for line in sys.stdin:
        with tempfile.TemporaryFile() as errors:
            answer = one_round(json.loads(line), errors.fileno())
            errors.seek(0)
            answer["errors"] = errors.read().decode()
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
