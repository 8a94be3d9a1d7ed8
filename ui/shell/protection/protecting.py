"""The password of a dossier and the window: asked before it opens, chosen, changed, taken away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QStackedWidget

from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.queries.etablissement import dossier_name
from ui.kit.dialogs import inform
from ui.shell.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpom_desktop.services.protection import Conversion, Key, Protector, Secret
    from cpom_desktop.services.workspace import Workspace
    from ui.shell.protection.unlock import UnlockForm, UnlockPage
    from ui.shell.services import AppServices
    from ui.shell.window import MainWindow

FILES_NAMED = 3


class Protecting(QObject):
    """What the window does of passwords; none is kept, but by the key of the open dossier.

    Args:
        window: where dossiers open.
        services: what protects them.
        may_close: commits what is typed; tells whether the dossier may be closed.

    Signals:
        progressed: how many backups are done, of how many; from the worker.
    """

    progressed = Signal(int, int)

    def __init__(
        self, window: MainWindow, services: AppServices, may_close: Callable[[], bool]
    ) -> None:
        super().__init__(window)
        self._window, self._services, self._may_close = window, services, may_close
        self.page: UnlockPage | None = None
        self._opening: Callable[[], bool] | None = None
        self._held: Key | None = None
        self._done: Conversion | None = None
        self._path: Path | None = None
        self.waiting = Waiting(window)
        self.progressed.connect(self._on_progress)

    @property
    def _protector(self) -> Protector:
        return self._services.protector()

    # --- asked before it opens

    def ask(
        self, path: Path, opening: Callable[[], bool], told: str = "", *, cut: bool = False
    ) -> bool:
        """Ask for the password of a dossier, then open it as was asked; tell whether it opened.

        On a page of the window, which answers later, when no dossier is open in it; else in a
        dialog over that one.

        Args:
            path: the file.
            opening: opens it once its key is known.
            told: why it is asked for, when something else than the opening asks.
            cut: the file is damaged, perhaps in the middle of a page.
        """
        from ui.shell.protection.unlock import UnlockDialog, UnlockForm  # noqa: PLC0415 - if asked

        form = UnlockForm(path, partial(self._try, path, cut=cut), told)
        self._opening = opening
        if self._window.view is None:
            self._window.setWindowTitle("CPOM Desktop")
            form.has_backups = partial(self._has_backups, path)
            form.backups_asked.connect(partial(self._window.restoration.ask, path))
            self._show_page(form)
            return False
        dialog = UnlockDialog(form, self._window)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        form.forget()
        dialog.deleteLater()
        return accepted and self._open()

    def _show_page(self, form: UnlockForm) -> None:
        from ui.shell.protection.unlock import UnlockPage  # noqa: PLC0415 - when asked

        self.drop_page()
        page = self.page = UnlockPage(form)
        form.opened.connect(self._open)
        form.given_up.connect(self._window.show_home)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        form.focus_first()

    def _has_backups(self, path: Path) -> bool:
        return bool(self._window.restoration.copies_of(path))

    def drop_page(self) -> None:
        """Take the page away, with what is typed in it."""
        page, self.page = self.page, None
        if page is not None:
            page.form.forget()
            self._stack.removeWidget(page)
            page.deleteLater()

    @property
    def _stack(self) -> QStackedWidget:
        stack = self._window.centralWidget()
        assert isinstance(stack, QStackedWidget)
        return stack

    def _try(self, path: Path, secret: Secret, *, cut: bool = False) -> str:
        """Hold the key of a dossier, or tell why what is typed does not open it."""
        try:
            self._held = self._protector.unlock(path, secret, cut=cut)
        except ErreurCpom as error:
            return f"{sentence(error)} {error.remedy}".strip()
        return ""

    def _open(self) -> bool:
        opening, self._opening = self._opening, None
        assert opening is not None
        self.drop_page()
        try:
            return opening()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.release()

    # --- chosen, changed, taken away

    def choose(self) -> None:
        """Protect the open dossier by a password, or change the one that it has."""
        from ui.shell.protection.dialogs import NewPasswordDialog  # noqa: PLC0415 - when asked

        workspace = self._writable()
        if workspace is None:
            return
        known = (dossier_name(workspace.snapshot), workspace.path.stem)
        tried = None if workspace.key is None else partial(_wrong, workspace.key)
        dialog = NewPasswordDialog(known, tried, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._convert(workspace, dialog.present.secret(), dialog.password.text)
        dialog.forget()
        dialog.deleteLater()

    def remove(self) -> None:
        """Take the password of the open dossier away."""
        from ui.shell.protection.dialogs import RemovePasswordDialog  # noqa: PLC0415 - when asked

        workspace = self._writable()
        if workspace is None or workspace.key is None:
            return
        dialog = RemovePasswordDialog(partial(_wrong, workspace.key), self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._convert(workspace, dialog.present.secret(), "")
        dialog.forget()
        dialog.deleteLater()

    def _writable(self) -> Workspace | None:
        view = self._window.view
        if view is None or self.waiting.busy or not self._may_close():
            return None
        if view.session.read_only:
            inform(
                self._window,
                _("Ce dossier est ouvert en lecture seule"),
                _("Fermez-le là où il est ouvert, puis rouvrez-le ici pour le protéger."),
            )
            return None
        return view.session.workspace

    def _convert(self, workspace: Workspace, secret: Secret, password: str) -> None:
        protector = self._protector
        path = self._path = workspace.path

        def convert() -> Conversion:
            return protector.convert(path, secret, password, self.progressed.emit)

        self.waiting.cover(_("Chiffrement du dossier…") if password else _("Écriture du dossier…"))
        self._window.close_dossier()
        self.waiting.run(convert, self._on_converted, self._on_refused)

    def _on_progress(self, done: int, count: int) -> None:
        self.waiting.say(_("Sauvegarde {n} sur {total}…", n=done, total=count))

    def _on_converted(self, done: Conversion) -> None:
        self._done, self._held = done, done.key
        path, open_workspace = self._path, self._services.open_workspace
        assert path is not None
        self.waiting.run(lambda: open_workspace(path), self._show, self._open_here)

    def _on_refused(self, error: ErreurCpom) -> None:
        """Open the dossier again, as it was."""
        self._open_here()
        inform(
            self._window,
            _("Le mot de passe n'a pas été changé"),
            f"{sentence(error)} {error.remedy}".strip(),
            trouble=True,
        )

    def _open_here(self, _error: ErreurCpom | None = None) -> None:
        """Open the file as any other: why it does not open is told then."""
        self.waiting.uncover()
        assert self._path is not None
        try:
            self._window.open_path(self._path)
        finally:
            self._let_go()

    def _show(self, workspace: Workspace) -> None:
        self.waiting.uncover()
        self._window.replace_dossier(workspace)
        self._let_go()
        if workspace.key is not None:
            self.show_sheet(needed=True)
        if self._window.view is not None and self._done is not None:
            self._window.view.tell(told(self._done))

    def show_sheet(self, *, needed: bool = False) -> None:
        """Offer the recovery sheet of the open dossier."""
        from ui.shell.protection.sheet import SheetDialog  # noqa: PLC0415 - when asked

        view = self._window.view
        if view is None or view.session.workspace.key is None:
            return
        workspace = view.session.workspace
        dialog = SheetDialog(workspace, self._services, needed=needed, parent=self._window)
        dialog.exec()
        dialog.deleteLater()


def _wrong(key: Key, secret: Secret) -> str:
    """Tell that what is typed is not the present password; nothing when it is."""
    if key.is_of(secret):
        return ""
    return _(
        "Mot de passe actuel incorrect. Vérifiez la touche Verr. Maj. et la langue du clavier."
    )


def told(done: Conversion) -> str:
    """Return what is said once the dossier and its backups are written afresh."""
    if done.key is None:
        words = _("Le dossier n'est plus protégé par un mot de passe.")
    else:
        words = _("Le dossier est protégé par ce mot de passe, ses sauvegardes aussi.")
    return " ".join(filter(None, (words, _left(done), _elsewhere(done))))


def _left(done: Conversion) -> str:
    """Tell what stays as it was, beside the dossier or among its backups."""
    if not done.left:
        return ""
    names = ", ".join(path.name for path in done.left[:FILES_NAMED])
    return ngettext(
        "{n} fichier reste comme il était : {noms}.",
        "{n} fichiers restent comme ils étaient : {noms}.",
        len(done.left),
        noms=names + ("…" if len(done.left) > FILES_NAMED else ""),
    )


def _elsewhere(done: Conversion) -> str:
    """Tell what stays as it was in other places, and what she does about it."""
    told = []
    if done.support is not None:
        told.append(
            _(
                "{lieu} n'était pas là : ses copies restent comme elles étaient. Branchez ce "
                "support, faites-y une nouvelle copie, puis supprimez les anciennes.",
                lieu=str(done.support),
            )
        )
    if done.original is not None:
        told.append(
            _(
                "L'original de cette copie de travail reste comme il était : {chemin}.",
                chemin=str(done.original),
            )
        )
    return " ".join(told)
