"""The main window: home, assistant or dossier, and the shortcuts they share."""

from __future__ import annotations

import contextlib
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow, QStackedWidget

from cpom_desktop.errors import DossierProtege, ErreurCpom, ErreurStockage
from ui.kit.later import Later
from ui.shell.window_tools import WindowTools
from ui.theme.theme import dress

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from cpom_desktop.clock import Clock
    from cpom_desktop.services.workspace import Workspace
    from ui.session import Session
    from ui.shell.home import HomeView
    from ui.shell.open_view import OpenView
    from ui.shell.places import Places
    from ui.shell.program_view import ProgramView
    from ui.shell.services import AppServices

SMALLEST = (1180, 640)


class MainWindow(Later, WindowTools, QMainWindow):
    """One window, one dossier at a time."""

    def __init__(self, services: AppServices, clock: Clock) -> None:
        super().__init__()
        self._services = services
        self._clock = clock
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setMinimumSize(*SMALLEST)
        self.resize(1366, 698)
        self.view: OpenView | None = None
        self._assisting = self._guarded = False
        self._cannot_close = False
        self._program: ProgramView | None = None
        self.later(self._complete)

    def start(self, dossier: Path | None) -> None:
        """Show the dossier that the program was started on, else the home page."""
        if dossier is None:
            self.show_home()
        else:
            self.open_path(dossier)

    @cached_property
    def home(self) -> HomeView:
        """The page without a dossier, made when it is first needed."""
        from ui.shell.home import HomeView  # noqa: PLC0415 - a dossier may come first

        home = HomeView()
        home.create_asked.connect(self.create_dossier)
        home.open_asked.connect(self.choose_dossier)
        home.demonstration_asked.connect(self.open_demonstration)
        home.recent_asked.connect(self._open_recent)
        home.locate_asked.connect(self._locate)
        home.program_asked.connect(self.show_program)
        self._stack.addWidget(home)
        return home

    def _complete(self) -> None:
        from ui.shell.appearance import Appearance  # noqa: PLC0415 - once seen
        from ui.shell.session_end import SessionEnd  # noqa: PLC0415
        from ui.shell.shortcuts import Shortcuts  # noqa: PLC0415

        Shortcuts(self)
        SessionEnd(self)
        Appearance(self._services.settings, self).rescaled.connect(self._rebuild)

    def _rebuild(self) -> None:
        """Build what is shown again, for another size of text; the dossier stays open.

        What is typed is committed first; pages, fields and carets come back where they were.
        """
        view, program = self.view, self._program
        field = program.page.current_field() if program is not None else ""
        if "home" in vars(self):
            self._stack.removeWidget(self.home)
            self.home.deleteLater()
            del self.home
        if view is not None and (places := view.places) is not None:
            view.finish()
            self._drop_view()
            dress(self)
            self._show_dossier(view.session, places=places)
        elif view is None:
            dress(self)
            self.show_home()
            if program is not None:
                self.show_program(program.slug, field)

    def show_program(self, slug: str, field: str = "") -> None:
        """Show a page of the program, without a dossier."""
        from ui.shell.program_view import ProgramView  # noqa: PLC0415 - when asked

        program = self._program = ProgramView(self._services.settings)
        program.left.connect(self._leave_program)
        self._stack.addWidget(program)
        self._stack.setCurrentWidget(program)
        program.show_page(slug, field)

    def _leave_program(self) -> None:
        slug = self._program.slug if self._program is not None else ""
        self.show_home()
        if slug:
            self.home.focus_program(slug)

    def _drop_program(self) -> None:
        program, self._program = self._program, None
        if program is not None:
            self._stack.removeWidget(program)
            program.deleteLater()

    # --- home

    def show_home(self) -> None:
        """Show the page without a dossier."""
        self.setWindowTitle("CPOM Desktop")
        self._drop_program()
        self._drop_question()
        self.home.forget_refusal()
        self.home.show_recents(self._services.settings.recents(), self._clock())
        self._stack.setCurrentWidget(self.home)
        self.home.focus_first()

    def create_dossier(self) -> None:
        """Ask for a name and a place, then start the assistant."""
        from ui.shell.new_dossier import NewDossierDialog  # noqa: PLC0415 - at first use

        if not self.may_leave_for(self.create_dossier):
            return
        dialog = NewDossierDialog(self._services, self)
        accepted = dialog.exec()
        workspace = dialog.workspace
        dialog.deleteLater()
        if accepted and workspace is not None:
            self.replace_dossier(workspace)

    def choose_dossier(self) -> None:
        """Ask which file to open."""
        from ui.shell.files import choose_dossier  # noqa: PLC0415 - at first use

        path = choose_dossier(self, self._services.settings.folder)
        if path is not None:
            self.open_path(path)

    def open_demonstration(self) -> None:
        """Open her copy of the demonstration, or a new one beside it."""
        from ui.shell.demonstration import open_copy  # noqa: PLC0415 - when asked

        if self.may_leave_for(self.open_demonstration):
            open_copy(self, self._services)

    def open_path(self, path: Path, *, read_only: bool = False, take_over: bool = False) -> bool:
        """Open a dossier in place of the one that is open; tell whether it opened.

        A refusal leaves the open dossier as it is, and is told over it, else on the home page;
        what cannot be written is opened to be read only. Where the open dossier is a working
        copy that she wants back in its place first, it is closed then, and this is done after.
        """
        if self._has_open(path, read_only=read_only):
            return True
        again = partial(self.open_path, path, read_only=read_only, take_over=take_over)
        if not self.may_leave_for(again):
            return False
        try:
            workspace = self._services.open_workspace(
                path, read_only=read_only, take_over=take_over
            )
        except DossierProtege:
            return self.protecting.ask(path, again)
        except ErreurCpom as error:
            from ui.shell.refusals import open_otherwise  # noqa: PLC0415 - if refused

            return open_otherwise(self, error, path, was_taken=take_over)
        self.replace_dossier(workspace)
        return True

    def _has_open(self, path: Path, *, read_only: bool) -> bool:
        workspace = self.view.session.workspace if self.view is not None else None
        same = workspace is not None and workspace.path == path.absolute()
        return workspace is not None and same and (read_only or not workspace.read_only)

    def _open_recent(self, path: str) -> None:
        self.open_path(Path(path))

    def _locate(self, path: str) -> None:
        from ui.shell.files import choose_dossier  # noqa: PLC0415 - at first use

        found = choose_dossier(self, Path(path).parent)
        if found is not None and self.open_path(found):
            self._services.settings.forget_recent(path)

    # --- dossier

    def replace_dossier(self, workspace: Workspace) -> None:
        """Show a dossier just opened, in place of the one that is shown."""
        from ui.session import Session  # noqa: PLC0415 - the home page does not need it

        self.close_dossier()
        session = Session(workspace, self)
        session.changed.connect(self._on_changed)
        if workspace.snapshot.dossier.assistant_termine or workspace.read_only:
            self._show_dossier(session)
        else:
            self._show_assistant(session)
        self.later(partial(self._remember, session.workspace))
        self.later(partial(self._attend, session))

    def _attend(self, session: Session) -> None:
        from ui.shell.safeguard import attend  # noqa: PLC0415 - once seen

        if self.view is not None and self.view.session is session:
            guarded = attend(self.view, self._services.settings, self._clock(), self)
            self._guarded = guarded or self._guarded

    def _follow_place(self, view: OpenView) -> None:
        from ui.shell.copie_locale.following import Following  # noqa: PLC0415 - once seen

        if self.view is view:
            Following(self, self._services, view)

    def work_elsewhere(self) -> None:
        """Write a copy where she chooses, with what could not be saved, and go on in it."""
        from ui.shell.elsewhere import copied_sentence, save_elsewhere  # noqa: PLC0415 - asked for

        if self.view is None:
            return
        self.view.flush()
        copy = save_elsewhere(self, self.view.session, self._services)
        if copy is not None:
            self.replace_dossier(copy)
            self.view.tell(copied_sentence(copy.path))

    def try_to_write(self) -> None:
        """Open for writing the dossier that is only read, if it may be now."""
        if self.view is not None:
            self.open_path(self.view.session.workspace.path)

    def _show_dossier(
        self, session: Session, message: str = "", *, places: Places | None = None
    ) -> None:
        from ui.shell.dossier_menu import fill_menu  # noqa: PLC0415 - with the first dossier
        from ui.shell.dossier_view import DossierView  # noqa: PLC0415

        self._assisting = False
        view = DossierView(session, self._services, places)
        view.closed.connect(self._leave)
        fill_menu(view, self)
        self._set_view(view)
        if message:
            view.toast.show_message(message)

    def _show_assistant(self, session: Session) -> None:
        from ui.shell.assistant import AssistantView  # noqa: PLC0415 - with a new dossier

        self._assisting = True
        view = AssistantView(session)
        view.left.connect(self._leave)
        view.finished.connect(self._after_assistant)
        self._set_view(view)

    def _after_assistant(self, message: str) -> None:
        view = self.view
        if view is None:
            return
        session = view.session
        self._drop_view()
        session.set_resume("page", "retroplanning")
        self._show_dossier(session, message)
        self._remember(session.workspace)

    def _set_view(self, view: OpenView) -> None:
        self._drop_program()
        self._drop_question()
        self.view = view
        view.elsewhere_asked.connect(self.work_elsewhere)
        view.writing_asked.connect(self.try_to_write)
        view.erasure_asked.connect(self.erase_personne)
        if self._services.settings.restored(view.session.workspace.path) is not None:
            self.restoration.follow(view)
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        self._show_name()
        self._watch_over()
        view.focus_first()
        self.later(partial(self._follow_place, view))

    def _on_changed(self, _changes: object, force: bool) -> None:  # noqa: FBT001 - a slot
        self._show_name()
        if force and self.view is not None:
            self._follow(self.view.session)

    def _follow(self, session: Session) -> None:
        """Go back to the assistant when its end is undone, and out of it when it is redone."""
        done = session.snapshot.dossier.assistant_termine
        if done != self._assisting:
            return
        self._drop_view()
        if done:
            self._show_dossier(session)
        else:
            self._show_assistant(session)

    def _show_name(self) -> None:
        if self.view is not None:
            self.setWindowTitle(f"{self.view.name} — CPOM Desktop")

    def _remember(self, workspace: Workspace) -> None:
        from ui.shell.recents import remember  # noqa: PLC0415 - with a dossier

        remember(self._services.settings, workspace, self._clock())

    def close_dossier(self) -> None:
        """Commit what is typed and close the file, if one is open."""
        if self.view is not None:
            self.release_dossier(self.view).close()

    def release_dossier(self, view: OpenView, *, backed_up: bool = True) -> Workspace:
        """Commit what is typed and drop the view; return its dossier, open, to be handed over."""
        session = view.session
        view.flush()
        with contextlib.suppress(ErreurStockage):
            self._remember(session.workspace)
        if session.copies is not None:
            session.copies.close(backed_up=backed_up)
        view.leave_dossier()
        self._drop_view()
        session.deleteLater()
        return session.workspace

    def _drop_view(self) -> None:
        view, self.view = self.view, None
        if view is not None:
            self._stack.removeWidget(view)
            view.session.disconnect(view)
            view.deleteLater()
            self._watch_over()

    def _leave(self) -> None:
        if self._may_leave(self._leave):
            self.close_dossier()
            self.show_home()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep everything before leaving; a fault of ours keeps the window, once."""
        event.ignore()
        done, broken = False, self._cannot_close
        try:
            if not broken and not self._may_leave(self.close):
                done = True
                return
            if not broken:
                self.close_dossier()
            done = True
        finally:
            self._cannot_close = not done
        event.accept()
        if self._guarded:
            from ui.kit.worker import workshop  # noqa: PLC0415 - when something may run in it

            self.hide()
            workshop().waitForDone()
