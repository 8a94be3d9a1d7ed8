"""One file put in the place of another, the other moved aside with its journal, kill or not.

A journal that stays beside another file than its own destroys it (reliability A.5). So: a mark
first, then the file aside, then its journals, then the new file with its own. A mark that is
found later says that the work was cut: it is ended before anything is opened.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services import unfinished
from db.beside import SIDES, beside, restore_mark
from db.files import start_part, sync_file, sync_folder, take_place, told

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_MARK = 10_000
"""Bytes of a mark that are read: two names."""


def swap(dossier: Path, new: Path, aside: Path) -> None:
    """Put `new` in the place of `dossier`, which goes to `aside`; all three in one folder.

    Raises:
        OSError: nothing was changed.
        ErreurStockage: begun, and not ended: `resume` will, at the next opening.
    """
    mark = restore_mark(dossier)
    part = start_part(mark)
    names = {"nouveau": new.name, "ecarte": aside.name}
    part.write_text(json.dumps(names, ensure_ascii=False), "utf-8")
    sync_file(part)
    take_place(part, mark)
    sync_folder(dossier.parent)
    try:
        if dossier.exists():
            dossier.rename(aside)
    except OSError:
        mark.unlink()
        raise
    with told("restauration-coupee", _to_end()):
        _finish(dossier, new, aside)


def resume(dossier: Path) -> None:
    """End a swap that was cut; a mark that does not read is removed.

    Raises:
        ErreurStockage: it cannot be ended yet; nothing may be opened.
    """
    with told("restauration-coupee", _to_end()), contextlib.suppress(FileNotFoundError):
        _resume(dossier)  # not found: another program ended it meanwhile


def _resume(dossier: Path) -> None:
    mark = restore_mark(dossier)
    try:
        new, aside = _named(dossier, mark)
    except (ValueError, TypeError, KeyError, RecursionError):
        mark.unlink()
        return
    if new.exists() and dossier.exists():
        if aside.exists():  # none of our states: somebody put a file there, it is hers
            mark.unlink()
            return
        dossier.rename(aside)
    _finish(dossier, new, aside)


def _named(dossier: Path, mark: Path) -> tuple[Path, Path]:
    """Return the two files that a mark names; it may move no others than those of `swap`.

    Raises:
        ValueError, TypeError, KeyError, RecursionError: a mark that is none of ours.
    """
    with mark.open("rb") as file:
        found = json.loads(file.read(LONGEST_MARK))
    names = found["nouveau"], found["ecarte"]
    if not all(name.startswith(dossier.stem) and name != dossier.name for name in map(str, names)):
        raise ValueError(names)
    return dossier.with_name(names[0]), dossier.with_name(names[1])


def _finish(dossier: Path, new: Path, aside: Path) -> None:
    """End what follows the move of the dossier aside; each part is done once."""
    if new.exists():
        _move_sides(dossier, aside)
        sync_folder(dossier.parent)
        new.rename(dossier)
        unfinished.forget(new)
    _move_sides(new, dossier)
    sync_folder(dossier.parent)
    restore_mark(dossier).unlink()


def _to_end() -> str:
    return _("La remise en place d'une sauvegarde n'est pas terminée. Rien n'est perdu.")


def _move_sides(source: Path, target: Path) -> None:
    for side in SIDES:
        if (left := beside(source, side)).exists():
            left.rename(beside(target, side))
