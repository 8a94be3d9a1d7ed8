"""Whether a file or a folder is there, as far as can be seen.

`Path.exists` and its like raise where a folder may not be entered or a disk does not answer; on
a screen, what cannot be seen is not there.
"""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def is_there(path: Path) -> bool:
    """Tell whether something of this name can be seen."""
    return _mode(path) != 0


def is_file(path: Path) -> bool:
    """Tell whether a file of this name can be seen."""
    return stat.S_ISREG(_mode(path))


def is_folder(path: Path) -> bool:
    """Tell whether a folder of this name can be seen."""
    return stat.S_ISDIR(_mode(path))


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0
