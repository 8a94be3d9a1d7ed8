"""Cards: a surface with a title, a body, and what one may do with it."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.restyle import Restyled
from ui.theme.theme import px


class Card(Restyled, QFrame):
    """A card; give `title` for a header, `flush` for a body without margins (tables).

    `body` is the layout that pages fill; `add_action` puts a button at the right of the title.
    """

    def __init__(
        self,
        title: str = "",
        subtitle: str = "",
        *,
        icon_name: str = "",
        flush: bool = False,
        ruled: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "carte")
        self._flush = flush
        self._ruled = ruled or flush
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self._header = QFrame(self)
        self._header_layout = QHBoxLayout(self._header)
        self._fill_header(title, subtitle, icon_name)
        outer.addWidget(self._header)
        self.body = QVBoxLayout()
        outer.addLayout(self.body, 1)
        self.restyle()

    def _fill_header(self, title: str, subtitle: str, icon_name: str) -> None:
        self.title_label = SafeLabel(title, "section")
        if icon_name:
            self._header_layout.addWidget(IconLabel(icon_name))
        self._header_layout.addWidget(self.title_label)
        self._header_layout.addStretch(1)
        if subtitle:
            self.subtitle_label.setText(subtitle)
        self._header.setVisible(bool(title))
        self.setAccessibleName(title)

    @cached_property
    def subtitle_label(self) -> SafeLabel:
        """The words beside the title, made with the first ones."""
        label = SafeLabel("", "caption")
        self._header_layout.insertWidget(self._header_layout.indexOf(self.title_label) + 1, label)
        return label

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the title and the words beside it."""
        self.title_label.setText(title)
        if subtitle or "subtitle_label" in vars(self):
            self.subtitle_label.setText(subtitle)
            self.subtitle_label.setVisible(bool(subtitle))
        self._header.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_name_label(self, label: QWidget) -> None:
        """Put another label in place of the title, over all the room."""
        self._header_layout.replaceWidget(self.title_label, label)
        self._header_layout.setStretchFactor(label, 100)  # the header ends with a stretch of 1
        self.title_label.hide()

    def add_action(self, widget: QWidget) -> None:
        """Put a button or a pill at the right of the title."""
        self._header_layout.addWidget(widget)

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout at the end of the body."""
        if isinstance(content, QWidget):
            self.body.addWidget(content, stretch)
        else:
            self.body.addLayout(content, stretch)

    def restyle(self) -> None:
        """Set the margins for the present text scale."""
        side = px(16)
        self._header.setProperty("role", "carte-entete" if self._ruled else "carte-titre")
        self._header_layout.setContentsMargins(
            side, px(4), px(10), 0 if not self._ruled else px(4)
        )
        self._header_layout.setSpacing(px(8))
        self._header.setMinimumHeight(px(42))
        if self._flush:
            self.body.setContentsMargins(0, 0, 0, 0)
            return
        top = px(12) if self._ruled else px(4)
        self.body.setContentsMargins(side, side if self._header.isHidden() else top, side, side)
        self.body.setSpacing(px(12))


class Rule(QFrame):
    """A thin horizontal line between two parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "filet")
        self.setFixedHeight(1)
