"""The right of the page: one date, how it is found, on what text, and what she says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.i18n import EMPTY, _, format_date
from cpom_desktop.services.queries.echeancier_mots import (
    caution_of,
    changed_words,
    confidence_of,
    how_found,
    where_from,
)
from cpom_desktop.services.queries.echeancier_types import EtatEcheance, Ligne, Origine
from ui.kit.buttons import SecondaryButton, TextButton
from ui.kit.detail_panel import DetailPanel
from ui.kit.field_flow import FieldFlow
from ui.kit.form import Form
from ui.kit.labels import ElidedLabel, IconLabel, SafeLabel
from ui.kit.link_line import LinkLine
from ui.kit.pills import StatusPill
from ui.models.echeancier import CONFIDENCE_ICONS, pill_of
from ui.pages.echeancier.fields import common_specs, key_of, own_specs
from ui.theme.theme import px

if TYPE_CHECKING:
    from ui.kit.field_row import FieldSpec
    from ui.session import Session

HALF = 118
"""Pixels at 100 % under which two fields no longer stand side by side."""


class Part(QWidget):
    """A heading and a text under it; hidden when there is no text."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(3))
        self.heading = SafeLabel(heading, "label")
        self.text = SafeLabel("", "small", wrap=True)
        column.addWidget(self.heading)
        column.addWidget(self.text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.text.setText(text)
        self.setVisible(bool(text))


class EcheancePanel(DetailPanel):
    """Shows the line chosen in the list; nothing to validate.

    Signals:
        done_asked: done, or to be done again.
        date_asked: give another date.
        rule_asked: go back to the date of the rule.
        out_asked: out of scope, or to be done again.
        delete_asked: delete this reminder.
        opened: slug of a page and key of a field.
    """

    done_asked = Signal()
    date_asked = Signal()
    rule_asked = Signal()
    out_asked = Signal()
    delete_asked = Signal()
    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.line: Ligne | None = None
        self.form: Form | None = None
        self.own_form: Form | None = None
        self._links: list[LinkLine] = []
        self._build_header()
        self.body.setSpacing(0)
        self.add(self._build_middle(), 1)
        self.add(self._build_footer())

    # --- building

    def _build_header(self) -> None:
        self.name = ElidedLabel("", "section")
        self.set_name_label(self.name)
        self.pill = StatusPill("a-faire")
        self.add_action(self.pill)
        self.out_action, self.rule_action, self.delete_action = self.add_more(
            _("Autres actions sur cette échéance"),
            (_("Sans objet pour nous"), self.out_asked),
            (_("Revenir à la date de la règle"), self.rule_asked),
            (_("Supprimer ce rappel"), self.delete_asked),
        )

    def _build_middle(self) -> QScrollArea:
        self._area, self._column = self.scroll_column()
        self._column.addLayout(self._build_date())
        self.found = Part(_("Comment cette date est trouvée"))
        self.changed = Part(_("Date changée par vous"))
        self._column.addWidget(self.found)
        self._column.addWidget(self.changed)
        self._column.addWidget(self._build_source())
        self._fields = QVBoxLayout()
        self._fields.setSpacing(px(10))
        self._column.addLayout(self._fields)
        self.noted = Part(_("À noter"))
        self.linked = SafeLabel(_("Lié à"), "label")
        self._column.addWidget(self.linked)
        self._link_column = QVBoxLayout()
        self._link_column.setSpacing(0)
        self._column.addLayout(self._link_column)
        self._column.addWidget(self.noted)
        self._column.addStretch(1)
        return self._area

    def _build_date(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        self.weekday = SafeLabel("", "small-2")
        self.day = SafeLabel("", "title", wrap=True)
        column.addWidget(self.weekday)
        column.addWidget(self.day)
        return column

    def _build_source(self) -> QWidget:
        self.source = Part(_("D'où vient la règle"))
        column = self.source.layout()
        assert isinstance(column, QVBoxLayout)
        line = QHBoxLayout()
        line.setSpacing(px(6))
        self.confidence_icon = IconLabel("pin", "texte-2", 16)
        self.confidence = SafeLabel("", "caption-strong")
        self.checked = SafeLabel("", "caption-2", wrap=True)
        line.addWidget(self.confidence_icon)
        line.addWidget(self.confidence)
        line.addWidget(self.checked, 1)
        column.addLayout(line)
        self.caution = SafeLabel("", "caption-2", wrap=True)
        column.addWidget(self.caution)
        return self.source

    def _build_footer(self) -> QFrame:
        frame = QFrame()
        row = QHBoxLayout(frame)
        row.setContentsMargins(px(13), px(6), px(6), px(8))
        row.setSpacing(0)
        self.done_button = SecondaryButton(_("Marquer comme fait"), icon_name="check")
        self.done_button.clicked.connect(self.done_asked)
        self.date_button = TextButton(_("Changer la date…"))
        self.date_button.clicked.connect(self.date_asked)
        row.addWidget(self.done_button)
        row.addWidget(self.date_button)
        row.addStretch(1)
        self._footer = frame
        return frame

    # --- showing

    def show_line(self, line: Ligne | None, *, force: bool = False) -> None:
        """Show a line; what is typed for the former one is committed first."""
        former, self.line = self.line, line
        self.setEnabled(line is not None)
        if line is None:
            self.name.set_whole_text("")
            return
        if former is None or former.cle != line.cle or self.form is None:
            self._bind(line)
            self._area.verticalScrollBar().setValue(0)
        else:
            self._reload_forms(force=force)
        self._show_words(line)
        self._show_links(line)
        self._show_actions(line)

    def _show_words(self, line: Ligne) -> None:
        self.name.set_whole_text(line.court or line.titre)
        self.setAccessibleName(line.titre)
        self.pill.set_pill(pill_of(line))
        self.weekday.setText(_weekday(line))
        self.day.setText(format_date(line.jour) if line.jour else _("Sans date"))
        dossier = self._session.snapshot, self._session.content
        self.found.show_text(how_found(line, *dossier))
        self.changed.show_text(changed_words(line, *dossier))
        self._show_source(line)

    def _show_source(self, line: Ligne) -> None:
        heading = _("D'où vient la règle") if line.regle else _("D'où vient cette date")
        self.source.heading.setText(heading)
        self.source.show_text(where_from(line))
        self.noted.show_text(line.regle.a_noter if line.regle else "")
        self.confidence_icon.set_icon(*CONFIDENCE_ICONS[line.confiance])
        self.confidence.setText(confidence_of(line))
        checked = line.regle.verifie_le if line.regle else None
        self.checked.setText(_("vérifié le {jour}", jour=format_date(checked)) if checked else "")
        self.caution.setText(caution_of(line))
        self.caution.setVisible(bool(caution_of(line)))

    def _show_actions(self, line: Ligne) -> None:
        writes = not self._session.read_only
        self._footer.setVisible(writes)
        self.more.setVisible(writes and line.origine is not Origine.TACHE)
        over = line.etat is EtatEcheance.FAITE
        self.done_button.setText(
            _("Remettre à faire") if not line.open else _("Marquer comme fait")
        )
        self.done_button.set_icon("undo-2" if not line.open else "check")
        by_its_task = bool(over and line.tache_liee and not line.echeance_id)
        self.done_button.setVisible(not (line.information and line.open) and not by_its_task)
        computed = line.origine in {Origine.REGLE, Origine.REUNION}
        self.date_button.setVisible(computed and line.open)
        self.date_button.setText(
            _("Donner la date…") if line.jour is None else _("Changer la date…")
        )
        self.rule_action.setVisible(line.moved and computed)
        self.out_action.setVisible(line.open or over)
        self.delete_action.setVisible(line.origine is Origine.RAPPEL)

    def _show_links(self, line: Ligne) -> None:
        while (item := self._link_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._links = [self._link(*found) for found in _links_of(line, self._session)]
        self.linked.setVisible(bool(self._links))

    def _link(self, words: str, icon: str, page: str, field: str) -> LinkLine:
        link = LinkLine(words, icon, "lien")
        link.setProperty("page", page)
        link.setProperty("field", field)
        link.clicked.connect(self._on_link)
        self._link_column.addWidget(link)
        return link

    def _on_link(self) -> None:
        link = self.sender()
        if link is not None:
            self.opened.emit(str(link.property("page")), str(link.property("field")))

    # --- fields

    def _bind(self, line: Ligne) -> None:
        if self.form is None:
            self.form = self._make_form(common_specs(line))
        elif not self.form.rebind(common_specs(line)):
            return
        own = line.origine is Origine.RAPPEL
        if own:
            specs = own_specs(self._session, line)
            if self.own_form is None:
                self.own_form = self._make_own_form(specs)
            else:
                self.own_form.rebind(specs)
        if self.own_form is not None:
            self._own_box.setVisible(own)

    def _make_form(self, specs: list[FieldSpec]) -> Form:
        form = Form(self._session, parent=self)
        acteur, rappels, note = (form.add(spec) for spec in specs)
        box = QWidget()
        flow = FieldFlow()
        box.setLayout(flow)
        flow.line((acteur, HALF), (rappels, HALF))
        flow.whole(note)
        self._fields.addWidget(box)
        return form

    def _make_own_form(self, specs: list[FieldSpec]) -> Form:
        form = Form(self._session, parent=self)
        self._own_box = QWidget()
        column = QVBoxLayout(self._own_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for spec in specs:
            column.addWidget(form.add(spec))
        self._fields.insertWidget(0, self._own_box)
        return form

    def _reload_forms(self, *, force: bool) -> None:
        for form in self.forms():
            form.reload(self._session.snapshot, force=force)

    def forms(self) -> list[Form]:
        """Return the forms shown, from top to bottom."""
        own = self.line is not None and self.line.origine is Origine.RAPPEL
        forms = (self.own_form if own else None, self.form)
        return [form for form in forms if form is not None]

    def focus_field(self, name: str = "") -> bool:
        """Put the caret in a field, the first one without a name; tell whether it is there."""
        if self.line is None:
            return False
        first = "titre" if self.line.origine is Origine.RAPPEL else "acteur_id"
        key = key_of(self.line, name or first)
        return any(form.focus(key) for form in self.forms())


def _weekday(line: Ligne) -> str:
    return "" if line.jour is None else format_date(line.jour, "full").partition(" ")[0]


def _links_of(line: Ligne, session: Session) -> list[tuple[str, str, str, str]]:
    """Return words, icon, page and field of what a line is linked to."""
    task_id = line.tache_liee or line.task_id
    task = next((t for t in session.snapshot.tasks if t.id == task_id), None)
    links = []
    if task is not None:
        held = line.delai and not line.page
        kind = _("Réunion « {titre} »") if held else _("Rétroplanning, « {titre} »")
        links.append(
            (
                kind.format(titre=task.titre),
                "calendar-days",
                "retroplanning",
                f"tasks.{task.id}",
            )
        )
    if line.page:
        words = _("Se tient en réunion : l'ouvrir") if line.delai else line.court
        links.append((words, "link", line.page, line.champ))
    if line.regle is not None and line.qui != EMPTY and line.acteur_id:
        links.append((line.qui, "user", "acteurs", f"acteurs.{line.acteur_id}.nom"))
    return links
