"""A dialog that ticks several things of a long list, by groups, with a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from cpom_desktop.i18n import _
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.kit.search_field import SearchField
from ui.models.sorting import fold
from ui.theme.fonts import body_font
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QWidget

    Groups = Iterable[tuple[str, Sequence[tuple[Hashable, str]]]]

_KEY = Qt.ItemDataRole.UserRole


class Asked(NamedTuple):
    """What a dialog asks: question, consequence, icon, words of the button that keeps."""

    title: str
    text: str
    icon: str
    verb: str


class TickDialog(KitDialog):
    """Every thing with a box to tick, under the title of its group.

    Args:
        asked: its words.
        groups: title of a group (none when empty), then key and words of each thing.
        ticked: keys ticked at first; one that is not in the list stays ticked, unseen.
        parent: the page.
    """

    def __init__(
        self, asked: Asked, groups: Groups, ticked: Iterable[Hashable], parent: QWidget
    ) -> None:
        super().__init__(asked.title, asked.text, icon_name=asked.icon, parent=parent)
        self._ticked = dict.fromkeys(ticked)
        self.search = SearchField(_("Chercher dans la liste"), _("Chercher…"))
        self.search.edited.connect(self._on_search)
        self.list = QListWidget()
        self.list.setAccessibleName(asked.title)
        self.list.setMinimumHeight(px(300))
        self.list.setWordWrap(True)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list)
        for heading, things in groups:
            self._group(heading, things)
        self.list.setCurrentRow(1)
        cancel = self.add_button(SecondaryButton(_("Annuler")))
        cancel.clicked.connect(self.reject)
        self.keep = self.add_button(PrimaryButton(asked.verb))
        self.keep.clicked.connect(self.accept)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def ticked(self) -> list[Hashable]:
        """Return the keys ticked; what the list does not show is kept."""
        rows = [self.list.item(place) for place in range(self.list.count())]
        known = {row.data(_KEY): row.checkState() for row in rows if row.data(_KEY) is not None}
        stranger = [key for key in self._ticked if key not in known]
        return stranger + [key for key, on in known.items() if on == Qt.CheckState.Checked]

    def _group(self, heading: str, things: Sequence[tuple[Hashable, str]]) -> None:
        if not things:
            return
        if heading:
            head = QListWidgetItem(heading)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            head.setFont(_strong())
            self.list.addItem(head)
        for key, words in things:
            item = QListWidgetItem(words)
            item.setData(_KEY, key)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsSelectable
            )
            on = key in self._ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)

    def _on_search(self) -> None:
        words = fold(self.search.raw()).split()
        for place in range(self.list.count()):
            item = self.list.item(place)
            text = fold(item.text())
            wanted = item.data(_KEY) is not None or not words
            item.setHidden(not (wanted and all(word in text for word in words)))


def _strong() -> QFont:
    return body_font(px(14), semibold=True)
