"""The fields of an answer, declared once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import SetExplication
from ui.kit.field_row import FieldSpec

if TYPE_CHECKING:
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.vue_ars_types import LigneArs
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind

EXPLICATIONS = "explications"


def field_key(slug: str, name: str) -> str:
    """Return the key of a field: « explications.rotation.texte »."""
    return f"{EXPLICATIONS}.{slug}.{name}"


def answer_specs(ligne: LigneArs, usual: str) -> tuple[FieldSpec, ...]:
    """Return the fields of an answer: question, explanation, fiche, words, proof.

    Args:
        ligne: the indicator.
        usual: the question of the pack: it is shown until she writes another, and when she
            empties hers.
    """
    spec = partial(_spec, ligne.slug)
    return (
        FieldSpec(
            key=field_key(ligne.slug, "question"),
            label=label(EXPLICATIONS, "question"),
            kind="text",
            read=partial(_question, ligne.slug, usual),
            write=partial(_write_question, ligne.slug, usual),
            lines=1,
        ),
        spec("texte", "text", words=_("Votre explication, en trois phrases"), lines=4),
        FieldSpec(
            key=field_key(ligne.slug, "fiche_id"),
            label=label(EXPLICATIONS, "action"),
            kind="choice",
            read=partial(_read, ligne.slug, "fiche_id"),
            write=partial(_write, SetExplication, ligne.slug, "fiche_id"),
            choices=_fiches,
            none_label=_("Pas de fiche action : en quelques mots"),
        ),
        spec("action", "line", words=_("En quelques mots")),
        spec("preuve", "line", placeholder=_("Quel document, et sa date")),
    )


def _spec(
    slug: str,
    name: str,
    kind: FieldKind,
    *,
    words: str = "",
    lines: int = 1,
    placeholder: str = "",
) -> FieldSpec:
    return FieldSpec(
        key=field_key(slug, name),
        label=words or label(EXPLICATIONS, name),
        kind=kind,
        read=partial(_read, slug, name),
        write=partial(_write, SetExplication, slug, name),
        lines=lines,
        placeholder=placeholder,
    )


def _read(slug: str, name: str, snapshot: DossierSnapshot) -> object:
    row = next((e for e in snapshot.explications if e.indicateur == slug), None)
    if row is None:
        return None if name == "fiche_id" else ""
    return getattr(row, name)


def _write(operation: type[Operation], slug: str, name: str, value: object) -> Operation:
    return operation(**{"indicateur": slug, name: value})


def _question(slug: str, usual: str, snapshot: DossierSnapshot) -> object:
    return _read(slug, "question", snapshot) or usual


def _write_question(slug: str, usual: str, value: object) -> Operation:
    return _write(SetExplication, slug, "question", "" if value == usual else value)


def _fiches(snapshot: DossierSnapshot) -> list[tuple[object, str]]:
    numbered = sorted(snapshot.fiches_action, key=lambda fiche: fiche.numero)
    return [(fiche.id, f"{fiche.repere} {fiche.titre}") for fiche in numbered]
