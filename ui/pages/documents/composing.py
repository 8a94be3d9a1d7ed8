"""Composing dossiers: each gesture is one operation, which « Annuler » takes back."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.modeles_dossiers import free_name
from cpom_desktop.services.operations.dossiers_nommes import (
    AddDossierNomme,
    DeleteDossiersNommes,
    SetDossierParties,
)
from cpom_desktop.services.queries.dossiers_nommes import dossier_of, parts_of, slug_of
from ui.kit.toast import Toast
from ui.pages.documents.composer import Composer
from ui.pages.documents.dossier_actions import DossierActions
from ui.pages.documents.picking import Picking

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint

    from cpom_desktop.domain.dossiers_nommes import DossierNomme
    from cpom_desktop.services.documents import DocumentMaker, DocumentStatus
    from cpom_desktop.services.operations import Operation
    from ui.asking import AskingDialog
    from ui.kit.states import EmptyState
    from ui.pages.documents.choices import DocumentsList
    from ui.session import Session

OPTIONS = (
    "mention",
    "classe",
    "papier",
    "noir_et_blanc",
    "couverture",
    "sommaire",
    "logo",
    "noms",
    "sources",
)
"""What is copied with a dossier beside its documents."""


class Composing(QObject):
    """What she does to her dossiers; `picking` and `composer` are what she composes with.

    Signals:
        shown: slug of the dossier to show.
        turned: composing begins or ends: the page shows other columns.
    """

    shown = Signal(str)
    turned = Signal()

    def __init__(self, session: Session, maker: DocumentMaker, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._maker, self._page = session, maker, page
        self._slug = ""
        self.toast = Toast(page)
        self.picking, self.composer, self.actions = Picking(), Composer(), DossierActions()
        self.picking.picked.connect(self.add)
        self.composer.moved.connect(self.move)
        self.composer.removed.connect(self.remove)
        self.composer.rename_asked.connect(self._on_rename)
        self.composer.done.connect(self.finish)

    def serve(self, listed: DocumentsList) -> None:
        """Answer what is asked of the dossiers in the list, and over their options."""
        view, actions = listed.view, self.actions
        self._view = view
        listed.allow_composing(allowed=not self._session.read_only)
        listed.compose_asked.connect(self.new)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_menu)
        for signal, same, gesture in (
            (view.opened, actions.modify_asked, self.modify),
            (view.rename_asked, actions.rename_asked, self.rename),
            (view.copy_asked, actions.copy_asked, self.duplicate),
            (view.delete_asked, actions.delete_asked, self.delete),
        ):
            signal.connect(gesture)
            same.connect(partial(self._on_chosen, gesture))
        for before, after in pairwise((*self.picking.stops(), *self.composer.stops())):
            QWidget.setTabOrder(before, after)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._page)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.finish)

    @property
    def active(self) -> bool:
        """Whether she composes a dossier."""
        return bool(self._slug)

    def dossier(self, slug: str) -> DossierNomme | None:
        """Return the dossier of this name; None for another document."""
        return dossier_of(slug, self._session.snapshot)

    # --- dossiers

    def new(self) -> None:
        """Ask for a model and a name, then compose."""
        from ui.pages.documents.dossier_dialogs import NewDossierDialog  # noqa: PLC0415 - asked

        made = self._ask(NewDossierDialog(self._session, self._page))
        if isinstance(made, int):
            self.modify(slug_of(made))

    def modify(self, slug: str) -> None:
        """Choose and order the documents of a dossier."""
        if self._session.read_only or self.dossier(slug) is None:
            return
        self._slug = slug
        self.shown.emit(slug)
        self.picking.clear()
        self._show(last=True)
        self.turned.emit()
        self.picking.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Go back to the documents."""
        if self._slug:
            self._slug = ""
            self.turned.emit()

    def rename(self, slug: str) -> None:
        """Ask for another name."""
        from ui.pages.documents.dossier_dialogs import RenameDossierDialog  # noqa: PLC0415 - asked

        dossier = self.dossier(slug)
        if dossier is not None and not self._session.read_only:
            self._ask(RenameDossierDialog(self._session, dossier, self._page))

    def duplicate(self, slug: str) -> None:
        """Copy a dossier, its documents and its options, under a free name."""
        dossier = self.dossier(slug)
        if dossier is None or self._session.read_only:
            return
        snapshot = self._session.snapshot
        copied = AddDossierNomme(
            nom=free_name(dossier.nom, snapshot),
            parties=list(parts_of(snapshot, dossier.id)),
            modele=dossier.modele,
            **{name: getattr(dossier, name) for name in OPTIONS},
        )
        made = self._run(copied)
        if isinstance(made, int):
            self.shown.emit(slug_of(made))
            self._tell(_("« {nom} » est composé.", nom=copied.nom))

    def delete(self, slug: str) -> None:
        """Delete a dossier, undone at once if she wants it back; its documents stay."""
        dossier = self.dossier(slug)
        if dossier is None or self._session.read_only:
            return
        if self._run(DeleteDossiersNommes(ids=[dossier.id])) is not False:
            told = _("« {nom} » est supprimé ; ses documents restent.", nom=dossier.nom)
            self._tell(told)

    # --- their documents

    def add(self, slug: str) -> None:
        """Put a document after the one that has the caret, last when there is none."""
        parts = self._parts()
        row = self.composer.view.currentIndex().row()
        parts.insert(row + 1 if row >= 0 else len(parts), slug)
        self._set(parts, chosen=slug)

    def remove(self, slug: str) -> None:
        """Take a document out."""
        self._set([part for part in self._parts() if part != slug])

    def move(self, row: int, target: int) -> None:
        """Put the document of a rank at another."""
        parts = self._parts()
        if 0 <= row < len(parts):
            slug = parts.pop(row)
            parts.insert(target, slug)
            self._set(parts, chosen=slug)

    def _parts(self) -> list[str]:
        return self.composer.model.slugs()

    def _set(self, parts: list[str], *, chosen: str = "") -> None:
        dossier = self.dossier(self._slug)
        if dossier is None:
            return
        if self._run(SetDossierParties(dossier_id=dossier.id, parties=parts)) is not False:
            self._show(chosen)

    # --- what is shown

    def reload(self) -> None:
        """Show the dossier being composed again; nothing to compose once it is gone."""
        if not self._slug:
            return
        if self.dossier(self._slug) is None:
            self.finish()
            return
        self._show()

    def _show(self, chosen: str = "", *, last: bool = False) -> None:
        dossier = self.dossier(self._slug)
        if dossier is None:
            return
        workspace = self._session.workspace
        parts = self._maker.parts(workspace, self._slug)
        chosen = parts[-1].slug if last and parts else chosen
        self.composer.show_dossier(dossier.nom, parts, chosen=chosen)
        taken = {part.slug for part in parts}
        self.picking.show_documents(self._maker.offered(workspace), self._status, taken)

    def name_way_in(self, empty: EmptyState, *, hers: bool) -> None:
        """Name what fills an empty document: a page, or the documents of a dossier."""
        if empty.button is not None:
            words = _("Choisir ses documents") if hers else _("Ouvrir la page à remplir")
            empty.button.setText(words)
            empty.button.setHidden(hers and (self.active or self._session.read_only))

    def _status(self, slug: str) -> DocumentStatus:
        return self._maker.status(self._session.workspace, slug)

    def _on_chosen(self, gesture: Callable[[str], None]) -> None:
        gesture(self._view.current_slug())

    def _on_menu(self, place: QPoint) -> None:
        if self.dossier(self._view.current_slug()) and not self._session.read_only:
            self.actions.show_menu(self._view.viewport().mapToGlobal(place))

    def _on_rename(self) -> None:
        self.rename(self._slug)

    # --- running

    def _tell(self, sentence: str) -> None:
        self.toast.show_message(sentence, _("Annuler"), self._session.undo)

    def _ask(self, dialog: AskingDialog) -> object:
        dialog.exec()
        made = dialog.result_id
        dialog.deleteLater()
        return made

    def _run(self, operation: Operation) -> object:
        """Run an operation; answer its result, False when it is not written."""
        try:
            outcome = self._session.run(operation)
        except RegleInvalide as error:
            self._session.refused.emit(self._session.sentence(error))
            return False
        return False if outcome is None else outcome.result
