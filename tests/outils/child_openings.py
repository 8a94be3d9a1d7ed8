"""A child that opens each file whose path it reads, and says what came of it: one line each.

Run with `python -X faulthandler`: a file that ends the interpreter ends the child.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from cpom_desktop.bootstrap import open_workspace  # noqa: E402 - the checkout comes first
from cpom_desktop.errors import ErreurCpom  # noqa: E402
from cpom_desktop.services.dump import dump  # noqa: E402


def outcome(path, root):
    """Return the digest of what a file holds, or the code of its refusal."""
    try:
        workspace = open_workspace(path, backups=root)
    except ErreurCpom as error:
        return f"refused {error.code} {bool(error.sentence)}"
    try:
        return f"opened {hashlib.sha256(dump(workspace.snapshot, workspace.uuid)).hexdigest()}"
    finally:
        workspace.close()


def main():
    with tempfile.TemporaryDirectory() as root:
        for line in sys.stdin:
            sys.stdout.write(f"{outcome(Path(line.strip()), Path(root))}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
