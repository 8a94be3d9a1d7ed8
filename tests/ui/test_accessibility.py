"""Every screen by the keyboard and in words: names, Tab, order, nothing cut at any size.

Source: reliability §4.3 and §4.4 (A01, A02, A03, A06).
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QScrollArea,
    QWidget,
)

from tests.outils.dossiers import copy_demonstration, copy_tilleuls
from tests.outils.fenetre import copy_started, make_shell, press, show, write
from ui.kit.cards import Card
from ui.kit.form import Form
from ui.kit.labels import ElidedLabel
from ui.shell.new_dossier import NewDossierDialog
from ui.shell.page_classes import PAGE_CLASSES
from ui.shell.program_view import PROGRAM_CLASSES
from ui.shell.refusal_banner import WayOut
from ui.shell.settings import Recent

PAGES = tuple(f"page {slug}" for slug in (*PAGE_CLASSES, *PROGRAM_CLASSES))
PROGRAM = tuple(f"programme {slug}" for slug in PROGRAM_CLASSES)
PARTS = tuple(f"assistant {number}" for number in range(1, 6))
FICHE = "fiche action"
SEARCH = "recherche"
SCREENS = ("accueil", "accueil refus", "nouveau dossier", *PARTS, *PAGES, FICHE, *PROGRAM)
SIZES = ((1.0, (1366, 698)), (1.0, (1180, 640)), (1.5, (1366, 698)), (2.0, (1366, 698)))
MOST_TABS = 2500


@contextmanager
def screen(shell, qtbot, name):
    """Show one screen; give the widget that holds all of it."""
    window, (kind, _space, rest) = shell.window, name.partition(" ")
    if kind == "nouveau":
        with new_dossier(window, qtbot) as dialog:
            yield dialog
        return
    if kind == SEARCH:
        yield show_search(window, shell.folder)
        return
    if kind == "accueil":
        show_home(shell, refused=bool(rest))
    elif kind == "programme":
        window._leave()
        window.show_program(rest)
    elif kind == "assistant":
        window.open_path(copy_started(shell.folder, "nouveau.cpom"))
        window.view.show_part(int(rest) - 1)
    elif kind == "fiche":
        show_fiche(window, shell.folder)
    else:
        window.open_path(copy_tilleuls(shell.folder))
        window.view.show_page(rest)
        window.view.page.focus_first()
    settle()
    yield window


@contextmanager
def new_dossier(window, qtbot):
    window._leave()
    dialog = NewDossierDialog(window._services, window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    press(Qt.Key.Key_Return)
    settle()
    yield dialog
    dialog.hide()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def show_fiche(window, folder):
    """Open the first fiche of the demonstration, one of its indicators unfolded."""
    window.open_path(copy_demonstration(folder, "demonstration.cpom"))
    window.view.show_page("fiches-action")
    page = window.view.page
    page.open_fiche(page.views[0].fiche.id)
    page.editor.parts.open_indicateur(page.views[0].indicateurs[0].indicateur.id)
    page.focus_first()


def show_search(window, folder):
    """Open the search over the demonstration, more found than there is room for."""
    window.open_path(copy_demonstration(folder, "demonstration.cpom"))
    window.view.search("e")
    window.view.finder.indexing.finish()
    settle()
    return window.view.finder


def show_home(shell, *, refused):
    shell.window._leave()
    if refused:
        shell.settings.add_recent(Recent(f"Z:/EHPAD {'x' * 150}.cpom", "Étape 1", ""))
        shell.window.show_home()
        text = "Déjà ouvert sur POSTE-DIRECTION par Claire Morel depuis 14 h 02. " * 2
        ways = [WayOut(words, press) for words in ("Réessayer", "Ouvrir une copie…")]
        shell.window.home.show_refusal(text, "Fermez-le là-bas.", ways)


def settle():
    for _turn in range(4):
        QApplication.processEvents()


def on_screen(root):
    """Return every widget of a screen that is shown."""
    return [w for w in root.findChildren(QWidget) if w.isVisibleTo(root)]


def is_stop(widget):
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and widget.isEnabled() and not widget.focusProxy()


def name_of(widget):
    """Return what a screen reader says of a widget: its name, else what Qt finds for it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    found = interface.text(QAccessible.Text.Name) if interface is not None else ""
    return widget.accessibleName() or found


def describe(widget):
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} « {(text or name_of(widget))[:60]} »"


# --- names


@pytest.mark.parametrize("name", [*SCREENS, SEARCH])
def test_everything_that_takes_the_caret_has_a_name(shell, qtbot, name):
    with screen(shell, qtbot, name) as root:
        stops = [w for w in on_screen(root) if is_stop(w)]
        nameless = [f"{w!r} in {w.parentWidget()!r}" for w in stops if not name_of(w).strip()]

    assert stops
    assert nameless == []


# --- Tab


def go_round(backwards=False):
    """Press Tab until it comes back; return what it stopped on, in order."""
    key, modifiers = (
        (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        if backwards
        else (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    )
    seen, first = [], QApplication.focusWidget()
    for _press in range(MOST_TABS):
        here = QApplication.focusWidget()
        if not seen or seen[-1] is not here:
            if here in seen and here is first:
                return seen
            seen.append(here)
        press(key, "\t", modifiers)
    pytest.fail(f"Tab never comes back; it stays on {describe(QApplication.focusWidget())}")


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("name", SCREENS)
def test_tab_stops_on_everything_and_comes_back(shell, qtbot, name, backwards):
    with screen(shell, qtbot, name) as root:
        seen = go_round(backwards=backwards)
        stops = [w for w in on_screen(root) if is_stop(w)]
        missed = [describe(w) for w in stops if w not in seen]
        twice = [describe(w) for w in set(seen) if seen.count(w) > 1]

    assert missed == []
    assert twice == []


def place(widget, root):
    return widget.mapTo(root, QPoint(0, 0))


def card_of(widget):
    while widget is not None and not isinstance(widget, Card):
        widget = widget.parentWidget()
    return widget


def follows(before, after, root):
    """Tell whether `after` is at the right of `before`, or under it."""
    first, second = place(before, root), place(after, root)
    if second.y() >= first.y() + before.height() // 2:
        return True
    return second.x() > first.x() and second.y() > first.y() - before.height() // 2


def from_the_top(order, root):
    """Return a round begun at its highest stop: the caret of a page may be in the middle."""
    start = order.index(min(order, key=lambda widget: place(widget, root).y()))
    return order[start:] + order[:start]


@pytest.mark.parametrize("name", [*PARTS, *PAGES, FICHE])
def test_tab_follows_the_eye_inside_each_card(shell, qtbot, name):
    with screen(shell, qtbot, name) as root:
        seen = go_round()
        forms = [f for f in root.findChildren(Form) if f.keys()]
        editors = {form.row(key).editor for form in forms for key in form}
        cards = {}
        for widget in seen:
            if widget in editors:
                cards.setdefault(card_of(widget), []).append(widget)
        wrong = [
            f"{describe(a)} then {describe(b)}"
            for order in cards.values()
            for a, b in pairwise(from_the_top(order, root))
            if not follows(a, b, root)
        ]

    assert wrong == []


def test_tab_goes_from_the_sidebar_to_the_bar_to_the_page_to_the_guide(shell, qtbot):
    with screen(shell, qtbot, "page etablissement"):
        view = shell.window.view
        view.session.undo_changed.emit("modifier", "")
        view.sidebar.switcher.setFocus()
        places = [view.sidebar, view.topbar, view._stack, view.guide]
        ranks = [next(n for n, p in enumerate(places) if p.isAncestorOf(w)) for w in go_round()]

    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2, 3}


# --- nothing cut


def cut(root):
    """Return what does not show whole: texts and buttons smaller than their words."""
    found = []
    for widget in on_screen(root):
        if isinstance(widget, QLabel) and widget.text() and not isinstance(widget, ElidedLabel):
            found += label_cut(widget)
        elif isinstance(widget, QAbstractButton) and widget.text():
            found += button_cut(widget)
        elif isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > 0:
            far = widget.horizontalScrollBar().maximum()
            found.append(f"scrolls sideways by {far}: {describe(widget)}")
    return found


def label_cut(label):
    if label.wordWrap():
        room, wanted = label.height(), label.heightForWidth(label.width())
    else:
        room = label.contentsRect().width()
        wanted = label.fontMetrics().horizontalAdvance(label.text())
    if room < wanted:
        return [f"{room} < {wanted}: {describe(label)}"]
    return [] if label.wordWrap() else outside(label)


def button_cut(button):
    wanted, size = button.sizeHint(), button.size()
    if size.width() < wanted.width() or size.height() < wanted.height():
        return [f"{size.toTuple()} < {wanted.toTuple()}: {describe(button)}"]
    return outside(button)


def outside(widget):
    """Tell when a widget goes past the one that holds it, unless that one scrolls."""
    parent = widget.parentWidget()
    if isinstance(parent, QAbstractScrollArea) or parent.objectName() == "qt_scrollarea_viewport":
        return []
    inside = parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())
    return [] if inside else [f"goes past its frame: {describe(widget)}"]


@pytest.mark.parametrize(("scale", "size"), SIZES, ids=str)
@pytest.mark.parametrize(
    "group",
    [SCREENS[:3], PARTS, *((page,) for page in (*PAGES, FICHE, *PROGRAM, SEARCH))],
    ids=str,
)
def test_no_text_is_cut(qtbot, tmp_path, scale, size, group):
    shell = make_shell(tmp_path, scale=scale)
    show(shell.window, qtbot, size)
    found = {}
    for name in group:
        with screen(shell, qtbot, name) as root:
            found[name] = cut(root)
    larger = (shell.window.width() > size[0], shell.window.height() > size[1])
    shell.window.close()
    shell.window.deleteLater()

    assert {name: problems for name, problems in found.items() if problems} == {}
    assert larger == (False, False)


def test_a_long_name_is_shortened_and_told_whole_in_a_tooltip(shell, qtbot):
    with screen(shell, qtbot, "accueil refus") as root:
        shortened = [w for w in on_screen(root) if isinstance(w, ElidedLabel) and "…" in w.text()]

        assert shortened
        assert all(w.toolTip() and w.accessibleName() == w.whole_text for w in shortened)


# --- errors


def test_a_refusal_is_linked_to_its_field_and_announced(shell, qtbot, monkeypatch):
    told = []
    with screen(shell, qtbot, "assistant 4"):
        monkeypatch.setattr(
            QAccessible, "updateAccessibility", lambda event: told.append(event.type())
        )
        form = shell.window.view.part.form
        form.focus("dossier.date_signature")
        write("31/02/2028")
        press(Qt.Key.Key_Tab)
        editor = form.row("dossier.date_signature").editor

        assert editor.accessibleDescription() == form.row("dossier.date_signature").error != ""
        assert QAccessible.Event.DescriptionChanged in told


def test_every_table_says_its_cells_in_words(shell, qtbot):
    for page in PAGES:
        with screen(shell, qtbot, page) as root:
            views = [v for v in on_screen(root) if isinstance(v, QAbstractItemView)]
            for view in views:
                interface = QAccessible.queryAccessibleInterface(view)
                assert interface is not None, describe(view)
                assert interface.childCount() > 0, describe(view)
