"""What a backup holds, beside the dossier of now: read in a worker, shown here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_number, format_time
from cpom_desktop.services.queries.restauration import full_moment, origin_words, size_words
from ui.kit.buttons import SecondaryButton
from ui.kit.cards import Card, Rule
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.states import Strip
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.backups import BackupInfo
    from cpom_desktop.services.queries.restauration import Count, Look

FEW = 12
"""Losses that are told one by one at once; more are counted by page until she asks."""
MOST_TOLD = 200


class Preview(QWidget):
    """Whether the backup is sound, its counts, and what replacing would lose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        self.mark = IconLabel("loader", "texte-2", 18)
        self.state = SafeLabel("", "label", wrap=True)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.state, 1)
        column.addLayout(head)
        self._place = column
        self.table: Card | None = None
        self.foreign = Strip("alerte")
        self.losses = Strip("alerte")
        self.more = SecondaryButton("").set_dense()
        self.more.clicked.connect(self._on_more)
        self.losses.add_button(self.more)
        self._look: Look | None = None
        self._whole = False
        for strip in (self.foreign, self.losses):
            column.addWidget(strip)
            strip.hide()

    def show_reading(self, info: BackupInfo) -> None:
        """Say that a backup is being read and checked."""
        self._drop_table()
        self.losses.hide()
        self._show_origin(info)
        self.mark.set_icon("loader", "texte-2")
        self._say(_("Copie du {quand} : contrôle en cours…", quand=full_moment(info)))

    def show_look(self, info: BackupInfo, look: Look) -> None:
        """Show what a sound backup holds."""
        self.mark.set_icon("circle-check", "succes")
        words = _("Copie saine, {quand}", quand=full_moment(info))
        self._say(_("{copie} ({taille})", copie=words, taille=size_words(info.size)))
        self._drop_table()
        self.table = _table(info, look)
        self._place.insertWidget(1, self.table)
        self._look, self._whole = look, False
        self._show_losses()

    def show_damaged(self, sentence: str) -> None:
        """Say why a backup cannot be used."""
        self._drop_table()
        self.losses.hide()
        self.mark.set_icon("octagon-x", "erreur")
        self._say(sentence)

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.setAccessibleName(words)

    def _drop_table(self) -> None:
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
            self.table = None

    def _show_origin(self, info: BackupInfo) -> None:
        """Say that the backup is another file's: the same dossier, copied or moved."""
        self.foreign.setVisible(info.origin is not None)
        self.foreign.set_text(
            _(
                "Cette copie a été {origine} : le même dossier, copié ou déplacé. Vérifiez que "
                "c'est bien celle que vous cherchez.",
                origine=origin_words(info),
            )
        )

    def _on_more(self) -> None:
        self._whole = not self._whole
        self._show_losses()

    def _show_losses(self) -> None:
        look = self._look
        if look is None:
            return
        self.losses.setVisible(look.compared)
        told = look.sentences
        self.more.setVisible(len(told) > FEW)
        if not told:
            self.losses.set_text(_("Cette copie est identique au dossier actuel."), tone="succes")
            return
        whole = self._whole or len(told) <= FEW
        shown = list(told[:MOST_TOLD] if whole else look.summaries)
        if whole and len(told) > MOST_TOLD:
            shown.append(_("et {n} autres", n=format_number(len(told) - MOST_TOLD)))
        lines = (_("Ce que vous perdriez en remplaçant :"), *(f"– {line}" for line in shown))
        self.losses.set_text("\n".join(lines), tone="alerte")
        everything = _("Voir les {n}", n=format_number(len(told)))
        self.more.setText(_("Résumer") if self._whole else everything)
        name = _("Voir les {n} différences une par une", n=format_number(len(told)))
        self.more.setAccessibleName(_("Résumer les différences") if self._whole else name)


def _table(info: BackupInfo, look: Look) -> Card:
    card = Card(flush=True)
    grid = QGridLayout()
    grid.setContentsMargins(px(12), px(4), px(12), px(4))
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(4))
    grid.setColumnStretch(0, 1)
    then = _("À {h}", h=format_time(info.moment))
    heads = (_("Ce que contient la copie"), then, *((_("Maintenant"),) if look.compared else ()))
    for column, words in enumerate(heads):
        grid.addWidget(_cell(words, "caption-strong", column), 0, column)
    for rank, count in enumerate(look.counts):
        grid.addWidget(Rule(), 2 * rank + 1, 0, 1, len(heads))
        _add_count(grid, 2 * rank + 2, count)
    card.add(grid)
    return card


def _add_count(grid: QGridLayout, row: int, count: Count) -> None:
    grid.addWidget(_cell(count.words, "small", 0), row, 0)
    grid.addWidget(_cell(format_number(count.then), "small", 1), row, 1)
    if count.now is not None:
        role = "small" if count.now == count.then else "label"
        grid.addWidget(_cell(format_number(count.now), role, 2), row, 2)


def _cell(words: str, role: str, column: int) -> SafeLabel:
    label = SafeLabel(words)
    label.setProperty("role", role)
    if column:
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label
