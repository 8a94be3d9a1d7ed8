"""Start of the window: platform, fonts, theme, French for Qt's own words."""

from __future__ import annotations

import builtins
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QApplication

    from cpom_desktop.clock import Clock
    from cpom_desktop.services.documents import DocumentMaker
    from ui.shell.services import Opening
    from ui.shell.window import MainWindow

NO_DISPLAY = 2
COLLECT_EVERY = 50_000
"""New objects between two passes of the collector: at Python's 700 a start spends 15 ms there."""


def run(
    arguments: Sequence[str],
    *,
    opening: Opening,
    documents: Callable[[], DocumentMaker],
    clock: Clock,
) -> int:
    """Open the window, on the dossier named by `arguments` if there is one."""
    if not has_display(sys.platform, os.environ):
        sys.stderr.write(
            _("Aucun écran n'est disponible. « cpom --help » liste ce qui se fait sans fenêtre.")
            + "\n"
        )
        return NO_DISPLAY
    app = make_application()
    from ui.shell.incidents import Incidents  # noqa: PLC0415 - Qt, once the application is made

    window = make_window(
        opening=opening,
        documents=documents,
        clock=clock,
        settings_file=settings_file(),
        dossier=Path(arguments[0]) if arguments else None,
    )
    sys.excepthook = Incidents(window).tell
    window.show()
    return app.exec()


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Tell whether Qt can open a window; without one it would abort the process."""
    known = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return platform != "linux" or any(environment.get(name) for name in known)


def make_application() -> QApplication:
    """Return the Qt application, named and in French."""
    gc.set_threshold(COLLECT_EVERY)
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator  # noqa: PLC0415 - Qt, once
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    _import_plainly()
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("CPOM Desktop")
    QLocale.setDefault(QLocale("fr_FR"))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_fr", folder):
        app.installTranslator(translator)
    return app


def _import_plainly() -> None:
    """Import as Python does: PySide's own import reads the source of each module it meets.

    It looks there for `from __feature__ import`, which we never write: 20 ms with a dossier.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def make_window(
    *,
    opening: Opening,
    documents: Callable[[], DocumentMaker],
    clock: Clock,
    settings_file: Path,
    dossier: Path | None = None,
) -> MainWindow:
    """Return the main window on `dossier` or on the home page, dressed in the theme she chose."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - Qt, once

    from ui.shell.services import AppServices  # noqa: PLC0415
    from ui.shell.settings import Settings  # noqa: PLC0415
    from ui.shell.window import MainWindow  # noqa: PLC0415
    from ui.theme.theme import dress, resolve_theme, set_theme  # noqa: PLC0415

    settings = Settings(settings_file)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError(app)
    set_theme(app, resolve_theme(settings.theme, app), settings.text_scale)
    services = AppServices(*opening, documents, settings)
    window = MainWindow(services, clock)
    window.start(dossier)
    dress(window)
    return window


def settings_file() -> Path:
    """Return where the window keeps what it remembers on this computer."""
    from platformdirs import user_config_path  # noqa: PLC0415 - at start only

    return user_config_path("CPOM Desktop", appauthor=False, ensure_exists=True) / "reglages.ini"
