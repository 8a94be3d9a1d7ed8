"""The detail of the row chosen: its words, what founds it, what hangs from it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import SetObjectifConstats
from cpom_desktop.services.queries.arbre import ACTIONS, AXES, INDICATEURS, OBJECTIFS
from cpom_desktop.services.queries.fiches_action import format_euros
from ui.kit.buttons import SecondaryButton
from ui.kit.detail_panel import DetailPanel
from ui.kit.field_flow import FieldFlow
from ui.kit.form import Form
from ui.kit.labels import SafeLabel
from ui.kit.link_line import LinkLine
from ui.kit.pills import StatusPill
from ui.models.arbre import etat_pill
from ui.models.constats_field import ConstatsField
from ui.pages.objectifs.fields import axe_specs, field_key, objectif_specs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.services.queries.arbre import Arbre, Noeud
    from ui.session import Session

CONSTATS = "constats"
_ICONS = {ACTIONS: "file-text", INDICATEURS: "gauge"}
CHIP_LETTERS = 30
MOST_LINKS = 12
"""Things told under a row; the tree shows the others."""


class FieldsBox(QWidget):
    """Fields in lines, never lower than they need: the panel scrolls instead."""

    def __init__(self) -> None:
        super().__init__()
        self.flow = FieldFlow()
        self.setLayout(self.flow)

    def event(self, event: QEvent) -> bool:
        """Measure the lines again for another width, or once a field grows."""
        done = super().event(event)
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self.setMinimumHeight(self.flow.heightForWidth(self.width()))
        return done


class ObjectifPanel(DetailPanel):
    """Shows the row chosen in the tree; nothing to validate.

    Signals:
        open_asked: key of a fiche or of an indicator to go to.
    """

    open_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.noeud: Noeud | None = None
        self.form_of: dict[str, Form] = {}
        self._boxes: dict[str, QWidget] = {}
        self.links: list[LinkLine] = []
        self._linked: list[tuple[str, str]] = []
        self.pill = StatusPill("a-faire")
        self.add_action(self.pill)
        self._area, self._column = self.scroll_column(spacing=8)
        self.name = SafeLabel("", "strong", wrap=True)
        self.told = SafeLabel("", "small-2", wrap=True)
        self.open_button = SecondaryButton("", icon_name="external-link")
        self.open_button.clicked.connect(self._on_open)
        self.constats = ConstatsField(
            session,
            _("Constats qui le fondent"),
            _("Quels constats du diagnostic fondent cet objectif ?"),
            _write_constats,
            letters=CHIP_LETTERS,
        )
        self._fields = QVBoxLayout()
        self.links_title = SafeLabel("", "label", wrap=True)
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        self._lay_out()

    def _lay_out(self) -> None:
        self.body.setSpacing(0)
        for part in (self.name, self.told):
            self._column.addWidget(part)
        self._column.addWidget(self.open_button)
        self._column.addLayout(self._fields)
        self._column.addWidget(self.constats)
        self._column.addWidget(self.links_title)
        self._column.addLayout(self._links)
        self._column.addStretch(1)
        self.add(self._area, 1)

    # --- showing

    def show_noeud(self, noeud: Noeud | None, arbre: Arbre, *, force: bool = False) -> None:
        """Show a row; what is typed for the former one is committed first."""
        former, self.noeud = self.noeud, noeud
        self.setEnabled(noeud is not None)
        if noeud is None:
            return
        if former is None or former.champ != noeud.champ or noeud.table not in self.form_of:
            self._bind(noeud)
            self._area.verticalScrollBar().setValue(0)
        elif form := self.form_of.get(noeud.table):
            form.reload(self._session.snapshot, force=force)
        self._show_words(noeud, arbre)
        self._show_constats(noeud)
        self._show_links(noeud)
        self._order_stops(noeud)

    def _order_stops(self, noeud: Noeud) -> None:
        """Let Tab go down the panel as she reads it."""
        form = self.form_of.get(noeud.table)
        fields = [form.row(key).editor for key in form] if form else []
        stops = [self.open_button, *fields, *self.constats.stops(), *self.links]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _show_words(self, noeud: Noeud, arbre: Arbre) -> None:
        self.title_label.setText(_title(noeud))
        self.setAccessibleName(noeud.mots)
        self.pill.setVisible(noeud.etat is not None)
        if noeud.etat is not None:
            self.pill.set_pill(etat_pill(noeud.etat))
        typed = noeud.table in {AXES, OBJECTIFS}
        self.name.setText(noeud.libelle)
        self.name.setVisible(not typed)
        told = _told(noeud, arbre)
        self.told.setText(told)
        self.told.setVisible(bool(told))
        words = {ACTIONS: _("Ouvrir la fiche"), INDICATEURS: _("Ouvrir l'indicateur")}
        self.open_button.setText(words.get(noeud.table, ""))
        self.open_button.setVisible(noeud.table in words)

    def _show_constats(self, noeud: Noeud) -> None:
        founded = noeud.table == OBJECTIFS
        self.constats.setVisible(founded)
        if founded:
            rows = self._session.snapshot.objectifs_constats
            criteres = [row.critere for row in rows if row.objectif_id == noeud.id]
            self.constats.show_criteres(noeud.id, criteres)

    def _show_links(self, noeud: Noeud) -> None:
        under = [row for row in noeud.walk() if row.table in _ICONS and row.cle != noeud.cle]
        wanted = [(row.champ, row.mots) for row in under[:MOST_LINKS]]
        self.links_title.setText(_count(under))
        self.links_title.setVisible(bool(under))
        if wanted == self._linked:
            return
        self._linked = wanted
        for link in self.links:
            self._links.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = [self._link(row) for row in under[:MOST_LINKS]]

    def _link(self, row: Noeud) -> LinkLine:
        link = LinkLine(row.mots, _ICONS[row.table], "texte-2")
        link.setProperty("champ", row.champ)
        link.clicked.connect(self._on_link)
        self._links.addWidget(link)
        return link

    def _on_link(self) -> None:
        self.open_asked.emit(str(self.sender().property("champ")))

    def _on_open(self) -> None:
        if self.noeud is not None:
            self.open_asked.emit(self.noeud.champ)

    # --- fields

    def _bind(self, noeud: Noeud) -> None:
        for table, box in self._boxes.items():
            box.setVisible(table == noeud.table)
        makers = {AXES: axe_specs, OBJECTIFS: objectif_specs}
        if noeud.table not in makers:
            return
        specs = makers[noeud.table](self._session, noeud.id)
        if noeud.table in self.form_of:
            self.form_of[noeud.table].rebind(specs)
            return
        form = self.form_of[noeud.table] = Form(self._session, parent=self)
        box = self._boxes[noeud.table] = FieldsBox()
        for spec in specs:
            box.flow.whole(form.add(spec))
        self._fields.addWidget(box)

    def focus_field(self, name: str = "") -> bool:
        """Put the caret in a field, the first one without a name; tell whether it is there."""
        noeud = self.noeud
        if noeud is None:
            return False
        if noeud.table == OBJECTIFS and name == CONSTATS:
            self.constats.focus()
            self._area.ensureWidgetVisible(self.constats)
            return True
        form = self.form_of.get(noeud.table)
        if form is None:
            self.open_button.setFocus()
            return not self.open_button.isHidden()
        key = field_key(noeud.table, noeud.id, name or "libelle")
        if not form.focus(key):
            return False
        self._area.ensureWidgetVisible(form.row(key))
        return True

    def forms(self) -> Iterable[Form]:
        """Return the forms, from top to bottom."""
        return self.form_of.values()


def _write_constats(objectif_id: int, criteres: list[str]) -> SetObjectifConstats:
    return SetObjectifConstats(objectif_id=objectif_id, criteres=criteres)


def _title(noeud: Noeud) -> str:
    """Return what a row is, with its number."""
    match noeud.table:
        case "axes":
            return _("Axe {n}", n=noeud.numero)
        case "objectifs" if noeud.strategique:
            return _("Objectif stratégique {n}", n=noeud.numero)
        case "objectifs":
            return _("Objectif opérationnel {n}", n=noeud.numero)
        case "fiches_action":
            return _("Fiche action {n}", n=noeud.numero)
        case "indicateurs":
            return _("Indicateur")
    return _("À rattacher")


def _told(noeud: Noeud, arbre: Arbre) -> str:
    """Return what is to be known of a row that has no field here."""
    match noeud.table:
        case "axes" | "objectifs":
            return _cost(noeud)
        case "fiches_action":
            parent = arbre.parent(noeud.cle)
            who = noeud.responsable or _("sans responsable")
            held = parent.mots if parent and parent.table == OBJECTIFS else _("sans objectif")
            told = _("Responsable : {qui}. Objectif : {objectif}.", qui=who, objectif=held)
            return f"{told} {_cost(noeud)}".strip()
        case "indicateurs":
            return _("Départ : {depart}. Cible : {cible}.", depart=noeud.depart, cible=noeud.cible)
        case "sans":
            return _("Glissez une fiche sur un objectif opérationnel, ou Alt+flèche haut.")
    return ""


def _cost(noeud: Noeud) -> str:
    """Return « Coût : 142 327 €. »; nothing where nothing is costed."""
    if noeud.cout_centimes is None:
        return ""
    return _("Coût : {montant}.", montant=format_euros(noeud.cout_centimes))


def _count(under: list[Noeud]) -> str:
    """Return « 2 fiches actions, 3 indicateurs »."""
    fiches = sum(row.table == ACTIONS for row in under)
    measures = len(under) - fiches
    told = (
        ngettext("{n} fiche action", "{n} fiches actions", fiches) if fiches else "",
        ngettext("{n} indicateur", "{n} indicateurs", measures) if measures else "",
    )
    return ", ".join(filter(None, told))
