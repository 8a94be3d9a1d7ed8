"""Power cuts of what cannot be recorded from inside: the calls of a process, told by `strace`.

The writes of each file follow the rules of `coupures.image`. The names of a folder have theirs: a
file made, renamed or taken away is so for good once its folder was synchronised after; until
then, each such change happened or not, apart. A call that the model does not know is a fault.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.outils.appels_systeme import Child
from tests.outils.coupures import image
from tests.outils.traces import calls

NAMES = ("openat", "unlink", "rename")
WRITES = ("write", "pwrite64", "ftruncate", "lseek", "fsync", "fdatasync")
UNKNOWN = (
    *("open", "creat", "writev", "pwritev", "pwritev2", "truncate", "fallocate", "sendfile"),
    *("copy_file_range", "sync_file_range", "unlinkat", "renameat", "renameat2", "link"),
    *("linkat", "symlink", "symlinkat", "mkdir", "rmdir"),
)
"""Calls that would change a file or a folder, and that neither we nor SQLite make."""
TRIALS = ".controle-"
"""In the name of a folder in which copies are tried: no opening reads it, each removes it."""
LONGEST = 1 << 24
"""Bytes of one write that are told."""
CONTENT = frozenset("wts")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_NUMBER = re.compile(r"(\d+)<")


class Record:
    """What a process did in some folders: `events` in their order, and what was there before.

    An event is (kind, what, …): w, t, s of a file (by number: written, cut, synchronised), c, d
    of a name (made, taken away), r of two (renamed), f of a folder (synchronised), p (promised).
    """

    def __init__(self, folders):
        self.folders = tuple(map(str, folders))
        found = [path for folder in folders for path in folder.iterdir() if path.is_file()]
        self.before = {str(path): number for number, path in enumerate(found)}
        self.bytes_before = {self.before[str(path)]: path.read_bytes() for path in found}
        self.events = []
        self._names, self._open, self._made = dict(self.before), {}, len(found)

    def read(self, trace):
        """Take the calls of a trace; the folders are as `__init__` found them."""
        for call in calls(trace):
            if call.succeeded:
                getattr(self, f"_{call.name}", self._refuse)(call)
        return self

    def promises(self):
        """Return the place of each promise among the events, and its words."""
        return [(place, event[1]) for place, event in enumerate(self.events) if event[0] == "p"]

    def without_syncs(self):
        """Return the same events, those that wait for the disk left out: a witness."""
        return [event for event in self.events if event[0] not in {"s", "f"}]

    def after(self, events, cut, dice):
        """Return the files after a cut before event `cut` of `events`: path → bytes."""
        told = events[:cut]
        content = [(kind, *what) for kind, *what in told if kind in CONTENT]
        files = image(self.bytes_before, content, len(content), dice)
        names = dict(self.before)
        for place, (kind, *what) in enumerate(told):
            if kind in {"c", "d", "r"} and (_settled(told, place) or dice.random() < 0.5):
                _rename(names, kind, what)
        return {name: bytes(files.get(number, b"")) for name, number in names.items()}

    def _ours(self, path):
        return str(Path(path).parent) in self.folders

    def _refuse(self, call):
        number = _NUMBER.match(call.arguments)
        assert not (number and int(number[1]) in self._open), call.name
        named = [path for path in _texts(call) if TRIALS not in path]
        assert not any(self._ours(path) for path in named), call.name

    def _openat(self, call):
        path = _texts(call)[0]
        number = int(_NUMBER.match(call.result)[1])
        self._open.pop(number, None)
        if path in self.folders:
            self._open[number] = [path, 0]
        if not self._ours(path) or TRIALS in path:
            return
        assert "O_APPEND" not in call.arguments, path
        if path not in self._names:
            self._names[path] = self._made
            self._note("c", path, self._made)
            self._made += 1
        elif "O_TRUNC" in call.arguments:
            self._note("t", self._names[path], 0, 0)
        self._open[number] = [self._names[path], 0]

    def _unlink(self, call):
        (path,) = _texts(call)
        if self._names.pop(path, None) is not None:
            self._note("d", path)

    def _rename(self, call):
        old, new = _texts(call)
        if self._ours(old) or self._ours(new):
            assert Path(old).parent == Path(new).parent, old
            self._names[new] = self._names.pop(old)
            self._note("r", old, new)

    def _write(self, call):
        data, given = _data(call), self._given(call)
        if given is None:
            if "pipe:" in _plain(call.arguments) and data.startswith(b"saved "):
                self._note("p", data.decode().removeprefix("saved ").strip())
            return
        self._note("w", given[0], 0, given[1], data)
        given[1] += len(data)

    def _pwrite64(self, call):
        if (given := self._given(call)) is not None:
            self._note("w", given[0], 0, int(call.arguments.rpartition(", ")[2]), _data(call))

    def _ftruncate(self, call):
        if (given := self._given(call)) is not None:
            self._note("t", given[0], 0, int(call.arguments.rpartition(", ")[2]))

    def _lseek(self, call):
        if (given := self._given(call)) is not None:
            given[1] = int(call.result)

    def _fsync(self, call):
        if (given := self._given(call)) is not None:
            folder = isinstance(given[0], str)
            self._note(*(("f", given[0]) if folder else ("s", given[0], 0)))

    _fdatasync = _fsync

    def _given(self, call):
        """Return the file, or the folder, that a call is given, with the place in it."""
        return self._open.get(int(_NUMBER.match(call.arguments)[1]))

    def _note(self, *event):
        self.events.append(event)


def recorded(action, folders, log):
    """Run `action(tell, wait)` in a child; return what it did in some folders.

    What it tells with `saved …` is a promise.
    """
    record = Record(folders)
    told = ("-y", "-xx", "-s", str(LONGEST), "-o", str(log))
    with Child(action) as child:
        child.trace(*told, "-e", f"trace={','.join((*NAMES, *WRITES, *UNKNOWN))}")
        child.go()
        assert child.end() == 0, child.told
    return record.read(log)


def _settled(events, place):
    """Tell whether a name is as it was made for good: its folder was synchronised after."""
    folder = str(Path(events[place][1]).parent)
    return ("f", folder) in events[place:]


def _rename(names, kind, what):
    if kind == "c":
        names[what[0]] = what[1]
    elif kind == "d":
        names.pop(what[0], None)
    elif what[0] in names:
        names[what[1]] = names.pop(what[0])


def _texts(call):
    """Return the texts that a call is given: names of files."""
    return [_bytes(found[1]).decode() for found in _TEXT.finditer(_no_paths(call.arguments))]


def _data(call):
    found = _TEXT.search(_no_paths(call.arguments))
    data = _bytes(found[1])
    assert len(data) == int(call.result), "a write told in part"
    return data


def _no_paths(arguments):
    """Return the arguments without the path that `strace` adds to each number of a file."""
    return re.sub(r"<[^>\"]*>", "", arguments)


def _plain(arguments):
    return re.sub(r"(?:\\x[0-9a-f]{2})+", lambda m: _bytes(m[0]).decode("latin-1"), arguments)


def _bytes(told):
    return bytes.fromhex(told.replace("\\x", ""))
