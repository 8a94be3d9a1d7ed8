"""The sidebar: the dossier, the stages and their pages. It shows only what exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.i18n import _
from cpom_desktop.services.completion import completion, percent, stage_completion
from cpom_desktop.services.parcours import (
    MEMORY,
    OVERVIEW,
    PROGRAM,
    STAGES,
    TRANSVERSAL,
    PageInfo,
    Stage,
    stage_of,
)
from cpom_desktop.services.queries.etablissement import contract_name
from ui.kit.labels import set_tooltip
from ui.shell.bottom_row import BottomItem
from ui.shell.dark_row import DarkRow
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.services.snapshot import DossierSnapshot

WIDTH = 248
RING = 24
MANY = 6
"""Pages of a stage from which rows are lower, so that a laptop still shows them all."""
DENSE = any(len(stage.pages) >= MANY for stage in STAGES)
HEIGHTS = (32, 29) if DENSE else (34, 30)
"""Height at 100 % of a stage or of a page beside the stages, then of a page of a stage."""
CAPTION = 28 if DENSE else 30


class SidebarItem(DarkRow):
    """One row, painted: ring or icon, title, and at right « 64 % » or a tick.

    Args:
        title: its words.
        level: 0 for a stage or an action, 1 for a page of a stage.
        number: number of a stage, drawn in its ring; 0 for none.
        icon_name: icon of an action.
    """

    def __init__(
        self,
        title: str,
        *,
        level: int = 0,
        number: int = 0,
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title, self._level, self._number, self._icon = title, level, number, icon_name
        self._share = 0.0
        self._count = ("", "")
        self.setCheckable(level == 1)
        self.set_share(0.0)

    def set_share(self, share: float) -> None:
        """Tell how far it is, from 0 to 1."""
        self._share = share
        words = _("Fait") if share >= 1 else f"{percent(share)} %"
        lead = _("Étape {n}, ", n=self._number) if self._number else ""
        told = "" if self._icon else f", {words}"
        self.setAccessibleName(f"{lead}{self._title}{told}")
        self.update()

    def set_count(self, count: int, words: str) -> None:
        """Show how many things ask to be looked at, none for 0; `words` is how it is said."""
        self._count = (str(count), words) if count else ("", "")
        self.setAccessibleName(", ".join(part for part in (self._title, words) if part))
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        """Return 34 or 30 pixels of height at 100 %, less when a stage has many pages."""
        return QSize(px(WIDTH), px(HEIGHTS[self._level]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the whole title in a tooltip where it is shortened."""
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        words = QFontMetrics(body_font(px(15), semibold=True)).horizontalAdvance(self._title)
        shortened = words > self.width() - px(44 + 46)
        told = (self._title if shortened else "", self._count[1])
        set_tooltip(self, ", ".join(part for part in told if part))

    def paint_row(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the mark, the title, and how far it is."""
        self._paint_mark(painter, rect)
        self._paint_words(painter, rect)

    def _paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        theme = current_theme()
        if self._icon:
            size = px(18)
            painter.drawPixmap(
                QPointF(px(14), (rect.height() - size) / 2),
                pixmap(self._icon, "lateral-texte", 18),
            )
        if not self._number:
            return
        side = px(RING)
        ring = QRectF(px(11), (rect.height() - side) / 2, side, side).adjusted(
            1.5, 1.5, -1.5, -1.5
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("lateral-filet"), 2.5))
        painter.drawEllipse(ring)
        painter.setPen(QPen(theme.colour("repere"), 2.5))
        painter.drawArc(ring, 90 * 16, -round(self._share * 360 * 16))
        painter.setPen(theme.colour("lateral-texte"))
        painter.setFont(body_font(px(13), semibold=True))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        theme = current_theme()
        strong = bool(self._number) or self.isChecked()
        painter.setFont(body_font(px(15 if not self._level else 14), semibold=strong))
        painter.setPen(theme.colour("lateral-texte"))
        told = 46 if self._number or self._count[0] else 30 if self._share >= 1 else 8
        box = rect.adjusted(px(44), 0, -px(told), 0)
        metrics = painter.fontMetrics()
        text = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        if self._icon:
            self._paint_count(painter, rect)
            return
        right = rect.adjusted(0, 0, -px(10), 0)
        if self._share >= 1:
            size = px(16)
            spot = QPointF(right.right() - size, (rect.height() - size) / 2)
            role = "lateral-texte" if self.isChecked() else "lateral-texte-2"
            painter.drawPixmap(spot, pixmap("check", role, 16))
        elif self._number:
            painter.setFont(body_font(px(13)))
            painter.setPen(theme.colour("lateral-texte-2"))
            side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(right, side, f"{percent(self._share)}\u00a0%")

    def _paint_count(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the count on a disc that widens with it."""
        if not self._count[0]:
            return
        theme = current_theme()
        painter.setFont(body_font(px(13), semibold=True))
        height = px(20)
        width = max(height, painter.fontMetrics().horizontalAdvance(self._count[0]) + px(12))
        top = (rect.height() - height) / 2
        disc = QRectF(rect.right() - px(10) - width, top, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("repere"))
        painter.drawRoundedRect(disc, height / 2, height / 2)
        painter.setPen(theme.colour("sur-repere"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self._count[0])


class DossierSwitcher(DarkRow):
    """The name of the dossier at the top; opens what concerns the whole file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self._contract = ""
        self.menu = QMenu(self)
        self.clicked.connect(self._open)

    def show_dossier(self, name: str, contract: str) -> None:
        """Change what is written."""
        self._name, self._contract = name, contract
        self.setAccessibleName(_("Dossier {nom}, {contrat} : menu", nom=name, contrat=contract))
        self.update()

    def sizeHint(self) -> QSize:
        """Return 56 pixels of height at 100 %."""
        return QSize(px(WIDTH), px(56))

    def _open(self) -> None:
        self.menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def open_at(self, key: str) -> None:
        """Open with the caret on what bears a key, ready for Entrée."""
        self._open()
        wanted = next((each for each in self.menu.actions() if each.data() == key), None)
        if wanted is not None:
            self.menu.setActiveAction(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Down too."""
        if event.key() == Qt.Key.Key_Down:
            self._open()
        else:
            super().keyPressEvent(event)

    def paint_row(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the two lines and the chevron."""
        theme = current_theme()
        box = rect.adjusted(px(12), px(8), -px(38), -px(8))
        painter.setPen(theme.colour("lateral-texte"))
        painter.setFont(body_font(px(15), semibold=True))
        name = painter.fontMetrics().elidedText(
            self._name, Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignTop, name)
        painter.setPen(theme.colour("lateral-texte-2"))
        painter.setFont(body_font(px(13)))
        painter.drawText(box, Qt.AlignmentFlag.AlignBottom, self._contract)
        size = px(18)
        spot = QPointF(rect.right() - px(12) - size, (rect.height() - size) / 2)
        painter.drawPixmap(spot, pixmap("chevron-down", "lateral-texte-2", 18))
        painter.setPen(theme.colour("lateral-filet"))
        painter.drawLine(rect.bottomLeft() - QPointF(0, 0.5), rect.bottomRight() - QPointF(0, 0.5))


class SidebarCaption(QWidget):
    """A small heading between rows."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setFixedHeight(px(CAPTION))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the heading."""
        painter = QPainter(self)
        painter.setFont(body_font(px(13)))
        painter.setPen(current_theme().colour("lateral-texte-2"))
        box = self.rect().adjusted(px(12), 0, 0, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._text)
        painter.end()


class Sidebar(QFrame):
    """The whole sidebar of an open dossier.

    Signals:
        page_chosen: slug of a page.
    """

    page_chosen = Signal(str)
    page_shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "lateral")
        self.setAutoFillBackground(True)
        self.setFixedWidth(px(WIDTH))
        self.switcher = DossierSwitcher(self)
        self._stages: dict[int, SidebarItem] = {}
        self._pages: dict[str, DarkRow] = {}
        self._stage_pages: dict[int, list[DarkRow]] = {}
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, px(6), 0, px(6))
        self._rows.setSpacing(0)
        for info in OVERVIEW:
            self._rows.addWidget(self._transversal(info))
        self._rows.addWidget(SidebarCaption(_("Les étapes")))
        for stage in STAGES:
            if stage.pages:
                self._add_stage(stage)
        self._rows.addWidget(SidebarCaption(_("Dans tout le dossier")))
        for info in TRANSVERSAL:
            self._rows.addWidget(self._transversal(info))
        self._rows.addStretch(1)
        self._unfold(next(iter(self._stages), 0))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.switcher)
        self._area = self._scroller(inner)
        layout.addWidget(self._area, 1)
        layout.addLayout(self._bottom())

    def _bottom(self) -> QHBoxLayout:
        """Return the row of the memory of the dossier and of the program.

        Its parts share the width as their words do.
        """
        row = QHBoxLayout()
        row.setSpacing(0)
        for info in (*MEMORY, *PROGRAM):
            title = _(info.row_title)
            row.addWidget(self._known(info, BottomItem(title, info.icon)), len(title) + 3)
        return row

    def _transversal(self, info: PageInfo) -> SidebarItem:
        item = SidebarItem(_(info.title), icon_name=info.icon)
        item.setCheckable(True)
        self._known(info, item)
        return item

    def _known(self, info: PageInfo, row: DarkRow) -> DarkRow:
        """Have a row open its page and be lit on it; return the row."""
        row.setProperty("slug", info.slug)
        row.clicked.connect(self._on_chosen)
        self._pages[info.slug] = row
        return row

    def _scroller(self, inner: QWidget) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _add_stage(self, stage: Stage) -> None:
        item = SidebarItem(_(stage.title), number=stage.number)
        item.setProperty("slug", stage.pages[0].slug)
        item.clicked.connect(self._on_chosen)
        self._stages[stage.number] = item
        self._rows.addWidget(item)
        self._stage_pages[stage.number] = []
        for info in stage.pages:
            row = self._known(info, SidebarItem(_(info.row_title), level=1))
            self._stage_pages[stage.number].append(row)
            self._rows.addWidget(row)

    def _on_chosen(self) -> None:
        item = self.sender()
        if isinstance(item, DarkRow):
            slug = str(item.property("slug"))
            self.show_page(slug)
            self.page_chosen.emit(slug)

    def show_page(self, slug: str) -> None:
        """Mark the page she is on."""
        for known, item in self._pages.items():
            item.setChecked(known == slug)
        self._unfold(stage_of(slug))
        self._reveal()
        self.page_shown.emit(slug)

    def _unfold(self, number: int) -> None:
        """Show the pages of one stage only; beside the stages, what was unfolded stays."""
        if number in self._stage_pages:
            for stage, rows in self._stage_pages.items():
                for row in rows:
                    row.setVisible(stage == number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page she is on in sight."""
        super().resizeEvent(event)
        self._reveal()

    def _reveal(self) -> None:
        item = next((i for i in self._pages.values() if i.isChecked()), None)
        if item is not None and self._area.isAncestorOf(item):
            self._area.ensureWidgetVisible(item, 0, px(6))

    def show_dossier(self, snapshot: DossierSnapshot) -> None:
        """Show name and progress."""
        self.switcher.show_dossier(snapshot.etablissement.nom, contract_name(snapshot))
        shares: Mapping[str, float] = completion(snapshot)
        for slug, item in self._pages.items():
            if slug in shares and isinstance(item, SidebarItem):
                item.set_share(shares[slug])
        for stage in STAGES:
            if stage.number in self._stages:
                self._stages[stage.number].set_share(stage_completion(stage, snapshot))

    def show_count(self, slug: str, count: int, words: str) -> None:
        """Show how many things of a page ask to be looked at."""
        item = self._pages.get(slug)
        if isinstance(item, SidebarItem):
            item.set_count(count, words)

    def focus_first(self) -> None:
        """Put the caret on the page she is on."""
        current = next((i for i in self._pages.values() if i.isChecked()), None)
        (current or self.switcher).setFocus(Qt.FocusReason.ShortcutFocusReason)
