"""The findings of the diagnosis that found something, and the dialog that picks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.domain.diagnostic import NatureConstat
from cpom_desktop.i18n import _, capitalise
from cpom_desktop.services.queries.criteres import criteres
from cpom_desktop.services.queries.diagnostic import findings
from ui.kit.buttons import KitButton, TextButton
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel, set_tooltip
from ui.models.part_section import run_told
from ui.models.ticking import Asked, TickDialog
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.criteres import Critere
    from ui.session import Session

CHIP_LETTERS = 44


class ConstatsField(QWidget):
    """The criteria that a fiche or an objective answers, as chips that take themselves back.

    Args:
        label: words over them.
        question: what the dialog asks.
        write: id and criteria → the operation that keeps them.
        letters: of a chip; its tooltip tells it whole.
    """

    def __init__(
        self,
        session: Session,
        label: str,
        question: str,
        write: Callable[[int, list[str]], Operation],
        *,
        letters: int = CHIP_LETTERS,
    ) -> None:
        super().__init__()
        self._letters = letters
        self._session = session
        self._question, self._write = question, write
        self.record_id = 0
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

    def show_criteres(self, record_id: int, criteres: Sequence[str]) -> None:
        """Show the criteria of a record."""
        wanted = list(criteres)
        if (record_id, wanted) == (self.record_id, self._shown):
            return
        self.record_id, self._shown = record_id, wanted
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
        short = words if len(words) <= self._letters else f"{words[: self._letters].rstrip()}…"
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
        run_told(self._session, self._write(self.record_id, kept))
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choose(self) -> None:
        dialog = ConstatsDialog(self._session, self._question, self._shown or (), self.window())
        if dialog.exec():
            criteres = list(map(str, dialog.ticked()))
            run_told(self._session, self._write(self.record_id, criteres))
        dialog.deleteLater()


class ConstatsDialog(TickDialog):
    """Every criterion with a box to tick, the weaknesses of the establishment first."""

    def __init__(
        self, session: Session, question: str, ticked: Iterable[str], parent: QWidget
    ) -> None:
        super().__init__(
            Asked(
                question,
                _("Vos faiblesses viennent en premier, puis tous les critères, par thème."),
                "link",
                _("Enregistrer les constats"),
            ),
            _groups(session),
            ticked,
            parent,
        )


def _groups(session: Session) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the criteria by theme, under the weaknesses, each once."""
    snapshot, content = session.snapshot, session.content
    weak = [view.critere for view in findings(snapshot, content, NatureConstat.FAIBLESSE)]
    yield _("Vos faiblesses"), [_line(critere) for critere in weak]
    first = {critere.slug for critere in weak}
    known = criteres(snapshot, content)
    for theme in content.grille.themes:
        rest = [c for c in known.of_theme(theme.slug) if c.slug not in first]
        yield f"{theme.lettre}. {theme.titre}", [_line(critere) for critere in rest]


def _line(critere: Critere) -> tuple[str, str]:
    return critere.slug, f"{critere.repere}  {capitalise(critere.titre)}"


def critere_words(session: Session, slug: str) -> str:
    """Return « DG-E08 Prévention des chutes », the slug itself for an unknown criterion."""
    critere = criteres(session.snapshot, session.content).by_slug.get(slug)
    return f"{critere.repere} {capitalise(critere.titre)}" if critere else slug
