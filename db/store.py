"""One open dossier: the `Storage` port over one file, one connection and one lock."""

from __future__ import annotations

import contextlib
from datetime import datetime
from typing import TYPE_CHECKING

from cpom_desktop.errors import DossierCorrompu, ErreurStockage
from cpom_desktop.services.changes import Changes
from cpom_desktop.services.ports import Draft, Step
from cpom_desktop.services.presence import is_there
from cpom_desktop.services.snapshot import RECORDS
from db import journal, triggers
from db.beside import SIDES, begun, beside, has_hot_journal, restore_mark
from db.commit import commit, identity_of
from db.connection import connect
from db.contents import SqlContents, purge
from db.copies import content_mark, seal_of, write_copy
from db.faults import in_french, moved, only_read, refuse_protected, refuse_unread
from db.header import inspect_header, version_of
from db.keys import key_of
from db.lock import WriterLock, read_holder
from db.migrations import SCHEMA_VERSION
from db.repositories import SqlRecords
from db.whitelist import check_one_dossier, check_sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from cpom_desktop.clock import Clock
    from cpom_desktop.services.ports import Holder
    from db.connection import Connection
    from db.copies import Seal
    from db.history import SqlHistory
    from db.keys import DossierKey
    from db.versions import SqlVersions


class DossierStore:
    """The open file. Made by `open_dossier`; ended by `close`."""

    def __init__(
        self,
        path: Path,
        connection: Connection,
        lock: WriterLock | None,
        clock: Clock,
        *,
        stopped: bool = False,
        key: DossierKey | None = None,
    ) -> None:
        self._key = key.hold() if key is not None else None
        self._path = path
        self._stopped = stopped
        self._connection = connection
        self._lock = lock
        self._clock = clock
        self._records = SqlRecords(connection)
        self._identity = identity_of(path)
        self._ready = False
        self._uuid = str(self._one("SELECT uuid FROM meta"))
        if lock:
            connection.execute("PRAGMA query_only=ON")

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._path

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written."""
        return self._lock is None

    @property
    def key(self) -> DossierKey | None:
        """What a protected dossier and its copies open with, as long as it is open."""
        return self._key

    @property
    def uuid(self) -> str:
        """Identity of the dossier, kept through copies."""
        return self._uuid

    @property
    def stopped(self) -> bool:
        """Whether the program that wrote in it before did not close it."""
        return self._stopped

    @property
    def holder(self) -> Holder | None:
        """Who writes in a dossier that is only read here, if somebody does."""
        return None if self._lock else read_holder(self._path)

    def last_saved(self) -> datetime | None:
        """Return when the last step was written; None when there is none."""
        with in_french(self._path):
            found = self._connection.execute(
                "SELECT quand FROM journal_etapes ORDER BY id DESC LIMIT 1"
            ).fetchone()
        try:
            return datetime.fromisoformat(found[0]) if found else None
        except ValueError:
            return None

    def wait_at_most(self, ms: int) -> None:
        """Choose how long a write waits for another program to let go of the file."""
        with in_french(self._path):
            self._connection.execute(f"PRAGMA busy_timeout={ms:d}")

    def copy_to(self, target: Path) -> None:
        """Write the whole dossier, its history included, to a new file."""
        from db.elsewhere import write_elsewhere  # noqa: PLC0415 - when asked for

        with in_french(self._path):
            write_elsewhere(self._connection, target.absolute())

    @property
    def history(self) -> SqlHistory:
        """The journal, read as history."""
        from db.history import SqlHistory  # noqa: PLC0415 - its page only

        return SqlHistory(self._connection)

    @property
    def versions(self) -> SqlVersions:
        """The states of it that she named."""
        from db.versions import SqlVersions  # noqa: PLC0415 - their page only

        return SqlVersions(self._connection, self._transaction)

    @property
    def contents(self) -> SqlContents:
        """The bytes of its attached files."""
        return SqlContents(self._connection)

    def load(self, table: str) -> tuple[object, ...]:
        """Return the records of a table, ordered by `ordre` then id."""
        with in_french(self._path):
            return self._records.all(RECORDS[table])

    @contextlib.contextmanager
    def step(self, *, title: str, operation: str, merge: str = "") -> Iterator[Step]:
        """Open one transaction that is one undo step; a step that changes nothing leaves none."""
        with self._transaction() as now:
            records = SqlRecords(self._connection, now)
            step = Step(records, Changes())
            step_id, top = journal.begin_step(
                self._connection, quand=now, title=title, operation=operation, merge=merge
            )
            with self._context(step_id):
                yield step
            step.changes = journal.end_step(self._connection, step_id, top) | records.rewritten
            if not step.changes:
                raise _NothingChanged
        if records.rewritten:
            from db.rewriting import compact  # noqa: PLC0415 - when a person was erased

            compact(self._connection)

    def undo(self) -> tuple[str, Changes] | None:
        """Undo the last step above the floor."""
        return self._replay(backwards=True)

    def redo(self) -> tuple[str, Changes] | None:
        """Redo the last undone step."""
        return self._replay(backwards=False)

    def _replay(self, *, backwards: bool) -> tuple[str, Changes] | None:
        choose = journal.undo_step if backwards else journal.redo_step
        with in_french(self._path):
            found = choose(self._connection)
        if found is None:
            return None
        step_id, title = found
        with self._transaction(), self._context(journal.REPLAY):
            return title, journal.replay(self._connection, step_id, backwards=backwards)

    def undo_titles(self) -> tuple[str, str]:
        """Return the titles of what undo and redo would do, empty when nothing."""
        with in_french(self._path):
            undo, redo = journal.undo_step(self._connection), journal.redo_step(self._connection)
        return (undo[1] if undo else "", redo[1] if redo else "")

    def forget_undo(self) -> None:
        """Make what was done so far no longer undoable; it stays readable."""
        with self._transaction():
            journal.raise_floor(self._connection)

    def drafts(self) -> Mapping[str, Draft]:
        """Return the refused texts by field."""
        with in_french(self._path):
            rows = self._connection.execute("SELECT champ, texte, message FROM brouillons")
            return {field: Draft(raw, message) for field, raw, message in rows}

    def keep_draft(self, field: str, draft: Draft | None) -> None:
        """Keep (or with None drop) the refused text of a field, outside undo."""
        with self._transaction() as now:
            self._connection.execute("DELETE FROM brouillons WHERE champ = ?", (field,))
            if draft:
                self._connection.execute(
                    "INSERT INTO brouillons VALUES (?, ?, ?, ?)",
                    (field, _storable(draft.raw), draft.message, now),
                )

    def resume(self) -> Mapping[str, str]:
        """Return where she was."""
        with in_french(self._path):
            return dict(self._connection.execute("SELECT cle, valeur FROM reprise").fetchall())

    def set_resume(self, key: str, value: str) -> None:
        """Remember where she is, outside undo."""
        with self._transaction():
            self._connection.execute("DELETE FROM reprise WHERE cle = ?", (key,))
            self._connection.execute("INSERT INTO reprise VALUES (?, ?)", (key, value))

    def seal(self) -> Seal:
        """Return what a copy made now would have to be."""
        with in_french(self._path):
            return seal_of(self._connection)

    def content_mark(self) -> str:
        """Return a mark of what she wrote: equal for two files that say the same."""
        return content_mark(self.seal())

    def write_copy(self, part: Path) -> Seal:
        """Write the whole dossier into an empty file; return what that file must be.

        Raises:
            LectureSeule: a dossier that is only read has no backups.
            sqlite3.Error: not written.
        """
        if self._lock is None:
            raise only_read()
        self._prepare()
        return write_copy(self._connection, part)

    def close(self) -> None:
        """Close the file and release its lock, the oldest of its history forgotten.

        The bytes of attached files that nothing can bring back go away too. A file that cannot
        take it any more keeps it all.
        """
        if self._lock:
            with contextlib.suppress(ErreurStockage), in_french():
                journal.forget_the_oldest(self._connection, self._clock(), self._transaction)
                purge(self._connection, self._transaction)
        self._connection.close()
        if self._lock:
            self._lock.release()
        if self._key is not None:
            self._key.release()
            self._key = None

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[str]:
        """Write all or nothing; the moment is given, and the path guarded before the commit."""
        if self._lock is None:
            raise only_read()
        with in_french(self._path):
            self._prepare()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._clock().isoformat(timespec="seconds")
                if identity_of(self._path) != self._identity:
                    raise moved()
                commit(self._connection, self._path)
            except _NothingChanged:
                self._rollback()
            except BaseException:
                self._rollback()
                raise

    def _prepare(self) -> None:
        """Make the triggers before the first write: 10 ms that an opening need not wait for.

        Until then the connection refuses to write at all.
        """
        if not self._ready:
            triggers.install(self._connection)
            self._ready = True

    def _rollback(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    @contextlib.contextmanager
    def _context(self, step_id: int) -> Iterator[None]:
        journal.enter(self._connection, step_id)
        yield
        journal.leave(self._connection)

    def _one(self, query: str) -> object:
        with in_french(self._path):
            return self._connection.execute(query).fetchone()[0]


def _storable(raw: str) -> str:
    """Return a raw text with its lone halves of characters replaced: UTF-8 has none."""
    return raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _NothingChanged(Exception):  # noqa: N818 - not an error: leaves the transaction
    """A step changed no row: it is rolled back and leaves no trace."""


def open_dossier(
    path: Path,
    clock: Clock,
    *,
    read_only: bool = False,
    take_over: bool = False,
    backups: Callable[[], Path] | None = None,
) -> DossierStore:
    """Open an existing dossier, checked before its first use.

    Args:
        path: the file.
        clock: gives the local time.
        read_only: read beside a writer; no lock is taken, nothing is written.
        take_over: accept a lock that another computer left behind.
        backups: gives where backups are: the state before a migration is kept there, else beside.
    Raises:
        ErreurStockage: and its kinds, with the sentences M-01 to M-05; nothing was written.
    """
    path = path.absolute()
    if is_there(restore_mark(path)):
        from db.leftovers import end_cut_restore  # noqa: PLC0415 - after a kill only

        end_cut_restore(path)
    header = inspect_header(path, SCHEMA_VERSION)
    if not read_only:
        refuse_protected(path)
    key, hot = key_of(path), has_hot_journal(path)
    lock = None if read_only else WriterLock.acquire(path, clock(), take_over=take_over)
    stopped = lock is not None and (hot or lock.left_behind)
    try:
        if hot or any(beside(path, side).exists() for side in SIDES[1:]):
            from db.leftovers import set_strangers_aside  # noqa: PLC0415 - after a kill only

            set_strangers_aside(path, write=lock is not None)
        with in_french():
            connection = _connected(path, write=lock is not None, hot=hot)
            try:
                version = version_of(connection, path, header, SCHEMA_VERSION)
                check_sound(connection, path, version)
                check_one_dossier(connection, path)
                if version != SCHEMA_VERSION:
                    from db.upgrade import in_our_format  # noqa: PLC0415 - an older file only

                    kept = (backups, clock()) if lock else None
                    connection = in_our_format(connection, path, version, kept)
                # a power cut may have taken the lock away, and left what it was taken for
                if stopped or (lock and any(map(is_there, begun(path)))):
                    from db.leftovers import remove_unfinished  # noqa: PLC0415 - after a kill only

                    remove_unfinished(path)
                return DossierStore(path, connection, lock, clock, stopped=stopped, key=key)
            except BaseException:
                connection.close()
                raise
    except BaseException as error:
        if lock:
            lock.release()
        if isinstance(error, DossierCorrompu):
            refuse_unread(path)
        raise


def _connected(path: Path, *, write: bool, hot: bool) -> Connection:
    """Open a file, its hot journal played back: on a copy where nothing may be written."""
    if hot and not write:
        from db.leftovers import may_be_repaired, repaired  # noqa: PLC0415 - after a kill only

        if not may_be_repaired(path):
            return repaired(path)
    return connect(path, write=write)
