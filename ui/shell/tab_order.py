"""Tab goes through the window as she reads it, whenever each part of it was made.

Qt follows the order of creation: a page made after the Guide would come after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence


def focus_next(view: QWidget, regions: Sequence[QWidget], *, forwards: bool) -> bool:
    """Move the caret to the next stop of `view`, region after region; tell whether it moved."""
    focused = QApplication.focusWidget()
    chain = _in_order(_chain(view), regions)
    if focused not in chain:
        return False
    place = chain.index(focused)
    turn = [*chain[place + 1 :], *chain[:place]]
    stop = next((w for w in (turn if forwards else reversed(turn)) if _is_stop(w, view)), None)
    if stop is None:
        return False
    reason = Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
    stop.setFocus(reason)
    return True


def _chain(view: QWidget) -> list[QWidget]:
    """Return every widget of `view`, in Qt's own order."""
    found, widget = [], view.nextInFocusChain()
    while widget is not None and widget is not view:
        if view.isAncestorOf(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def _in_order(chain: Sequence[QWidget], regions: Sequence[QWidget]) -> list[QWidget]:
    def rank(widget: QWidget) -> int:
        held = (n for n, r in enumerate(regions) if r is widget or r.isAncestorOf(widget))
        return next(held, len(regions))

    return sorted(chain, key=rank)


def _is_stop(widget: QWidget, view: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.focusProxy()
    return by_tab and widget.isVisibleTo(view) and widget.isEnabled()
