"""Words pasted in a column that is chosen from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import EMPTY, _, typeset
from ui.models.sorting import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


def read_choice(
    choices: Sequence[tuple[object, str]], typed: object, none_label: str | None
) -> object:
    """Return the value that a pasted word names; a value of the list is already one.

    Raises:
        RegleInvalide: when it names none.
    """
    known = next((value for value, _words in choices if value == typed), None)
    if known is not None:
        return known
    said = typed.strip() if isinstance(typed, str) else ""
    if none_label is not None and said in {"", EMPTY, none_label}:
        return None
    found = {fold(typeset(words)): value for value, words in choices}
    if fold(said) not in found:
        sentence = _(
            "« {saisie} » n'est pas dans la liste. Choisissez : {choix}.",
            saisie=said,
            choix=", ".join(words for _value, words in choices),
        )
        raise RegleInvalide("choix-inconnu", sentence)
    return found[fold(said)]
