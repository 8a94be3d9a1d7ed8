"""The home page, without a dossier: create, open, or go back to a recent one (picture 01)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop import __version__
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.parcours import PROGRAM, STAGES
from cpom_desktop.services.presence import is_there
from ui.kit.buttons import SecondaryButton, TextButton
from ui.kit.cards import Card
from ui.kit.labels import ElidedLabel, IconLabel, SafeLabel
from ui.shell.action_card import ActionCard
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.shell.refusal_banner import RefusalBanner, WayOut
    from ui.shell.settings import Recent

PANEL = 400
NARROW = 900
CARD = 250
"""Least width of a card for its words, in pixels at 100 %."""


class HomeView(QWidget):
    """The page of the window without a dossier.

    Signals:
        create_asked, open_asked, demonstration_asked: the three cards.
        recent_asked: path of a recent dossier.
        locate_asked: path of a recent dossier that is no longer there.
        program_asked: slug of a page of the program (settings, what it is).
    """

    create_asked = Signal()
    open_asked = Signal()
    demonstration_asked = Signal()
    recent_asked = Signal(str)
    locate_asked = Signal(str)
    program_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._presentation = _presentation()
        row.addWidget(self._presentation)
        self.banner: RefusalBanner | None = None
        """Why a dossier did not open, under the greeting."""
        self.program_buttons: dict[str, TextButton] = {}
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(px(48), px(32), px(48), px(16))
        self._column.setSpacing(px(16))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        row.addWidget(area, 1)
        self._add_greeting()
        self._add_cards()
        self._add_recents()
        self._add_foot()

    def _add_foot(self) -> None:
        key = QShortcut(QKeySequence("F2"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.demonstration_asked)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        for info in PROGRAM:
            button = TextButton(_(info.title), icon_name=info.icon)
            button.setProperty("slug", info.slug)
            button.clicked.connect(self._on_program)
            self.program_buttons[info.slug] = button
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(SafeLabel(_("Version {v}", v=__version__), "caption"))
        self._column.addLayout(foot)

    def focus_program(self, slug: str) -> None:
        """Put the caret on the button of a page of the program."""
        self.program_buttons[slug].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_program(self) -> None:
        button = self.sender()
        if button is not None:
            self.program_asked.emit(str(button.property("slug")))

    def _add_greeting(self) -> None:
        self._column.addWidget(
            SafeLabel(_("Bonjour. Que souhaitez-vous faire ?"), "greeting", wrap=True)
        )

    def _add_cards(self) -> None:
        self._cards = QGridLayout()
        self._cards.setSpacing(px(16))
        self.create_card = ActionCard(
            "file-plus-2",
            _("Créer un dossier"),
            _("5 parties, environ 3 minutes"),
            "Ctrl+N",
            primary=True,
        )
        self.open_card = ActionCard(
            "folder-open", _("Ouvrir un dossier…"), _("Un fichier .cpom déjà enregistré"), "Ctrl+O"
        )
        self.demonstration_card = ActionCard(
            "play", _("Découvrir avec un exemple"), _("Un EHPAD fictif, déjà rempli"), "F2"
        )
        self.create_card.clicked.connect(self.create_asked)
        self.open_card.clicked.connect(self.open_asked)
        self.demonstration_card.clicked.connect(self.demonstration_asked)
        self._cards.addWidget(self.create_card, 0, 0)
        self._cards.addWidget(self.open_card, 0, 1)
        self._column.addLayout(self._cards)
        self._place_demonstration(beside=True)

    def _place_demonstration(self, *, beside: bool) -> None:
        """Put the third card beside the others, or under them where the window is narrow."""
        place = (0, 2, 1, 1) if beside else (1, 0, 1, 2)
        self._cards.addWidget(self.demonstration_card, *place)

    def _add_recents(self) -> None:
        card = Card(_("Dossiers récents"), flush=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        card.body.addLayout(self._list)
        self._column.addWidget(card)
        self._column.addStretch(1)

    def show_recents(self, recents: tuple[Recent, ...], now: datetime) -> None:
        """List the dossiers opened before, or say that there is none yet."""
        while (item := self._list.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        if not recents:
            from ui.kit.states import EmptyState  # noqa: PLC0415 - the first time only

            self._list.addWidget(
                EmptyState(
                    "folder",
                    _("Aucun dossier pour l'instant"),
                    _("Les dossiers que vous créez ou ouvrez se retrouvent ici."),
                )
            )
        for recent in recents:
            self._list.addWidget(self._row(recent, now))

    def _row(self, recent: Recent, now: datetime) -> QWidget:
        path = Path(recent.path)
        found = is_there(path)
        row = QFrame()
        row.setProperty("role", "ligne-recente")
        line = QHBoxLayout(row)
        line.setContentsMargins(px(16), px(8), px(10), px(8))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addLayout(_name_line(recent))
        if found:
            names.addWidget(ElidedLabel(str(path.parent), "caption"))
        else:
            missing = QHBoxLayout()
            missing.setSpacing(px(6))
            missing.addWidget(IconLabel("triangle-alert", "attention", 16))
            missing.addWidget(
                SafeLabel(
                    _("Introuvable : le fichier ou sa clé n'est plus là"), "warning", wrap=True
                ),
                1,
            )
            names.addLayout(missing)
        line.addLayout(names, 5)
        line.addWidget(SafeLabel(recent.stage, "small-2"), 2)
        line.addWidget(SafeLabel(_when(recent.opened_at, now), "small-2"), 2)
        button = SecondaryButton(_("Ouvrir") if found else _("Localiser…"))
        button.setAccessibleName(f"{button.text()} {recent.name}")
        button.setProperty("path", recent.path)
        button.setProperty("found", found)
        button.clicked.connect(self._on_recent)
        line.addWidget(button)
        return row

    def _on_recent(self) -> None:
        button = self.sender()
        if button is not None:
            signal = self.recent_asked if button.property("found") else self.locate_asked
            signal.emit(str(button.property("path")))

    def show_refusal(self, sentence: str, remedy: str, ways: Sequence[WayOut] = ()) -> None:
        """Say why a dossier did not open, and offer what can be done."""
        from ui.shell.refusal_banner import RefusalBanner  # noqa: PLC0415 - rarely needed

        self.forget_refusal()
        banner = self.banner = RefusalBanner()
        self._column.insertWidget(1, banner)
        banner.say(f"{sentence} {remedy}".strip(), ways)

    def tell(self, sentence: str) -> None:
        """Say something calm under the greeting, until she puts it away."""
        from ui.kit.states import Banner  # noqa: PLC0415 - rarely needed

        self.told = Banner("conseil", sentence, close_name=_("Fermer le message"))
        self._column.insertWidget(1, self.told)
        self.told.show()

    def forget_refusal(self) -> None:
        """Put the last refusal away."""
        banner, self.banner = self.banner, None
        if banner is not None:
            banner.hide()
            banner.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave all the room to what acts where the window is narrow for its text."""
        super().resizeEvent(event)
        presented = self.width() >= px(NARROW)
        self._presentation.setVisible(presented)
        room = self.width() - (px(PANEL) if presented else 0) - px(2 * 48 + 2 * 16)
        self._place_demonstration(beside=room >= px(3 * CARD))

    def focus_first(self) -> None:
        """Put the caret on the first card."""
        self.create_card.setFocus(Qt.FocusReason.OtherFocusReason)


def _name_line(recent: Recent) -> QHBoxLayout:
    """Return the name of a dossier, with a lock and its word when a password protects it."""
    line = QHBoxLayout()
    line.setSpacing(px(6))
    line.addWidget(ElidedLabel(recent.name, "strong"), 1)
    if recent.protected:
        line.addWidget(IconLabel("lock", "texte-2", 16))
        line.addWidget(SafeLabel(_("Protégé"), "caption"))
    return line


def _when(iso: str, now: datetime) -> str:
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    if moment.date() == now.date():
        return _("Aujourd'hui à {h}", h=f"{moment:%H:%M}")
    return format_date(moment.date())


def _presentation() -> QFrame:
    panel = QFrame()
    panel.setProperty("role", "lateral")
    panel.setFixedWidth(px(PANEL))
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    around = QVBoxLayout(panel)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(area)
    inner = QWidget()
    area.setWidget(inner)
    _fill_presentation(QVBoxLayout(inner))
    return panel


def _fill_presentation(column: QVBoxLayout) -> None:
    column.setContentsMargins(px(32), px(28), px(32), px(24))
    column.setSpacing(px(12))
    head = QHBoxLayout()
    head.setSpacing(px(12))
    head.addWidget(IconLabel("clipboard-check", "repere", 32))
    head.addWidget(_on_dark(_("CPOM Desktop"), "lateral-titre"), 1)
    column.addLayout(head)
    column.addWidget(
        _on_dark(
            _(
                "Préparez, négociez et suivez votre contrat pluriannuel d'objectifs et de moyens, "
                "étape par étape."
            ),
            "lateral-corps",
        )
    )
    column.addSpacing(px(8))
    for stage in STAGES:
        column.addLayout(_stage_line(stage.number, _(stage.title), _(stage.subtitle)))
    column.addStretch(1)
    foot = QHBoxLayout()
    foot.setSpacing(px(12))
    foot.addWidget(IconLabel("hard-drive", "lateral-texte-2", 20))
    foot.addWidget(
        _on_dark(
            _(
                "Vos données restent sur cet ordinateur. L'application fonctionne sans connexion "
                "internet."
            ),
            "lateral-note",
        ),
        1,
    )
    column.addLayout(foot)


def _stage_line(number: int, title: str, subtitle: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(px(14))
    line.addWidget(StageNumber(number))
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(_on_dark(title, "lateral-fort", wrap=False))
    texts.addWidget(_on_dark(subtitle, "lateral-note", wrap=False))
    line.addLayout(texts, 1)
    return line


def _on_dark(text: str, role: str, *, wrap: bool = True) -> SafeLabel:
    """Return a label of the dark panel; its roles live in the frame of the window.

    The panel is as many letters wide at each text scale: what fits one line is not told to
    wrap, which Qt would measure dozens of times.
    """
    label = SafeLabel(text, wrap=wrap)
    label.setProperty("role", role)
    return label


class StageNumber(QWidget):
    """A number in a ring; `state` is `done`, `current` or `next`."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._state = "next"
        self.setFixedSize(px(30), px(30))

    def set_state(self, state: str) -> None:
        """Show whether it is done, current or to come."""
        self._state = state
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring, or the disc with its tick."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        fills = {"done": "lateral-texte-2", "current": "repere"}
        if self._state in fills:
            painter.setBrush(theme.colour(fills[self._state]))
            painter.setPen(Qt.PenStyle.NoPen)
        else:
            painter.setPen(QPen(theme.colour("lateral-texte-2"), 2))
        painter.drawEllipse(ring)
        if self._state == "done":
            size = px(18)
            spot = (self.width() - size) // 2
            painter.drawPixmap(spot, spot, pixmap("check", "lateral", 18))
        else:
            role = "sur-repere" if self._state == "current" else "lateral-texte"
            painter.setPen(theme.colour(role))
            painter.setFont(body_font(px(14), semibold=True))
            painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()
