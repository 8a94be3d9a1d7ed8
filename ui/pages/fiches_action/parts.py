"""The four tables of a fiche: what they show, add and delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from cpom_desktop.domain.moyens import NatureCout, SourceFinancement, total_granted
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import (
    AddEtape,
    AddFinancement,
    AddIndicateur,
    AddMoyen,
    DeleteEtapes,
    DeleteFinancements,
    DeleteIndicateurs,
    DeleteMoyens,
)
from cpom_desktop.services.queries.fiches_action import (
    contract_years,
    format_euros,
    funding_gap,
)
from cpom_desktop.services.queries.fiches_doutes import doutes
from ui.kit.buttons import IconButton
from ui.models.fiche_indicateurs import IndicateursModel
from ui.models.fiche_parts import MoyensModel, etapes_model, financements_model
from ui.models.part_section import PartSection, run_told
from ui.pages.fiches_action.fields import INDICATEURS, field_key
from ui.pages.fiches_action.indicateur import IndicateurPanel
from ui.pages.fiches_action.moyen import MoyenPanel
from ui.pages.fiches_action.partage import (
    DELETE,
    DETACH,
    AttachDialog,
    SharedDialog,
    attach,
    detach,
    may_attach,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.fiches_action import FicheView, IndicateurView
    from ui.session import Session

YEARS_AHEAD = 5
"""Years of targets offered while the contract has no day of effect."""
ETAPES, MOYENS, FINANCEMENTS = "etapes", "moyens", "financements"


class FicheParts(QObject):
    """Steps, means, fundings and indicators of the fiche shown.

    Signals:
        deleted, detached: sentence of what was deleted or detached: it may be taken back.
    """

    deleted = Signal(str)
    detached = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.view: FicheView | None = None
        self.etapes = PartSection(
            session,
            _("Étapes"),
            add_words=_("Ajouter une étape"),
            delete_words=_("Supprimer les étapes choisies"),
            empty=_("Aucune étape : dites ce qui sera fait, par qui et pour quand."),
        )
        self.moyens = PartSection(
            session,
            _("Moyens et coût"),
            add_words=_("Ajouter un moyen"),
            delete_words=_("Supprimer les moyens choisis"),
            empty=_("Aucun moyen : temps, matériel, formation, prestation, même à 0 €."),
        )
        self.financements = PartSection(
            session,
            _("Financement"),
            add_words=_("Ajouter un financement"),
            delete_words=_("Supprimer les financements choisis"),
            stretch=1,
            empty=_("Aucun financement : qui paie, combien, est-ce acquis ?"),
        )
        self.indicateurs = PartSection(
            session, _("Indicateurs de suivi"), add_words=_("Ajouter un indicateur"),
            delete_words=_("Supprimer les indicateurs choisis"),
            empty=_("Aucun indicateur : ajoutez au moins un indicateur de résultat."),
        )  # fmt: skip
        self.panel = IndicateurPanel(session)
        self.moyen = MoyenPanel(session)
        self.detail_button = IconButton(
            "calculator", _("Quantité, coût unitaire et section du moyen choisi…")
        )
        self.attach_button = IconButton("link", _("Attacher un indicateur du dossier…"))
        self.detach_button = IconButton("unlink", _("Détacher les indicateurs choisis"))
        self.moyens.add_tool(self.detail_button)
        for tool in (self.detach_button, self.attach_button):
            self.indicateurs.add_tool(tool)
        self._indicateurs = IndicateursModel(session, self)
        self.etapes.set_model(etapes_model(session, self))
        self.moyens.set_model(MoyensModel(session, self))
        self.financements.set_model(financements_model(session, self))
        self.indicateurs.set_model(self._indicateurs)
        self.indicateurs.table.setAccessibleDescription(
            _("Entrée sur un indicateur ouvre sa définition ; sur une valeur, la modifie.")
        )
        self._connect()

    def _connect(self) -> None:
        self.etapes.add_asked.connect(self._add_etape)
        self.moyens.add_asked.connect(self._add_moyen)
        self.financements.add_asked.connect(self._add_financement)
        self.indicateurs.add_asked.connect(self._add_indicateur)
        self.etapes.delete_asked.connect(self._delete_etapes)
        self.moyens.delete_asked.connect(self._delete_moyens)
        self.financements.delete_asked.connect(self._delete_financements)
        self.indicateurs.delete_asked.connect(self._delete_indicateurs)
        self.indicateurs.opened.connect(self._open_place)
        self.panel.closed.connect(self._close_panel)
        self.moyens.opened.connect(self._open_moyen)
        self.moyen.closed.connect(self._close_moyen)
        self.detail_button.clicked.connect(self._on_detail)
        self.attach_button.clicked.connect(self._on_attach)
        self.detach_button.clicked.connect(self._on_detach)

    @property
    def _sections(self) -> Mapping[str, PartSection]:
        return {
            ETAPES: self.etapes,
            MOYENS: self.moyens,
            FINANCEMENTS: self.financements,
            INDICATEURS: self.indicateurs,
        }

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on, in reading order."""
        return [
            *self.etapes.stops(),
            *self.moyens.stops(),
            *self.moyen.stops(),
            *self.financements.stops(),
            *self.indicateurs.stops(),
            *self.panel.stops(),
        ]

    @property
    def panels(self) -> tuple[MoyenPanel, IndicateurPanel]:
        """The panels that open under a table."""
        return self.moyen, self.panel

    def section(self, name: str) -> PartSection | None:
        """Return a part by its name, None for what is no part."""
        return self._sections.get(name)

    def show_fiche(self, view: FicheView, *, force: bool) -> None:
        """Show the rows of a fiche again, and what they come to."""
        if self.view is None or self.view.fiche.id != view.fiche.id:
            self.panel.show_indicateur(0, ())
            self.moyen.show_row(0)
        self.view = view
        self._indicateurs.set_years(self._years(view))
        self.etapes.show_rows(view.parts.etapes)
        self.moyens.show_rows(view.parts.moyens)
        self.financements.show_rows(view.parts.financements)
        self.indicateurs.show_rows(view.indicateurs)
        for panel in self.panels:
            panel.reload(force=force)
        self._tell_sums(view)
        self._tell_tools(view)

    def _tell_tools(self, view: FicheView) -> None:
        """Show what may be done, and what looks wrong in each table."""
        writable = not self.session.read_only
        self.detail_button.setVisible(bool(view.parts.moyens))
        self.attach_button.setVisible(writable and may_attach(self.session.snapshot, view))
        self.detach_button.setVisible(writable and bool(view.indicateurs))
        told = doutes(view.parts, self.session.snapshot.dossier, self.session.workspace.today)
        for name, sentences in told.items():
            self._sections[name].tell_doubts(sentences)

    def _years(self, view: FicheView) -> list[int]:
        """Return the years of the contract, and those that have a target all the same."""
        today = self.session.workspace.today.year
        usual = contract_years(self.session.snapshot.dossier) or range(
            today + 1, today + 1 + YEARS_AHEAD
        )
        told = {year for indicateur in view.indicateurs for year in indicateur.cibles}
        return sorted({*usual, *told})

    def _tell_sums(self, view: FicheView) -> None:
        years = " · ".join(
            _("{annee} : {montant}", annee=str(year), montant=format_euros(cost))
            for year, cost in view.cout_par_annee.items()
        )
        total = _("Total {montant}", montant=format_euros(view.cout_centimes))
        self.moyens.set_total(
            " – ".join(filter(None, (total, years))) if view.parts.moyens else ""
        )
        told = _("Demandé {montant}", montant=format_euros(view.finance_centimes))
        granted = total_granted(view.parts.financements)
        got = _("obtenu {montant}", montant=format_euros(granted)) if granted else ""
        gap = funding_gap(view)
        sums = " – ".join(filter(None, (told, got, gap)))
        self.financements.set_total(sums if view.parts.financements else gap)

    def focus_row(self, table: str, record_id: int, name: str) -> QWidget | None:
        """Put the caret in a row, or in a field of an indicator; return what to reveal."""
        section = self._sections.get(table)
        if section is None or section.model.place_of(record_id) < 0:
            return None
        columns = {column.key for column in section.model.columns}
        if table == INDICATEURS and name and name not in columns:
            self.open_indicateur(record_id)
            return self.panel.focus_name(name)
        if table == MOYENS and name and name not in columns:
            self.open_moyen(record_id)
            return self.moyen.focus_name(name)
        section.focus_row(record_id, name)
        return section

    def current_field(self) -> str:
        """Return the key of the cell that has the caret, empty when none has."""
        focused = QApplication.focusWidget()
        for table, section in self._sections.items():
            view = section.table
            if focused is not None and (focused is view or view.isAncestorOf(focused)):
                index = view.currentIndex()
                if not index.isValid():
                    return ""
                model = section.model
                row_id = model.row_id_at(index.row())
                return field_key(table, int(str(row_id)), model.columns[index.column()].key)
        return ""

    def open_indicateur(self, indicateur_id: int) -> None:
        """Open the panel of an indicator, caret in its first field."""
        self.panel.show_indicateur(indicateur_id, self._indicateurs.years)
        self.panel.focus_name("libelle")

    def open_moyen(self, moyen_id: int) -> None:
        """Open the panel of a mean, caret in its quantity."""
        self.moyen.show_row(moyen_id)
        self.moyen.focus_name("quantite")

    def _open_moyen(self, place: int) -> None:
        self.open_moyen(self.moyens.model.rows[place].id)

    def _on_detail(self) -> None:
        place = max(self.moyens.table.currentIndex().row(), 0)
        self._open_moyen(place)

    def _close_moyen(self) -> None:
        row = self.moyen.row_id
        self.moyen.show_row(0)
        self.moyens.focus_row(row)

    def _open_place(self, place: int) -> None:
        self.open_indicateur(self._indicateurs.rows[place].indicateur.id)

    def _close_panel(self) -> None:
        row = self.panel.indicateur_id
        self.panel.show_indicateur(0, ())
        self.indicateurs.focus_row(row)

    def _fiche_id(self) -> int:
        assert self.view is not None, "a button is pressed on a fiche shown"
        return self.view.fiche.id

    def _add_etape(self) -> None:
        made = AddEtape(fiche_id=self._fiche_id(), libelle=_("Nouvelle étape"))
        self._add(self.etapes, made)

    def _add_moyen(self) -> None:
        years = contract_years(self.session.snapshot.dossier)
        made = AddMoyen(
            fiche_id=self._fiche_id(),
            libelle=_("Nouveau moyen"),
            nature=NatureCout.EXPLOITATION_PONCTUELLE,
            premiere_annee=years[0] if years else None,
            derniere_annee=years[-1] if years else None,
        )
        self._add(self.moyens, made)

    def _add_financement(self) -> None:
        made = AddFinancement(fiche_id=self._fiche_id(), source=SourceFinancement.FONDS_PROPRES)
        self._add(self.financements, made)

    def _add_indicateur(self) -> None:
        made = AddIndicateur(fiche_id=self._fiche_id(), libelle=_("Nouvel indicateur"))
        new = run_told(self.session, made)
        if new:
            self.open_indicateur(new)

    def _add(self, section: PartSection, operation: Operation) -> None:
        new = run_told(self.session, operation)
        if new:
            section.edit_row(new)

    def _delete_etapes(self, places: list[int]) -> None:
        ids = [self.etapes.model.rows[place].id for place in places]
        told = ("{n} étape supprimée.", "{n} étapes supprimées.")
        self._delete(self.etapes, DeleteEtapes(ids=ids), ngettext(*told, len(ids)))

    def _delete_moyens(self, places: list[int]) -> None:
        ids = [self.moyens.model.rows[place].id for place in places]
        told = ("{n} moyen supprimé.", "{n} moyens supprimés.")
        self._delete(self.moyens, DeleteMoyens(ids=ids), ngettext(*told, len(ids)))

    def _delete_financements(self, places: list[int]) -> None:
        ids = [self.financements.model.rows[place].id for place in places]
        told = ("{n} financement supprimé.", "{n} financements supprimés.")
        self._delete(self.financements, DeleteFinancements(ids=ids), ngettext(*told, len(ids)))

    def _on_attach(self) -> None:
        assert self.view is not None, "a button is pressed on a fiche shown"
        dialog = AttachDialog(self.session, self.view, self.indicateurs.window())
        if dialog.exec():
            attach(self.session, self._fiche_id(), [int(str(key)) for key in dialog.ticked()])
            self.indicateurs.focus_table()
        dialog.deleteLater()

    def _on_detach(self) -> None:
        current = self.indicateurs.table.currentIndex()
        chosen = self.indicateurs.table.selected_rows()
        places = chosen or ([current.row()] if current.isValid() else [])
        self._detach([self._indicateurs.rows[place].indicateur.id for place in places])

    def _detach(self, ids: list[int]) -> None:
        if not ids:
            return
        detach(self.session, self._fiche_id(), ids)
        self.indicateurs.focus_table()
        told = ("{n} indicateur détaché : il reste au dossier.",
                "{n} indicateurs détachés : ils restent au dossier.")  # fmt: skip
        self.detached.emit(ngettext(*told, len(ids)))

    def _delete_indicateurs(self, places: list[int]) -> None:
        rows = [self._indicateurs.rows[place] for place in places]
        ids = [row.indicateur.id for row in rows]
        shared = [row for row in rows if row.partage]
        answer = self._asked(shared) if shared else DELETE
        if answer == DETACH:
            self._detach(ids)
        elif answer == DELETE:
            told = ("{n} indicateur supprimé.", "{n} indicateurs supprimés.")
            operation = DeleteIndicateurs(ids=ids)
            self._delete(self.indicateurs, operation, ngettext(*told, len(ids)))

    def _asked(self, shared: list[IndicateurView]) -> str:
        """Tell that indicators are used elsewhere; return what she chose."""
        dialog = SharedDialog(shared, self.indicateurs.window())
        dialog.exec()
        dialog.deleteLater()
        return dialog.answer

    def _delete(self, section: PartSection, operation: Operation, sentence: str) -> None:
        run_told(self.session, operation)
        section.focus_table()
        self.deleted.emit(sentence)
