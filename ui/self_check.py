"""What the window checks of itself for `cpom self-test`: each page drawn, out of sight."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from cpom_desktop.clock import Clock
    from cpom_desktop.services.documents import DocumentMaker
    from ui.shell.services import Opening
    from ui.shell.window import MainWindow

QT = ("PySide6.QtWidgets", "PySide6.QtSvg", "PySide6.QtPrintSupport")
"""Every module of Qt that the window uses, now or later, with those that they bring."""
PREVIEW = "pypdfium2"
"""Loads its own library when it is imported."""
PLATFORM = "offscreen"
TURNS = 5
"""Passes of events after which what was left for later is built."""
FEWEST_COLOURS = 12
"""A page of texts and icons has hundreds; an empty window has one or two."""
STEP = 3
"""Pixels between two that are looked at."""


def check_window(
    dossier: Path,
    settings_file: Path,
    *,
    opening: Opening,
    documents: Callable[[], DocumentMaker],
    clock: Clock,
) -> str:
    """Build the window on a dossier, out of sight, and look at each of its pages.

    Raises:
        ErreurCpom: what is missing, or which page is blank; `sans-qt` without Qt.
    """
    os.environ["QT_QPA_PLATFORM"] = PLATFORM
    check_qt()
    check_plugins()
    from ui.app import make_application, make_window  # noqa: PLC0415 - Qt, for this check only

    app = make_application()
    check_french(app)
    check_fonts()
    window = make_window(
        opening=opening,
        documents=documents,
        clock=clock,
        settings_file=settings_file,
        dossier=dossier,
    )
    window.show()
    pages = look_at_pages(app, window)
    window.close()
    return _("{n} pages dessinées dans les deux thèmes", n=pages)


def _failed(text: str) -> ErreurCpom:
    return ErreurCpom("self-test", text)


def check_qt() -> None:
    """Check that Qt and the libraries of the computer that it needs can be loaded."""
    try:
        for name in (*QT, PREVIEW):
            import_module(name)
    except ImportError as error:
        raise ErreurCpom(
            "sans-qt",
            _("des composants de la fenêtre manquent à cet ordinateur."),
            detail=str(error),
        ) from error


def check_plugins() -> None:
    """Check that Qt has its platforms: without one it would end the program at once."""
    from PySide6.QtCore import QLibraryInfo  # noqa: PLC0415 - Qt, for this check only

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    names = sorted(path.stem.removeprefix("lib") for path in folder.glob("*"))
    if f"q{PLATFORM}" not in names or len(names) < 2:
        raise _failed(
            _("un composant d'affichage manque (présents : {noms}).", noms=", ".join(names) or "–")
        )


def check_french(app: QApplication) -> None:
    """Check that Qt's own buttons speak French."""
    if app.translate("QPlatformTheme", "Cancel") != "Annuler":
        raise _failed(_("la traduction française des boîtes de dialogue manque."))


def check_fonts() -> None:
    """Check that Qt takes the faces of the program."""
    from ui.theme.fonts import load_fonts  # noqa: PLC0415 - Qt, for this check only

    if not load_fonts():
        raise _failed(_("la police de l'écran n'a pas pu être chargée."))


def look_at_pages(app: QApplication, window: MainWindow) -> int:
    """Show each page in each theme, refuse a blank one; return how many there are."""
    from ui.shell.dossier_view import DossierView  # noqa: PLC0415 - Qt
    from ui.shell.page_classes import PAGE_CLASSES  # noqa: PLC0415 - Qt
    from ui.shell.program_view import PROGRAM_CLASSES  # noqa: PLC0415 - Qt
    from ui.theme.theme import dress, load_theme, set_theme, theme_names  # noqa: PLC0415 - Qt

    pages = (*PAGE_CLASSES, *PROGRAM_CLASSES)
    for name in theme_names():
        set_theme(app, load_theme(name), 1.0)
        dress(window)
        for slug in pages:
            if not isinstance(window.view, DossierView):
                raise _failed(_("le dossier d'essai ne s'affiche pas."))
            window.view.show_page(slug)
            for _turn in range(TURNS):
                app.processEvents()
            if is_blank(window.grab().toImage()):
                raise _failed(_("la page « {page} » reste vide ({theme}).", page=slug, theme=name))
    return len(pages)


def is_blank(image: QImage) -> bool:
    """Tell whether a picture has too few colours to hold texts and icons."""
    colours = {
        image.pixel(x, y)
        for y in range(0, image.height(), STEP)
        for x in range(0, image.width(), STEP)
    }
    return len(colours) < FEWEST_COLOURS
