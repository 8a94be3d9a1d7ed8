"""The one form kit: a spec gives label, help, message, spoken name and binding in one call.

Typing commits at each pause, at the latest two seconds after the first keystroke, and on
leaving the field. A refused text is kept with the dossier as a draft just as soon; it stays in
its field, where its message appears on leaving. There is no other way to put a field on a page.
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from cpom_desktop.errors import ErreurCpom, RegleInvalide
from cpom_desktop.services.doutes import doubt_sentence
from ui.kit.field_row import TYPED_KINDS, FieldRow, FieldSpec
from ui.kit.field_values import edit_form, parse_value, retouched, shown
from ui.kit.fields import LineField, TextField
from ui.kit.restyle import set_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cpom_desktop.services.operations import Operation
    from ui.kit.field_row import MessageRole
    from ui.kit.fields import FieldState

__all__ = ["Draft", "FieldRow", "FieldSpec", "Form", "FormSession"]

PAUSE_MS = 1000
DEADLINE_MS = 1800


class Draft(Protocol):
    """A text that a field refused, kept with the dossier."""

    @property
    def raw(self) -> str:
        """The text as typed."""

    @property
    def message(self) -> str:
        """Why it was refused, in French."""


class FormSession(Protocol):
    """What a form needs from the session of the dossier."""

    @property
    def snapshot(self) -> object:
        """The dossier as it stands."""

    @property
    def drafts(self) -> Mapping[str, Draft]:
        """The refused texts, by field key."""

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written."""

    def run(self, operation: Operation, *, merge: str = "") -> object:
        """Apply an operation; None when the storage failed (told elsewhere).

        Raises:
            RegleInvalide: when the value breaks a rule.
        """

    def keep_draft(self, key: str, raw: str, message: str) -> None:
        """Keep a refused text."""

    def drop_draft(self, key: str) -> None:
        """Forget a refused text."""

    def sentence(self, error: ErreurCpom) -> str:
        """Return the French sentence of an error."""


class CellRow(FieldRow):
    """The field of a cell: its border alone tells its state, an icon would hide its text."""

    def _show(self, text: str, role: MessageRole, state: FieldState) -> None:
        super()._show(text, role, "")
        set_state(self.editor, "etat", state)


class Form(QObject):
    """The fields of a page, bound to the session.

    Args:
        session: where values come from and go.
        specs: fields to add at once; `add` gives the row of each further one.
        pause_ms: silence after which typing is committed.
        deadline_ms: longest wait after the first keystroke.
    """

    changed = Signal(str)
    """A field was committed, refused or corrected; gives its key."""

    def __init__(
        self,
        session: FormSession,
        specs: Iterable[FieldSpec] = (),
        *,
        pause_ms: int = PAUSE_MS,
        deadline_ms: int = DEADLINE_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._pauses = (pause_ms, deadline_ms)
        self._bindings: dict[str, _Binding] = {}
        for spec in specs:
            self.add(spec)

    def add(self, spec: FieldSpec, *, bare: bool = False) -> FieldRow:
        """Build the row of a field, fill it and bind it; the page places it.

        Args:
            spec: the field.
            bare: a cell of a table, without label nor sentence.
        Raises:
            ValueError: when two fields have the same key (a fault of the page).
        """
        if spec.key in self._bindings:
            message = f"two fields have the key {spec.key}"
            raise ValueError(message)
        row = CellRow(spec, bare=True) if bare else FieldRow(spec)
        binding = _Binding(self, row, *self._pauses)
        self._bindings[spec.key] = binding
        return row

    def rebind(self, specs: Sequence[FieldSpec]) -> bool:
        """Show the same fields of another record in the same editors; tell whether it was done.

        What is typed is committed first; when it could not be saved nothing changes, so that
        nothing is lost.

        Args:
            specs: as many as there are fields, in the order they were added.
        """
        self.flush()
        bindings = tuple(self._bindings.values())
        if any(binding.is_dirty for binding in bindings):
            return False
        self._bindings = {}
        for binding, spec in zip(bindings, specs, strict=True):
            self._bindings[spec.key] = binding
            binding.rebind(spec)
        return True

    def row(self, key: str) -> FieldRow:
        """Return the row of a field."""
        return self._bindings[key].row

    def keys(self) -> list[str]:
        """Return the keys of the fields, in the order they were added."""
        return list(self._bindings)

    def __iter__(self) -> Iterator[str]:
        """Go through the keys of the fields, in the order they were added."""
        return iter(self.keys())

    def errors(self) -> list[tuple[str, str, str]]:
        """Return key, label and refusal of each field to correct, in order."""
        rows = ((key, binding.row) for key, binding in self._bindings.items())
        return [(key, row.spec.label, row.error) for key, row in rows if row.error]

    def reload(self, snapshot: object, *, force: bool = False) -> None:
        """Show the values of `snapshot`; never in the field that has the caret, unless forced."""
        for binding in self._bindings.values():
            binding.reload(snapshot, force=force)

    def flush(self) -> None:
        """Commit what is typed and not committed yet (before closing, leaving, undoing)."""
        for binding in self._bindings.values():
            binding.commit(leaving=True)

    def current_field(self) -> str:
        """Return the key of the field that has the caret, empty when none has."""
        return next((key for key, bound in self._bindings.items() if bound.has_caret()), "")

    def focus(self, key: str) -> bool:
        """Put the caret in a field; tell whether this form has it."""
        binding = self._bindings.get(key)
        if binding is None:
            return False
        typed = binding.row.spec.kind in TYPED_KINDS
        reason = Qt.FocusReason.OtherFocusReason if typed else Qt.FocusReason.ShortcutFocusReason
        binding.row.editor.setFocus(reason)  # tiles and segments show no ring for the first
        return True


class _Binding(QObject):
    """One field and its value in the dossier."""

    def __init__(self, form: Form, row: FieldRow, pause_ms: int, deadline_ms: int) -> None:
        super().__init__(row)
        self.form, self.row, self.spec = form, row, row.spec
        self._typed = row.spec.kind in TYPED_KINDS
        self._stored: object = None
        self._dirty = False
        self._refused = False
        self._visit = os.urandom(4).hex()
        self._delays = (pause_ms, deadline_ms)
        editor = row.editor
        editor.entered.connect(self._on_entered)
        editor.edited.connect(self._on_edited)
        editor.left.connect(self._on_left)
        editor.flush_requested.connect(self._on_flush)
        if isinstance(editor, LineField | TextField):
            editor.tells_paste = False
            editor.paste_refused.connect(self.row.show_warning)
        self.reload(form.session.snapshot, force=True)
        self._show_draft()

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is neither stored nor refused."""
        return self._dirty

    def rebind(self, spec: FieldSpec) -> None:
        """Bind the editor to another value, and show it with its draft."""
        self.spec = spec
        self.row.rebind(spec)
        self._refused = False
        self.reload(self.form.session.snapshot, force=True)
        self._show_draft()

    @cached_property
    def _pause(self) -> QTimer:
        return self._timer(self._delays[0])

    @cached_property
    def _deadline(self) -> QTimer:
        return self._timer(self._delays[1])

    def _timer(self, delay_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)  # the others may be 5 % late
        timer.setInterval(delay_ms)
        timer.timeout.connect(self._on_pause)
        return timer

    def reload(self, snapshot: object, *, force: bool) -> None:
        """Read the value again, and show it unless the caret or a refused text is there."""
        self._stored = self.spec.read(snapshot)
        self._refresh_choices(snapshot)
        self._refresh_lock()
        if self._refused or (self.has_caret() and self._typed and not force):
            return
        if force:
            self._forget_typing()
        if not self._dirty:
            self._display()
            self._tell_warning()

    def commit(self, *, leaving: bool) -> None:
        """Send what is typed to the session, if it differs from what is stored."""
        if not self._dirty:
            return
        self._stop_timers()
        try:
            self._accept(self._value())
        except RegleInvalide as error:
            sentence = self.form.session.sentence(error)
            if leaving:
                self._refuse(sentence)
            else:
                self._keep(sentence)

    def has_caret(self) -> bool:
        """Tell whether the field, or a part of it, has the caret."""
        focused = QApplication.focusWidget()
        editor = self.row.editor
        return focused is not None and (focused is editor or editor.isAncestorOf(focused))

    def _value(self) -> object:
        editor = self.row.editor
        if isinstance(editor, LineField | TextField):
            return parse_value(self.spec, editor.raw())
        return editor.value()

    def _accept(self, value: object) -> None:
        if value != self._stored and not self._run(value):
            return
        self._dirty = False
        self._refused = False
        self._drop_draft()
        self._tell_warning(retouched(self.spec, self.row.editor))
        self.form.changed.emit(self.spec.key)

    def _run(self, value: object) -> bool:
        """Run the operation; tell whether the value was stored."""
        if self.spec.write is None:
            return True
        session = self.form.session
        result = session.run(self.spec.write(value), merge=f"{self.spec.key}:{self._visit}")
        self._stored = self.spec.read(session.snapshot)
        return result is not None or self._stored == value

    def _refuse(self, sentence: str) -> None:
        editor = self.row.editor
        if not isinstance(editor, LineField | TextField):
            self._dirty = False
            self._display()
            self.row.show_error(sentence)
            return
        self._dirty = False
        self._refused = True
        self._keep(sentence)
        self.row.show_error(sentence)
        self.form.changed.emit(self.spec.key)

    def _keep(self, sentence: str) -> None:
        """Keep a refused text, for now and for the next start; nothing is told yet."""
        editor = self.row.editor
        if isinstance(editor, LineField | TextField):
            self.form.session.keep_draft(self.spec.key, editor.raw(), sentence)

    def _drop_draft(self) -> None:
        if self.spec.key in self.form.session.drafts:
            self.form.session.drop_draft(self.spec.key)

    def _show_draft(self) -> None:
        draft = self.form.session.drafts.get(self.spec.key)
        editor = self.row.editor
        if draft is not None and isinstance(editor, LineField | TextField):
            self._refused = True
            editor.set_raw(draft.raw)
            self.row.show_error(draft.message)

    def _display(self, *, editing: bool = False) -> None:
        editor = self.row.editor
        if isinstance(editor, LineField | TextField):
            form = edit_form if editing or self.has_caret() else shown
            editor.set_raw(form(self.spec, self._stored))
        else:
            editor.set_value(self._stored)

    def _tell_warning(self, retouched: str | None = None) -> None:
        check = self.spec.check
        warning = check(self._stored, self.form.session.snapshot) if check else None
        warning = warning or doubt_sentence(self._stored) or retouched
        if warning:
            self.row.show_warning(warning)
        else:
            self.row.show_help("lecture" if self._locked() else "")

    def _locked(self) -> bool:
        return self.form.session.read_only or self.spec.write is None

    def _refresh_lock(self) -> None:
        self.row.set_read_only(self._locked())

    def _refresh_choices(self, snapshot: object) -> None:
        if callable(self.spec.choices):
            self.row.set_choices(self.spec.choices(snapshot))

    def _forget_typing(self) -> None:
        if self._dirty:
            self._stop_timers()
            self._drop_draft()
        self._dirty = False
        self._visit = os.urandom(4).hex()

    def _stop_timers(self) -> None:
        self._pause.stop()
        self._deadline.stop()

    def _on_entered(self) -> None:
        if self._typed and not self._dirty and not self._refused:
            self._display(editing=True)

    def _on_edited(self) -> None:
        self._dirty = True
        if not self._typed:
            self.commit(leaving=True)
            return
        self._pause.start()
        if not self._deadline.isActive():
            self._deadline.start()

    def _on_pause(self) -> None:
        self.commit(leaving=False)

    def _on_flush(self) -> None:
        self.commit(leaving=True)

    def _on_left(self) -> None:
        self.commit(leaving=True)
        if self.has_caret():
            return
        self._visit = os.urandom(4).hex()
        if self._typed and not self._dirty and not self._refused:
            self._display()
