"""A date: typed as she likes, shown in full once left, or picked in a French calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton
from ui.kit.fields import LineField
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from ui.kit.calendar_popup import CalendarPopup


class DateField(LineField):
    """A line for a date with a calendar button (Alt+Bas).

    Args:
        accessible_name: spoken name.
        parse: reads what is typed (« 15/12/2027 », « +2 s »); raises RegleInvalide. It tells
            the calendar which day to open on.
    """

    def __init__(
        self,
        accessible_name: str = "",
        *,
        parse: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        self._button: IconButton | None = None
        super().__init__(accessible_name, parent=parent)
        self._parse = parse
        self._popup: CalendarPopup | None = None
        self._button = IconButton(
            "calendar-days", _("Ouvrir le calendrier"), shortcut=_("Alt+Bas"), parent=self
        )
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self._button.clicked.connect(self.open_calendar)
        self.restyle()

    def restyle(self) -> None:
        """Keep room for the button beside the icon of the state."""
        super().restyle()
        self._place_button()

    def minimumSizeHint(self) -> QSize:
        """Keep room for the longest date, unless the page fixes a width."""
        longest = self.fontMetrics().horizontalAdvance(_("mer. 30 septembre 2027"))
        return QSize(longest + px(2 * 12) + self._reserved(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right."""
        super().resizeEvent(event)
        self._place_button()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar on Alt+Down, as a list would."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Down and alt:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - mirrors Qt's setter
        """Lock the field and hide the calendar."""
        super().set_read_only(read_only)
        if self._button is not None:
            self._button.setVisible(not read_only)
        self.restyle()

    def open_calendar(self) -> None:
        """Open the calendar on the date typed, under the field."""
        if self.isReadOnly():
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._popup is None:
            from ui.kit.calendar_popup import CalendarPopup  # noqa: PLC0415 - 8 ms, at first use

            self._popup = CalendarPopup(self)
            self._popup.picked.connect(self._on_picked)
        self._popup.open_on(self._typed(), self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _typed(self) -> date | None:
        try:
            value = self._parse(self.text())
        except RegleInvalide:
            return None
        return value if isinstance(value, date) else None

    def _on_picked(self, day: date) -> None:
        self.setText(edit_text(day))
        self.edited.emit()
        self.flush_requested.emit()

    def _reserved(self) -> int:
        return px(26) if self._button is not None and not self.isReadOnly() else 0

    def _place_button(self) -> None:
        if self._button is not None:
            side = self._button.sizeHint().height()
            left = self.width() - px(18) - side // 2
            self._button.setGeometry(left, (self.height() - side) // 2, side, side)


def edit_text(day: date) -> str:
    """Return a day as it is typed: 15/12/2027."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
