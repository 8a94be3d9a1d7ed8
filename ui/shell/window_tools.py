"""What the window does of a whole file beside opening it: its backups, its password, its lock."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpom_desktop.clock import Clock
    from cpom_desktop.services.operations.effacement import ErasePersonne
    from cpom_desktop.services.personne.effacer import Purge
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
    _may_close: Callable[[], bool]

    @property
    def _me(self) -> MainWindow:
        from ui.shell.window import MainWindow  # noqa: PLC0415 - which is made of this

        assert isinstance(self, MainWindow)
        return self

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
