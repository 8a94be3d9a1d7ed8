"""What she looks at of the plan: words, phase, responsible, state, before or after signing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.planning import phases_of
from cpom_desktop.services.queries.words import LATE, choices
from ui.kit.buttons import TextButton
from ui.kit.combo import ChoiceField
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel
from ui.kit.restyle import Restyled
from ui.kit.search_field import SearchField
from ui.models.plan_filter import NOBODY, PlanFilter, Portee, Vue, lives_after
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.session import Session


class FilterBar(Restyled, QWidget):
    """Search and lists over the plan; what is hidden is counted, and shown again at once.

    Signals:
        changed: what is asked is another.
        left: Échap, with nothing asked any more.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.search = SearchField(_("Chercher dans le rétroplanning"), _("Chercher une tâche…"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_changed)
        self.phase = ChoiceField(_("Phase"), none_label=_("Toutes les phases"))
        self.acteur = ChoiceField(_("Responsable"), none_label=_("Tous les responsables"))
        self.etat = ChoiceField(_("État"), _states(), none_label=_("Tous les états"))
        self.portee = ChoiceField(_("Partie du plan"), _scopes(), none_label=None)
        self.count = SafeLabel("", "small-2")
        self.all_button = TextButton(_("Tout afficher")).set_dense()
        self.all_button.clicked.connect(self.show_all)
        flow = FlowLayout(self, spacing=px(8))
        for field in (self.search, *self._lists(), self.count, self.all_button):
            flow.addWidget(field)
        for field in self._lists():
            field.edited.connect(self._on_changed)
        self.restyle()

    def _lists(self) -> tuple[ChoiceField, ...]:
        return self.portee, self.phase, self.acteur, self.etat

    def wanted(self) -> PlanFilter:
        """Return what is asked."""
        acteur, etat = self.acteur.value(), self.etat.value()
        return PlanFilter(
            words=self.search.text().strip(),
            phase=str(self.phase.value() or ""),
            acteur_id=acteur if isinstance(acteur, int) else None,
            etat=etat if isinstance(etat, EtatTache | Vue) else None,
            portee=Portee(str(self.portee.value())),
        )

    def reload(self) -> None:
        """Take the phases and the people of the dossier; what is gone is asked no more."""
        snapshot = self._session.snapshot
        self.phase.set_choices(tuple(phases_of(snapshot, self._session.content).items()))
        nobody = (NOBODY, _("Sans responsable"))
        named = {task.acteur_id for task in snapshot.tasks}
        people = [(a.id, a.display_name) for a in snapshot.acteurs if a.id in named]
        self.acteur.set_choices([nobody, *people])
        for field in (self.phase, self.acteur):
            if field.currentIndex() < 0:
                field.set_value(None)
        self.portee.setVisible(lives_after(snapshot.tasks))
        if not lives_after(snapshot.tasks):
            self.portee.set_value(Portee.SIGNATURE)

    def tell(self, shown: int, whole: int) -> None:
        """Tell how many lines are shown of how many."""
        hidden = shown != whole
        self.count.setText(count_sentence(shown, whole))
        self.count.setMinimumHeight(self.search.sizeHint().height())
        self.all_button.setVisible(hidden)

    def show_all(self) -> None:
        """Ask nothing any more, of the whole plan."""
        self._ask(Portee.TOUT)

    def _ask(self, portee: Portee) -> None:
        before = self.wanted()
        self.search.blockSignals(True)  # one change, not five
        self.search.clear()
        self.search.blockSignals(False)
        for field in (self.phase, self.acteur, self.etat):
            field.set_value(None)
        self.portee.set_value(portee if lives_after(self._session.snapshot.tasks)
                              else Portee.SIGNATURE)  # fmt: skip
        if self.wanted() != before:
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Échap asks nothing any more, then leaves."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.wanted().asks:
            self._ask(self.wanted().portee)
        else:
            self.left.emit()

    def restyle(self) -> None:
        """Take the widths of the present text scale."""
        self.search.setFixedWidth(px(190))
        for field, width in zip(self._lists(), (184, 172, 202, 172), strict=True):
            field.setFixedWidth(px(width))

    def _on_changed(self, _text: str = "") -> None:
        self.changed.emit()


def count_sentence(shown: int, whole: int) -> str:
    """Return how many tasks are shown, of how many when some are not."""
    if shown == whole:
        return ngettext("{n} tâche", "{n} tâches", whole)
    return ngettext("{n} tâche sur {tout}", "{n} tâches sur {tout}", shown, tout=whole)


def _states() -> list[tuple[object, str]]:
    return [
        (Vue.RETARD, _(LATE)),
        (Vue.SEMAINE, _("À faire cette semaine")),
        (Vue.CRITIQUE, _("Sans marge")),
        *choices(EtatTache),
    ]


def _scopes() -> list[tuple[object, str]]:
    return [
        (Portee.SIGNATURE, _("Jusqu'à la signature")),
        (Portee.VIE, _("Vie du contrat")),
        (Portee.TOUT, _("Tout le plan")),
    ]
