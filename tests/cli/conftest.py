"""The command `cpom`, run as she or a script would run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.outils.dossiers import copy_tilleuls, without_privilege
from tests.outils.sources import ROOT

ENGLISH = (
    "usage:",
    "positional",
    "optional",
    "arguments:",
    "options:",
    "show this",
    "show program",
    "and exit",
    "required",
    "invalid",
    "unrecognized",
    "expected",
    "choose from",
    "error:",
    "Error",
    "Traceback",
)


class Done:
    """What a command answered."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err
        for word in ENGLISH:
            assert word not in self.err, err
            assert word not in self.spoken, out

    @property
    def spoken(self):
        """What was said to her: JSON lines are for programs."""
        return "\n".join(text for text in self.out.splitlines() if text[:1] not in {"{", " "})

    def refused(self, *words):
        """Check a refusal: code 2, nothing on the output, French words on the error."""
        assert (self.code, self.out) == (2, "")
        assert self.err.endswith("\n")
        for word in words:
            assert word in self.err.replace("\u00a0", " ").replace("\u202f", " "), self.err
        return self


@pytest.fixture(scope="session")
def _server():
    """Return what runs commands, the program imported once (see `commande_serveur`)."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.outils.commande_serveur"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    ) as server:
        yield server
        server.stdin.close()


@pytest.fixture
def cpom(request, tmp_path_factory, started_anew):
    """Return a function that runs a command to its end, in a process of its own.

    The interpreter is started again only where a test asks for another environment, for other
    rights, or for `started_anew`.
    """

    def run(*arguments, stdin=b"", cwd=ROOT, env=None, unprivileged=False):
        if env or unprivileged or not hasattr(os, "fork"):
            return started_anew(
                *arguments, stdin=stdin, cwd=cwd, env=env, unprivileged=unprivileged
            )
        files = {name: folder / name for name in ("input", "output", "errors")}
        files["input"].write_bytes(stdin)
        server = request.getfixturevalue("_server")
        asked = {
            "arguments": [*map(str, arguments)],
            "folder": str(cwd),
            "environment": {**os.environ, "PYTHONPATH": str(ROOT)},
            **{name: str(path) for name, path in files.items()},
        }
        server.stdin.write(json.dumps(asked) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        return Done(code, files["output"].read_text("utf-8"), files["errors"].read_text("utf-8"))

    folder = tmp_path_factory.mktemp("commande")
    return run


@pytest.fixture
def started_anew():
    """Return a function that runs a command to its end in an interpreter of its own."""

    def run(*arguments, stdin=b"", env=None, unprivileged=False, **options):
        done = subprocess.run(
            [
                *(without_privilege() if unprivileged else ()),
                *(sys.executable, "-m", "cpom_desktop"),
                *map(str, arguments),
            ],
            input=stdin,
            capture_output=True,
            cwd=options.pop("cwd", ROOT),
            env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
            check=False,
            timeout=150,
            **options,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def dossier(tmp_path):
    """Return the path of a copy of the demonstration, alone in its folder."""
    folder = tmp_path / "dossiers"
    folder.mkdir()
    return copy_tilleuls(folder)
