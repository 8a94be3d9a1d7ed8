"""What the window does of a whole file beside opening it: leaving, backups, password, lock."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpom_desktop.clock import Clock
    from cpom_desktop.services.operations.effacement import ErasePersonne
    from cpom_desktop.services.personne.effacer import Purge
    from ui.shell.copie_locale.local_copy import LocalCopy
    from ui.shell.effacement import Erasure
    from ui.shell.open_view import OpenView
    from ui.shell.protection.locking import Locker
    from ui.shell.protection.protecting import Protecting
    from ui.shell.restaurer.restoration import Restoration
    from ui.shell.services import AppServices
    from ui.shell.window import MainWindow


class WindowTools:
    """Part of `MainWindow`; each tool is made when it is first needed."""

    view: OpenView | None
    _services: AppServices
    _clock: Clock

    @property
    def _me(self) -> MainWindow:
        from ui.shell.window import MainWindow  # noqa: PLC0415 - which is made of this

        assert isinstance(self, MainWindow)
        return self

    # --- leaving the dossier that is open

    def _may_close(self) -> bool:
        """Commit what is typed; what could not be saved is only given up if she says so."""
        if self.view is None:
            return True
        self.view.flush()
        session = self.view.session
        if session.unsaved.failure is None:
            return True
        from ui.shell.elsewhere import may_give_up  # noqa: PLC0415 - when saving failed

        return may_give_up(self._me, session, self._services)

    def _may_leave(self, leave: Callable[[], object]) -> bool:
        """As `_may_close`, a working copy put back first if she wants; `leave` is called then."""
        return self._may_close() and (self.view is None or self.local_copy.may_leave(leave))

    def may_leave_for(self, act: Callable[[], object]) -> bool:
        """As `_may_leave`, to show something else: `act` does it, once a copy is back."""
        return self._may_leave(partial(self._go_on, act))

    def _go_on(self, act: Callable[[], object]) -> None:
        self._me.close_dossier()
        self._me.show_home()
        act()

    @cached_property
    def local_copy(self) -> LocalCopy:
        """The way to a copy on this computer, and back."""
        from ui.shell.copie_locale.local_copy import LocalCopy  # noqa: PLC0415 - once seen

        return LocalCopy(self._me, self._services, self._may_close)

    # --- its file

    @cached_property
    def restoration(self) -> Restoration:
        """The way back to a backup."""
        from ui.shell.restaurer.restoration import Restoration  # noqa: PLC0415 - when asked

        return Restoration(self._me, self._services, self._clock, self._may_close)

    def restore(self) -> None:
        """Ask which backup of the open dossier she wants."""
        if self.view is not None:
            self.restoration.ask(self.view.session.workspace.path)

    @cached_property
    def erasure(self) -> Erasure:
        """What erases a person."""
        from ui.shell.effacement import Erasure  # noqa: PLC0415 - when asked

        return Erasure(self._me, self._may_close)

    def erase_personne(self, operation: ErasePersonne, purge: Purge) -> None:
        """Erase a person from the open dossier."""
        self.erasure.erase(operation, purge)

    @cached_property
    def protecting(self) -> Protecting:
        """What is done of passwords."""
        from ui.shell.protection.protecting import Protecting  # noqa: PLC0415 - when asked

        return Protecting(self._me, self._services, self._may_close)

    def _drop_question(self) -> None:
        """Take away the page that asks for a password, if it is there."""
        if "protecting" in vars(self):
            self.protecting.drop_page()

    @cached_property
    def locker(self) -> Locker:
        """What closes a protected dossier that is left alone."""
        from ui.shell.protection.locking import Locker  # noqa: PLC0415 - a protected dossier only

        return Locker(self._me, self._services.settings)

    def lock(self) -> None:
        """Close a protected dossier to its password."""
        if self._is_protected:
            self.locker.lock()

    def _watch_over(self) -> None:
        """Count the time that a protected dossier is left alone; stop once none is open."""
        if self._is_protected or "locker" in vars(self):
            self.locker.follow()

    @property
    def _is_protected(self) -> bool:
        return self.view is not None and self.view.session.workspace.key is not None
