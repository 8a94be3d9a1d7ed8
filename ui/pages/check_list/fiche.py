"""The sheet of the référent's role: who it is, computed, and the headings that she adapts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QScrollArea, QVBoxLayout, QWidget

from cpom_desktop.i18n import EMPTY, _
from cpom_desktop.services.operations import UpdateRubrique
from cpom_desktop.services.queries.fiche_role import identity, rubriques
from ui.kit.buttons import IconButton
from ui.kit.cards import Card
from ui.kit.field_row import FieldSpec
from ui.kit.form import Form
from ui.kit.labels import SafeLabel
from ui.kit.link_line import LinkLine
from ui.kit.specs import update_record
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.domain.controles import Rubrique
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.session import Session

WIDEST = 900
"""Pixels at 100 % above which a line of text is tiring to read."""


class FicheRole(QScrollArea):
    """The sheet, on the screen.

    Signals:
        opened: slug of a page and key of a field.
        rename_asked, delete_asked: id of a heading.
    """

    opened = Signal(str, str)
    rename_asked = Signal(int)
    delete_asked = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shape: tuple[tuple[int, str], ...] = ()
        self.form: Form | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, px(8), 0)
        self._column.setSpacing(px(12))
        self._column.addWidget(self._build_identity())
        self._texts = Card(_("Rubriques de la fiche"))
        self._box: QWidget | None = None
        self._column.addWidget(self._texts)
        self._column.addStretch(1)
        inner.setMaximumWidth(px(WIDEST))
        self.setWidget(inner)

    def _build_identity(self) -> Card:
        card = Card(_("Qui est le référent"))
        self.who = SafeLabel("", "strong", wrap=True)
        self.details = SafeLabel("", "small-2", wrap=True)
        self.link = LinkLine(_("Ouvrir dans Acteurs"), "user", "lien")
        self.link.clicked.connect(self._on_link)
        for widget in (self.who, self.details, self.link):
            card.add(widget)
        return card

    def reload(self, *, force: bool) -> None:
        """Show the sheet again; the fields are made anew when the headings are others."""
        self._show_identity()
        rows = rubriques(self._session.snapshot)
        shape = tuple((row.id, row.titre) for row in rows)
        if shape != self._shape:
            self._shape = shape
            self._rebuild(rows)
        elif self.form is not None:
            self.form.reload(self._session.snapshot, force=force)

    def _show_identity(self) -> None:
        found = identity(self._session.snapshot)
        name = found.nom or _("Le référent n'est pas encore nommé")
        self.who.setText(name)
        lines = [f"{words} : {value}" for words, value in found.rows if value and value != EMPTY]
        self.details.setText("\n".join(lines))
        self.details.setVisible(bool(lines))
        self.link.setVisible(found.acteur_id is not None)
        self._acteur_id = found.acteur_id

    def _rebuild(self, rows: tuple[Rubrique, ...]) -> None:
        if self.form is not None:
            self.form.flush()
            self.form.deleteLater()
        if self._box is not None:
            self._box.hide()
            self._box.deleteLater()
        self.form = Form(self._session, parent=self)
        self._box = QWidget()
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for row in rows:
            field = self.form.add(_spec(row))
            if not self._session.read_only:
                field.add_beside_label(self._menu_of(row))
            column.addWidget(field)
        self._texts.add(self._box)

    def _menu_of(self, row: Rubrique) -> IconButton:
        button = IconButton("ellipsis-vertical", _("Actions sur « {titre} »", titre=row.titre))
        menu = QMenu(button)
        for words, signal in (
            (_("Renommer…"), self.rename_asked),
            (_("Supprimer cette rubrique"), self.delete_asked),
        ):
            menu.addAction(words).triggered.connect(partial(signal.emit, row.id))
        button.setMenu(menu)
        return button

    def focus_field(self, key: str) -> bool:
        """Put the caret in a field; tell whether the sheet has it."""
        if self.form is None or not self.form.focus(key):
            return False
        self.ensureWidgetVisible(self.form.row(key), 0, px(16))
        return True

    def current_field(self) -> str:
        """Return the key of the field that has the caret, empty when none has."""
        focused = QApplication.focusWidget()
        for key in self.form or ():
            if focused is not None and self.form is not None:
                editor = self.form.row(key).editor
                if focused is editor or editor.isAncestorOf(focused):
                    return key
        return ""

    def _on_link(self) -> None:
        self.opened.emit("acteurs", f"acteurs.{self._acteur_id}.nom")


def _spec(row: Rubrique) -> FieldSpec:
    return FieldSpec(
        key=f"rubriques.{row.id}.texte",
        label=row.titre,
        kind="text",
        read=partial(_texte, row.id),
        write=partial(update_record, UpdateRubrique, row.id, "texte"),
        lines=max(2, min(row.texte.count("\n") + 1, 6)),
    )


def _texte(rubrique_id: int, snapshot: DossierSnapshot) -> str:
    return next((r.texte for r in snapshot.rubriques if r.id == rubrique_id), "")
