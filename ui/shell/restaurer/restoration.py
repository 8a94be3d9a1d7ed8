"""From the question to the dossier restored, and the way back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cpom_desktop.content.loader import Content
from cpom_desktop.errors import ErreurCpom, ErreurStockage
from cpom_desktop.i18n import _
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.queries.etablissement import dossier_name
from ui.kit.dialogs import inform
from ui.shell.open_view import mark_of
from ui.shell.restaurer.dialog import RestoreDialog
from ui.shell.restaurer.target import Target
from ui.shell.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpom_desktop.clock import Clock
    from cpom_desktop.services.backups import BackupInfo
    from cpom_desktop.services.restorer import Restorer
    from cpom_desktop.services.workspace import Workspace
    from ui.shell.open_view import OpenView
    from ui.shell.services import AppServices
    from ui.shell.window import MainWindow


class Restoration(QObject):
    """Opens a backup beside the dossier, or puts it in its place.

    Args:
        window: where dossiers open.
        services: what finds backups; what remembers that one was put back.
        clock: the local time.
        may_close: commits what is typed; tells whether the dossier may be closed.
    """

    def __init__(
        self,
        window: MainWindow,
        services: AppServices,
        clock: Clock,
        may_close: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._services = window, services
        self._clock, self._may_close = clock, may_close
        self._followed: OpenView | None = None
        self._path = Path()
        self.waiting = Waiting(window)

    @property
    def _restorer(self) -> Restorer:
        return self._services.restorer()

    def copies_of(self, path: Path) -> tuple[BackupInfo, ...]:
        """Return the backups of a file, the newest first."""
        return self._restorer.backups_of(path)

    def ask(self, path: Path, also: Sequence[BackupInfo] = ()) -> None:
        """Ask which backup she wants, then open it or put it in the place of the dossier.

        `also`: other versions of the dossier, found beside it; they come first.
        """
        if self.waiting.busy or not self._may_close():
            return
        now = self._clock().replace(tzinfo=None)
        dialog = RestoreDialog(self._restorer, self._target(path), now, self._window, also=also)
        accepted, info, replaces = dialog.exec(), dialog.info, dialog.replaces
        is_beside = dialog.is_beside
        dialog.deleteLater()
        if not accepted or info is None:
            return
        if replaces:
            self._replace(path, info)
        else:
            self._open_beside(path, info, as_it_is=is_beside)

    def rescue(self, path: Path) -> None:
        """Save what still reads of a damaged file in a new one, and open that one if she wants."""
        if not self._services.protector().is_protected(path, cut=True):
            self._rescue(path)
            return
        told = _("Le mot de passe du dossier à sauver")
        self._window.protecting.ask(path, partial(self._rescue_unlocked, path), told, cut=True)

    def _rescue_unlocked(self, path: Path) -> bool:
        if self._window.view is None:
            self._window.show_home()  # the page that asked for the password is gone
        return self._rescue(path)

    def _rescue(self, path: Path) -> bool:
        """Save what reads; tell whether the new file is open. Its key is held meanwhile."""
        from ui.shell.recovery import rescue_file  # noqa: PLC0415 - when asked

        found = rescue_file(self._window, path, self._services.rescue)
        return found is not None and self._window.open_path(found)

    def _target(self, path: Path) -> Target:
        view = self._window.view
        if view is None or view.session.workspace.path != path:
            return Target(path=path, name=path.stem, snapshot=None, content=Content.bundled())
        session = view.session
        return Target(
            path=path,
            name=dossier_name(session.snapshot),
            snapshot=session.snapshot,
            content=session.content,
            read_only=session.read_only,
            mark=mark_of(view),
            awaited=self._services.settings.restored(path),
        )

    def _open_beside(self, path: Path, info: BackupInfo, *, as_it_is: bool = False) -> None:
        """Open a copy of a backup, or a file that is beside already."""
        again = partial(self._open_beside, path, info, as_it_is=as_it_is)
        if not self._window.may_leave_for(again):
            return
        restorer, open_workspace = self._restorer, self._services.open_workspace

        def copy_and_open() -> Workspace:
            copy = info.path
            if not as_it_is:
                copy = restorer.copy_beside(info.path, path, info.moment)
            return open_workspace(copy, read_only=True)

        self.waiting.cover(_("Ouverture de la copie…"))
        self.waiting.run(copy_and_open, self._show, self._not_opened)

    def _not_opened(self, error: ErreurCpom) -> None:
        self.waiting.uncover()
        self._refuse(_("La copie n'a pas été ouverte"), error)

    def _replace(self, path: Path, info: BackupInfo) -> None:
        restorer = self._restorer

        def put() -> Path:
            return restorer.restore(info.path, path)

        self._leave_dossier(path, _("Remise en place de la copie…"))
        self.waiting.run(put, self._on_replaced, self._not_replaced)

    def _on_replaced(self, aside: Path) -> None:
        self._services.settings.set_restored(self._path, aside)
        self._open_again(self._show)

    def _not_replaced(self, error: ErreurCpom) -> None:
        self._open_here()
        self._refuse(_("Le dossier n'a pas été remplacé"), error)

    def _leave_dossier(self, path: Path, sentence: str) -> None:
        """Close the dossier under what is said; the check of its last backup comes first."""
        self._path = path
        self.waiting.cover(sentence)
        self._window.close_dossier()

    def _open_again(self, done: Callable[[Workspace], None]) -> None:
        """Open in the worker the file that is now in place."""
        open_workspace, path = self._services.open_workspace, self._path
        self.waiting.run(lambda: open_workspace(path), done, self._open_here)

    def _open_here(self, _error: ErreurCpom | None = None) -> None:
        """Open the file as any other: why it does not open is told then."""
        self.waiting.uncover()
        self._window.open_path(self._path)

    def _show(self, workspace: Workspace) -> None:
        self.waiting.uncover()
        self._window.replace_dossier(workspace)

    def follow(self, view: OpenView) -> None:
        """Offer the way back over a dossier that was restored."""
        self._followed = view
        view.notices.restored.show()
        view.notices.restore_undone.connect(self._undo)
        view.notices.restore_kept.connect(self._keep)

    def _undo(self) -> None:
        view = self._window.view
        if view is None or not self._may_close():
            return
        path = view.session.workspace.path
        aside = self._services.settings.restored(path)
        if aside is None:
            return
        restorer = self._restorer

        def take_back() -> Path:
            return restorer.undo(path, aside)

        self._leave_dossier(path, _("Annulation de la restauration…"))
        self.waiting.run(take_back, self._on_undone, self._not_undone)

    def _on_undone(self, _away: Path) -> None:
        self._services.settings.set_restored(self._path, None)
        self._open_again(self._show_undone)

    def _show_undone(self, workspace: Workspace) -> None:
        self._show(workspace)
        self._thin_again()
        self._tell(_("Restauration annulée : le dossier est comme avant."))

    def _not_undone(self, error: ErreurCpom) -> None:
        self._open_here()
        self._refuse(_("La restauration n'a pas été annulée"), error)

    def _keep(self) -> None:
        view = self._followed
        if view is not None and view is self._window.view and self._thin_again():
            self._services.settings.set_restored(view.session.workspace.path, None)
            view.notices.restored.hide()

    def _thin_again(self) -> bool:
        view = self._window.view
        backups = view.session.workspace.backups if view is not None else None
        try:
            if backups is not None:
                backups.release()
        except ErreurStockage as error:
            self._refuse(_("Votre choix n'a pas été noté"), error)
            return False
        return True

    def _tell(self, words: str) -> None:
        if self._window.view is not None:
            self._window.view.tell(words)

    def _refuse(self, title: str, error: ErreurCpom) -> None:
        inform(self._window, title, f"{sentence(error)} {error.remedy}".strip(), trouble=True)
