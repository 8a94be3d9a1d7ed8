"""The right of the page: one instance, its fields, its members, its meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.queries.comitologie import members_words, seances
from ui.kit.detail_panel import DetailPanel
from ui.kit.field_flow import FieldFlow
from ui.kit.form import Form
from ui.kit.labels import ElidedLabel, SafeLabel
from ui.kit.link_line import LinkLine
from ui.models.membres import MEMBRES as SEATS
from ui.pages.comitologie.fields import DELAYS, MEMBRES, field_key, instance_specs
from ui.pages.comitologie.members import Members
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QLayout

    from cpom_desktop.services.queries.comitologie import InstanceView, SeanceView
    from ui.kit.field_row import FieldSpec
    from ui.session import Session

ICONS = {"reunions": "users", "retroplanning": "flag"}


class Links(QFrame):
    """Sentences that lead where they say; hidden while there is none.

    Signals:
        opened: slug of a page and key of a field.
    """

    opened = Signal(str, str)

    def __init__(self, heading: str = "", *, role: str = "") -> None:
        super().__init__()
        self.lines: list[LinkLine] = []
        self._told: list[tuple[str, str, str, str]] = []
        self._column = QVBoxLayout(self)
        side = px(8) if role else 0
        self._column.setContentsMargins(side, px(2) if role else 0, side, px(2) if role else 0)
        self._column.setSpacing(0)
        if role:
            self.setProperty("role", role)
        if heading:
            self._column.addWidget(SafeLabel(heading, "label"))

    def show_links(self, links: Iterable[tuple[str, str, str, str]], ink: str = "texte-2") -> None:
        """Show (words, icon, page, key) of each line."""
        told = list(links)
        self.setVisible(bool(told))
        if told == self._told:
            return
        self._told = told
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = []
        for words, icon, page, key in told:
            line = LinkLine(words, icon, ink)
            line.set_dense()
            line.setProperty("page", page)
            line.setProperty("key", key)
            line.clicked.connect(self._on_line)
            self._column.addWidget(line)
            self.lines.append(line)

    def _on_line(self) -> None:
        line = self.sender()
        self.opened.emit(str(line.property("page")), str(line.property("key")))


class InstancePanel(DetailPanel):
    """Shows the instance chosen in the list; nothing to validate.

    Signals:
        delete_asked: delete this instance.
        opened: slug of a page (empty for this one) and key of a field.
    """

    delete_asked = Signal()
    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__(flush=False)
        self._session = session
        self.instance_id = 0
        self.form: Form | None = None
        self._head()
        self.findings = Links(role="alerte")
        self.findings.opened.connect(self.opened)
        self.add(self.findings)
        self._first, self._second = QWidget(), QWidget()
        self.membres = Members(session)
        self.seances = Links(_("Réunions"))
        self.seances.opened.connect(self.opened)
        self.no_seance = SafeLabel(_("Aucune réunion prévue pour l'instant."), "small-2")
        for widget in (self._first, self.membres, self._second, self.seances, self.no_seance):
            self.add(widget)
        self.body.addStretch(1)

    def _head(self) -> None:
        self.name = ElidedLabel("", "section")
        self.set_name_label(self.name)
        self.count = SafeLabel("", "caption-2")
        self.add_action(self.count)
        (self.delete_action,) = self.add_more(
            _("Autres actions sur cette instance"),
            (_("Supprimer l'instance…"), self.delete_asked),
        )
        self.more.setVisible(not self._session.read_only)

    # --- showing

    def show_instance(self, view: InstanceView, *, force: bool = False) -> None:
        """Show an instance; what was typed for the one before is committed first."""
        known = self.instance_id == view.instance.id
        self.instance_id = view.instance.id
        specs = instance_specs(self._session, self.instance_id)
        if self.form is None:
            self._fill(specs)
        elif not known:
            self.form.rebind(list(specs.values()))
        assert self.form is not None
        self.form.reload(self._session.snapshot, force=force)
        self.name.set_whole_text(view.instance.nom)
        self.setAccessibleName(view.instance.nom)
        self._show_members(view)
        self._show_seances(view)
        self.findings.show_links(
            ((f.texte, "triangle-alert", *_place(f.champ)) for f in view.constats),
            "attention",
        )

    def _show_members(self, view: InstanceView) -> None:
        self.membres.show_members(view)
        voting = ngettext("{n} vote", "{n} votent", view.votants)
        self.count.setText(
            _("{membres}, dont {votants}", membres=members_words(view), votants=voting)
            if view.membres
            else members_words(view)
        )

    def _show_seances(self, view: InstanceView) -> None:
        workspace = self._session.workspace
        found = seances(workspace.snapshot, workspace.content, workspace.today, view.instance)
        self.seances.show_links(
            (_told(s), ICONS[s.page], s.page if s.page in PAGES else "", s.champ) for s in found
        )
        self.no_seance.setVisible(not found)

    def _fill(self, specs: dict[str, FieldSpec]) -> None:
        self.form = form = Form(self._session, parent=self)
        rows = {name: form.add(spec) for name, spec in specs.items()}
        top, bottom = FieldFlow(), FieldFlow()
        top.line((rows["objet"], 280), (rows["composition"], 320))
        bottom.line((rows["president_id"], 200), (rows["secretaire_id"], 200))
        bottom.line((rows["frequence"], 380), (rows["quorum"], 150))
        bottom.line(*((rows[name], 170) for name in DELAYS))
        bottom.line((rows["regle_validation"], 300), (rows["confidentialite"], 200))
        bottom.line((rows["nom"], 300), (rows["abrege"], 120), (rows["phase"], 170))
        self._set(self._first, top)
        self._set(self._second, bottom)

    @staticmethod
    def _set(holder: QWidget, layout: QLayout) -> None:
        holder.setLayout(layout)

    # --- the caret

    def focus_name(self, name: str) -> QWidget | None:
        """Put the caret in a field, or on the members; return what to reveal."""
        if name == MEMBRES:
            self.membres.focus_table()
            return self.membres
        key = field_key(self.instance_id, name)
        return self.form.row(key) if self.form is not None and self.form.focus(key) else None

    def focus_member(self, membre_id: int, column: str) -> QWidget:
        """Put the caret on a member."""
        self.membres.focus_row(membre_id, column)
        return self.membres

    def current_field(self) -> str:
        """Return the key of what has the caret; empty when nothing here has it."""
        focused = QApplication.focusWidget()
        if focused is None:
            return ""
        table, model = self.membres.table, self.membres.model
        if focused is table or table.isAncestorOf(focused):
            index = table.currentIndex()
            if not index.isValid():
                return field_key(self.instance_id, MEMBRES)
            return f"{SEATS}.{model.row_id_at(index.row())}.{model.columns[index.column()].key}"
        form = self.form
        rows = ((key, form.row(key)) for key in form) if form is not None else ()
        return next((key for key, row in rows if row.isAncestorOf(focused)), "")

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on, in reading order: Qt follows creation."""
        assert self.form is not None, "an instance is shown"
        editors = [self.form.row(key).editor for key in self.form]
        members = self.membres.stops()
        return [
            self.more, *self.findings.lines, *editors[:2], *members, *editors[2:],
            *self.seances.lines,
        ]  # fmt: skip


def _place(key: str) -> tuple[str, str]:
    """Return the page of a key, empty for this one, and the key."""
    return ("acteurs" if key.startswith("acteurs.") else "", key)


def _told(seance: SeanceView) -> str:
    """Return « 15 avril 2027 – COPIL n° 2, à faire »."""
    day = format_date(seance.jour) if seance.jour else _("sans date")
    return _("{jour} – {titre} ({etat})", jour=day, titre=seance.titre, etat=seance.etat.lower())
