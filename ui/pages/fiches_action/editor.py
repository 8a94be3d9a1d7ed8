"""The editor of one fiche action: every field commits by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.i18n import _
from cpom_desktop.services.operations import SetFicheConstats, UpdateFicheAction
from cpom_desktop.services.queries.fiches_action import lacunes_count
from cpom_desktop.services.queries.reunions_liens import links_of_fiche
from ui.kit.buttons import TextButton
from ui.kit.cards import Card, Rule
from ui.kit.form import Form
from ui.kit.segmented import SegmentedChoice
from ui.kit.states import WarningStrip
from ui.models.constats_field import ConstatsField
from ui.models.meeting_links import MeetingLinks
from ui.models.part_section import run_told
from ui.pages.fiches_action.fields import FICHES, fiche_specs, field_key, split_key
from ui.pages.fiches_action.lacks import LacksPanel
from ui.pages.fiches_action.objectif_dialog import make_objectif
from ui.pages.fiches_action.origines import OriginesField
from ui.pages.fiches_action.parts import FicheParts
from ui.pages.fiches_action.sheet import (
    CADRE,
    CONTEXTE,
    COUT,
    FOLDED,
    PLACES,
    RISQUES,
    SUIVI,
    TETE,
    VALIDATION,
    Holder,
    fill,
    make_folds,
    names_of,
    spec_of,
    summaries,
)
from ui.pages.fiches_action.versions import FicheVersions
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.queries.fiches_action import FicheView
    from ui.session import Session

CONSTATS, ORIGINES, VERSIONS = "constats", "origines", "versions"


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
        self.draft = WarningStrip(
            _("Adaptez ce brouillon à votre établissement."),
            lead=_("Reprise de la bibliothèque."),
            actions=() if session.read_only else (_("C'est adapté"),),
        )
        self.draft.first.connect(self._on_adapted)
        self.draft.hide()
        self.links = MeetingLinks()
        self.constats = ConstatsField(
            session,
            _("Constats du diagnostic concernés"),
            _("À quels constats du diagnostic cette fiche répond-elle ?"),
            _write_constats,
        )
        self.parts = FicheParts(session)
        self.card = Card()
        self.origines = OriginesField(session)
        self.versions = FicheVersions(session)
        self.folds = make_folds()
        self._holders = {name: Holder() for name in PLACES}
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
        column.addWidget(self.draft)
        column.addWidget(self.strip)
        column.addWidget(self.links)
        column.addWidget(self.card)
        column.addStretch(1)
        self.card.body.setSpacing(px(14))
        self._fill_card()
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def _fill_card(self) -> None:
        parts, places, folds = self.parts, self._holders, self.folds
        folds[CADRE].add(self.origines)
        folds[CADRE].add(places[CADRE])
        folds[RISQUES].add(places[RISQUES])
        folds[VALIDATION].add(places[VALIDATION])
        folds[VALIDATION].add(self.versions.section)
        for widget in (places[TETE], folds[CADRE], Rule(), self.constats, places[CONTEXTE], Rule(),
                       parts.etapes, parts.moyens, parts.moyen, places[COUT], parts.financements,
                       parts.indicateurs, parts.panel, Rule(), places[SUIVI], folds[RISQUES],
                       folds[VALIDATION]):  # fmt: skip
            self.card.add(widget)

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
            self._turn_to(view.fiche.id)
            self.area.verticalScrollBar().setValue(0)
        elif self.form is not None:
            self.form.reload(self.session.snapshot, force=force)
        self.constats.show_criteres(view.fiche.id, view.parts.criteres)
        self.origines.show_fiche(view.fiche.id, view.parts.origines)
        self.versions.show_fiche(view)
        self.parts.show_fiche(view, force=force)
        self._tell_folds(view)
        self.lacks.show_fiche(view)
        self.links.show_links(links_of_fiche(self.session.snapshot, view.fiche.id))
        self._tell_validated(view)

    def _turn_to(self, fiche_id: int) -> None:
        """Show another fiche in the same fields; in others when what is typed is not kept."""
        known = any(fiche.id == self.fiche_id for fiche in self.session.snapshot.fiches_action)
        specs = fiche_specs(self.session, fiche_id)
        shown = [spec_of(name, specs) for place in PLACES.values() for name in names_of(place)]
        if self.form is not None and known and self.form.rebind(shown):
            self.fiche_id = fiche_id
            return
        self.leave()
        self.fiche_id = fiche_id
        self._fill()

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
        for panel in self.parts.panels:
            panel.flush()

    def focus_name(self, name: str) -> bool:
        """Put the caret in a field or in a part of the fiche; tell whether it is there."""
        if name == CONSTATS:
            self.constats.focus()
            self._reveal(self.constats)
            return True
        if name in {ORIGINES, VERSIONS}:
            return self._focus_folded(name)
        section = self.parts.section(name)
        if section is not None:
            section.focus_table()
            self._reveal(section)
            return True
        if name in FOLDED:
            self.folds[FOLDED[name]].set_open(True)
        key = field_key(FICHES, self.fiche_id, name)
        if self.form is None or not self.form.focus(key):
            return False
        self._reveal(self.form.row(key))
        return True

    def _focus_folded(self, name: str) -> bool:
        """Open the fold of the origins or of the versions, caret on them."""
        self.folds[CADRE if name == ORIGINES else VALIDATION].set_open(True)
        if name == ORIGINES:
            self.origines.focus()
            self._reveal(self.origines)
        else:
            self.versions.section.focus_table()
            self._reveal(self.versions.section)
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
        """Return what Tab stops on, in reading order: Qt follows creation."""
        if self.form is None:
            return []
        stops: list[QWidget] = [*self.draft.buttons]
        for name in PLACES:
            stops += self._stops_of(name)
            if name == CONTEXTE:
                stops += self.parts.stops()
        return stops

    def _stops_of(self, name: str) -> list[QWidget]:
        """Return the stops of a place, with the fold that it is in and what else is there."""
        assert self.form is not None, "only a fiche shown has stops"
        fields: list[QWidget] = []
        for field in names_of(PLACES[name]):
            editor = self.form.row(field_key(FICHES, self.fiche_id, field)).editor
            fields += editor.parts if isinstance(editor, SegmentedChoice) else [editor]
            if field == "objectif_id":
                fields.append(self.new_objectif)
        match name:
            case "cadre":
                return [self.folds[CADRE].button, *self.origines.stops(), *fields]
            case "contexte":
                return [*self.constats.stops(), *fields]
            case "risques":
                return [self.folds[RISQUES].button, *fields]
            case "validation":
                versions = self.versions.section.stops()
                return [self.folds[VALIDATION].button, *fields, *versions]
            case _:
                return fields

    def current_field(self) -> str:
        """Return the key of what has the caret; the first field when it is on a button."""
        focused = QApplication.focusWidget()
        inner = (panel.form for panel in self.parts.panels)
        forms = [form for form in (self.form, *inner) if form is not None]
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
        for name, place in PLACES.items():
            self._forms.append(fill(self._holders[name], place, form, specs, self._dress))

    def _dress(self, name: str, row: QWidget) -> QWidget:
        return self._objectif(row) if name == "objectif_id" else row

    def _tell_folds(self, view: FicheView) -> None:
        """Tell what is folded; why it costs nothing is asked for only then."""
        for name, told in summaries(view).items():
            self.folds[name].set_summary(told)
        free = not view.cout_centimes or bool(view.fiche.justification_cout)
        self._holders[COUT].setVisible(free)
        self.draft.setVisible(view.fiche.a_adapter)

    def _on_adapted(self) -> None:
        self.flush()
        run_told(self.session, UpdateFicheAction(id=self.fiche_id, a_adapter=False))
        self.focus_name("titre")

    def _objectif(self, row: QWidget) -> QWidget:
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(2))
        line.addWidget(row, 1)
        self.new_objectif = TextButton(_("Nouvel objectif…"))
        self.new_objectif.clicked.connect(self._on_new_objectif)
        line.addWidget(self.new_objectif, 0, Qt.AlignmentFlag.AlignBottom)
        self.new_objectif.setVisible(not self.session.read_only)
        return both

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
