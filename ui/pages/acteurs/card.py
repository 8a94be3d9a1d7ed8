"""The card of one stakeholder: what serves every day first, the rest folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cpom_desktop.domain.acteurs import StatutContrat
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.acteurs import interlocuteurs_of
from cpom_desktop.services.queries.acteurs_doublons import doublon_sentence, doublons
from cpom_desktop.services.queries.missions_etat import may_have_mission
from cpom_desktop.services.queries.personnes import persons
from cpom_desktop.services.queries.planning import phases_of
from cpom_desktop.services.queries.words import word
from ui.kit.buttons import IconButton
from ui.kit.detail_panel import DetailPanel
from ui.kit.field_flow import FieldFlow
from ui.kit.fold import Fold
from ui.kit.form import Form
from ui.kit.labels import ElidedLabel, IconLabel, SafeLabel
from ui.kit.pills import Pill, StatusPill
from ui.pages.acteurs.doublon import DoublonStrip
from ui.pages.acteurs.fields import key_of, specs_of
from ui.pages.acteurs.interlocuteurs import Successifs
from ui.pages.acteurs.suivi import SuiviFold
from ui.pages.acteurs.summaries import summaries_of
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.domain.acteurs import Acteur
    from ui.kit.field_row import FieldRow
    from ui.session import Session

NARROW = 170
"""Pixels at 100 % under which two fields no longer stand side by side."""
RATING = 180
"""The same, for two scales from 1 to 4."""
DAY = 176
"""The same, for the three dates of an agreement."""
SHORT: tuple[tuple[tuple[str, int], ...], ...] = (
    (("structure", NARROW), ("service", NARROW)),
    (("nom", NARROW), ("fonction", NARROW)),
    (("telephone", NARROW), ("courriel", NARROW)),
    (("statut_contrat", NARROW), ("position", NARROW)),
    (("relation", 1),),
    (("influence", RATING), ("interet", RATING)),
)
"""What serves every day, line by line."""
FOLDED: tuple[tuple[str, str, tuple[tuple[tuple[str, int], ...], ...]], ...] = (
    (
        "courrier",
        "Courrier",
        ((("civilite", NARROW), ("depuis", NARROW)), (("adresse", 1),)),
    ),
    (
        "demarche",
        "Place dans la démarche",
        (
            (("attentes", 1),),
            (("phases", 1),),
            (("strategie", NARROW), ("famille", NARROW)),
        ),
    ),
    (
        "convention",
        "Convention",
        (
            (("convention", 1),),
            (
                ("convention_signee_le", DAY),
                ("convention_echeance", DAY),
                ("convention_evaluee_le", DAY),
            ),
        ),
    ),
)
"""Slug, title and lines of each part that is folded until asked for."""
STATUS_ICONS = {
    StatutContrat.SIGNATAIRE: "signature",
    StatutContrat.CONTACT: "mail",
    StatutContrat.CONTRIBUTEUR: "handshake",
    StatutContrat.INFORME: "eye",
}


class ActeurCard(DetailPanel):
    """Edits the stakeholder chosen in the list.

    Signals:
        delete_requested, merge_requested: what the menu asks.
        opened: slug of a page and key of a field.
        person_asked: id of another stakeholder to show.
        both_kept: id of the one that is not the same.
        mission_asked: id of who the sheet « Fiche mission » is wanted of.
    """

    delete_requested = Signal()
    merge_requested = Signal(int)
    opened = Signal(str, str)
    person_asked = Signal(int)
    both_kept = Signal(int)
    mission_asked = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__(flush=False)
        self._session = session
        self._id = 0
        self.form = Form(session, parent=self)
        self._fields: QWidget | None = None
        self._open: set[str] = set()
        self._phases: Mapping[str, str] = {}
        self.folds: dict[str, Fold] = {}
        self._build_header()

    def _build_header(self) -> None:
        self.name = ElidedLabel("", "section")
        self.set_name_label(self.name)
        self.pill = StatusPill("conseil", _("Contact"))
        self.add_action(self.pill)
        self.mission = IconButton("file-text", _("Fiche mission de cette personne"))
        self.mission.clicked.connect(self._on_mission)
        self.add_action(self.mission)
        self.more = IconButton("ellipsis-vertical", _("Autres actions sur cet acteur"))
        menu = QMenu(self.more)
        self.change_action = menu.addAction(_("Changer d'interlocuteur…"))
        self.former_action = menu.addAction(_("Ajouter un interlocuteur précédent…"))
        self.merge_action = menu.addAction(_("Fusionner avec un autre acteur…"))
        self.data_action = menu.addAction(_("Ce que le dossier contient sur cette personne…"))
        self.data_action.triggered.connect(self._on_data)
        menu.addSeparator()
        self.delete_action = menu.addAction(_("Supprimer…"))
        self.delete_action.triggered.connect(self._on_delete)
        self.merge_action.triggered.connect(self._on_merge)
        self.more.setMenu(menu)
        self.add_action(self.more)

    def _on_data(self) -> None:
        self.opened.emit("confidentialite", f"confidentialite.personne.{self._id}")

    @property
    def acteur_id(self) -> int:
        """The stakeholder shown, 0 when none is."""
        return self._id

    def show_acteur(self, acteur: Acteur) -> bool:
        """Show another stakeholder, after committing what is typed; tell whether it was done."""
        if acteur.id == self._id:
            return True
        if self._id not in self._session.snapshot.acteurs_by_id:
            self.leave()
        if self._fields is None:
            self._id = acteur.id
            self._build_fields()
        elif not self.form.rebind(specs_of(self._session, acteur.id)):
            return False
        self._id = acteur.id
        self._show_rest(acteur)
        return True

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
        """Show the values again; another plan has other phases, and other chips."""
        if self._phases != phases_of(self._session.snapshot, self._session.content):
            self.leave()
            self.show_acteur(acteur)
            return
        self.form.reload(self._session.snapshot, force=force)
        self._show_rest(acteur)

    def focus_field(self, name: str = "nom") -> bool:
        """Put the caret in a field; tell whether there is one of this name."""
        for slug, _title, lines in FOLDED:
            if any(name == field for line in lines for field, _width in line):
                self.folds[slug].set_open(True)
        return self.form.focus(self.key(name))

    def key(self, name: str) -> str:
        """Return the key of a field of the stakeholder shown."""
        return key_of(self._id, name)

    def forms(self) -> Iterable[Form]:
        """Return the form of the stakeholder."""
        return (self.form,)

    # --- building

    def _build_fields(self) -> None:
        self.form = Form(self._session, parent=self)
        self._phases = phases_of(self._session.snapshot, self._session.content)
        rows = {
            spec.key.rpartition(".")[2]: self.form.add(spec)
            for spec in specs_of(self._session, self._id)
        }
        self._fields = fields = QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        self.doublon = DoublonStrip()
        self.doublon.opened.connect(self.person_asked)
        self.doublon.merged.connect(self.merge_requested)
        self.doublon.kept.connect(self.both_kept)
        column.addWidget(self.doublon)
        column.addLayout(_flow(rows, SHORT))
        self.successifs = Successifs(self._session)
        self.successifs.opened.connect(self.opened)
        self.successifs.changed.connect(self._on_changed)
        self.change_action.triggered.connect(self.successifs.ask_change)
        self.former_action.triggered.connect(self.successifs.ask_former)
        column.addWidget(self.successifs)
        column.addLayout(_privacy())
        self._build_folds(column, rows)
        column.addStretch(1)
        self.add(fields, 1)

    def _build_folds(self, column: QVBoxLayout, rows: dict[str, FieldRow]) -> None:
        self.suivi = SuiviFold(self._session)
        self.suivi.opened.connect(self.opened)
        self.folds = {"dossier": self.suivi}
        folds = QVBoxLayout()
        folds.setSpacing(0)
        column.addLayout(folds)
        folds.addWidget(self.suivi)
        for slug, title, lines in FOLDED:
            fold = self.folds[slug] = Fold(_(title))
            fold.add(_flow(rows, lines))
            folds.addWidget(fold)
        for slug, fold in self.folds.items():
            fold.set_open(slug in self._open)
            fold.toggled.connect(self._on_folded)

    def _on_changed(self) -> None:
        self.form.reload(self._session.snapshot, force=True)

    def _on_folded(self) -> None:
        self._open = {slug for slug, fold in self.folds.items() if fold.is_open}

    # --- showing

    def _show_rest(self, acteur: Acteur) -> None:
        """Show what is no field: header, duplicates, who came before, what is folded."""
        self._show_header(acteur)
        snapshot = self._session.snapshot
        others = doublons(snapshot).get(acteur.id, ())
        told = doublon_sentence(snapshot, others[0]) if others else ""
        self.doublon.show_doublon(others[0] if others else 0, told, self._session.read_only)
        self.successifs.show_people(acteur, interlocuteurs_of(snapshot, acteur))
        self.suivi.show_acteur(acteur)
        for slug, summary in summaries_of(acteur).items():
            self.folds[slug].set_summary(summary)
        for name in ("convention_signee_le", "convention_echeance", "convention_evaluee_le"):
            self.form.row(self.key(name)).setVisible(acteur.convention)

    def _show_header(self, acteur: Acteur) -> None:
        self.name.set_whole_text(acteur.display_name or _("À compléter"))
        self.setAccessibleName(self.name.whole_text)
        status = acteur.statut_contrat
        self.pill.setVisible(status is not None)
        if status is not None:
            self.pill.set_pill(Pill("conseil", word(status), STATUS_ICONS[status]))
        self.more.setVisible(not self._session.read_only)
        self.mission.setVisible(may_have_mission(acteur))

    def _on_mission(self) -> None:
        self.mission_asked.emit(persons(self._session.snapshot)[self._id])

    def _on_delete(self) -> None:
        self.delete_requested.emit()

    def _on_merge(self) -> None:
        self.merge_requested.emit(0)


def _flow(rows: dict[str, FieldRow], lines: tuple[tuple[tuple[str, int], ...], ...]) -> FieldFlow:
    flow = FieldFlow()
    for line in lines:
        flow.line(*((rows[name], width) for name, width in line))
    return flow


def _privacy() -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(px(8))
    words = _("Position et influence ne sont jamais imprimées pour les autorités.")
    line.addWidget(IconLabel("shield-check", "texte-2", 16))
    line.addWidget(SafeLabel(words, "caption-2", wrap=True), 1)
    return line
