"""What is said of the place of an open dossier: of what it is a copy, its advice, other versions.

One thing at a time: a copy says what it is of; a file that has a copy says so; else the advice.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.emplacement import Emplacement, advice
from ui.shell.copie_locale.banner import PlaceBanner

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpom_desktop.services.backups import BackupInfo
    from ui.kit.states import Tone
    from ui.shell.open_view import OpenView
    from ui.shell.services import AppServices
    from ui.shell.window import MainWindow


TONE: Tone = "conseil"
MOST_NAMED = 2


class Following(QObject):
    """Says over one view what is to be known of the place of its dossier; lives as long as it."""

    def __init__(self, window: MainWindow, services: AppServices, view: OpenView) -> None:
        super().__init__(view)
        self._window, self._settings, self._view = window, services.settings, view
        self._lieux = services.lieux()
        self._path = view.session.workspace.path
        self._versions: tuple[BackupInfo, ...] = ()
        self.place: PlaceBanner | None = None
        self.versions: PlaceBanner | None = None
        place = self._lieux.place_of(self._path)
        if not view.session.read_only:
            self._say_place(place)
        self._look_for_versions(place)

    # --- the place

    def _say_place(self, place: Emplacement) -> None:
        copy, notices = self._window.local_copy, self._view.notices
        if (link := copy.link()) is not None:
            notices.show_working_line(link.original).put_back_asked.connect(copy.put_back)
            self._add_to_menu(_("Remettre la copie en place…"), copy.put_back)
        elif (found := self._lieux.copy_of(self._path)) is not None:
            told = _(
                "Une copie de travail de ce dossier est sur cet ordinateur : continuez plutôt "
                "dedans."
            )
            words, act = _("Ouvrir la copie de travail"), partial(self._open, found.copie)
            self.place = self._add(PlaceBanner(TONE, told, words, act))
        elif sentence := advice(place):
            words = _("Travailler sur une copie locale")
            self._add_to_menu(words, copy.start)
            if not self._settings.knows_place(self._path):
                self._advise(PlaceBanner(TONE, sentence, words, copy.start, silence=self._silence))

    def _advise(self, banner: PlaceBanner) -> None:
        self.place = self._add(banner)
        banner.close_button.clicked.connect(self._remember)

    def _add_to_menu(self, words: str, act: Callable[[], object]) -> None:
        """Put in the menu of the dossier what its place calls for, with what concerns the file."""
        from ui.shell.dossier_view import DossierView  # noqa: PLC0415 - loaded with any dossier

        if isinstance(self._view, DossierView):
            menu = self._view.sidebar.switcher.menu
            action = QAction(words, menu)
            action.triggered.connect(act)
            before = next(each for each in menu.actions() if each.isSeparator())
            menu.insertAction(before, action)

    def _add(self, banner: PlaceBanner) -> PlaceBanner:
        self._view.notices.add_banner(banner)
        return banner

    def _open(self, copie: Path) -> None:
        self._window.open_path(copie)

    def _remember(self) -> None:
        self._settings.remember_place(self._path)

    def _silence(self) -> None:
        self._settings.remember_place(self._path.parent)
        assert self.place is not None
        self.place.hide()

    # --- other versions

    def _look_for_versions(self, place: Emplacement) -> None:
        """Look beside the dossier, or beside what it is a copy of: the service acts there.

        In a worker where the folder may be slow to answer.
        """
        lieux, uuid = self._lieux, self._view.session.workspace.uuid
        link = self._window.local_copy.link()
        path = self._path if link is None else link.original
        if place is Emplacement.LOCAL and link is None:
            self._tell_versions(lieux.other_versions(path, uuid))
            return
        from ui.kit.worker import Job  # noqa: PLC0415 - away from this computer's disk

        def perform(_checkpoint: object) -> object:
            return lieux.other_versions(path, uuid)

        job = Job(perform, QCoreApplication.instance())  # may outlive the window
        job.done.connect(self._tell_versions)
        for over in (job.done, job.failed):
            over.connect(job.deleteLater)
        job.start()

    def _tell_versions(self, versions: tuple[BackupInfo, ...]) -> None:
        """Say what was found; the advice, if there is one, waits for it to be put away."""
        if not versions:
            return
        self._versions = versions
        banner = PlaceBanner("alerte", versions_sentence(versions), _("Comparer…"), self._compare)
        self.versions = self._add(banner)
        if self.place is not None and not self.place.isHidden():
            self.place.hide()
            banner.close_button.clicked.connect(self.place.show)

    def _compare(self) -> None:
        self._window.restoration.ask(self._path, self._versions)


def versions_sentence(versions: tuple[BackupInfo, ...]) -> str:
    """Return what is said of the versions that a service left beside a dossier."""
    names = ", ".join(info.path.name for info in versions[:MOST_NAMED])
    told = ngettext(
        "Une autre version est dans {lieu}, laissée par un service de copie : {noms}.",
        "{n} autres versions sont dans {lieu}, laissées par un service de copie : {noms}.",
        len(versions),
        lieu=versions[0].path.parent.name,
        noms=names if len(versions) <= MOST_NAMED else f"{names}…",
    )
    kept = _("Comparez-les ; rien n'est supprimé.")
    return f"{told} {kept}"
