"""What the system says of the volume a file is on, without opening the file."""

from __future__ import annotations

import sys
from pathlib import Path

MOUNTS = Path("/proc/mounts")
BLOCKS = Path("/sys/class/block")

if sys.platform == "win32":
    import ctypes

    KINDS = {2: "removable", 3: "fixed", 4: "remote", 5: "removable"}

    def volume_of(path: Path) -> str:
        """Return `removable`, `fixed` or `remote`; empty when Windows does not say."""
        return KINDS.get(ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\"), "")

else:

    def volume_of(path: Path) -> str:
        """Return the kind of file system, or `removable`; empty when nothing says."""
        try:
            lines = MOUNTS.read_text("utf-8", errors="replace").splitlines()
        except OSError:
            return ""
        return volume_among(path, lines)


def volume_among(path: Path, mounts: list[str]) -> str:
    """Return the kind of the deepest mount that holds `path`, of the lines of /proc/mounts."""
    best, kind, device = "", "", ""
    for line in mounts:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        holds = point == "/" or path == Path(point) or Path(point) in path.parents
        if holds and len(point) >= len(best):
            best, kind, device = point, fields[2], fields[0]
    return "removable" if _is_removable(device) else kind


def _is_removable(device: str) -> bool:
    name = device.removeprefix("/dev/")
    if name == device:
        return False
    for block in (BLOCKS / name, (BLOCKS / name).resolve().parent):
        try:
            if (block / "removable").read_text("ascii").strip() == "1":
                return True
        except OSError:
            continue
    return False
