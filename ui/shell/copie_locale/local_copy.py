"""From the advice to the copy on this computer, and the way back of what was done in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from cpom_desktop.i18n import _
from cpom_desktop.services.copies_de_travail import EtatOriginal, Examen
from cpom_desktop.services.kept_beside import thinned_words
from cpom_desktop.services.messages import sentence
from ui.kit.dialogs import ask, inform
from ui.shell.open_view import mark_of
from ui.shell.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpom_desktop.errors import ErreurCpom
    from cpom_desktop.services.copies_de_travail import CopieDeTravail, Lieux
    from cpom_desktop.services.protection import Key
    from cpom_desktop.services.workspace import Workspace
    from ui.shell.open_view import OpenView
    from ui.shell.services import AppServices
    from ui.shell.window import MainWindow


class LocalCopy(QObject):
    """Copies a dossier on this computer, opens the copy, puts it back in its place.

    Args:
        window: where dossiers open.
        services: what copies, what remembers.
        may_close: commits what is typed; tells whether the dossier may be closed.
    """

    def __init__(
        self, window: MainWindow, services: AppServices, may_close: Callable[[], bool]
    ) -> None:
        super().__init__(window)
        self._window, self._services, self._may_close = window, services, may_close
        self._path = Path()
        self._link: CopieDeTravail | None = None
        self._leave: Callable[[], object] | None = None
        self._key: Key | None = None
        self.waiting = Waiting(window)

    @property
    def _lieux(self) -> Lieux:
        return self._services.lieux()

    @property
    def _view(self) -> OpenView | None:
        return self._window.view

    def link(self) -> CopieDeTravail | None:
        """Return what the open dossier is a copy of, if it is one that is written in."""
        view = self._view
        if view is None or view.session.read_only:
            return None
        workspace = view.session.workspace
        return self._lieux.link_of(workspace.path, workspace.uuid)

    # --- a copy on this computer

    def start(self) -> None:
        """Copy the open dossier on this computer, and go on in the copy."""
        view = self._view
        if view is None or self.waiting.busy or not self._may_close():
            return
        path, folder, lieux = (
            view.session.workspace.path,
            self._services.settings.usual_folder,
            self._lieux,
        )
        self._path = path
        self._close_under(_("Copie du dossier sur l'ordinateur…"))
        self.waiting.run(
            lambda: lieux.work_on_copy(path, folder), self._on_copied, self._not_copied
        )

    def _on_copied(self, link: CopieDeTravail) -> None:
        open_workspace, self._path = self._services.open_workspace, link.copie
        self.waiting.run(lambda: open_workspace(link.copie), self._show_copy, self._open_here)

    def _show_copy(self, workspace: Workspace) -> None:
        self.waiting.uncover()
        self._window.replace_dossier(workspace)
        self._hold(None)
        self._tell(_begun(workspace.path, in_documents=self._services.settings.documents_are_ours))

    def _not_copied(self, error: ErreurCpom) -> None:
        self._open_here()
        self._refuse(_("La copie n'a pas été faite"), error)

    def _open_here(self, _error: ErreurCpom | None = None) -> None:
        self.waiting.uncover()
        self._window.open_path(self._path)
        self._hold(None)

    def _close_under(self, words: str) -> None:
        """Close the dossier under what is said; its key, if it has one, is kept meanwhile."""
        view = self._view
        self._hold(view.session.workspace.key if view is not None else None)
        self.waiting.cover(words)
        self._window.close_dossier()

    def _hold(self, key: Key | None) -> None:
        held, self._key = self._key, key.hold() if key is not None else None
        if held is not None:
            held.release()

    # --- the way back

    def put_back(self) -> None:
        """Look at the original, then put the copy back as she decides."""
        self._leave = None
        self._examine()

    def may_leave(self, leave: Callable[[], object]) -> bool:
        """Propose once to put the copy back before it is closed; tell whether to close now.

        `leave` closes it later, once the copy is back.
        """
        if self.waiting.busy:
            return False
        link, view = self.link(), self._view
        app = QGuiApplication.instance()
        ending = isinstance(app, QGuiApplication) and app.isSavingSession()
        if link is None or view is None or ending or view.session.unsaved.waits:
            return True
        mark = mark_of(view)
        if not mark or mark in (*link.connus, self._services.settings.declined_mark):
            return True
        if not ask(
            self._window,
            _("Remettre votre copie à sa place avant de fermer ?"),
            _(
                "Vous travaillez sur une copie de {chemin}. Ce que vous y avez fait n'y est pas "
                "encore ; vous pourrez aussi l'y remettre plus tard.",
                chemin=str(link.original),
            ),
            _("Remettre en place"),
            _("Fermer sans la remettre"),
        ):
            self._services.settings.set_declined_mark(mark)
            return True
        self._leave = leave
        self._examine()
        return False

    def _examine(self) -> None:
        link, view = self.link(), self._view
        if link is None or view is None or self.waiting.busy or not self._may_close():
            return
        self._link, self._path = link, link.copie
        lieux, mark = self._lieux, mark_of(view)
        self.waiting.cover(_("Lecture de l'original…"))
        self.waiting.run(lambda: lieux.examine(link, mark), self._on_examined, self._not_examined)

    def _not_examined(self, error: ErreurCpom) -> None:
        self.waiting.uncover()
        self._refuse(_("Votre copie n'a pas été remise en place"), error)

    def _on_examined(self, found: Examen) -> None:
        self.waiting.uncover()
        link = self._link
        assert link is not None
        match found.etat:
            case EtatOriginal.ABSENT:
                inform(self._window, _("L'original n'est pas là"), _absent(link.original))
            case EtatOriginal.A_JOUR:
                self._over(_("L'original est déjà à jour : il contient tout votre travail."))
            case EtatOriginal.CHANGE:
                self._ask_which(link, found)
            case EtatOriginal.INCHANGE | EtatOriginal.DISPARU:
                gone = found.etat is EtatOriginal.DISPARU
                if (self._leave is not None and not gone) or self._asked(link, gone=gone):
                    self._replace(link, over_changes=False)

    def _asked(self, link: CopieDeTravail, *, gone: bool) -> bool:
        kept = _("Il n'a pas changé depuis votre copie. Il sera gardé à côté, sous un nom daté.")
        if gone:
            kept = _("Il n'y est plus : votre copie y sera écrite.")
        return ask(
            self._window,
            _("Remettre votre copie à la place de l'original ?"),
            _("L'original est {chemin}. {suite}", chemin=str(link.original), suite=kept),
            _("Remettre en place"),
            _("Pas maintenant"),
        )

    def _ask_which(self, link: CopieDeTravail, found: Examen) -> None:
        from ui.shell.copie_locale.dialog import ChangedDialog  # noqa: PLC0415 - if changed

        view = self._view
        saved = view.session.workspace.last_saved() if view is not None else None
        mine = found.copie._replace(saisie=saved)
        dialog = ChangedDialog(link, found.original, mine, self._window)
        accepted, replaces = dialog.exec(), dialog.replaces
        dialog.deleteLater()
        if accepted and replaces:
            self._replace(link, over_changes=True)
        elif accepted:
            self._keep_both(link)

    def _replace(self, link: CopieDeTravail, *, over_changes: bool) -> None:
        lieux = self._lieux

        def put_back() -> tuple[Path | None, tuple[Path, ...]]:
            aside = lieux.put_back(link, over_changes=over_changes)
            return aside, lieux.thin(link.original)

        self._close_and_run(put_back, self._on_put_back)

    def _keep_both(self, link: CopieDeTravail) -> None:
        lieux = self._lieux
        self._close_and_run(lambda: lieux.keep_both(link), self._on_kept)

    def _close_and_run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._close_under(_("Remise en place de votre copie…"))
        self.waiting.run(work, done, self._not_put_back)

    def _on_put_back(self, found: tuple[Path | None, tuple[Path, ...]]) -> None:
        link, (aside, gone) = self._link, found
        assert link is not None
        self._on_written(_put_back(link.original, aside, gone))

    def _on_kept(self, target: Path) -> None:
        told = _("Votre copie est écrite à côté de l'original, intact : {nom}.", nom=target.name)
        self._on_written(told)

    def _on_written(self, words: str) -> None:
        """Go on in the copy, or close what she was closing."""
        if self._leave is None:
            self._open_here()
        else:
            self.waiting.uncover()
            self._hold(None)
        self._over(words)

    def _not_put_back(self, error: ErreurCpom) -> None:
        self._leave = None
        self._open_here()
        self._refuse(_("Votre copie n'a pas été remise en place"), error)

    def _over(self, words: str) -> None:
        """Close what she was closing, else say how it went."""
        leave, self._leave = self._leave, None
        if leave is not None:
            if self._view is not None:  # the original says the same: nothing is to be asked again
                self._services.settings.set_declined_mark(mark_of(self._view))
            leave()
        else:
            self._tell(words)

    def _tell(self, words: str) -> None:
        if self._view is not None:
            self._view.tell(words)

    def _refuse(self, title: str, error: ErreurCpom) -> None:
        inform(self._window, title, f"{sentence(error)} {error.remedy}".strip(), trouble=True)


def _begun(path: Path, *, in_documents: bool) -> str:
    told = _(
        "Vous travaillez maintenant sur une copie, dans {lieu}. L'original reste tel qu'il est.",
        lieu=str(path.parent),
    )
    if in_documents:
        return told
    why = _("Documents est lui-même copié par un service en ligne ou sur le réseau.")
    return f"{told} {why}"


def _absent(original: Path) -> str:
    return _(
        "{lieu} n'est pas joignable : la clé est retirée, ou le réseau ne répond pas. Votre "
        "travail est dans la copie, sur cet ordinateur : continuez, et remettez-la en place plus "
        "tard.",
        lieu=str(original.parent),
    )


def _put_back(original: Path, aside: Path | None, gone: tuple[Path, ...]) -> str:
    told = _("Votre travail est remis en place dans {lieu}.", lieu=str(original.parent))
    if aside is None:
        return told
    kept = _("Le fichier d'avant y est gardé : {nom}.", nom=aside.name)
    return " ".join(filter(None, (told, kept, thinned_words(gone))))
