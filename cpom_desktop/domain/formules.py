"""Every named formula, by its name in the packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain import formules_activite, formules_moyens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.domain.donnees import Formule

FORMULES: Mapping[str, Formule] = {**formules_activite.FORMULES, **formules_moyens.FORMULES}
"""Name → formula; what each means is said in the pack."""
