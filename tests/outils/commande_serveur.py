"""Runs the command `cpom` again and again, the program imported once.

Each line of its input asks for one command, in JSON: its `arguments`, its `folder`, its whole
`environment`, and three files: what it reads (`input`), what it writes (`output`, `errors`).
Each line of its output is the code that the command ended with.

Each command is a process of its own, made by a fork: it shares nothing with the next.
"""

from __future__ import annotations

import gc
import importlib
import io
import json
import os
import pkgutil
import sys
import traceback

MINE = ("cpom_desktop", "db")


def import_everything():
    """Import the program but its window, and keep it out of the collector's way."""
    for name in MINE:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(module.name)
    gc.freeze()


def live(asked):
    """Be the command; never comes back."""
    from cpom_desktop.__main__ import main

    code = 1
    try:
        become(asked)
        code = main()
    except SystemExit as end:
        code = end.code or 0
    except BaseException:  # noqa: BLE001 - the outermost place of the child
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def become(asked):
    """Take the files, the folder, the environment and the words of a command."""
    rights = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for number, (name, way) in enumerate(
        (("input", os.O_RDONLY), ("output", rights), ("errors", rights))
    ):
        os.dup2(os.open(asked[name], way), number)
    former = sys.stdin
    read = io.BufferedReader(io.FileIO(0))
    sys.stdin = io.TextIOWrapper(read, encoding=former.encoding, errors=former.errors)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["cpom", *asked["arguments"]]


def main():
    """Answer commands until the input ends."""
    import_everything()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            live(json.loads(line))
        _child, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
