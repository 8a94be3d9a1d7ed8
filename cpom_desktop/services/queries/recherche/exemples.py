"""What she may try: words of her own dossier that find something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.services.queries.recherche.entries import Matter


def examples(matter: Matter) -> Iterable[tuple[str, str]]:
    """Return queries, and what each is an example of."""
    named = next((acteur.nom for acteur in matter.snapshot.acteurs if acteur.nom), "")
    if named:
        yield named, _("une personne")
    yield "finess", _("un champ")
    critere = next(iter(matter.content.grille.criteres), None)
    if critere is not None:
        yield critere.repere, _("un critère de la grille")
    yield "copil", _("un comité et ses tâches")
    yield "gmp", _("un mot du métier")
