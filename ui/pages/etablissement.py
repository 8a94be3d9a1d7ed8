"""Page « Établissement et périmètre »: typed once, taken up everywhere. Picture 15."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.domain.dossier import TypeCapacite
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.labels import FIELDS
from cpom_desktop.services.operations import AssumeAnomalie, PrepareDossier
from cpom_desktop.services.queries.etablissement import TABLES, avertissements
from ui.kit.buttons import SecondaryButton
from ui.kit.capacity_card import CapacityCard, capacity_columns, capacity_key, capacity_name
from ui.kit.cards import Card
from ui.kit.dossier_specs import DossierSpecs
from ui.kit.doubts import Doubts, ask_reason
from ui.kit.field_flow import FieldFlow
from ui.kit.field_row import FieldSpec
from ui.kit.form import Form
from ui.kit.labels import SafeLabel
from ui.kit.page import Page
from ui.models.logo import KEY as LOGO_KEY
from ui.models.logo import LogoRow
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.content.territoires import Proposition
    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.etablissement import Avertissement
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind, FieldRow
    from ui.kit.fields import FieldState
    from ui.session import Session

WIDEST = 880
TWO_COLUMNS = 780
BELOW = 536
"""Height of what is built later, so that the scroll bar is there from the first picture."""
CHECKED = frozenset({"etablissement.finess_et", "etablissement.finess_ej", "etablissement.siret"})
"""Fields whose key, once found right, is ticked."""
SHORT_NAMES = {
    "etablissement.finess_et": "FINESS ET",
    "etablissement.finess_ej": "FINESS EJ",
}


class EtablissementPage(Page):
    """Identity, places, authorities, authorisation and contract of the dossier."""

    slug = "etablissement"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._form = Form(session, parent=self)
        self._specs = DossierSpecs(session, warn=False)
        self._doubts: list[tuple[Doubts, tuple[str, ...]]] = []
        self._notes: list[tuple[SafeLabel, Callable[[Proposition], str]]] = []
        self._redo: SecondaryButton | None = None
        self._columns = QHBoxLayout()
        self._build()
        self._form.changed.connect(self._on_field_changed)
        self._refresh()

    @property
    def form(self) -> Form:
        """The fields of the page, those below the window too."""
        self.complete()
        return self._form

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the establishment again."""
        if touched(changes, *TABLES, "packs_integres", "tasks"):
            self._form.reload(self._session.snapshot, force=force)
            self._refresh()
        if touched(changes, "fichiers"):
            self._logo.refresh()

    def focus_field(self, key: str) -> bool:
        """Put the caret in a field and scroll to it; tell whether this page has it."""
        if key == LOGO_KEY:
            self._logo.choose.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if key not in self._form:
            self.complete()
        if not self._form.focus(key):
            return False
        self.scroller.ensureWidgetVisible(self._form.row(key), px(24), px(24))
        return True

    def current_field(self) -> str:
        """Return the key of the field that has the caret, empty when none has."""
        keys = self._form.keys()
        return next((key for key in keys if self._has_caret(key)), "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two columns one under the other when room lacks."""
        super().resizeEvent(event)
        wide = self.width() - px(48) >= px(TWO_COLUMNS)
        side, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(side if wide else under)

    # --- building

    def _build(self) -> None:
        frame = QWidget()
        frame.setMaximumWidth(px(WIDEST))
        frame.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        cards = QBoxLayout(QBoxLayout.Direction.TopToBottom, frame)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(px(12))
        cards.addWidget(self._identity())
        self._columns.setSpacing(px(12))
        self._columns.addWidget(self._capacity(), 7)
        self._columns.addWidget(self._authorisation(), 6)
        cards.addLayout(self._columns)
        self._cards = cards
        self._below = QSpacerItem(0, px(BELOW))
        cards.addItem(self._below)
        cards.addStretch(1)
        self.later(self._build_below)
        row = QHBoxLayout()
        row.addWidget(frame, 1)
        row.addStretch(0)
        self.body.addLayout(row)

    def _build_below(self) -> None:
        """Build what begins under the window of a laptop: it opens some 50 ms sooner."""
        self._cards.removeItem(self._below)
        self._places.notes.addWidget(self._changes_ahead())
        self._cards.insertWidget(2, self._authorities())
        self._cards.insertWidget(3, self._contract())
        self._refresh()

    def _identity(self) -> Card:
        card, flow = _card(_("Identité"))
        flow.line(
            (self._etab("nom"), 300),
            (self._etab("statut_juridique"), 220),
            (self._add(_category()), 150),
        )
        flow.line(
            (self._etab("finess_et"), 200),
            (self._etab("finess_ej"), 200),
            (self._etab("siret"), 200),
        )
        flow.whole(self._doubts_about("etablissement", "finess_et", "finess_ej", "siret"))
        flow.line(
            (self._etab("adresse"), 300),
            (self._etab("code_postal"), 110),
            (self._etab("commune"), 200),
        )
        flow.whole(self._doubts_about("etablissement", "code_postal"))
        flow.line(
            (self._etab("gestionnaire"), 360),
            (self._add(self._specs.departement()), 250),
        )
        self._logo = LogoRow(self._session)
        flow.whole(self._logo)
        return card

    def _capacity(self) -> Card:
        self._places = CapacityCard(self._form)
        kinds = [(kind, column) for kind in TypeCapacite for column in capacity_columns(kind)]
        keys = tuple(capacity_key(kind, column) for kind, column in kinds)
        area = self._area(keys, Doubts(stacked=True))
        self._places.notes.addWidget(area)
        return self._places

    def _changes_ahead(self) -> FieldRow:
        spec = self._specs.etab("projet_perimetre", "text")
        return self._add(replace(spec, optional=True, lines=2))

    def _authorisation(self) -> Card:
        card, flow = _card(_("Autorisation et régime"))
        flow.line(
            (self._add(self._specs.date("etablissement", "autorise_depuis")), 150),
            (self._add(self._specs.authorised_until()), 150),
        )
        flow.line((self._etab("regime_tarifaire"), 210))
        flow.whole(self._note(_regime_words))
        flow.line(
            (self._etab("option_soins"), 210),
            (self._etab("zone_scolaire"), 160),
        )
        return card

    def _authorities(self) -> Card:
        card, flow = _card(_("Autorités"))
        flow.line((self._etab("ars"), 300), (self._etab("collectivite"), 300))
        flow.whole(self._etab("collectivite_signataire", "flag"))
        flow.whole(self._note(_territory_words))
        return card

    def _contract(self) -> Card:
        card, flow = _card(_("Contrat"))
        piste = self._specs.piste(_("Le rétroplanning déjà préparé reste comme il est."))
        flow.line((self._add(piste), 250), (self._redoing(), 300))
        flow.line(
            (self._add(self._specs.contract_in_force()), 250),
            (self._add(self._specs.date("dossier", "fin_contrat_actuel")), 180),
            (self._add(self._specs.date("dossier", "prolonge_jusqu_au")), 180),
            (self._add(self._specs.date("dossier", "date_signature")), 180),
        )
        flow.line(
            (self._add(self._specs.date("dossier", "date_effet")), 180),
            (self._add(self._specs.years()), 180),
            (self._add(self._specs.contract_end()), 180),
        )
        flow.whole(self._doubts_about("dossier", "date_effet", "duree_annees"))
        return card

    def _redoing(self) -> QWidget:
        self._redo = SecondaryButton(_("Refaire le plan pour cette situation…"))
        self._redo.clicked.connect(self._on_redo)
        column = QVBoxLayout()
        column.setContentsMargins(0, px(20), 0, 0)  # level with the list of situations
        column.addWidget(self._redo, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        place = QWidget()
        place.setLayout(column)
        return place

    def _etab(self, name: str, kind: FieldKind = "line") -> FieldRow:
        return self._form.add(self._specs.etab(name, kind))

    def _add(self, spec: FieldSpec) -> FieldRow:
        return self._form.add(spec)

    def _doubts_about(self, table: str, *names: str) -> Doubts:
        for name in names:
            editor = self._form.row(f"{table}.{name}").editor
            editor.left.connect(self._refresh, Qt.ConnectionType.QueuedConnection)
        return self._area(tuple(f"{table}.{name}" for name in names), Doubts())

    def _note(self, words: Callable[[Proposition], str]) -> SafeLabel:
        note = SafeLabel("", "help", wrap=True)
        self._notes.append((note, words))
        return note

    def _area(self, champs: tuple[str, ...], area: Doubts) -> Doubts:
        area.correct.connect(self.focus_field)
        area.assume.connect(self._on_assume)
        area.withdraw.connect(self._on_withdraw)
        self._doubts.append((area, champs))
        return area

    # --- showing

    def _refresh(self) -> None:
        """Compute again totals, doubts, notes, and the marks of the identifiers."""
        snapshot = self._session.snapshot
        self._places.show_totals(snapshot)
        doubts = avertissements(snapshot)
        for area, champs in self._doubts:
            self._show_area(area, [d for d in doubts if d.champ in champs])
        self._mark_fields({d.champ: d for d in reversed(doubts)})
        self._show_notes(snapshot)
        if self._redo is not None:
            prepared = snapshot.dossier.assistant_termine and bool(snapshot.tasks)
            self._redo.setVisible(prepared and not self._session.read_only)

    def _show_area(self, area: Doubts, doubts: list[Avertissement]) -> None:
        """Show doubts, but not one that would appear while she is still typing the field."""
        shown = {d.champ for d in area.shown}
        settled = [d for d in doubts if d.champ in shown or not self._has_caret(d.champ)]
        named = [(_field_name(d.champ), d) for d in settled]
        area.show_doubts(named, read_only=self._session.read_only)

    def _mark_fields(self, doubts: dict[str, Avertissement]) -> None:
        keys = self._form.keys()
        for row in [self._form.row(key) for key in keys]:
            if row.error or row.spec.write is None or self._session.read_only:
                continue
            doubt = doubts.get(row.spec.key)
            row.editor.set_state(self._state_of(row, doubt))
            if doubt is not None:
                row.editor.setAccessibleDescription(doubt.texte)

    def _state_of(self, row: FieldRow, doubt: Avertissement | None) -> FieldState:
        """Return the mark of a field: doubted, or a key that was found right."""
        if doubt is not None:
            narrow = row.spec.key.startswith("capacites.")  # the icon would hide the number
            return "" if doubt.motif or narrow else "alerte"
        checked = row.spec.key in CHECKED and row.spec.read(self._session.snapshot)
        return "correct" if checked else ""

    def _show_notes(self, snapshot: DossierSnapshot) -> None:
        code = snapshot.etablissement.departement
        known = code in self._session.content.territoires.departements
        proposal = self._session.content.proposal_for(code) if known else None
        for note, words in self._notes:
            text = words(proposal) if proposal else ""
            note.setText(text)
            note.setVisible(bool(text))

    def _has_caret(self, key: str) -> bool:
        focused = QApplication.focusWidget()
        editor = self._form.row(key).editor
        return focused is not None and (focused is editor or editor.isAncestorOf(focused))

    # --- answering

    def _on_field_changed(self, _key: str) -> None:
        self._refresh()

    def _on_redo(self) -> None:
        """Ask, in numbers, before the plan and the matrix of the situation replace hers."""
        from ui.kit.dialogs import ask  # noqa: PLC0415 - at first use, start-up counts

        question = _("Refaire le plan pour cette situation ?")
        told = _replaced_words(self._session.snapshot)
        if ask(self, question, told, _("Refaire le plan"), _("Garder le plan"), destructive=True):
            self._run(PrepareDossier(remplacer=True))

    def _on_assume(self, cle: str) -> None:
        found = (d for d in avertissements(self._session.snapshot) if d.cle == cle)
        doubt = next(found, None)
        if doubt is not None:
            self.reason_dialog = ask_reason(self, doubt.texte)
            self.reason_dialog.given.connect(partial(self._assume, cle))

    def _on_withdraw(self, cle: str) -> None:
        self._assume(cle, "")

    def _assume(self, cle: str, motif: str) -> None:
        self._run(AssumeAnomalie(cle=cle, motif=motif))

    def _run(self, operation: Operation) -> None:
        try:
            self._session.run(operation)
        except RegleInvalide as error:
            self._session.refused.emit(self._session.sentence(error))


def _card(title: str) -> tuple[Card, FieldFlow]:
    card = Card(title)
    flow = FieldFlow()
    card.add(flow)
    card.body.addStretch(1)
    return card, flow


def _replaced_words(snapshot: DossierSnapshot) -> str:
    return _(
        "{taches} du rétroplanning et {activites} de la matrice RACI seront remplacées par celles "
        "proposées pour cette situation, avec vos dates, vos notes et vos répartitions. "
        "Ctrl+Z les fera revenir.",
        taches=ngettext("{n} tâche", "{n} tâches", len(snapshot.tasks)),
        activites=ngettext("{n} activité", "{n} activités", len(snapshot.raci_activites)),
    )


def _territory_words(proposal: Proposition) -> str:
    fictional = _("Territoire fictif, pour la démonstration.") if proposal.fictif else ""
    return f"{proposal.note} {fictional}".strip()


def _regime_words(proposal: Proposition) -> str:
    return proposal.regime_note


def _category() -> FieldSpec:
    return FieldSpec(
        key="etablissement.categorie", label=_("Catégorie"), kind="line", read=_read_category
    )


def _read_category(_snapshot: DossierSnapshot) -> str:
    return _("500, EHPAD")


def _field_name(champ: str) -> str:
    table, _dot, rest = champ.partition(".")
    if table == "capacites":
        kind, _dot, column = rest.partition(".")
        return capacity_name(TypeCapacite(kind), column)
    return SHORT_NAMES.get(champ) or _(FIELDS[table][rest])
