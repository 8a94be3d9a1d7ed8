"""What she answers and adds from the page: a doubt, a source for many, references, indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import (
    DeleteIndicateursPropres,
    DeleteReperes,
    SetValeurs,
    UpdateValeur,
    ValeurSaisie,
)
from ui.kit.dialogs import ask
from ui.kit.toast import Toast
from ui.pages.donnees.fields import value_at

if TYPE_CHECKING:
    from cpom_desktop.domain.valeurs import IndicateurPropre, Valeur
    from cpom_desktop.services.queries.donnees_types import IndicateurLu, Question, RepereLu
    from ui.models.donnees import Place
    from ui.pages.donnees.page import DonneesPage


class Answers(QObject):
    """Answers the panel of a page; each gesture is one step to undo."""

    def __init__(self, page: DonneesPage) -> None:
        super().__init__(page)
        self._page, self._session = page, page.session
        self.toast = Toast(page)
        panel = page.panel
        panel.correct_asked.connect(self.correct)
        panel.explain_asked.connect(self.explain)
        panel.doubt_asked.connect(self.doubt)
        panel.spread_asked.connect(self.spread)
        panel.opened.connect(self.open)
        panel.edit_asked.connect(self.edit_indicator)
        panel.delete_asked.connect(self.delete_indicator)
        panel.add_repere_asked.connect(self.add_repere)
        panel.edit_repere_asked.connect(self.edit_repere)
        panel.delete_repere_asked.connect(self.delete_repere)

    # --- doubts

    def correct(self, question: Question) -> None:
        """Go to the cell that is asked about, and edit it."""
        grid, row = self._page.list.grid, self._page.current_row()
        under = row.indicateur.slug if row is not None and row.indicateur else ""
        if self._page.list.reveal(under, question.donnee, question.annee):
            self._page.focus_grid()
            grid.edit(grid.currentIndex())

    def explain(self, question: Question) -> None:
        """Ask why the figure is right."""
        from ui.pages.donnees.dialogs import ExplainDialog  # noqa: PLC0415 - when asked

        rows = (
            v
            for v in self._session.snapshot.valeurs
            if (v.donnee, v.annee) == (question.donnee, question.annee)
        )
        row: Valeur | None = next(rows, None)
        said = row.commentaire if row is not None else ""
        dialog = ExplainDialog(self._session, question, said, self._page)
        dialog.exec()
        dialog.deleteLater()
        self._page.focus_grid()

    def doubt(self, place: Place) -> None:
        """Ask again about a figure that she confirmed."""
        self._session.attempt(
            UpdateValeur(donnee=place.donnee, annee=place.annee, confirmee=False)
        )

    def spread(self, place: Place, whole: bool) -> None:  # noqa: FBT001 - signature of the signal
        """Give the source of a cell to the others of its year, or to those of its group."""
        row = value_at(self._session.snapshot, place)
        if row is None:
            return
        self._page.panel.flush_fields()
        row = value_at(self._session.snapshot, place) or row
        slugs = self._page.slugs_beside(place.donnee, whole=whole)
        cells = [
            ValeurSaisie(
                donnee=v.donnee, annee=v.annee, valeur=v.valeur, inconnue=v.valeur is None
            )
            for v in self._session.snapshot.valeurs
            if v.annee == place.annee and v.donnee in slugs
        ]
        outcome = self._session.attempt(
            SetValeurs(valeurs=cells, source=row.source, date_source=row.date_source)
        )
        if outcome is not None:
            count = len(cells)
            told = ngettext("Source dite pour une donnée.", "Source dite pour {n} données.", count)
            self._tell(told)

    # --- what the panel leads to

    def open(self, slug: str) -> None:
        """Show an indicator that uses the figure."""
        self._page.focus_field(f"donnees.{slug}")

    # --- reference values

    def add_repere(self) -> None:
        """Ask for a reference value of the indicator."""
        self._ask_repere(None)

    def edit_repere(self, repere: RepereLu) -> None:
        """Change a reference value of hers."""
        self._ask_repere(repere)

    def _ask_repere(self, repere: RepereLu | None) -> None:
        from ui.pages.donnees.dialogs import RepereDialog  # noqa: PLC0415 - when asked

        indicateur = self._indicator()
        if indicateur is not None:
            dialog = RepereDialog(self._session, indicateur, repere, self._page)
            dialog.exec()
            dialog.deleteLater()

    def delete_repere(self, repere: RepereLu) -> None:
        """Delete a reference value of hers."""
        if repere.repere_id is not None:
            outcome = self._session.attempt(DeleteReperes(ids=[repere.repere_id]))
            if outcome is not None:
                self._tell(_("Repère supprimé."))

    # --- indicators of hers

    def add_indicator(self) -> None:
        """Ask for an indicator of hers, then show it unfolded."""
        from ui.pages.donnees.dialogs import IndicateurDialog  # noqa: PLC0415 - when asked

        found = self._indicator()
        groupe = found.groupe if found else self._page.vue.groupes[0].slug
        dialog = IndicateurDialog(self._session, groupe, None, self._page)
        dialog.exec()
        made = dialog.result_id
        dialog.deleteLater()
        if isinstance(made, int):
            self._page.focus_field(f"valeurs.propre-{made}-num.{self._page.vue.annees[-1]}")

    def edit_indicator(self) -> None:
        """Change an indicator of hers."""
        from ui.pages.donnees.dialogs import IndicateurDialog  # noqa: PLC0415 - when asked

        propre = self._own()
        if propre is not None:
            dialog = IndicateurDialog(self._session, propre.groupe, propre, self._page)
            dialog.exec()
            dialog.deleteLater()

    def delete_indicator(self) -> None:
        """Delete an indicator of hers; what goes with it is told first."""
        propre = self._own()
        if propre is None or self._session.read_only:
            return
        count = sum(v.donnee in propre.donnees for v in self._session.snapshot.valeurs)
        if count and not self._agreed(count):
            return
        outcome = self._session.attempt(DeleteIndicateursPropres(ids=[propre.id]))
        if outcome is not None:
            self._tell(_("Indicateur supprimé."))
            self._page.focus_grid()

    def _agreed(self, count: int) -> bool:
        return ask(
            self._page,
            _("Supprimer cet indicateur ?"),
            ngettext(
                "La valeur saisie part avec. Vous pourrez annuler.",
                "Les {n} valeurs saisies partent avec. Vous pourrez annuler.",
                count,
            ),
            _("Supprimer"),
            _("Garder"),
            destructive=True,
        )

    def _indicator(self) -> IndicateurLu | None:
        row = self._page.current_row()
        return row.indicateur if row is not None else None

    def _own(self) -> IndicateurPropre | None:
        found = self._indicator()
        wanted = found.propre_id if found is not None else None
        rows = self._session.snapshot.indicateurs_propres
        return next((row for row in rows if row.id == wanted), None)

    def _tell(self, told: str) -> None:
        self.toast.show_message(told, _("Annuler"), self._session.undo)
