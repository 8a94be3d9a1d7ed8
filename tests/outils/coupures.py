"""Power cuts: what SQLite asks of the disk is recorded, then images of a cut are rebuilt.

A model, not a disk (reliability, appendix A.2): what was not synchronised is kept, dropped or
torn at 512 bytes, each write apart; a file taken away without its folder synchronised may come
back, and what was written since under its name is then lost.
"""

from __future__ import annotations

from pathlib import Path

import apsw

VFS = "enregistreur"
SECTOR = 512


class Recorder(apsw.VFS):
    """The disk of the system, that notes what it is asked: writes, cuts, syncs, deletions."""

    def __init__(self):
        self.events = []
        self._life = {}
        super().__init__(VFS, "")

    def note(self, kind, name, *what):
        self.events.append((kind, name, self._life.get(name, 0), *what))

    def xOpen(self, name, flags):  # noqa: N802 - SQLite's name
        return RecordedFile(self, name, flags)

    def xDelete(self, name, syncdir):  # noqa: N802 - SQLite's name
        base = Path(name).name
        self.note("d", base, bool(syncdir))
        self._life[base] = self._life.get(base, 0) + 1
        return super().xDelete(name, syncdir)


class RecordedFile(apsw.VFSFile):
    def __init__(self, disk, name, flags):
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        super().__init__("", name, flags)
        self._disk, self._name = disk, Path(path or "temporaire").name

    def xWrite(self, data, offset):  # noqa: N802 - SQLite's name
        self._disk.note("w", self._name, offset, bytes(data))
        return super().xWrite(data, offset)

    def xTruncate(self, size):  # noqa: N802 - SQLite's name
        self._disk.note("t", self._name, size)
        return super().xTruncate(size)

    def xSync(self, flags):  # noqa: N802 - SQLite's name
        self._disk.note("s", self._name)
        return super().xSync(flags)


class Cursor:
    """An answer of apsw, as the standard library gives it."""

    def __init__(self, connection, rows):
        self._rows = iter(rows)
        self.rowcount = connection.changes()
        self.lastrowid = connection.last_insert_rowid()

    def fetchone(self):
        return next(self._rows, None)

    def fetchall(self):
        return list(self._rows)

    def __iter__(self):
        return self._rows


class Connection:
    """A connection of apsw over the recorder, as the standard library gives one."""

    def __init__(self, uri):
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
        self._real = apsw.Connection(uri, flags=flags, vfs=VFS)

    def execute(self, statement, values=()):
        return Cursor(self._real, self._real.execute(statement, values).fetchall())

    def executemany(self, statement, rows):
        return Cursor(self._real, self._real.executemany(statement, rows).fetchall())

    def create_function(self, name, count, function, *, deterministic):
        self._real.create_scalar_function(name, function, count, deterministic=deterministic)

    def setlimit(self, category, limit):
        return self._real.limit(category, limit)

    @property
    def in_transaction(self):
        return self._real.in_transaction

    def close(self):
        self._real.close()


def connect(address, **_options):
    """Open a file as `sqlite3.connect` does, through the recorder."""
    return Connection(address)


def image(base, events, cut, dice):
    """Return the files after a cut before event `cut`: name → bytes. `base`: name → bytes."""
    files = {name: bytearray(data) for name, data in base.items()}
    last_sync = {e[1:3]: i for i, e in enumerate(events[:cut]) if e[0] == "s"}
    latest = max(last_sync.values(), default=-1)
    orphans = {}
    for index, (kind, name, life, *what) in enumerate(events[:cut]):
        if life > orphans.get(name, life):
            continue
        settled = last_sync.get((name, life), -1) > index
        if kind == "d":
            if what[0] or latest > index or dice.random() < 0.5:
                files.pop(name, None)
            else:
                orphans[name] = life
        elif kind != "s" and (settled or dice.random() < 0.5):
            _apply(files.setdefault(name, bytearray()), kind, what, None if settled else dice)
    return files


def _apply(data, kind, what, dice):
    if kind == "t":
        del data[what[0] :]
        return
    offset, written = what
    if dice and len(written) > SECTOR and dice.random() < 0.2:
        written = written[: SECTOR * dice.randrange(1, len(written) // SECTOR + 1)]
    if len(data) < offset:
        data.extend(bytes(offset - len(data)))
    data[offset : offset + len(written)] = written
