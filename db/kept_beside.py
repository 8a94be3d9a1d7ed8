"""The files put aside beside a dossier, and beside the original of a working copy: found, deleted.

Only a former original goes by itself: when three newer ones are there, it is no longer needed,
and a sound backup of this computer holds all that it says.
"""

from __future__ import annotations

from datetime import datetime
from glob import escape
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.backups import BackupInfo, Reason
from cpom_desktop.services.kept_beside import Why, aside_of
from db.backup_names import HELD, backups_in, folder_name
from db.beside import SIDES, beside
from db.conflicts import other_versions
from db.copies import check_copy, content_mark, read_seal, uuid_of
from db.files import UNREAD, remove, told
from db.lock import is_held, locked_by, read_holder
from db.working_links import LINKS, all_links, read_link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cpom_desktop.clock import Clock

KEPT = 3
"""Former originals that stay, whatever the backups hold."""


class LocalFilesBeside:
    """The `FilesBeside` port, over the backups and the notes of this computer."""

    def __init__(self, root: Path, clock: Clock) -> None:
        self._root = root
        self._clock = clock

    def beside(self, dossier: Path) -> tuple[BackupInfo, ...]:
        """Return the files that this program put aside, the newest first."""
        return put_aside(dossier, self._root.parent / LINKS)

    def is_kept(self, aside: Path, mark: str) -> bool:
        """Tell whether all that a file says is also in a backup, or in the dossier."""
        try:
            found = content_mark(read_seal(aside))
            return found == mark or any(_saying(self._folder(aside), found))
        except UNREAD:
            return False

    def _folder(self, aside: Path) -> Path:
        return self._root / folder_name(uuid_of(aside))

    def remove_beside(self, aside: Path) -> None:
        """Delete a file that she no longer wants."""
        if is_held(aside):
            now = self._clock().replace(tzinfo=None)
            raise locked_by(read_holder(aside), aside, now)
        with told("suppression", _("Ce fichier n'a pas été supprimé : {nom}.", nom=aside.name)):
            aside.unlink(missing_ok=True)
        remove(aside)


def put_aside(dossier: Path, links: Path) -> tuple[BackupInfo, ...]:
    """Return what was put aside beside a file, and beside what it is a working copy of.

    What a working copy follows, or is, is no file put aside.
    """
    link = read_link(links, dossier)
    of = (dossier,) if link is None else (dossier, link.original)
    used = {path for each in all_links(links) for path in (each.copie, each.original)}
    found = {info.path: info for path in of for info in _aside(path) if info.path not in used}
    return tuple(sorted(found.values(), key=_order, reverse=True))


def _aside(dossier: Path) -> Iterator[BackupInfo]:
    try:
        paths = list(dossier.absolute().parent.iterdir())
    except OSError:
        return
    for path in paths:
        aside = aside_of(dossier.stem, path.stem) if path.suffix == dossier.suffix else None
        if aside is None or path.is_symlink() or not path.is_file():
            continue
        yield _info(path, aside.moment, aside.words)


def _info(path: Path, moment: datetime | None, words: str) -> BackupInfo:
    found = path.stat()
    changed = datetime.fromtimestamp(found.st_mtime)  # noqa: DTZ006 - as she reads it
    return BackupInfo(
        path=path,
        sequence=0,
        moment=moment or changed,
        size=found.st_size,
        reason=Reason.DEMANDE,
        title=words,
    )


def all_beside(dossier: Path, uuid: str, links: Path) -> tuple[BackupInfo, ...]:
    """Return all that may hold what a dossier held: put aside, left by a service, a journal."""
    link = read_link(links, dossier)
    used = {path for each in all_links(links) for path in (each.copie, each.original)}
    found = {info.path: info for info in put_aside(dossier, links)}
    for path in (dossier,) if link is None else (dossier, link.original):
        named = (f"{escape(path.stem)} (*{path.suffix}", f"{escape(path.name)}-journal.ecarte*")
        others = (other for name in named for other in sorted(path.parent.glob(name)))
        for info in (
            *other_versions(path, uuid, synced=True),
            *(_info(other, None, other.name) for other in others),
        ):
            found.setdefault(info.path, info)
    return tuple(info for path, info in found.items() if path not in used)


def _order(info: BackupInfo) -> tuple[datetime, int, str]:
    """Sort by date, then by the number that tells files of one minute apart."""
    return info.moment, len(info.path.name), info.path.name


def thin(original: Path, links: Path, root: Path) -> tuple[Path, ...]:
    """Delete the former originals that need not be kept; return those that are gone.

    None is while she has not said « C'est le bon » of a restore, nor one that does not read,
    that is open, or whose content no sound backup has: it may hold work found nowhere else.
    """
    try:
        folder = root / folder_name(uuid_of(original))
    except UNREAD:
        return ()
    if (folder / HELD).exists():
        return ()
    former = [info.path for info in put_aside(original, links) if _is_former(original, info)]
    gone = [path for path in former[KEPT:] if _is_needless(path, folder)]
    for path in gone:
        remove(path)
    return tuple(path for path in gone if not path.exists())


def _is_former(original: Path, info: BackupInfo) -> bool:
    aside = aside_of(original.stem, info.path.stem)
    return aside is not None and aside.why is Why.REMISE and aside.moment is not None


def _is_needless(path: Path, folder: Path) -> bool:
    if is_held(path) or any(beside(path, side).exists() for side in SIDES):
        return False
    try:
        mark = content_mark(check_copy(path))
        return folder.name == folder_name(uuid_of(path)) and any(
            content_mark(check_copy(backup)) == mark for backup in _saying(folder, mark)
        )
    except UNREAD:
        return False


def _saying(folder: Path, mark: str) -> Iterator[Path]:
    """Yield the backups whose digests are those of a content, unchecked."""
    for info in backups_in(folder):
        try:
            if info.valid and content_mark(read_seal(info.path)) == mark:
                yield info.path
        except UNREAD:
            continue
