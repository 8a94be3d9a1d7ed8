"""What the window remembers on this computer; losing it costs nothing of a dossier.

A file that does not read gives the usual settings. Qt writes it whole beside the former one,
then puts it in its place: a computer that stops leaves one or the other.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QSettings, Signal

from cpom_desktop.services.presence import is_folder

if TYPE_CHECKING:
    from collections.abc import Callable

RECENT_LIMIT = 8
RECENTS = "recents"
RESTORED = "restaurations"
THEMES = ("clair", "sombre", "systeme")
LOCK_AFTER = 10
"""Minutes."""
SCALES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""The sizes of text that the page of settings offers."""


class Recent(NamedTuple):
    """A dossier opened before: where, how far, and when (ISO).

    Nothing that it holds is kept here: its file alone names it.
    """

    path: str
    stage: str
    opened_at: str
    protected: str = ""
    """« oui » for a dossier that asks for a password."""

    @property
    def name(self) -> str:
        """The name of its file."""
        return Path(self.path).stem


def in_documents(documents: Path) -> Path:
    """Return the folder of dossiers in Documents, of which nothing else is known."""
    return documents / "CPOM"


class Settings(QObject):
    """Typed access to the settings file; every key is declared here.

    Args:
        file: where they are.
        own_folder: gives where dossiers go on this computer, from where Documents are.

    Signals:
        theme_changed: other colours were chosen.
        text_scale_changed: another size of text was chosen.
        copies_folder_changed: another second place for the backups was chosen.
        lock_minutes_changed: a protected dossier closes after another time.
    """

    theme_changed = Signal()
    text_scale_changed = Signal()
    copies_folder_changed = Signal()
    lock_minutes_changed = Signal()

    def __init__(self, file: Path, own_folder: Callable[[Path], Path] = in_documents) -> None:
        super().__init__()
        self.file = file
        self._own_folder = own_folder
        self._values = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """`clair`, `sombre` or `systeme`."""
        known = str(self._values.value("theme", "clair"))
        return known if known in THEMES else THEMES[0]

    def set_theme(self, theme: str) -> None:
        """Choose the colours: `clair`, `sombre` or `systeme`."""
        if theme != self.theme:
            self._keep("theme", theme)
            self.theme_changed.emit()

    @property
    def text_scale(self) -> float:
        """1.0 to 2.0."""
        try:
            return min(max(1.0, float(str(self._values.value("text_scale", 1.0)))), 2.0)
        except ValueError:
            return 1.0

    def set_text_scale(self, scale: float) -> None:
        """Choose the size of the text."""
        if scale != self.text_scale:
            self._keep("text_scale", scale)
            self.text_scale_changed.emit()

    @property
    def grey(self) -> bool:
        """Whether she prints in black and white on this computer."""
        return str(self._values.value("noir_et_blanc", "false")).lower() == "true"

    def set_grey(self, grey: bool) -> None:  # noqa: FBT001 - a slot
        """Remember whether she prints in black and white."""
        self._values.setValue("noir_et_blanc", grey)

    @property
    def folder(self) -> Path:
        """Where dossiers are created: the chosen folder if it is there, else the usual one."""
        chosen = self.chosen_folder
        return chosen if chosen is not None and is_folder(chosen) else self.usual_folder

    @property
    def chosen_folder(self) -> Path | None:
        """The folder chosen last for dossiers, there or not; None before any is."""
        return self._folder("folder")

    @property
    def usual_folder(self) -> Path:
        """« Documents/CPOM », which is made with the first dossier; on this computer anyway."""
        return self._own_folder(self._documents())

    @property
    def documents_are_ours(self) -> bool:
        """Whether dossiers go in Documents: these are neither synced nor on the network."""
        return self.usual_folder.parent == self._documents()

    def _documents(self) -> Path:
        from PySide6.QtCore import QStandardPaths  # noqa: PLC0415 - when a dossier is created

        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(documents))

    def set_folder(self, folder: Path) -> None:
        """Remember where dossiers are created."""
        self._keep("folder", str(folder))

    @property
    def documents_folder(self) -> Path | None:
        """Where PDF are proposed, there or not; None for « beside the dossier »."""
        return self._folder("documents_folder")

    def documents_place(self, beside: Path) -> Path:
        """Return where to propose a PDF: the folder chosen if it is there, else `beside`."""
        chosen = self.documents_folder
        return chosen if chosen is not None and is_folder(chosen) else beside

    def set_documents_folder(self, folder: Path | None) -> None:
        """Choose where PDF are proposed."""
        self._keep("documents_folder", "" if folder is None else str(folder))

    @property
    def copies_folder(self) -> Path | None:
        """The second place of the backups (a key, a share), there or not; None without one."""
        return self._folder("copies_folder")

    def set_copies_folder(self, folder: Path | None) -> None:
        """Choose where backups are copied."""
        self._keep("copies_folder", "" if folder is None else str(folder))
        self.copies_folder_changed.emit()

    @property
    def lock_minutes(self) -> int:
        """Minutes without a key or a mouse before a protected dossier closes; 0 for never."""
        try:
            return min(max(0, int(str(self._values.value("verrouillage", LOCK_AFTER)))), 720)
        except ValueError:
            return LOCK_AFTER

    def set_lock_minutes(self, minutes: int) -> None:
        """Choose after how long a protected dossier closes."""
        if minutes != self.lock_minutes:
            self._keep("verrouillage", minutes)
            self.lock_minutes_changed.emit()

    def restored(self, path: Path) -> Path | None:
        """Return where the file was put aside when a dossier was restored, until she decides."""
        aside = self._restored().get(str(path))
        return Path(aside) if aside else None

    def set_restored(self, path: Path, aside: Path | None) -> None:
        """Note where the file of a restored dossier is, or that she has decided."""
        known = {**self._restored(), str(path): "" if aside is None else str(aside)}
        self._keep(RESTORED, json.dumps({key: at for key, at in known.items() if at}))

    def _restored(self) -> dict[str, str]:
        try:
            found = json.loads(str(self._values.value(RESTORED, "{}")))
        except (ValueError, RecursionError):
            return {}
        return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}

    def _folder(self, key: str) -> Path | None:
        known = str(self._values.value(key, ""))
        return Path(known) if known else None

    def knows_place(self, dossier: Path) -> bool:
        """Tell whether the advice of a place was put away, for a dossier or for its folder."""
        known = self._places()
        return str(dossier) in known or str(dossier.parent) in known

    def remember_place(self, place: Path) -> None:
        """Give the advice no more: for a dossier, or for all those of a folder."""
        self._keep("lieux_avertis", json.dumps([*self._places()[-50:], str(place)]))

    def _places(self) -> list[str]:
        try:
            found = json.loads(str(self._values.value("lieux_avertis", "[]")))
        except ValueError:
            return []
        return [str(place) for place in found] if isinstance(found, list) else []

    @property
    def declined_mark(self) -> str:
        """What a working copy said when she last closed it without putting it back."""
        return str(self._values.value("copie_non_remise", ""))

    def set_declined_mark(self, mark: str) -> None:
        """Remember that she closed a working copy as it is: it is not asked again of that."""
        self._keep("copie_non_remise", mark)

    def _keep(self, key: str, value: object) -> None:
        """Write one setting to the disk now: the window may be closed by force."""
        self._values.setValue(key, value)
        self._values.sync()

    def reset(self) -> None:
        """Go back to the usual settings; the dossiers opened before stay in their list."""
        before = self.theme, self.text_scale
        had_lock = self.lock_minutes
        had_place = self.copies_folder is not None
        for key in self._values.allKeys():
            if not key.startswith(f"{RECENTS}/") and key != RESTORED:
                self._values.remove(key)
        self._values.sync()
        if had_place:
            self.copies_folder_changed.emit()
        if had_lock != self.lock_minutes:
            self.lock_minutes_changed.emit()
        if before[0] != self.theme:
            self.theme_changed.emit()
        if before[1] != self.text_scale:
            self.text_scale_changed.emit()

    def recents(self) -> tuple[Recent, ...]:
        """Return the dossiers opened before, last first."""
        count = min(self._values.beginReadArray(RECENTS), RECENT_LIMIT)
        found = [self._recent(row) for row in range(count)]
        self._values.endArray()
        return tuple(recent for recent in found if recent.path)

    def _recent(self, row: int) -> Recent:
        self._values.setArrayIndex(row)
        return Recent(*(str(self._values.value(name, "")) for name in Recent._fields))

    def add_recent(self, recent: Recent) -> None:
        """Put a dossier first."""
        others = [r for r in self.recents() if r.path != recent.path]
        self._write([recent, *others][:RECENT_LIMIT])

    def forget_recent(self, path: str) -> None:
        """Take a dossier off the list; its file is not touched."""
        self._write([r for r in self.recents() if r.path != path])

    def _write(self, recents: list[Recent]) -> None:
        self._values.remove(RECENTS)
        self._values.beginWriteArray(RECENTS, len(recents))
        for row, recent in enumerate(recents):
            self._values.setArrayIndex(row)
            for name, text in recent._asdict().items():
                self._values.setValue(name, text)
        self._values.endArray()
        self._values.sync()

    def guide_open(self, page: str, *, default: bool) -> bool:
        """Tell whether the Guide is open on a page."""
        return str(self._values.value(f"guide/{page}", default)).lower() == "true"

    def set_guide_open(self, page: str, *, is_open: bool) -> None:
        """Remember whether the Guide is open on a page."""
        self._values.setValue(f"guide/{page}", is_open)
