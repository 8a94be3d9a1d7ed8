"""What the window remembers on this computer; losing it costs nothing of a dossier."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSettings

RECENT_LIMIT = 8
RECENTS = "recents"
THEMES = ("clair", "sombre", "systeme")


class Recent(NamedTuple):
    """A dossier opened before: where, what it is called, how far, and when (ISO)."""

    path: str
    name: str
    stage: str
    opened_at: str


class Settings:
    """Typed access to the settings file; every key is declared here."""

    def __init__(self, file: Path) -> None:
        self._values = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """`clair`, `sombre` or `systeme`."""
        known = str(self._values.value("theme", "clair"))
        return known if known in THEMES else THEMES[0]

    @property
    def text_scale(self) -> float:
        """1.0 to 2.0."""
        try:
            return min(max(1.0, float(str(self._values.value("text_scale", 1.0)))), 2.0)
        except ValueError:
            return 1.0

    @property
    def folder(self) -> Path:
        """Where dossiers are created: the last folder used, else « Documents/CPOM »."""
        known = str(self._values.value("folder", ""))
        if known and Path(known).is_dir():
            return Path(known)
        from PySide6.QtCore import QStandardPaths  # noqa: PLC0415 - when a dossier is created

        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(documents)) / "CPOM"

    def set_folder(self, folder: Path) -> None:
        """Remember where the last dossier was created."""
        self._values.setValue("folder", str(folder))

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
