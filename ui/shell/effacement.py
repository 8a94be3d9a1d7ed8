"""A person erased in the worker: the dossier is handed over whole, and comes back whole.

Its view goes away first, so that no two threads ever use its connection; a new one comes after.
Nothing can stop it half-way; a fault leaves the dossier as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.i18n import _
from cpom_desktop.services.messages import sentence
from ui.kit.dialogs import inform
from ui.shell.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpom_desktop.errors import ErreurCpom
    from cpom_desktop.services.operations.effacement import ErasePersonne
    from cpom_desktop.services.personne.effacer import Purge
    from cpom_desktop.services.workspace import Workspace
    from ui.shell.window import MainWindow

PAGE = "confidentialite"


class Erasure(QObject):
    """Erases one person from the open dossier.

    Args:
        window: where the dossier is open.
        may_close: commits what is typed; tells whether the dossier may be left.
    """

    def __init__(self, window: MainWindow, may_close: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._may_close = window, may_close
        self._workspace: Workspace | None = None
        self._before = 0
        self.waiting = Waiting(window)

    def erase(self, operation: ErasePersonne, purge: Purge) -> None:
        """Erase a person, then what else is to go.

        No backup is made before: it would hold the name.
        """
        from cpom_desktop.services.personne import effacer  # noqa: PLC0415 - seldom

        view = self._window.view
        if view is None or self.waiting.busy or not self._may_close():
            return
        self.waiting.cover(_("Effacement de la personne… Le dossier revient ensuite."))
        workspace = self._workspace = self._window.release_dossier(view, backed_up=False)
        self._before = _last(workspace)

        def work() -> tuple[str, ...]:
            try:
                effacer.erase(workspace, operation, purge=purge.sauvegardes)
                return effacer.forget_beside(workspace, purge.a_cote)
            finally:
                _read_again(workspace)

        self.waiting.run(work, self._on_done, self._on_failed)

    def _on_done(self, left: tuple[str, ...]) -> None:
        self._come_back()
        if left and self._window.view is not None:
            told = _(
                "La personne est effacée. N'ont pas pu être supprimés : {noms}.",
                noms=", ".join(left),
            )
            self._window.view.session.refused.emit(told)

    def _on_failed(self, error: ErreurCpom) -> None:
        if self._come_back():
            title = _("La personne est effacée, mais tout n'est pas terminé")
        elif self._window.view is not None:
            title = _("Rien n'a été effacé")
        else:  # it no longer opens: told already
            return
        inform(self._window, title, f"{sentence(error)} {error.remedy}".strip(), trouble=True)

    def _come_back(self) -> bool:
        """Show the dossier again; tell whether its register has one more, whatever failed."""
        workspace, self._workspace = self._workspace, None
        assert workspace is not None
        self.waiting.uncover()
        try:
            _read_again(workspace)
        except ErreurStockage:  # why is told as at any opening
            workspace.close()
            self._window.open_path(workspace.path)
        else:
            self._window.replace_dossier(workspace)
        view = self._window.view
        if view is None or (numero := _last(view.session.workspace)) == self._before:
            return False
        view.show_page(PAGE, f"{PAGE}.efface.{numero}")
        return True


def _last(workspace: Workspace) -> int:
    """Return the number of the last person erased, 0 before the first."""
    return max((row.numero for row in workspace.snapshot.effacements), default=0)


def _read_again(workspace: Workspace) -> None:
    """Read in the worker what changed, so that the window need not."""
    _snapshot, _packs = workspace.snapshot, workspace.content
