"""What the program keeps for itself on this computer: folders that only she enters.

Four folders bear its name: settings, data (backups), state (its own stops), cache. In the last
one, each run has a folder for everything temporary, of ours or of a library: made at the start,
deleted at the end. What a run that was killed left behind goes at the next start.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

APPLICATION = "CPOM Desktop"
TEMPORARY = "temporaires"
"""Folder of the cache in which each run has its own."""
OPENED = "fichiers-ouverts"
"""Folder of the data where attached files are written to be opened (`db.extraction`)."""
VARIABLES = ("TMPDIR", "TEMP", "TMP")
"""Where Python, Qt, SQLite and the libraries look for the folder of temporary files."""
LEFT_AFTER_S = 24 * 3600
"""Age from which a folder is nobody's, where the system does not say whose it is."""
OWNER_ONLY = 0o700
_ordinary: dict[str, str | None] = {}
"""What `VARIABLES` were before this run had a folder of its own."""


def make_private(folder: Path) -> None:
    """Make a folder that only its owner enters, with what is missing above it.

    A folder of the program that is there already is closed to others as well: an earlier
    version, or another program, may have made it.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=OWNER_ONLY, exist_ok=True)
    if os.name == "posix":
        for path in (folder, *folder.parents):
            if APPLICATION in path.parts:
                _close_to_others(path)


def _close_to_others(folder: Path) -> None:
    with contextlib.suppress(OSError):
        if folder.stat().st_mode & 0o077:
            folder.chmod(OWNER_ONLY)


@contextlib.contextmanager
def private_temporaries() -> Iterator[Path | None]:
    """Send every temporary file of this process to a folder of its own, deleted at the end.

    Where her home may only be read, it is in the system's; where nothing can be made, None.
    """
    purge(_cache() / TEMPORARY)
    purge(_data() / OPENED)
    folder = _made()
    if folder is None:
        yield None
        return
    _ordinary.update({name: os.environ.get(name) for name in VARIABLES})
    _point(dict.fromkeys(VARIABLES, str(folder)))
    _forget_known()
    try:
        yield folder
    finally:
        _point(_ordinary)
        _forget_known()
        remove_folder(folder)


def _made() -> Path | None:
    folder = _cache() / TEMPORARY / f"{os.getpid()}-{os.urandom(4).hex()}"
    try:
        make_private(folder)
    except OSError:
        import tempfile  # noqa: PLC0415 - a home that may only be read
        from pathlib import Path  # noqa: PLC0415

        try:
            return Path(tempfile.mkdtemp(prefix="cpom-"))
        except OSError:
            return None
    return folder


def _point(values: Mapping[str, str | None]) -> None:
    """Set the variables that say where temporary files go."""
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _forget_known() -> None:
    """Have Python look for its folder again, where it has looked before."""
    if "tempfile" in sys.modules:
        import tempfile  # noqa: PLC0415 - 13 ms that the home page does not need

        tempfile.tempdir = None


@contextlib.contextmanager
def ordinary_temporaries() -> Iterator[None]:
    """Let a program started meanwhile have the temporary folder of everybody.

    What it writes there is its own, and lives longer than this process.
    """
    import tempfile  # noqa: PLC0415 - when another program is started

    tempfile.gettempdir()  # ours is kept in mind before the variables change
    ours = {name: os.environ.get(name) for name in _ordinary}
    _point(_ordinary)
    try:
        yield
    finally:
        _point(ours)


def purge(root: Path) -> None:
    """Delete in `root` the folders of programs that have ended."""
    with contextlib.suppress(OSError):
        for folder in sorted(root.iterdir()):
            with contextlib.suppress(OSError):
                if is_left(folder):
                    remove_folder(folder)


def is_left(folder: Path) -> bool:
    """Tell whether the program that made a folder, whose name begins by its number, has ended."""
    ended = has_ended(folder.name)
    if ended is None:
        return folder.stat(follow_symlinks=False).st_mtime < time.time() - LEFT_AFTER_S
    return ended


def has_ended(name: str) -> bool | None:
    """Tell whether the program whose number begins a name has ended; None when nothing tells."""
    number = name.partition("-")[0]
    if os.name != "posix" or not number.isdecimal():
        return None
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def remove_folder(folder: Path) -> None:
    """Delete a folder and its files, which may only be read; a link is not followed."""
    if folder.is_symlink():
        return
    import shutil  # noqa: PLC0415 - at the end of a run

    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if not path.is_symlink():
                path.chmod(OWNER_ONLY)
    shutil.rmtree(folder, ignore_errors=True)


def make_private_file(path: Path) -> None:
    """Make a file that only its owner reads, or close to others one that is there."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)


def write_private(path: Path, text: str) -> None:
    """Write a text that only its owner reads, whatever the usual rights."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as to:
        to.write(text)


def _cache() -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415 - at start only

    return user_cache_path(APPLICATION, appauthor=False)


def _data() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415 - at start only

    return user_data_path(APPLICATION, appauthor=False)
