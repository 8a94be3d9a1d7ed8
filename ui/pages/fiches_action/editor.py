"""The editor of one fiche action: every field commits by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.i18n import _
from cpom_desktop.services.operations import SetFicheConstats
from cpom_desktop.services.queries.fiches_action import lacunes_count
from cpom_desktop.services.queries.reunions_liens import links_of_fiche
from ui.kit.buttons import TextButton
from ui.kit.cards import Card, Rule
from ui.kit.field_flow import FieldFlow
from ui.kit.form import Form
from ui.kit.restyle import Restyled
from ui.kit.states import WarningStrip
from ui.models.constats_field import ConstatsField
from ui.models.meeting_links import MeetingLinks
from ui.pages.fiches_action.fields import FICHES, fiche_specs, field_key, split_key
from ui.pages.fiches_action.lacks import LacksPanel
from ui.pages.fiches_action.objectif_dialog import make_objectif
from ui.pages.fiches_action.parts import FicheParts
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.queries.fiches_action import FicheView
    from ui.kit.field_row import FieldSpec
    from ui.session import Session

CONSTATS = "constats"
FORM_WIDTH = 880
"""Widest form, in pixels at 100 % (DESIGN §2.3)."""


class _Holder(Restyled, QWidget):
    """The place of some fields, made again for each fiche; forms are never stretched."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.restyle()

    def restyle(self) -> None:
        """Keep to the width of forms at the present text scale."""
        self.setMaximumWidth(px(FORM_WIDTH))


class FicheEditor(QWidget):
    """One card with the fields and the tables of a fiche, over a page that scrolls."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.fiche_id = 0
        self.form: Form | None = None
        self.lacks = LacksPanel(session)
        self.lacks.asked.connect(self._on_asked)
        self.strip = WarningStrip()
        self.strip.hide()
        self.links = MeetingLinks()
        self.constats = ConstatsField(
            session,
            _("Constats du diagnostic concernés"),
            _("À quels constats du diagnostic cette fiche répond-elle ?"),
            _write_constats,
        )
        self.parts = FicheParts(session)
        self.card = Card()
        self._holders = [_Holder() for _place in range(3)]
        self._forms: list[QWidget] = []
        self._revealed: QWidget | None = None
        self._build()

    def _build(self) -> None:
        inner = self._inner = QWidget()
        column = self._inner_layout = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, px(12))
        column.setSpacing(px(12))
        self._top = QVBoxLayout()
        column.addLayout(self._top)
        column.addWidget(self.strip)
        column.addWidget(self.links)
        column.addWidget(self.card)
        column.addStretch(1)
        self.card.body.setSpacing(px(14))
        first, second, third = self._holders
        parts = self.parts
        for widget in (first, Rule(), self.constats, second, Rule(), parts.etapes, parts.moyens,
                       parts.financements, parts.indicateurs, parts.panel, Rule(),
                       third):  # fmt: skip
            self.card.add(widget)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def place_lacks(self, beside: QScrollArea | None) -> None:
        """Put what lacks beside the page, or over the fields when there is no room."""
        if beside is None:
            self._top.addWidget(self.lacks)
        else:
            beside.setWidget(self.lacks)
        self.lacks.set_beside(beside=beside is not None)

    def show_fiche(self, view: FicheView, *, force: bool = False) -> None:
        """Show a fiche; what was typed for the one before is committed first."""
        if view.fiche.id != self.fiche_id:
            self.leave()
            self.fiche_id = view.fiche.id
            self._fill()
            self.area.verticalScrollBar().setValue(0)
        elif self.form is not None:
            self.form.reload(self.session.snapshot, force=force)
        self.constats.show_criteres(view.fiche.id, view.parts.criteres)
        self.parts.show_fiche(view, force=force)
        self.lacks.show_fiche(view)
        self.links.show_links(links_of_fiche(self.session.snapshot, view.fiche.id))
        self._tell_validated(view)

    def leave(self) -> None:
        """Commit what is typed, then forget the fields.

        The caret is put aside first: Qt would look for the next stop at each field hidden.
        """
        if self.form is None:
            return
        focused = QApplication.focusWidget()
        if focused is not None and self.window().isAncestorOf(focused):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if any(fiche.id == self.fiche_id for fiche in self.session.snapshot.fiches_action):
            self.flush()
        for form in self._forms:
            form.hide()
            form.deleteLater()
        self.form.deleteLater()
        self.form, self._forms, self.fiche_id, self._revealed = None, [], 0, None

    def flush(self) -> None:
        """Commit what is typed."""
        if self.form is not None:
            self.form.flush()
        if self.parts.panel.form is not None:
            self.parts.panel.form.flush()

    def focus_name(self, name: str) -> bool:
        """Put the caret in a field or in a part of the fiche; tell whether it is there."""
        if name == CONSTATS:
            self.constats.focus()
            self._reveal(self.constats)
            return True
        section = self.parts.section(name)
        if section is not None:
            section.focus_table()
            self._reveal(section)
            return True
        key = field_key(FICHES, self.fiche_id, name)
        if self.form is None or not self.form.focus(key):
            return False
        self._reveal(self.form.row(key))
        return True

    def focus_row(self, table: str, record_id: int, name: str) -> bool:
        """Put the caret in a row of a table, or in a field of an indicator."""
        found = self.parts.focus_row(table, record_id, name)
        if found is not None:
            self._reveal(found)
        return found is not None

    def _on_asked(self, key: str) -> None:
        """Go to what the help tells to fill; its part where the row has no such cell."""
        table, record_id, name = split_key(key)
        if table == FICHES:
            self.focus_name(name)
        elif not self.focus_row(table, record_id, name):
            self.focus_name(table)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on in the card, in reading order: Qt follows creation."""
        if self.form is None:
            return []
        editors = {key.rpartition(".")[2]: self.form.row(key).editor for key in self.form}
        names = list(editors)
        first, second = names.index("acteurs_mobilises"), names.index("modalites_suivi")
        return [
            editors["titre"],
            editors["objectif_id"],
            self.new_objectif,
            *(editors[name] for name in names[2:first]),
            *self.constats.stops(),
            *(editors[name] for name in names[first:second]),
            *self.parts.stops(),
            *(editors[name] for name in names[second:]),
        ]

    def current_field(self) -> str:
        """Return the key of what has the caret; the first field when it is on a button."""
        focused = QApplication.focusWidget()
        forms = [form for form in (self.form, self.parts.panel.form) if form is not None]
        rows = ((key, form.row(key)) for form in forms for key in form)
        held = next((key for key, row in rows if focused and row.isAncestorOf(focused)), "")
        return held or self.parts.current_field() or field_key(FICHES, self.fiche_id, "titre")

    def _reveal(self, widget: QWidget) -> None:
        """Scroll to a widget, now and once texts and tables have their heights."""
        self._revealed = widget
        self._scroll()
        QTimer.singleShot(0, self, self._scroll)

    def _scroll(self) -> None:
        if self._revealed is not None and self.isAncestorOf(self._revealed):
            self._inner_layout.activate()
            top = self._revealed.mapTo(self._inner, QPoint(0, 0)).y()
            if self._revealed.height() > self.area.viewport().height() - px(24):
                self.area.verticalScrollBar().setValue(top - px(8))
            else:
                self.area.ensureWidgetVisible(self._revealed, px(16), px(24))

    def _fill(self) -> None:
        self.form = form = Form(self.session, parent=self)
        specs = fiche_specs(self.session, self.fiche_id)
        makers = (self._first, self._second, self._third)
        for holder, make in zip(self._holders, makers, strict=True):
            fields = QWidget()
            flow = FieldFlow()
            fields.setLayout(flow)
            make(flow, form, specs)
            holder.column.addWidget(fields)
            self._forms.append(fields)

    def _first(self, flow: FieldFlow, form: Form, specs: dict[str, FieldSpec]) -> None:
        flow.line((form.add(specs["titre"]), 360), (self._objectif(form, specs), 380))
        flow.line(
            (form.add(specs["responsable_id"]), 178),
            (form.add(specs["suppleant_id"]), 178),
            (form.add(specs["statut"]), 160),
            (form.add(specs["priorite"]), 110),
        )
        flow.line(
            (form.add(replace(specs["etat_des_lieux"], lines=3)), 300),
            (form.add(replace(specs["resultats_attendus"], lines=3)), 300),
        )

    def _objectif(self, form: Form, specs: dict[str, FieldSpec]) -> QWidget:
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(2))
        line.addWidget(form.add(specs["objectif_id"]), 1)
        self.new_objectif = TextButton(_("Nouvel objectif…"))
        self.new_objectif.clicked.connect(self._on_new_objectif)
        line.addWidget(self.new_objectif, 0, Qt.AlignmentFlag.AlignBottom)
        self.new_objectif.setVisible(not self.session.read_only)
        return both

    def _second(self, flow: FieldFlow, form: Form, specs: dict[str, FieldSpec]) -> None:
        flow.line(
            (form.add(specs["acteurs_mobilises"]), 300), (form.add(specs["demarches_liees"]), 300)
        )

    def _third(self, flow: FieldFlow, form: Form, specs: dict[str, FieldSpec]) -> None:
        flow.whole(form.add(specs["modalites_suivi"]))
        flow.line((form.add(specs["risques"]), 300), (form.add(specs["conditions_reussite"]), 300))
        flow.line(
            (form.add(specs["validee_par"]), 300),
            (form.add(specs["validee_le"]), 170),
            (form.add(specs["version"]), 90),
            (form.add(specs["redigee_le"]), 170),
        )

    def _tell_validated(self, view: FicheView) -> None:
        """Tell the gaps of a fiche said to be agreed to; nothing is refused."""
        agreed = view.fiche.statut is StatutFiche.VALIDEE_COPIL and bool(view.lacunes)
        self.strip.setVisible(agreed)
        if agreed:
            self.strip.set_text(
                _("{points} : le COPIL peut vous les demander. Le statut est gardé.",
                  points=lacunes_count(view.lacunes)),
                lead=_("Fiche validée."),
            )  # fmt: skip

    def _on_new_objectif(self) -> None:
        self.flush()
        make_objectif(self.session, self.fiche_id, self.window())
        self.focus_name("objectif_id")


def _write_constats(fiche_id: int, criteres: list[str]) -> SetFicheConstats:
    return SetFicheConstats(fiche_id=fiche_id, criteres=criteres)
