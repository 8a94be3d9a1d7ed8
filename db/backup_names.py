"""The name of a backup holds all that is known of it: no index to lose, readable by anyone.

`000000123 2027-03-12 14h32 avant-import epinglee #5f3a9c01 - Version 3.cpom`: the figures after
the sign tell of which file it was made (see `db.provenance`).
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from cpom_desktop.errors import DossierProtege, ErreurCpom
from cpom_desktop.services.backups import BackupInfo, Reason
from db.header import inspect_header
from db.migrations import SCHEMA_VERSION

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".cpom"
LONGEST_TITLE = 80
HELD = "rotation-suspendue"
"""Mark of a folder of backups of which none is deleted."""
_NAME = re.compile(
    r"(?P<sequence>\d{9,18}) (?P<day>\d{4}-\d\d-\d\d) (?P<hour>\d\dh\d\d)"
    r"(?: (?P<reason>[a-z-]+?))?(?P<pinned> epinglee)?(?: #(?P<source>[0-9a-f]{8}))?"
    r"(?: - (?P<title>.+))?\.cpom"
)
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*%]')
_UUID = re.compile(r"[0-9A-Za-z-]{1,64}")


def folder_name(uuid: str) -> str:
    """Return the folder of a dossier: its identity, or a digest of one that is no file name."""
    if _UUID.fullmatch(uuid):
        return uuid
    return hashlib.blake2b(uuid.encode("utf-8", "replace"), digest_size=16).hexdigest()


def last_sequence(infos: tuple[BackupInfo, ...]) -> int:
    """Return the place of the last of `infos`, 0 when there is none."""
    return max((info.sequence for info in infos), default=0)


def backup_name(
    sequence: int,
    moment: datetime,
    reason: Reason,
    *,
    pinned: bool,
    source: str = "",
    title: str = "",
) -> str:
    """Return the file name of a backup; `moment` is local, `source` the mark of its file."""
    mark = " epinglee" if pinned else ""
    shown = _FORBIDDEN.sub(_escaped, title[:LONGEST_TITLE]).strip()
    of = f" #{source}" if source else ""
    named = f" - {shown}" if shown else ""
    return f"{sequence:09d} {moment:%Y-%m-%d %Hh%M} {reason}{mark}{of}{named}{SUFFIX}"


def _escaped(found: re.Match[str]) -> str:
    return quote(found.group(), safe="")


def read_backup_name(path: Path) -> BackupInfo | None:
    """Return what a name says and whether the file is whole; None when it is no backup."""
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    try:
        moment = datetime.strptime(f"{found['day']} {found['hour']}", "%Y-%m-%d %Hh%M")  # noqa: DTZ007 - local, as written
        size = path.stat().st_size
    except (ValueError, OSError):
        return None
    known = found["reason"] in Reason.__members__.values()
    return BackupInfo(
        path=path,
        sequence=int(found["sequence"]),
        moment=moment,
        size=size,
        reason=Reason(found["reason"]) if known else Reason.AUTOMATIQUE,
        pinned=bool(found["pinned"]),
        title=unquote(found["title"] or ""),
        valid=_is_whole(path),
        source=found["source"] or "",
    )


def _is_whole(path: Path) -> bool:
    try:
        inspect_header(path, SCHEMA_VERSION)
    except DossierProtege:
        return True  # whole pages, as far as one can tell without its password
    except ErreurCpom:
        return False
    return True


def backups_in(folder: Path) -> tuple[BackupInfo, ...]:
    """Return the backups that a folder holds, the newest first; none when it cannot be read."""
    try:
        paths = list(folder.iterdir())
    except OSError:
        return ()
    found = (read_backup_name(path) for path in paths)
    return tuple(sorted(filter(None, found), key=_order, reverse=True))


def _order(info: BackupInfo) -> tuple[int, str]:
    return info.sequence, info.path.name
