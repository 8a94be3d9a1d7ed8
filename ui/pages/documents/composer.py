"""The right of the page while she composes: the documents of the dossier, in her order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from ui.kit.buttons import IconButton, SecondaryButton, TextButton
from ui.kit.cards import Card, Rule
from ui.kit.labels import SafeLabel
from ui.kit.states import Strip
from ui.models.dossier_parts import PartsModel, PartsView, current_slug
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.documents import PartStatus

NOTHING = "Aucun document : choisissez-en un dans la liste, puis Entrée."
LEAST = 130
"""Height of the list at 100 %, three documents: the page then scrolls."""
INTERNAL = (
    "« {titre} » est un document interne : tout le dossier l'est donc, et le dit sur chaque page."
)


class Composer(Card):
    """The parts of a dossier, and what may be done with them.

    Signals:
        moved: the rank of a part, and the rank that it is put at.
        removed: slug of a part to take out.
        rename_asked: call the dossier otherwise.
        done: she has finished.
    """

    moved = Signal(int, int)
    removed = Signal(str)
    rename_asked = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Composer"), flush=True, parent=parent)
        self.title_label.setWordWrap(True)
        self.model = PartsModel(self)
        self.view = PartsView(self.model)
        self.view.allow_moves(allowed=True)
        self.view.setMinimumHeight(px(LEAST))
        self.count = SafeLabel("", "label")
        self.up = IconButton("arrow-up", _("Monter le document"), shortcut=_("Alt+Haut"))
        self.down = IconButton("arrow-down", _("Descendre le document"), shortcut=_("Alt+Bas"))
        self.remove = IconButton(
            "trash-2", _("Retirer le document du dossier"), shortcut=_("Suppr")
        )
        self.rename = IconButton("pencil", _("Renommer le dossier"))
        self.nothing = SafeLabel(
            _("Aucun document : choisissez-en un dans la liste, puis Entrée."),
            "small-2",
            wrap=True,
        )
        self.internal = Strip("conseil")
        self.options = TextButton(_("Mention, diffusion, contenu…"), icon_name="arrow-right")
        self.finish = SecondaryButton(_("Terminer"), icon_name="circle-check")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.add_action(self.rename)
        bar, foot = QWidget(), QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(16), px(2), px(8), px(2))
        row.setSpacing(0)
        row.addWidget(self.count, 1)
        for button in (self.up, self.down, self.remove):
            row.addWidget(button)
        column = QVBoxLayout(foot)
        column.setContentsMargins(px(14), px(8), px(10), px(10))
        column.setSpacing(px(6))
        self.nothing.setContentsMargins(px(16), px(12), px(12), px(12))
        column.addWidget(self.internal)
        column.addWidget(self.options, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.finish, 0, Qt.AlignmentFlag.AlignRight)
        self.add(bar)
        self.add(Rule())
        self.add(self.nothing)
        self.add(self.view, 1)
        self.add(Rule())
        self.add(foot)

    def _connect(self) -> None:
        self.view.moved.connect(self.moved)
        self.view.delete_asked.connect(self._on_remove)
        self.view.chosen.connect(self._allow)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.remove.clicked.connect(self._on_remove)
        self.rename.clicked.connect(self.rename_asked)
        for button in (self.options, self.finish):
            button.clicked.connect(self.done)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on, in reading order."""
        moves = (self.up, self.down, self.remove)
        return [self.rename, *moves, self.view, self.options, self.finish]

    def show_dossier(self, nom: str, parts: Sequence[PartStatus], *, chosen: str = "") -> None:
        """Show a dossier again; the caret stays on its part, or goes to `chosen`."""
        self.set_title(nom)
        row = max(self.view.currentIndex().row(), 0)
        kept = chosen or current_slug(self.view.currentIndex())
        self.model.show_rows(parts)
        self._put_caret(kept, row)
        self.count.setText(ngettext("{n} document", "{n} documents", len(parts)))
        self.nothing.setVisible(not parts)
        inside = next((part.titre for part in parts if part.internal), "")
        self.internal.set_text(_(INTERNAL, titre=inside) if inside else "")
        self.internal.setVisible(bool(inside))
        self._allow()

    def _put_caret(self, slug: str, row: int) -> None:
        """Put the caret on a document, on its place once it is gone."""
        found = self.model.index_of(slug)
        last = self.model.rowCount() - 1
        self.view.put_cursor(found if found.isValid() else self.model.index(min(row, last)))

    def _allow(self) -> None:
        """Disable what would do nothing."""
        row, count = self.view.currentIndex().row(), self.model.rowCount()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < count - 1)
        self.remove.setEnabled(row >= 0)

    def _on_up(self) -> None:
        self.view.move_current(-1)

    def _on_down(self) -> None:
        self.view.move_current(1)

    def _on_remove(self) -> None:
        if slug := current_slug(self.view.currentIndex()):
            self.removed.emit(slug)
