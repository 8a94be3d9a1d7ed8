"""The findings of the diagnosis that a fiche answers, and the dialog that picks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cpom_desktop.domain.diagnostic import NatureConstat
from cpom_desktop.i18n import _, capitalise
from cpom_desktop.services.operations import SetFicheConstats
from cpom_desktop.services.queries.criteres import criteres
from cpom_desktop.services.queries.diagnostic import findings
from ui.kit.buttons import KitButton, PrimaryButton, SecondaryButton, TextButton
from ui.kit.dialogs import KitDialog
from ui.kit.fields import LineField
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel, set_tooltip
from ui.models.part_section import run_told
from ui.models.sorting import fold
from ui.theme.fonts import body_font
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QFont

    from cpom_desktop.services.queries.criteres import Critere
    from ui.session import Session

_SLUG = Qt.ItemDataRole.UserRole
CHIP_LETTERS = 44


class ConstatsField(QWidget):
    """The criteria that a fiche answers, as chips that take themselves back."""

    changed = Signal()

    def __init__(self, session: Session, label: str) -> None:
        super().__init__()
        self._session = session
        self.fiche_id = 0
        self.chips: list[KitButton] = []
        self._shown: list[str] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        head = QHBoxLayout()
        head.addWidget(SafeLabel(label, "label"), 1)
        self.button = TextButton(_("Choisir les constats…"), icon_name="plus").set_dense()
        self.button.clicked.connect(self._on_choose)
        head.addWidget(self.button)
        column.addLayout(head)
        self.button.setVisible(not session.read_only)
        self.nothing = SafeLabel(_("Aucun constat cité."), "small-2", wrap=True)
        column.addWidget(self.nothing)
        self._flow = FlowLayout(spacing=px(2))
        column.addLayout(self._flow)

    def show_fiche(self, fiche_id: int, criteres: Sequence[str]) -> None:
        """Show the criteria of a fiche."""
        wanted = list(criteres)
        if (fiche_id, wanted) == (self.fiche_id, self._shown):
            return
        self.fiche_id, self._shown = fiche_id, wanted
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(slug) for slug in wanted]
        self.nothing.setVisible(not wanted)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on, in reading order."""
        return [self.button, *self.chips]

    def focus(self) -> None:
        """Put the caret on the button, on the first chip when nothing may be changed."""
        stop = self.chips[0] if self.chips and self._session.read_only else self.button
        stop.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _chip(self, slug: str) -> KitButton:
        words = critere_words(self._session, slug)
        short = words if len(words) <= CHIP_LETTERS else f"{words[:CHIP_LETTERS].rstrip()}…"
        chip = KitButton(short, "chip", icon_name="" if self._session.read_only else "x",
                         trailing=True)  # fmt: skip
        chip.setProperty("critere", slug)
        read_only = self._session.read_only
        chip.setAccessibleName(words if read_only else _("Retirer le constat {nom}", nom=words))
        set_tooltip(chip, chip.accessibleName())
        if not read_only:
            chip.clicked.connect(self._on_chip)
        self._flow.addWidget(chip)
        return chip

    def _on_chip(self) -> None:
        chip = self.sender()
        slug = str(chip.property("critere"))
        kept = [one for one in self._shown or () if one != slug]
        run_told(self._session, SetFicheConstats(fiche_id=self.fiche_id, criteres=kept))
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choose(self) -> None:
        dialog = ConstatsDialog(self._session, self._shown or (), self.window())
        if dialog.exec():
            run_told(
                self._session,
                SetFicheConstats(fiche_id=self.fiche_id, criteres=dialog.ticked()),
            )
        dialog.deleteLater()


class ConstatsDialog(KitDialog):
    """Every criterion with a box to tick, the weaknesses of the establishment first."""

    def __init__(self, session: Session, ticked: Iterable[str], parent: QWidget) -> None:
        super().__init__(
            _("À quels constats du diagnostic cette fiche répond-elle ?"),
            _("Vos faiblesses viennent en premier, puis tous les critères, par thème."),
            icon_name="link",
            parent=parent,
        )
        self._session, self._ticked = session, dict.fromkeys(ticked)
        self.search = LineField(_("Chercher un critère"))
        self.search.setPlaceholderText(_("Chercher un critère…"))
        self.search.edited.connect(self._on_search)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Critères du diagnostic"))
        self.list.setMinimumHeight(px(300))
        self.list.setWordWrap(True)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list)
        self._fill()
        cancel = self.add_button(SecondaryButton(_("Annuler")))
        cancel.clicked.connect(self.reject)
        self.keep = self.add_button(PrimaryButton(_("Enregistrer les constats")))
        self.keep.clicked.connect(self.accept)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def ticked(self) -> list[str]:
        """Return the criteria ticked; what another grid left is kept."""
        rows = [self.list.item(place) for place in range(self.list.count())]
        known = {row.data(_SLUG): row.checkState() for row in rows if row.data(_SLUG)}
        stranger = [slug for slug in self._ticked if slug not in known]
        return stranger + [s for s, state in known.items() if state == Qt.CheckState.Checked]

    def _fill(self) -> None:
        snapshot, content = self._session.snapshot, self._session.content
        weak = [view.critere for view in findings(snapshot, content, NatureConstat.FAIBLESSE)]
        if weak:
            self._group(_("Vos faiblesses"), weak)
        first = {critere.slug for critere in weak}
        for theme in content.grille.themes:
            known = criteres(snapshot, content).of_theme(theme.slug)
            rest = [c for c in known if c.slug not in first]
            self._group(f"{theme.lettre}. {theme.titre}", rest)
        self.list.setCurrentRow(1)

    def _group(self, words: str, criteres: Sequence[Critere]) -> None:
        head = QListWidgetItem(words)
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setFont(_strong())
        self.list.addItem(head)
        for critere in criteres:
            item = QListWidgetItem(f"{critere.repere}  {capitalise(critere.titre)}")
            item.setData(_SLUG, critere.slug)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsSelectable
            )
            on = critere.slug in self._ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)

    def _on_search(self) -> None:
        words = fold(self.search.raw()).split()
        for place in range(self.list.count()):
            item = self.list.item(place)
            text = fold(item.text())
            wanted = bool(item.data(_SLUG)) or not words
            item.setHidden(not (wanted and all(word in text for word in words)))


def critere_words(session: Session, slug: str) -> str:
    """Return « DG-E08 Prévention des chutes », the slug itself for an unknown criterion."""
    critere = criteres(session.snapshot, session.content).by_slug.get(slug)
    return f"{critere.repere} {capitalise(critere.titre)}" if critere else slug


def _strong() -> QFont:
    return body_font(px(14), semibold=True)
