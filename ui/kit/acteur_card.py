"""The card of one stakeholder: its fields, and what is never printed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cpom_desktop.domain.acteurs import Position, StatutContrat, strategie
from cpom_desktop.domain.saisie import parse_email, parse_phone
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import UpdateActeur
from cpom_desktop.services.queries.words import choices, word
from ui.kit.buttons import IconButton
from ui.kit.cards import Card
from ui.kit.field_flow import FieldFlow
from ui.kit.field_row import FieldSpec
from ui.kit.form import Form
from ui.kit.labels import ElidedLabel, IconLabel, SafeLabel
from ui.kit.pills import Pill, StatusPill
from ui.kit.specs import update_record
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.domain.acteurs import Acteur, Strategie
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind, FieldRow
    from ui.session import Session

NARROW = 170
"""Pixels at 100 % under which two fields no longer stand side by side."""
RATING = 236
"""The same, for two scales from 1 to 4."""

STATUS_ICONS = {
    StatutContrat.SIGNATAIRE: "signature",
    StatutContrat.CONTACT: "mail",
    StatutContrat.CONTRIBUTEUR: "handshake",
    StatutContrat.INFORME: "eye",
}


class ActeurCard(Card):
    """Edits the stakeholder chosen in the list."""

    delete_requested = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(" ", ruled=True)
        self._session = session
        self._id = 0
        self.form = Form(session, parent=self)
        self._fields: QWidget | None = None
        self.name = ElidedLabel("", "section")
        self._header_layout.replaceWidget(self.title_label, self.name)
        self._header_layout.setStretchFactor(self.name, 100)  # Card ends with a stretch of 1
        self.title_label.hide()
        self.pill = StatusPill("conseil", _("Contact"))
        self.add_action(self.pill)
        self.more = IconButton("ellipsis-vertical", _("Autres actions sur cet acteur"))
        menu = QMenu(self.more)
        self.delete_action = menu.addAction(_("Supprimer…"))
        self.delete_action.triggered.connect(self._on_delete)
        self.more.setMenu(menu)
        self.add_action(self.more)

    @property
    def acteur_id(self) -> int:
        """The stakeholder shown, 0 when none is."""
        return self._id

    def show_acteur(self, acteur: Acteur) -> None:
        """Show another stakeholder, after committing what is typed for the former one."""
        if acteur.id == self._id:
            return
        self.leave()
        self._id = acteur.id
        self.form = Form(self._session, parent=self)
        fields = QWidget()
        self._fields = fields
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addLayout(self._flow(self._families()))
        column.addLayout(_privacy())
        column.addStretch(1)
        self.add(fields, 1)
        self._show_header(acteur)

    def leave(self) -> None:
        """Commit what is typed, then forget the fields."""
        if self._fields is None:
            return
        if self._id in self._session.snapshot.acteurs_by_id:
            self.form.flush()
        self.body.removeWidget(self._fields)
        self._fields.hide()
        self._fields.deleteLater()
        self.form.deleteLater()
        self._fields, self._id = None, 0

    def reload(self, acteur: Acteur, *, force: bool) -> None:
        """Show the values again."""
        self.form.reload(self._session.snapshot, force=force)
        self._show_header(acteur)

    def focus_field(self, name: str = "nom") -> bool:
        """Put the caret in a field; tell whether there is one of this name."""
        return self.form.focus(self.key(name))

    def key(self, name: str) -> str:
        """Return the key of a field of the stakeholder shown."""
        return f"acteurs.{self._id}.{name}"

    def current_field(self) -> str:
        """Return the key of the field that has the caret, empty when none has."""
        focused = QApplication.focusWidget()
        keys = self.form.keys()
        for key in keys:
            editor = self.form.row(key).editor
            if focused is not None and (focused is editor or editor.isAncestorOf(focused)):
                return key
        return ""

    def _show_header(self, acteur: Acteur) -> None:
        self.name.set_whole_text(acteur.display_name or _("À compléter"))
        self.setAccessibleName(self.name.whole_text)
        status = acteur.statut_contrat
        self.pill.setVisible(status is not None)
        if status is not None:
            self.pill.set_pill(Pill("conseil", word(status), STATUS_ICONS[status]))
        self.more.setVisible(not self._session.read_only)

    def _flow(self, families: list[tuple[object, str]]) -> FieldFlow:
        flow = FieldFlow()
        self._pair(flow, self._spec("structure"), self._spec("service"))
        self._pair(flow, self._spec("nom"), self._spec("fonction"))
        phone = replace(self._spec("telephone"), parse=parse_phone)
        email = replace(self._spec("courriel"), parse=parse_email)
        self._pair(flow, phone, email)
        status = replace(self._spec("statut_contrat", "choice"), choices=choices(StatutContrat))
        position = replace(self._spec("position", "choice"), choices=choices(Position))
        self._pair(flow, status, position)
        flow.whole(self._add(replace(self._spec("relation", "text"), lines=1)))
        flow.whole(self._add(replace(self._spec("attentes", "text"), lines=2)))
        flow.line(
            (self._add(self._spec("influence", "rating")), RATING),
            (self._add(self._spec("interet", "rating")), RATING),
        )
        family = replace(self._spec("famille", "choice"), choices=families, none_label=None)
        self._pair(flow, self._strategy(), family)
        return flow

    def _pair(self, flow: FieldFlow, left: FieldSpec, right: FieldSpec) -> None:
        flow.line((self._add(left), NARROW), (self._add(right), NARROW))

    def _add(self, spec: FieldSpec) -> FieldRow:
        return self.form.add(spec)

    def _families(self) -> list[tuple[object, str]]:
        return [(f.slug, f.libelle) for f in self._session.content.acteurs.familles]

    def _spec(self, name: str, kind: FieldKind = "line") -> FieldSpec:
        return FieldSpec(
            key=self.key(name),
            label=label("acteurs", name),
            kind=kind,
            read=partial(_read, self._id, name),
            write=partial(update_record, UpdateActeur, self._id, name),
        )

    def _strategy(self) -> FieldSpec:
        return FieldSpec(
            key=self.key("strategie"),
            label=_("Comment l'associer"),
            kind="line",
            read=partial(_read_strategy, self._id),
            show=word,
        )

    def _on_delete(self) -> None:
        self.delete_requested.emit()


def _privacy() -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(px(8))
    words = _("Position et influence ne sont jamais imprimées pour les autorités.")
    line.addWidget(IconLabel("shield-check", "texte-2", 16))
    line.addWidget(SafeLabel(words, "caption-2", wrap=True), 1)
    return line


def _read(acteur_id: int, name: str, snapshot: DossierSnapshot) -> object:
    acteur = snapshot.acteurs_by_id.get(acteur_id)
    return getattr(acteur, name) if acteur else None


def _read_strategy(acteur_id: int, snapshot: DossierSnapshot) -> Strategie | None:
    acteur = snapshot.acteurs_by_id.get(acteur_id)
    return strategie(acteur.influence, acteur.interet) if acteur else None
