"""What hostile files name to have it read: it may appear nowhere."""

from __future__ import annotations

import tempfile
from pathlib import Path

CANARY = "CANARI-7f3a9c"
CANARY_FILE = Path(tempfile.gettempdir()) / "cpom-canari.txt"


def lay():
    """Write the file that hostile ones name."""
    CANARY_FILE.write_text(CANARY)
