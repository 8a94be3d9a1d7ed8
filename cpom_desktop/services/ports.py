"""What services need from the outside, as Protocols; `db` and `bootstrap` provide them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from cpom_desktop.services.backups import BackupInfo, BackupState, Reason
    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.personne.reecriture import Reecriture
    from cpom_desktop.services.protection import Key

R = TypeVar("R")

LAST_EDIT = "saisie"
"""Key of `resume` under which stands the last edit: page, field and moment, between bars."""


class Records(Protocol):
    """The rows of a dossier, inside a transaction. A record's type chooses its table."""

    def get(self, record: type[R], record_id: int) -> R:
        """Return one record. Raises `RegleInvalide` (`introuvable`) when it is not there."""

    def all(self, record: type[R]) -> tuple[R, ...]:
        """Return every record of a table, ordered by `ordre` then id."""

    def insert(self, record: object) -> int:
        """Insert a record and return its id; id 0 lets the file choose."""

    def update(self, record: type[object], record_id: int, values: Mapping[str, object]) -> None:
        """Change some fields of one record. Raises `RegleInvalide` (`introuvable`)."""

    def delete(self, record: type[object], ids: Sequence[int]) -> None:
        """Delete records; declared links cascade."""

    def keep_content(self, data: bytes) -> str:
        """Keep the bytes of a file, once; return their SHA-256 in hexadecimal."""

    def has_content(self, digest: str, size: int) -> bool:
        """Tell whether bytes of this SHA-256 and size are kept."""

    def newest_version(self) -> int | None:
        """Return the id of the last named version; None when there is none."""

    def read_version(self, version_id: int) -> str:
        """Return what a named version holds. Raises `RegleInvalide` (`introuvable`)."""

    def keep_version(self, nom: str, contenu: str) -> int:
        """Keep a named version, outside undo; return its id."""

    def read_content(self, digest: str) -> bytes:
        """Return the bytes of a file. Raises `ErreurStockage`: gone, or damaged."""

    def rewrite(self, rewriting: Reecriture) -> Mapping[str, int]:
        """Write again all that names somebody, outside undo; tell how many of what changed."""

    @property
    def uuid(self) -> str:
        """Identity of the dossier."""


@dataclass(slots=True)
class Step:
    """An open step of the journal: write through `records`; `changes` is known after commit."""

    records: Records
    changes: Changes


class Draft(NamedTuple):
    """A text that a field could not take, kept with the sentence that says why."""

    raw: str
    message: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A row that a step changed; `before` is None when it was added, `after` when deleted.

    Values are those of the record. A row of an older format lacks the columns added since.
    """

    table: str
    record_id: int
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A step of the journal: when (local time), its title, whether it was undone, its rows."""

    id: int
    moment: datetime
    title: str
    undone: bool
    rows: tuple[HistoryRow, ...]


class HistoryScope(NamedTuple):
    """Which steps are wanted: every one, or those that touch some tables, a row, a field of it.

    `deleting`: only those, not undone, that deleted rows of `tables`.
    `values`: rows alone that hold these, where what is looked at comes and goes with its row.
    """

    tables: tuple[str, ...] = ()
    record_id: int | None = None
    field: str = ""
    deleting: bool = False
    values: tuple[tuple[str, int | str], ...] = ()


class KeptRow(NamedTuple):
    """A row of the journal as it is kept: when, its step, and the row before and after as JSON."""

    moment: datetime
    title: str
    table: str
    record_id: int
    before: str | None
    after: str | None


class History(Protocol):
    """The journal of a dossier, read as its history."""

    def kept(self) -> Iterator[tuple[KeptRow, ...]]:
        """Yield every row as it is kept, the oldest first, some at a time."""

    def steps(
        self, scope: HistoryScope, *, before: int | None = None, limit: int = 100
    ) -> tuple[HistoryStep, ...]:
        """Return steps with all their rows, the newest first, older than the step `before`."""

    def last_known(self, table: str, record_id: int) -> Mapping[str, object] | None:
        """Return the last state of a row that the journal knows; None when it never saw it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a dossier open to write: on which computer, in which process, since when."""

    ordinateur: str
    personne: str
    processus: int
    depuis: str


class VersionInfo(NamedTuple):
    """A version that she named, and when it was."""

    id: int
    nom: str
    moment: datetime


class Versions(Protocol):
    """The named versions of a dossier, outside its journal and its undo."""

    def list(self) -> tuple[VersionInfo, ...]:
        """Return the versions, the newest first."""

    def keep(self, nom: str, contenu: str) -> int:
        """Keep a version, written once and for all; return its id."""

    def read(self, version_id: int) -> str:
        """Return what was kept. Raises `RegleInvalide` (`introuvable`)."""

    def delete(self, version_id: int) -> None:
        """Forget a version; this cannot be undone."""


class Contents(Protocol):
    """The bytes of the files attached inside a dossier, by their SHA-256."""

    def read(self, digest: str) -> bytes:
        """Return bytes, checked.

        Raises:
            ErreurStockage: `fichier-absent`, `fichier-abime`; the rest of the dossier is sound.
        """


class Extraction(Protocol):
    """A private folder for the files that another program opens, deleted at the end."""

    def write(self, nom: str, data: bytes) -> Path:
        """Write a file under a safe name, to be read only; return where.

        Raises:
            ErreurStockage: what the disk says.
            RegleInvalide: `fichier-type`, `fichier-programme`: it is not to be opened.
        """

    def save(self, target: Path, data: bytes) -> None:
        """Write a copy to the place that she chose.

        Raises:
            ErreurCpom: not written; what was there is intact.
        """

    def close(self) -> None:
        """Delete everything."""


class Storage(Protocol):
    """One open dossier."""

    @property
    def contents(self) -> Contents:
        """The bytes of its attached files."""

    @property
    def versions(self) -> Versions:
        """The states of it that she named."""

    @property
    def history(self) -> History:
        """What was changed, and when."""

    @property
    def path(self) -> Path:
        """Where the file is."""

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written."""

    @property
    def uuid(self) -> str:
        """Identity of the dossier, kept through copies."""

    @property
    def key(self) -> Key | None:
        """What opens a protected dossier; None for another."""

    @property
    def stopped(self) -> bool:
        """Whether the program that wrote in it before did not close it."""

    @property
    def holder(self) -> Holder | None:
        """Who writes in a dossier that is only read here, if somebody does."""

    def content_mark(self) -> str:
        """Return a mark of what she wrote: equal for two files that say the same."""

    def last_saved(self) -> datetime | None:
        """Return when the last step was written; None when there is none."""

    def wait_at_most(self, ms: int) -> None:
        """Choose how long a write waits for another program to let go of the file."""

    def copy_to(self, target: Path) -> None:
        """Write the whole dossier, its history included, to a new file, checked."""

    def load(self, table: str) -> tuple[object, ...]:
        """Return the records of a table, ordered by `ordre` then id."""

    def step(self, *, title: str, operation: str, merge: str = "") -> AbstractContextManager[Step]:
        """Open one transaction that is one undo step; commit at its end, or leave no trace."""

    def undo(self) -> tuple[str, Changes] | None:
        """Undo the last step; its title and changes, or None when there is none."""

    def redo(self) -> tuple[str, Changes] | None:
        """Redo the last undone step."""

    def undo_titles(self) -> tuple[str, str]:
        """Return the titles of what undo and redo would do, empty when nothing."""

    def forget_undo(self) -> None:
        """Make what was done so far no longer undoable (it stays readable)."""

    def drafts(self) -> Mapping[str, Draft]:
        """Return the refused texts by field."""

    def keep_draft(self, field: str, draft: Draft | None) -> None:
        """Keep (or with None drop) the refused text of a field, outside undo."""

    def resume(self) -> Mapping[str, str]:
        """Return where she was (page, field, part of the assistant)."""

    def set_resume(self, key: str, value: str) -> None:
        """Remember where she is, outside undo."""

    def close(self) -> None:
        """Close the file and release its lock."""


class PendingBackup(Protocol):
    """A backup that is written and not checked yet; it has no name until it is."""

    def verify(self) -> BackupInfo:
        """Check it, give it its name and thin the others; meant for a worker.

        Raises:
            ErreurStockage: it is not what the dossier was, or cannot be kept; nothing is left.
        """


class Backups(Protocol):
    """The backups of one dossier, on this computer and on another support."""

    def changed(self) -> bool:
        """Tell whether the dossier differs from its newest backup."""

    def write(
        self, reason: Reason, *, pinned: bool | None = None, title: str = ""
    ) -> PendingBackup:
        """Write a backup in the thread of the dossier, quickly; its check is left to do.

        Args:
            reason: why; all but an automatic one are pinned.
            pinned: keep it a year, whatever the reason says.
            title: name of a version.
        Raises:
            ErreurStockage: not written; the dossier is as it was.
        """

    def list(self) -> tuple[BackupInfo, ...]:
        """Return the backups of this computer, the newest first."""

    def prune(self) -> tuple[BackupInfo, ...]:
        """Delete those that need not be kept, unless held back; return them."""

    def forget(self, infos: Iterable[BackupInfo]) -> tuple[BackupInfo, ...]:
        """Delete some of them because she asked for it; return those that are gone."""

    def earlier(self) -> tuple[BackupInfo, ...]:
        """Return what was backed up so far, under the former names of the file too."""

    def elsewhere(self) -> str:
        """Return the folder of the last copy on another support, empty without one."""

    def beside(self) -> tuple[BackupInfo, ...]:
        """Return the files put aside, and what a service left, that may hold what it held."""

    def original(self) -> Path | None:
        """Return the file that this one is a working copy of."""

    def hold(self) -> None:
        """Delete none from now on: the dossier is suspect, or was just restored."""

    def release(self) -> None:
        """Thin them again: she said « C'est le bon »."""

    @property
    def held(self) -> bool:
        """Whether none is deleted."""

    def copy_to(self, folder: Path) -> BackupInfo:
        """Copy the newest valid backup to another support, and check it there.

        Raises:
            ErreurStockage: not copied, or what was copied is not sound.
        """

    def state(self) -> BackupState:
        """Return what is said of the backups, with the one thing to do if there is one."""
