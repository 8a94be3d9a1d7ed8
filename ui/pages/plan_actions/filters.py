"""What of the plan is looked at: how it is gathered, from which approach, whose, when due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.domain.fiches_action import Origine
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.plan_actions import EtatAction
from cpom_desktop.services.queries.plan_actions_lignes import (
    DELAIS,
    ETATS,
    NOBODY,
    Delai,
    FiltrePlan,
    VuePlan,
    origines_comptees,
)
from cpom_desktop.services.queries.words import word
from ui.kit.buttons import KitButton, TextButton
from ui.kit.combo import ChoiceField
from ui.kit.filter_chips import ChoiceChips
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel
from ui.kit.restyle import Restyled
from ui.kit.segmented import SegmentedChoice
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.queries.plan_actions import PlanActions
    from ui.session import Session

BESIDE = 700
"""Width (pixels at 100 %) from which the origins stand beside what gathers the fiches."""
VUES: Mapping[VuePlan, str] = {
    VuePlan.OBJECTIF: "Par objectif",
    VuePlan.RESPONSABLE: "Par pilote",
    VuePlan.ECHEANCE: "Par échéance",
}


class OrigineChips(ChoiceChips[Origine | None]):
    """The approaches that fiches come from, with their counts.

    Signals:
        chosen: another one.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__((None, *Origine), _("Origine"), None)
        self.origine: Origine | None = None
        self.place(FlowLayout(self, spacing=px(2)))

    def show_plan(self, plan: PlanActions) -> None:
        """Show how many fiches each keeps; one that keeps none is not there."""
        counts = origines_comptees(plan)
        if self.origine not in counts:
            self.origine = None
        for origine, chip in self.chips.items():
            words = (
                _("Toutes origines")
                if origine is None
                else _("{origine} ({n})", origine=word(origine), n=counts.get(origine, 0))
            )
            self.show_chip(origine, words, words, chosen=origine is self.origine)
            chip.setVisible(origine is None or origine in counts)

    def choose(self, choice: Origine | None) -> None:
        """Choose what is shown, and tell."""
        self.origine = choice
        self.chosen.emit()


class PlanFilters(Restyled, QWidget):
    """How the plan is gathered, its origins, and lists folded until they are asked for.

    Signals:
        changed: what is asked is another.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.vue = SegmentedChoice(
            _("Ranger les fiches"), [(v, _(words)) for v, words in VUES.items()]
        )
        self.vue.set_value(VuePlan.OBJECTIF)
        self.chips = OrigineChips()
        self.more = KitButton(_("Filtrer"), "chip", icon_name="sliders-horizontal")
        self.more.setCheckable(True)
        self.responsable = ChoiceField(_("Pilote"), none_label=_("Tous les pilotes"))
        self.etat = ChoiceField(
            _("État"), [(e, _(w)) for e, w in ETATS.items()], none_label=_("Tous les états")
        )
        self.delai = ChoiceField(
            _("Échéance"), [(d, _(w)) for d, w in DELAIS.items()], none_label=_("Toute échéance")
        )
        self.count = SafeLabel("", "small-2")
        self.all_button = TextButton(_("Tout afficher")).set_dense()
        self._build()
        self._connect()
        self.restyle()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        first = QWidget()
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, first)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addWidget(self.vue, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.chips, 1)
        self._lists = QWidget()
        flow = FlowLayout(self._lists, spacing=px(8))
        for widget in (self.responsable, self.etat, self.delai, self.count, self.all_button):
            flow.addWidget(widget)
        self._lists.hide()
        column.addWidget(first)
        column.addWidget(self._lists)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the origins under the rest where room lacks beside it."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        beside = self.width() >= px(BESIDE)
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def _connect(self) -> None:
        self.vue.chosen.connect(self._on_changed)
        self.chips.chosen.connect(self._on_changed)
        self.more.toggled.connect(self._lists.setVisible)
        for field in (self.responsable, self.etat, self.delai):
            field.edited.connect(self._on_changed)
        self.all_button.clicked.connect(self.show_all)

    def restyle(self) -> None:
        """Take the widths of the present text scale."""
        for field in (self.responsable, self.etat, self.delai):
            field.setFixedWidth(px(180))

    def shown_vue(self) -> VuePlan:
        """Return what gathers the fiches."""
        return VuePlan(str(self.vue.value()))

    def wanted(self) -> FiltrePlan:
        """Return what is asked."""
        responsable, etat, delai = (f.value() for f in (self.responsable, self.etat, self.delai))
        return FiltrePlan(
            origine=self.chips.origine,
            responsable_id=responsable if isinstance(responsable, int) else None,
            etat=etat if isinstance(etat, EtatAction) else None,
            delai=delai if isinstance(delai, Delai) else None,
        )

    def show_plan(self, plan: PlanActions) -> None:
        """Take the origins and the people of the plan; what is gone is asked no more."""
        self.chips.show_plan(plan)
        people = {
            li.view.fiche.responsable_id: li.responsable for li in plan.lignes if li.responsable
        }
        named = sorted(people.items(), key=_name)
        self.responsable.set_choices([(NOBODY, _("Sans pilote")), *named])
        if self.responsable.currentIndex() < 0:
            self.responsable.set_value(None)

    def tell(self, shown: int, whole: int) -> None:
        """Tell how many fiches are shown, of how many."""
        told = ngettext("{n} fiche", "{n} fiches", whole)
        if shown != whole:
            told = ngettext("{n} fiche sur {tout}", "{n} fiches sur {tout}", shown, tout=whole)
        self.count.setText(told)
        self.count.setMinimumHeight(self.etat.sizeHint().height())
        self.all_button.setVisible(shown != whole)
        asked = sum(f.value() is not None for f in (self.responsable, self.etat, self.delai))
        self.more.setText(_("Filtrer ({n})", n=asked) if asked else _("Filtrer"))

    def show_all(self) -> None:
        """Ask nothing any more."""
        self.chips.origine = None
        for field in (self.responsable, self.etat, self.delai):
            field.set_value(None)
        self.changed.emit()

    def _on_changed(self) -> None:
        self.changed.emit()


def _name(pair: tuple[object, str]) -> str:
    return pair[1].casefold()
