"""The window with a dossier open: sidebar, top bar, page, Guide."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.services.documents import DocumentFormat
from cpom_desktop.services.parcours import HISTORY, MENU, stage_of
from ui.kit.page import PageStack
from ui.shell.anomalies import AnomalyWalk
from ui.shell.guide import GuidePanel
from ui.shell.importing import connect_files
from ui.shell.open_view import OpenView
from ui.shell.page_classes import PAGE_CLASSES
from ui.shell.places import Places
from ui.shell.program_view import PROGRAM_CLASSES, make_program_page
from ui.shell.sidebar import WIDTH as SIDE
from ui.shell.sidebar import Sidebar
from ui.shell.tab_order import focus_next
from ui.shell.topbar import TopBar
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.queries.comparaison import Comparison
    from ui.kit.page import Page
    from ui.kit.toast import Toast
    from ui.session import Session
    from ui.shell.printing import Printing
    from ui.shell.recherche import SearchPopup
    from ui.shell.services import AppServices

DOCUMENTS = "documents"
FIRST_PAGE = "tableau-de-bord"
NARROW = 1280


class DossierView(OpenView):
    """Everything around the pages of one dossier.

    Signals:
        closed: she wants to close the dossier.
    """

    closed = Signal()

    def __init__(
        self,
        session: Session,
        services: AppServices,
        places: Places | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, parent)
        self.places: Places = places or Places()
        self._to_come_back = {*PAGE_CLASSES, *PROGRAM_CLASSES} if places else set()
        self._services = services
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._current = ""
        self._roomy = False
        self._edited = ("", "")
        self.sidebar = Sidebar()
        self.topbar = TopBar()
        self.guide = GuidePanel()
        self._stack = PageStack()
        self._lay_out()
        self._connect()
        self._show_frame()
        self.anomalies = AnomalyWalk(self, self.sidebar)
        self.show_page(self.places.page or session.workspace.resume().get("page", ""))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.topbar)
        right.addWidget(self.notices.widget)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.guide)
        right.addLayout(middle, 1)
        row.addLayout(right, 1)

    @cached_property
    def reference_banner(self) -> QFrame:
        """The day of the demonstration, where the top bar has no room for it."""
        frame = self.topbar.reference_line()
        self.notices.column.insertWidget(0, frame)
        return frame

    def _on_reference_moved(self, below: bool) -> None:  # noqa: FBT001 - a slot
        if below or "reference_banner" in vars(self):
            self.reference_banner.setVisible(below)

    @cached_property
    def toast(self) -> Toast:
        """The short message at the bottom; made with the first one."""
        from ui.kit.toast import Toast  # noqa: PLC0415 - with the first message

        toast = Toast(self._stack)
        toast.stand_over(self.page.footer_height)
        return toast

    def _connect(self) -> None:
        self.session.changed.connect(self._on_changed)
        self.session.state_changed.connect(self._on_state)
        self.session.undo_changed.connect(self.topbar.show_undo)
        self.sidebar.page_chosen.connect(self.show_page)
        self.topbar.undo_asked.connect(self.undo)
        self.topbar.redo_asked.connect(self.redo)
        self.topbar.guide_asked.connect(self.toggle_guide)
        self.topbar.search.asked.connect(self.search)
        self.guide.closed.connect(self.toggle_guide)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _show_frame(self) -> None:
        snapshot = self.session.snapshot
        self.sidebar.show_dossier(snapshot)
        self._show_path()
        self.topbar.show_undo(*self.session.undo_titles())
        self._show_saved()
        if snapshot.dossier.date_reference is not None:
            self.topbar.reference_moved.connect(self._on_reference_moved)
            self.topbar.show_reference(snapshot.dossier.date_reference)
        if self.session.read_only:
            self.topbar.save_state.show_read_only()

    @property
    def page(self) -> Page:
        """The page shown."""
        return self._pages[self._current]

    def show_page(self, slug: str, field: str = "") -> None:
        """Go to a page, and to a field of it."""
        slug = slug if slug in PAGE_CLASSES or slug in PROGRAM_CLASSES else FIRST_PAGE
        if self._current and self._current != slug:
            self.page.flush()
            self._remember_edit()
        page = self._pages.get(slug) or self._make(slug)
        if slug in self._stale:
            page.reload(None, force=True)
            self._stale.discard(slug)
        self._current = self.places.page = slug
        self._stack.setCurrentWidget(page)
        if "toast" in vars(self):
            self.toast.stand_over(page.footer_height)
        self.sidebar.show_page(slug)
        self._show_path()
        self._fit_guide()
        if field:
            page.focus_field(field)
        elif slug in self._to_come_back and self.isVisible():
            self._to_come_back.discard(slug)
            self.places.come_back(page)
        if slug in PAGE_CLASSES:
            self.session.set_resume("page", slug)

    def focus_first(self) -> None:
        """Put the caret back in the field she left, else on the first thing of the page."""
        if self._current in self._to_come_back:
            self._to_come_back.discard(self._current)
            if self.places.come_back(self.page):
                return
        field = self.session.workspace.resume().get("champ", "")
        if not (field and self.page.focus_field(field)):
            self.page.focus_first()

    def _make(self, slug: str) -> Page:
        page = self._new_page(slug)
        page.print_requested.connect(self._on_print)
        page.comparison_asked.connect(self._on_comparison)
        page.export_requested.connect(self._on_export)
        connect_files(self, self._services, page)
        page.navigate.connect(self.show_page)
        page.place_changed.connect(self._on_place)
        self._pages[slug] = page
        self._stack.addWidget(page)
        return page

    def _new_page(self, slug: str) -> Page:
        if slug in PROGRAM_CLASSES:
            return make_program_page(slug, self._services.settings, self.session.copies)
        if slug == DOCUMENTS:
            return self.printing.page
        module, name = PAGE_CLASSES[slug]
        page: Page = getattr(import_module(module), name)(self.session)
        return page

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Note where she is: after another size of text she finds it again."""
        if self._current and new is not None and self._current not in self._to_come_back:
            if self.page.isAncestorOf(new):
                self.places.enter(self.page, new)
            else:
                self.places.leave()

    def _on_changed(self, changes: Changes, force: bool) -> None:  # noqa: FBT001 - a slot
        self.notices.forget_refusal()
        for slug, page in self._pages.items():
            if slug == self._current:
                page.reload(changes, force=force)
            else:
                self._stale.add(slug)
        if not force:
            self._edited = (self._current, self.session.last_field or self.page.current_field())
        self.sidebar.show_dossier(self.session.snapshot)
        self._show_path()

    def _remember_edit(self) -> None:
        """Note where the last edit was, for « Reprendre » on the dashboard."""
        if self._edited[0]:
            self.session.remember_edit(*self._edited)
            self._edited = ("", "")

    def _on_state(self, state: object) -> None:
        del state
        self._show_saved()

    def _show_saved(self) -> None:
        self.topbar.show_saved(self.session.state, self.session.workspace.clock_time().date())

    def flush(self) -> None:
        """Commit what is typed and not committed yet."""
        self.page.flush()

    def finish(self) -> None:
        """Commit what is typed and wait for what is being written, before the view goes."""
        self.flush()
        self._leave_pages()

    def _leave_pages(self) -> None:
        for page in self._pages.values():
            page.leave_dossier()
        if "printing" in vars(self):
            self.printing.finish()

    @cached_property
    def finder(self) -> SearchPopup:
        """The search, made when it is first asked for; its index stays with the dossier."""
        from ui.shell.recherche import SearchPopup  # noqa: PLC0415 - when first asked for

        finder = SearchPopup(self, self.session, self._services.documents)
        finder.chosen.connect(self._on_found)
        finder.lost.connect(self.focus_first)
        return finder

    def search(self, text: str = "") -> None:
        """Look for something everywhere in the dossier."""
        self.finder.open(text, stage=stage_of(self._current))

    def _on_found(self, page: str, field: str, guide: bool) -> None:  # noqa: FBT001 - a slot
        if page == MENU:
            self.sidebar.switcher.open_at(field)
            return
        self.show_page(page, field)
        if guide:
            self._show_guide(is_open=True)
        focused = QApplication.focusWidget()
        if focused is None or not self.page.isAncestorOf(focused):
            self.page.focus_first()

    def show_history(self) -> None:
        """Go to the history of the field or of the cell that has the caret."""
        if self._current != HISTORY:
            self.flush()
            self.show_page(HISTORY, f"{HISTORY}.{self.page.current_field()}")

    def _has_note(self) -> bool:
        """Tell whether the Guide knows this page; those of a dossier all have their note."""
        slug = self._current
        return slug in PAGE_CLASSES or self.session.content.guide(slug) is not None

    def toggle_guide(self) -> None:
        """Open or close the Guide of this page, and remember it."""
        is_open = not self.guide.isVisibleTo(self)
        if not self._has_note():
            return
        self._show_guide(is_open=is_open)
        self._services.settings.set_guide_open(self._current, is_open=is_open)

    def _fit_guide(self) -> None:
        """Open the Guide as this page remembers it, where the window has room for it."""
        self.topbar.offer_guide(offered=self._has_note())
        wanted = self._services.settings.guide_open(self._current, default=not self.page.wide)
        self._show_guide(is_open=wanted and self._roomy)

    def _show_guide(self, *, is_open: bool) -> None:
        known = is_open and self.guide.show_page(
            self.session.content, self._current, self.page.guide_details()
        )
        self.guide.setVisible(known)
        self.topbar.guide.setChecked(known)

    def _on_place(self) -> None:
        self._show_path()
        self._on_focus(None, QApplication.focusWidget())
        if self.guide.isVisibleTo(self):
            self._show_guide(is_open=True)

    def _show_path(self) -> None:
        detail = self.page.place_detail() if self._current in self._pages else ""
        self.topbar.show_place(self.session.snapshot.etablissement.nom, self._current, detail)

    def go_back(self) -> None:
        """Go to the previous part of the page."""
        self.page.go_back()

    def go_on(self) -> None:
        """Go to the next part of the page."""
        self.page.go_on()

    def cycle_focus(self) -> None:
        """Go from sidebar to top bar, content, Guide (F6)."""
        places = [self.sidebar, self.topbar, self._stack, self.guide]
        focused = self.focusWidget()
        held = [p for p in places if p.isAncestorOf(focused)]
        start = places.index(held[0]) if held else 1
        for step in range(1, len(places) + 1):
            place = places[(start + step) % len(places)]
            if place is self.guide and not self.guide.isVisibleTo(self):
                continue
            self._focus_place(place)
            return

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's signature
        """Go on with Tab from the sidebar to the Guide, in the order of reading."""
        regions = (self.sidebar, self.topbar, self.notices.widget, self._stack, self.guide)
        return focus_next(self, regions, forwards=next)

    def _focus_place(self, place: QWidget) -> None:
        if place is self.sidebar:
            self.sidebar.focus_first()
        elif place is self.topbar:
            self.topbar.focus_first()
        elif place is self.guide:
            self.guide.close_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.page.focus_first()

    @cached_property
    def printing(self) -> Printing:
        """The way to the documents."""
        from ui.shell.printing import Printing  # noqa: PLC0415 - when printing

        return Printing(self, self._services)

    def print_page(self) -> None:
        """Go to the document of the page she is on."""
        self.printing.print_page(self._current)

    def print_whole(self) -> None:
        """Go to the whole dossier as a document."""
        self.printing.show_whole()

    def _on_comparison(self, comparison: Comparison) -> None:
        self.printing.export_comparison(comparison)

    def _on_print(self, slug: str) -> None:
        self.printing.show_document(slug)

    def _on_export(self, slug: str, kind: str) -> None:
        self.page.flush()
        self.printing.export(slug, DocumentFormat(kind))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page the room of the Guide when the window is narrow."""
        super().resizeEvent(event)
        self.sidebar.setFixedWidth(min(px(SIDE), self.width() // 4))
        roomy = self.width() >= px(NARROW)
        if roomy != self._roomy:
            self._roomy = roomy
            self._fit_guide()

    def leave_dossier(self) -> None:
        """Remember the field, wait for documents being written."""
        page = self.session.workspace.resume().get("page", "")
        on_it = page == self._current
        seen = on_it and self.isEnabled()  # a window that waits has no caret any more
        field = self.page.current_field() if seen else self.places.field(page)
        self.session.set_resume("champ", field)
        self._remember_edit()
        self._leave_pages()
        super().leave_dossier()
