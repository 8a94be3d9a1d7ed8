"""Start of the window: platform, fonts, theme, French for Qt's own words."""

from __future__ import annotations

import builtins
import contextlib
import gc
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.private import APPLICATION, make_private, make_private_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QApplication

    from cpom_desktop.clock import Clock
    from cpom_desktop.services.documents import DocumentMaker
    from cpom_desktop.services.ports import Holder
    from ui.shell.native_faults import NativeFaults
    from ui.shell.services import HolderOf, Opening
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
    holder_of: HolderOf,
    temporary: Path | None = None,
) -> int:
    """Open the window, on the dossier named by `arguments` if there is one.

    A dossier that a window of hers has open already only brings that window forward.

    Args:
        arguments: nothing, or a dossier.
        opening: how dossiers are opened.
        documents: makes what prints them.
        clock: gives the local time.
        holder_of: tells who has a dossier open.
        temporary: where Qt's own memory goes, which ends with this run; None keeps it.
    """
    if not has_display(sys.platform, os.environ):
        sys.stderr.write(
            _("Aucun écran n'est disponible. « cpom --help » liste ce qui se fait sans fenêtre.")
            + "\n"
        )
        return NO_DISPLAY
    dossier = Path(arguments[0]) if arguments else None
    if dossier is not None and _is_shown_elsewhere(holder_of(dossier)):
        return 0
    app = make_application(temporary)
    from ui.shell.incidents import Incidents  # noqa: PLC0415 - Qt, once the application is made
    from ui.shell.native_faults import NativeFaults  # noqa: PLC0415 - Qt's floor

    incidents, faults = Incidents(), NativeFaults(state_folder())
    incidents.install()
    faults.watch()
    make = partial(
        make_window,
        opening=opening,
        documents=documents,
        clock=clock,
        settings_file=settings_file(),
    )
    try:
        window = make(dossier=dossier)
    except Exception as fault:  # noqa: BLE001 - the outermost place of the window
        incidents.tell(type(fault), fault, fault.__traceback__)
        window = make()
    incidents.window = window
    window.show()
    window.later(partial(_tell_faults, window, faults))
    window.later(partial(_come_when_asked, window))
    window.later(_remove_left)
    try:
        return app.exec()
    finally:
        faults.end()


def _is_shown_elsewhere(holder: Holder | None) -> bool:
    """Bring forward the window of hers that has a dossier open; tell whether there is one."""
    if holder is None:
        return False
    from ui.shell.single_window import raise_other  # noqa: PLC0415 - a dossier open already

    return raise_other(state_folder(), holder)


def _come_when_asked(window: MainWindow) -> None:
    """Bring this window forward when its dossier is opened a second time."""
    from ui.shell.single_window import Raising  # noqa: PLC0415 - once seen

    Raising(state_folder(), window)


def _tell_faults(window: MainWindow, faults: NativeFaults) -> None:
    """Say that the program ended by itself the last time, if it did."""
    from ui.shell.native_faults import fault_sentence  # noqa: PLC0415 - once seen

    for report in faults.take_reports()[-1:]:
        (window.view or window.home).tell(fault_sentence(report))


def _remove_left() -> None:
    """Remove the files that a program killed while it wrote them left anywhere."""
    from cpom_desktop.services.unfinished import remove_left  # noqa: PLC0415 - once seen

    remove_left()


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Tell whether Qt can open a window; without one it would abort the process."""
    known = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return platform != "linux" or any(environment.get(name) for name in known)


def make_application(temporary: Path | None = None) -> QApplication:
    """Return the Qt application, named and in French."""
    gc.set_threshold(COLLECT_EVERY)
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator  # noqa: PLC0415 - Qt, once
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    _import_plainly()
    if temporary is not None:
        _forget_places(temporary)
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName(APPLICATION)
    QLocale.setDefault(QLocale("fr_FR"))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_fr", folder):
        app.installTranslator(translator)
    return app


def _forget_places(temporary: Path) -> None:
    """Keep Qt's file dialog from noting, for all programs, in which folders she went."""
    from PySide6.QtCore import QSettings  # noqa: PLC0415 - Qt, once

    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(temporary))


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

    settings = Settings(settings_file, lambda documents: opening.lieux().own_folder(documents))
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
    """Return where the window keeps what it remembers on this computer, its folder made.

    Where no folder can be made, nothing is remembered, and the window opens all the same.
    """
    from platformdirs import user_config_path  # noqa: PLC0415 - at start only

    file = user_config_path(APPLICATION, appauthor=False) / "reglages.ini"
    with contextlib.suppress(OSError):
        make_private(file.parent)
        make_private_file(file)
    return file


def state_folder() -> Path:
    """Return where the program writes of its own stops."""
    from platformdirs import user_state_path  # noqa: PLC0415 - at start only

    return user_state_path(APPLICATION, appauthor=False)
