"""The dialog that seats several stakeholders at once: typed by completion, or ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from cpom_desktop.i18n import _, ngettext
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.kit.labels import SafeLabel
from ui.kit.search_field import SearchField
from ui.models.sorting import fold
from ui.theme.fonts import body_font
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.domain.acteurs import Acteur
    from ui.session import Session

_ID = Qt.ItemDataRole.UserRole
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
LIST_HEIGHT = 270


class NameSearch(SearchField):
    """Typed letters shorten the list; Entrée ticks its first line, Bas goes into it.

    Signals:
        taken: Entrée was pressed.
        left: Bas was pressed.
    """

    taken = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Entrée from closing the dialog while something is sought."""
        if event.key() in _ENTER and self.text().strip():
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class MembresDialog(KitDialog):
    """Every stakeholder who does not sit yet, by family, with a box to tick."""

    def __init__(
        self, session: Session, instance: str, seated: Container[int], parent: QWidget
    ) -> None:
        super().__init__(
            _("Qui siège dans « {instance} » ?", instance=instance),
            _("Tapez le début d'un nom puis Entrée, autant de fois qu'il faut, ou cochez."),
            icon_name="users",
            parent=parent,
        )
        self._session, self._seated = session, seated
        self.search = NameSearch(_("Rechercher un acteur"), _("Nom, fonction ou structure"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Acteurs à ajouter"))
        self.list.setMinimumHeight(px(LIST_HEIGHT))
        self.told = SafeLabel("", "small-2", wrap=True)
        for widget in (self.search, self.list, self.told):
            self.body.addWidget(widget)
        self._fill()
        cancel = self.add_button(SecondaryButton(_("Annuler")))
        cancel.clicked.connect(self.reject)
        self.keep = self.add_button(PrimaryButton(_("Ajouter")), default=True)
        self.keep.clicked.connect(self.accept)
        self.search.textChanged.connect(self._on_search)
        self.search.taken.connect(self._take_first)
        self.search.left.connect(self._enter_list)
        self.list.itemChanged.connect(self._tell_count)
        self._tell_count()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def ticked(self) -> list[int]:
        """Return the ids of the stakeholders ticked, in the order of the list."""
        on = Qt.CheckState.Checked
        return [int(item.data(_ID)) for item in self._lines() if item.checkState() == on]

    def _lines(self) -> Iterator[QListWidgetItem]:
        """Yield the lines that name someone."""
        for place in range(self.list.count()):
            item = self.list.item(place)
            if item.data(_ID):
                yield item

    def _fill(self) -> None:
        acteurs = self._session.snapshot.acteurs
        for famille in self._session.content.acteurs.familles:
            rest = [a for a in acteurs if a.famille == famille.slug and a.id not in self._seated]
            if rest:
                self._head(famille.libelle)
            for acteur in rest:
                self._line(acteur)

    def _head(self, words: str) -> None:
        head = QListWidgetItem(words)
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setFont(body_font(px(14), semibold=True))
        self.list.addItem(head)

    def _line(self, acteur: Acteur) -> None:
        name = acteur.display_name or _("À compléter")
        more = [t for t in (acteur.fonction, acteur.structure) if t and t != name]
        item = QListWidgetItem(", ".join([name, *more]))
        item.setData(_ID, acteur.id)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        self.list.addItem(item)

    def _shown(self) -> list[QListWidgetItem]:
        return [item for item in self._lines() if not item.isHidden()]

    def _on_search(self, _text: str) -> None:
        words = fold(self.search.raw()).split()
        for place in range(self.list.count()):
            item = self.list.item(place)
            folded = fold(item.text())
            named = bool(item.data(_ID))
            item.setHidden(not (all(w in folded for w in words) if named else not words))
        self._tell_count()

    def _take_first(self) -> None:
        """Tick the first line that answers, and be ready for the next name."""
        shown = self._shown()
        if shown:
            shown[0].setCheckState(Qt.CheckState.Checked)
            self.search.clear()

    def _enter_list(self) -> None:
        shown = self._shown()
        if shown:
            self.list.setCurrentItem(shown[0])
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_count(self) -> None:
        count = len(self.ticked())
        self.keep.setEnabled(bool(count))
        told = ngettext("{n} acteur coché.", "{n} acteurs cochés.", count) if count else ""
        if not self._shown():
            told = _("Aucun acteur ne correspond. Ajoutez-le d'abord à la page Acteurs.")
        self.told.setText(told)
