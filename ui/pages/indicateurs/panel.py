"""The form of one indicator: every field commits by itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.operations import UpdateIndicateur
from cpom_desktop.services.queries.donnees_detail import calcul_of
from cpom_desktop.services.queries.indicateurs_lecture import doutes, reprise, valeur_mots
from ui.kit.buttons import TextButton
from ui.kit.calculation import Calculation
from ui.kit.detail_panel import DetailPanel
from ui.kit.field_flow import FieldFlow
from ui.kit.fields import LineField
from ui.kit.form import Form
from ui.kit.states import WarningStrip
from ui.models.part_section import run_told
from ui.pages.indicateurs.cibles import CIBLE, VALEUR, CiblesGrid
from ui.pages.indicateurs.fiches import FichesField
from ui.pages.indicateurs.fields import FICHES, Donnees, field_key, indicateur_specs
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpom_desktop.services.queries.indicateurs import IndicateurSuivi
    from ui.kit.field_row import FieldSpec
    from ui.session import Session

_ABOVE: Sequence[Sequence[tuple[str, int]]] = (
    (("libelle", 1),),
    ((FICHES, 1),),
    (("definition", 1),),
    (("donnee", 1),),
)
_BELOW: Sequence[Sequence[tuple[str, int]]] = (
    (("mode_calcul", 1),),
    (("numerateur", 130), ("denominateur", 130), ("exclusions", 160)),
    (("unite", 70), ("decimales", 100), ("source", 140), ("periodicite", 110)),
    (("valeur_initiale", 120), ("annee_initiale", 110), ("date_initiale", 190)),
    (("polarite", 250), ("type", 130)),
)
_LAST: Sequence[Sequence[tuple[str, int]]] = (
    (("responsable_id", 260), ("seuil_alerte", 180)),
    (("commentaire", 1),),
    (("a_adapter", 1),),
)


class IndicateurPanel(DetailPanel):
    """Shows the indicator chosen; nothing to validate.

    Signals:
        spread_asked: fill the targets evenly.
        figures_asked: go to the indicator among the figures.
    """

    spread_asked = Signal()
    figures_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(flush=False)
        self._session = session
        self.suivi: IndicateurSuivi | None = None
        self.form: Form | None = None
        self.donnees = Donnees(session)
        self.calculation = Calculation()
        self.calculation.hide()
        self.figures_button = TextButton(_("Voir dans Données"), icon_name="external-link")
        self.figures_button.set_dense()
        self.figures_button.clicked.connect(self.figures_asked)
        self.add_action(self.figures_button)
        self.take_button = TextButton(_("Reprendre des Données")).set_dense()
        self.take_button.clicked.connect(self.take)
        self.cibles = CiblesGrid(session)
        self.cibles.spread_asked.connect(self.spread_asked)
        self.fiches = FichesField(session)
        self._strips: list[WarningStrip] = []
        self._places = [QVBoxLayout() for _place in range(3)]
        self._doubts = QVBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        first, second, third = self._places
        self.add(first)
        self.add(self.calculation)
        self.add(second)
        self.add(self.cibles)
        self.add(self._doubts)
        self.add(third)
        self.body.addStretch(1)
        self._doubts.setSpacing(px(6))

    # --- showing

    def show_suivi(self, suivi: IndicateurSuivi | None, *, force: bool = False) -> None:
        """Show an indicator; what is typed for the former one is committed first."""
        former, self.suivi = self.suivi, suivi
        self.setEnabled(suivi is not None)
        if suivi is None:
            return
        changed = former is None or former.indicateur.id != suivi.indicateur.id
        if self.form is None:
            self._make(suivi)
        elif changed:
            self.form.rebind(self._specs(suivi))
        else:
            self.form.reload(self._session.snapshot, force=force)
        numero = suivi.numero
        title = _("Indicateur {n}", n=numero) if numero else _("Indicateur sans fiche")
        self.title_label.setText(title)
        self.setAccessibleName(f"{title}{_(' : ')}{suivi.indicateur.libelle}")
        others = self.fiches.show_suivi(suivi)
        if self.cibles.show_suivi(suivi, force=force) or others:
            self.order_stops()
        self._show_calculation(suivi)
        self._show_take(suivi)
        self._show_doubts(suivi)

    def _specs(self, suivi: IndicateurSuivi) -> list[FieldSpec]:
        return indicateur_specs(self._session, self.donnees, suivi.indicateur.id)

    def _make(self, suivi: IndicateurSuivi) -> None:
        self.form = form = Form(self._session, parent=self)
        rows: dict[str, QWidget] = {
            spec.key.rpartition(".")[2]: form.add(spec) for spec in self._specs(suivi)
        }
        rows[FICHES] = self.fiches
        rows["valeur_initiale"] = self._starting(rows["valeur_initiale"])
        for place, lines in zip(self._places, (_ABOVE, _BELOW, _LAST), strict=True):
            box = QWidget()
            flow = FieldFlow()
            box.setLayout(flow)
            for line in lines:
                flow.line(*((rows[name], width) for name, width in line))
            place.addWidget(box)

    def _starting(self, row: QWidget) -> QWidget:
        """Return the field of the start over the button that takes it from the figures."""
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row)
        column.addWidget(self.take_button, 0, Qt.AlignmentFlag.AlignLeft)
        return both

    def _show_calculation(self, suivi: IndicateurSuivi) -> None:
        found = suivi.donnee
        self.figures_button.setVisible(found is not None)
        if found is None:
            self.calculation.hide()
            return
        self.calculation.show_calculation(found.formule_mots, calcul_of(found))

    def _show_take(self, suivi: IndicateurSuivi) -> None:
        """Offer the last value that the figures know, while nothing was typed."""
        found = reprise(suivi)
        empty = suivi.indicateur.valeur_initiale is None
        offered = found is not None and empty and not self._session.read_only
        self.take_button.setVisible(offered)
        if found is not None:
            told = _(
                "Reprendre {valeur} ({annee})",
                valeur=valeur_mots(suivi, found[1]),
                annee=str(found[0]),
            )
            self.take_button.setText(told)
            self.take_button.setAccessibleName(_("{quoi} des Données", quoi=told))

    def take(self) -> None:
        """Write the last value of the figures as the start; never over one."""
        found = reprise(self.suivi) if self.suivi is not None else None
        if self.suivi is None or found is None:
            return
        if self.form is not None:
            self.form.flush()
        if self.suivi.indicateur.valeur_initiale is not None:
            return
        annee, valeur = found
        one = self.suivi.indicateur.id
        run_told(
            self._session, UpdateIndicateur(id=one, valeur_initiale=valeur, annee_initiale=annee)
        )
        self.focus_field("valeur_initiale")

    def _show_doubts(self, suivi: IndicateurSuivi) -> None:
        session = self._session
        today = session.workspace.today
        found = doutes(suivi, session.snapshot, session.content, today)
        while len(self._strips) < len(found):
            strip = WarningStrip()
            self._strips.append(strip)
            self._doubts.addWidget(strip)
        for rank, strip in enumerate(self._strips):
            strip.setVisible(rank < len(found))
            if rank < len(found):
                strip.set_text(f"{found[rank].phrase} {found[rank].que_faire}")

    def doubts(self) -> list[str]:
        """Return what looks wrong, as it is told."""
        return [strip.text.text() for strip in self._strips if not strip.isHidden()]

    # --- the caret

    def order_stops(self) -> None:
        """Let Tab go down the form as she reads it."""
        if self.form is None:
            return
        rows: dict[str, QWidget] = {
            key.rpartition(".")[2]: self.form.row(key).editor for key in self.form
        }
        rows[FICHES] = self.fiches.add_button
        names = [name for lines in (_ABOVE, _BELOW) for line in lines for name, _w in line]
        place = names.index("valeur_initiale")
        fields: list[QWidget] = [rows[name] for name in names]
        fields.insert(place + 1, self.take_button)
        fields[2:2] = self.fiches.crosses
        last = [rows[name] for line in _LAST for name, _w in line]
        for before, after in pairwise([*fields, *self.cibles.stops(), *last]):
            QWidget.setTabOrder(before, after)

    def focus_field(self, name: str = "") -> bool:
        """Put the caret in a field, the first one without a name; tell whether it is there."""
        if self.suivi is None or self.form is None:
            return False
        if name == FICHES:
            self.fiches.focus_add()
            return True
        if name == "cibles":
            return self.cibles.focus_year()
        if name.startswith((CIBLE, VALEUR)):
            return self.cibles.focus_year(name)
        return self.form.focus(field_key(self.suivi.indicateur.id, name or "libelle"))

    def select_name(self) -> None:
        """Let the name be typed over."""
        if self.form is not None and self.suivi is not None:
            editor = self.form.row(field_key(self.suivi.indicateur.id, "libelle")).editor
            if isinstance(editor, LineField):
                editor.selectAll()

    def forms(self) -> Iterable[Form]:
        """Return the forms, from top to bottom."""
        return [form for form in (self.form, self.cibles.form) if form is not None]
