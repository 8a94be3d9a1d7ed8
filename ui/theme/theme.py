"""The look: roles of colour, palette, style sheet. No colour is written anywhere else."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

import resources
from ui.theme.fonts import body_font

if TYPE_CHECKING:
    from collections.abc import Mapping

SYSTEM = "systeme"
SCALE_MIN = 1.0
SCALE_MAX = 2.0
WIDGET_MAX = 16_777_215
"""QWIDGETSIZE_MAX, which PySide does not name: no maximum."""
_PROPERTY = "cpom_theme"

_PALETTE = {
    QPalette.ColorRole.Window: "fond",
    QPalette.ColorRole.WindowText: "texte",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface-2",
    QPalette.ColorRole.Text: "texte",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "texte",
    QPalette.ColorRole.BrightText: "erreur",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "texte",
    QPalette.ColorRole.Link: "lien",
    QPalette.ColorRole.LinkVisited: "lien",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "texte",
    QPalette.ColorRole.PlaceholderText: "texte-3",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "surface-2",
    QPalette.ColorRole.Mid: "bordure",
    QPalette.ColorRole.Dark: "bordure-forte",
    QPalette.ColorRole.Shadow: "texte-3",
    QPalette.ColorRole.Accent: "primaire",
}
_PALETTE_DISABLED = {
    QPalette.ColorRole.WindowText: "texte-3",
    QPalette.ColorRole.Text: "texte-3",
    QPalette.ColorRole.ButtonText: "texte-3",
    QPalette.ColorRole.Base: "creux",
    QPalette.ColorRole.Button: "creux",
    QPalette.ColorRole.HighlightedText: "texte-2",
}


class Theme:
    """The colours of one theme, and the size of the text (1.0 to 2.0).

    Neither a dataclass nor a named tuple: the first costs a start 3 ms, and Qt would keep the
    second as a list in the property of the application.
    """

    __slots__ = ("dark", "name", "roles", "scale", "title")

    def __init__(
        self, *, name: str, title: str, dark: bool, roles: Mapping[str, str], scale: float = 1.0
    ) -> None:
        self.name, self.title, self.dark, self.roles, self.scale = name, title, dark, roles, scale

    def at(self, scale: float) -> Theme:
        """Return the same theme with another size of text."""
        return Theme(
            name=self.name, title=self.title, dark=self.dark, roles=self.roles, scale=scale
        )

    def hex(self, role: str) -> str:
        """Return the colour of `role` as « #rrggbb »."""
        return self.roles[role]

    def colour(self, role: str) -> QColor:
        """Return the colour of `role` for a painter."""
        return QColor(self.roles[role])

    def px(self, pixels: float) -> int:
        """Return a size drawn at 100 % in the pixels of the present text scale."""
        return round(pixels * self.scale)


def themes_folder() -> Path:
    """Return the folder of the themes and of the style sheet's template."""
    return Path(resources.__file__).parent / "themes"


def theme_names() -> list[str]:
    """Return the themes that exist, in the order of the settings page."""
    return sorted(path.stem for path in themes_folder().glob("*.toml"))


@lru_cache(maxsize=4)
def load_theme(name: str) -> Theme:
    """Read a theme by its name (`clair`, `sombre`), at 100 %.

    Raises:
        FileNotFoundError: when no theme has this name (a bug: names come from `theme_names`).
    """
    import tomli  # noqa: PLC0415 - at first use

    text = (themes_folder() / f"{name}.toml").read_text(encoding="utf-8")
    data = tomli.loads(text)
    return Theme(name=name, title=data["titre"], dark=data["sombre"], roles=data["roles"])


def resolve_theme(choice: str, app: QApplication) -> Theme:
    """Return the theme of a setting, `systeme` following the computer's own light or dark."""
    if choice != SYSTEM:
        return load_theme(choice)
    return load_theme("sombre" if system_is_dark(app) else "clair")


def system_is_dark(app: QApplication) -> bool:
    """Tell whether the computer is set to dark windows."""
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def palette(theme: Theme) -> QPalette:
    """Return the Qt palette of `theme`, disabled states included."""
    result = QPalette()
    for role, name in _PALETTE.items():
        result.setColor(role, theme.colour(name))
    for role, name in _PALETTE_DISABLED.items():
        result.setColor(QPalette.ColorGroup.Disabled, role, theme.colour(name))
    return result


class _Tokens(dict[str, str]):
    """Roles of the theme, and `px12` for twelve pixels at the present scale."""

    def __init__(self, theme: Theme) -> None:
        super().__init__({role.replace("-", "_"): value for role, value in theme.roles.items()})
        self._theme = theme

    def __missing__(self, key: str) -> str:
        """Return the size that a `pxN` key asks for."""
        if not key.startswith("px"):
            raise KeyError(key)
        return f"{self._theme.px(int(key[2:]))}px"


@lru_cache(maxsize=8)
def _style_sheet(name: str, scale: float) -> str:
    template = (themes_folder() / "fenetre.qss").read_text(encoding="utf-8")
    return Template(template).substitute(_Tokens(load_theme(name).at(scale)))


def style_sheet(theme: Theme, scale: float) -> str:
    """Return the style sheet of `theme` for a text scale, generated once for each pair."""
    return _style_sheet(theme.name, scale)


def set_theme(app: QApplication, theme: Theme, scale: float) -> Theme:
    """Set colours and font of the application; return the theme that applies.

    The style sheet is set apart, on the window (see `dress`); the base style is Fusion, asked
    for when the application is made.
    """
    dressed = theme.at(min(max(scale, SCALE_MIN), SCALE_MAX))
    app.setProperty(_PROPERTY, dressed)
    _current.cache_clear()
    app.setPalette(palette(dressed))
    app.setFont(body_font(dressed.px(15)))
    return dressed


def dress(window: QWidget) -> None:
    """Give a window, and all that it holds or opens, the style sheet of the current theme.

    Set on the window rather than on the application: with an application's style sheet Qt
    styles again every widget at each change of parent, and a page took five times longer.
    Every widget receives a `StyleChange` event: those of the kit tint their icons again.
    """
    theme = current_theme()
    window.setStyleSheet(style_sheet(theme, theme.scale))


def apply_theme(app: QApplication, theme: Theme, scale: float) -> Theme:
    """Dress every widget of the application, also those that no window holds; return the theme."""
    if app.property(_PROPERTY) is None:
        app.setStyle("Fusion")
    dressed = set_theme(app, theme, scale)
    app.setStyleSheet(style_sheet(dressed, dressed.scale))
    return dressed


def current_theme() -> Theme:
    """Return the theme of the running application; « clair » at 100 % before any is applied."""
    return _current()


@lru_cache(maxsize=1)
def _current() -> Theme:
    """Read the property of the application once: it is asked for at each size and colour."""
    app = QApplication.instance()
    theme = app.property(_PROPERTY) if app is not None else None
    return theme if isinstance(theme, Theme) else load_theme("clair")


def px(pixels: float) -> int:
    """Return a size of the design (pixels at 100 %) at the present text scale."""
    return current_theme().px(pixels)
