"""The top bar: where she is, the search, what is saved, undo, redo, Guide."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.parcours import PAGES, PROGRAM, STAGES
from ui.kit.buttons import IconButton, TextButton
from ui.kit.labels import ElidedLabel, IconLabel, SafeLabel, set_tooltip
from ui.kit.pills import StatusPill
from ui.kit.save_state import SaveStateLabel
from ui.shell.search_box import SearchBox
from ui.theme.theme import px

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from ui.session import SaveState


NAME = 260
"""Widest name of a dossier, in pixels at 100 %; a longer one is shortened."""


SHORTEST = 110
"""Width under which a name that is shortened is rather left out, in pixels at 100 %."""
BEFORE_SAVED = 10
"""Room between the search and the state of saving, in pixels at 100 %."""


class _Fitting(NamedTuple):
    """What the bar shows: how much of the path is left out, the words of the search, the day."""

    left_out: int
    wide: bool
    told: bool = False


_BY_PREFERENCE = (
    (0, True),
    (1, True),
    (2, True),
    (0, False),
    (1, False),
    (2, False),
    (3, False),
)
"""Steps of the path left out and words of the search, from the best to the least room."""


class TopBar(QFrame):
    """Breadcrumb, search, saved state with its time, undo and redo with what they would do, Guide.

    Signals:
        reference_moved: there is no room here any more, or again, for the day of reference.
        undo_asked, redo_asked, guide_asked, back_asked: its buttons.
    """

    reference_moved = Signal(bool)
    undo_asked = Signal()
    redo_asked = Signal()
    guide_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "barre")
        self.setFixedHeight(px(48))
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(px(24), 0, px(16), 0)
        row.setSpacing(px(6))
        self.back = TextButton(_("Retour au contrôle"), icon_name="arrow-left")
        self.back.clicked.connect(self.back_asked)
        self.back.hide()
        row.addWidget(self.back)
        self._dossier = ElidedLabel("", "small-2")
        self._dossier.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._stage = SafeLabel("", "small-2")
        self._page = SafeLabel("", "label")
        chevrons = [IconLabel("chevron-right", "texte-3", 16) for _rank in range(2)]
        self._path: tuple[tuple[QWidget, ...], ...] = (
            (self._dossier, chevrons[0]),
            (self._stage, chevrons[1]),
            (self._page,),
        )
        for step in self._path:
            for widget in step:
                row.addWidget(widget)
        row.addStretch(1)
        self.search = SearchBox()
        row.addWidget(self.search)
        row.addSpacing(px(BEFORE_SAVED))
        self.reference: StatusPill | None = None
        self._words, self._name = "", 0
        self.save_state = SaveStateLabel()
        row.addWidget(self.save_state)
        row.addWidget(_separator())
        self.undo = IconButton("undo-2", _("Annuler"), shortcut="Ctrl+Z")
        self.redo = IconButton("redo-2", _("Rétablir"), shortcut="Ctrl+Y")
        self.guide = TextButton(_("Guide"), icon_name="book-open")
        self.guide.setCheckable(True)
        set_tooltip(self.guide, _("Ouvrir ou fermer le guide de la page (F1)"))
        self.undo.clicked.connect(self.undo_asked)
        self.redo.clicked.connect(self.redo_asked)
        self.guide.clicked.connect(self.guide_asked)
        for button in (self.undo, self.redo):
            row.addWidget(button)
        self._guide_line = _separator()
        row.addWidget(self._guide_line)
        row.addWidget(self.guide)
        self.show_undo("", "")

    def show_place(self, dossier: str, page_slug: str, detail: str = "") -> None:
        """Show where she is; `detail` says where in the page."""
        info = PAGES.get(page_slug)
        if info is not None:
            stage = next((s for s in STAGES if info in s.pages), None)
            self._stage.setText(f"{stage.number}. {_(stage.title)}" if stage else "")
            self._page.setText(", ".join(part for part in (_(info.title), detail) if part))
        root = _("CPOM Desktop") if info in PROGRAM else dossier
        self._dossier.ensurePolished()
        wanted = self._dossier.fontMetrics().horizontalAdvance(root) + px(4)
        self._name = min(wanted, px(NAME))
        self._dossier.set_whole_text(root)
        self._fit()

    def _fit(self) -> None:
        """Leave out the beginning of the path where room lacks, the words of the search, the day.

        The day of reference goes last: it has then a line of its own.
        """
        places = [_Fitting(left_out, wide=wide) for left_out, wide in _BY_PREFERENCE]
        if self.reference is not None:
            told = [fitting._replace(told=True) for fitting in places[:-1]]
            places = [*told, *places]
        chosen = next((f for f in places if self._wanted(f) <= self.width()), places[-1])
        for rank, step in enumerate(self._path):
            for widget in step:
                widget.setVisible(self._has_place(rank, chosen.left_out))
        self.search.set_wide(chosen.wide)
        spare = self.width() - self._wanted(chosen)
        self._dossier.setFixedWidth(max(min(self._name, self._shortest() + spare), 0))
        if self.reference is not None:
            self.reference.setVisible(chosen.told)
            self.reference_moved.emit(not chosen.told)

    def _has_place(self, rank: int, left_out: int) -> bool:
        return rank >= left_out and (self._path[rank][0] is not self._stage or self._has_stage())

    def _wanted(self, fitting: _Fitting) -> int:
        """Return the width of the bar with what a fitting shows.

        Counted, and not asked of the layout: parts are not shown and hidden to be measured.
        """
        chosen = {
            widget: self._has_place(rank, fitting.left_out)
            for rank, step in enumerate(self._path)
            for widget in step
        }
        chosen[self.search] = chosen[self._dossier] = False
        if self.reference is not None:
            chosen[self.reference] = fitting.told
        items = (self._row.itemAt(i) for i in range(self._row.count()))
        widgets = (item.widget() for item in items if item is not None)
        shown = [w for w in widgets if w is not None and chosen.get(w, not w.isHidden())]
        widths = (
            min(max(w.sizeHint().width(), w.minimumWidth()), w.maximumWidth()) for w in shown
        )
        edges = self._row.contentsMargins()
        gaps = self._row.spacing() * (len(shown) + 2) + px(BEFORE_SAVED)
        box = self.search.width_when(wide=fitting.wide)
        name = 0 if fitting.left_out else self._shortest() + self._row.spacing()
        return sum(widths) + gaps + box + name + edges.left() + edges.right()

    def _shortest(self) -> int:
        """Return the least width of the name of the dossier: shortened, it still tells."""
        return min(self._name, px(SHORTEST))

    def show_reference(self, day: date) -> None:
        """Say, on every page, that the dossier lives on a day of its own (demonstration)."""
        if self.reference is None:
            self._words = _("Établissement fictif, au {jour}", jour=format_date(day))
            self.reference = StatusPill("conseil", self._words)
            self._row.insertWidget(self._row.indexOf(self.save_state), self.reference)
        self._fit()

    def reference_line(self) -> QFrame:
        """Return a line that says the same, to be put under the bar."""
        line = QFrame()
        line.setProperty("role", "barre")
        row = QHBoxLayout(line)
        row.setContentsMargins(px(24), px(3), px(24), px(3))
        row.addWidget(StatusPill("conseil", self._words))
        row.addStretch(1)
        return line

    def offer_back(self, *, offered: bool) -> None:
        """Lead back to the contrôle, on the page of one of its points."""
        if offered != self.back.isVisibleTo(self):
            self.back.setVisible(offered)
            self._fit()

    def offer_guide(self, *, offered: bool) -> None:
        """Show the button of the Guide, or leave it out where there is no note."""
        self._guide_line.setVisible(offered)
        self.guide.setVisible(offered)

    def _has_stage(self) -> bool:
        return bool(self._stage.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the path as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure again what is now dressed in its style."""
        super().showEvent(event)
        self._fit()

    def show_undo(self, undo: str, redo: str) -> None:
        """Tell what undo and redo would do; disabled when nothing."""
        for button, verb, keys, title in (
            (self.undo, _("Annuler"), "Ctrl+Z", undo),
            (self.redo, _("Rétablir"), "Ctrl+Y", redo),
        ):
            button.setEnabled(bool(title))
            told = f"{verb}{_(' : ')}{title}" if title else verb
            button.setAccessibleName(told)
            set_tooltip(button, f"{told} ({keys})")

    def show_saved(self, state: SaveState, today: date) -> None:
        """Tell the truth of saving."""
        if state.saving:
            self.save_state.show_saving()
        elif state.failure:
            self.save_state.show_failed(state.reason)
        elif state.saved_at:
            self.save_state.show_saved(state.saved_at, today)
        self._fit()

    def focus_first(self) -> None:
        """Put the caret on the first button that may be used."""
        for button in self._stops()[:1]:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _stops(self) -> list[QAbstractButton]:
        buttons = (self.back, self.search, self.undo, self.redo, self.guide)
        return [b for b in buttons if b.isEnabled() and b.isVisibleTo(self)]


def _separator() -> QFrame:
    line = QFrame()
    line.setProperty("role", "filet-vertical")
    line.setFixedWidth(1)
    line.setFixedHeight(px(26))
    return line
