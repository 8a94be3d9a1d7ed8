"""The fields of an exchange, the same for a draft and for one already noted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.echanges import NatureEchange, SensEchange
from cpom_desktop.domain.saisie import parse_date, parse_hour
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.journal_mots import (
    FORME_ICONS,
    TYPED_FORMES,
    acteur_choices,
    sens_words,
)
from ui.kit.field_row import FieldSpec
from ui.kit.specs import date_reader
from ui.pages.journal.saisie import NEW

if TYPE_CHECKING:
    from ui.kit.field_row import FieldKind
    from ui.pages.journal.saisie import Saisie

NAMES = (
    "nature",
    "jour",
    "heure",
    "avec",
    "sens",
    "texte",
    "attend_reponse",
    "suite",
    "suite_le",
    "objet",
    "accuse_le",
)
"""The fields, in the order of the form."""


def key_of(saisie: Saisie, name: str) -> str:
    """Return the key of a field: « echanges.nouveau.texte », « echanges.12.texte »."""
    return f"echanges.{saisie.echange_id or NEW}.{name}"


def specs_of(saisie: Saisie) -> list[FieldSpec]:
    """Return the fields of what the form shows, in the order of `NAMES`."""
    return [
        _forme(saisie),
        replace(
            _field(saisie, "jour", "date"),
            parse=partial(_read_day, saisie),
            check=partial(_later, saisie),
        ),
        replace(_field(saisie, "heure"), parse=parse_hour),
        FieldSpec(
            key=key_of(saisie, "avec"),
            label=_("Avec"),
            kind="tokens",
            read=partial(_people, saisie),
            write=saisie.write_people,
            choices=acteur_choices,
        ),
        replace(_field(saisie, "sens", "segmented"), choices=_sens(), none_label=None),
        replace(_field(saisie, "texte", "text"), lines=2),
        _field(saisie, "attend_reponse", "flag"),
        replace(_field(saisie, "suite"), placeholder=_("Relancer…")),
        replace(
            _field(saisie, "suite_le", "date"),
            parse=date_reader(saisie.session.workspace),
            show=_short,
            check=partial(_past, saisie),
        ),
        replace(
            _field(saisie, "objet"),
            optional=True,
            help=_("Vide, il reprend la première phrase de ce qui a été dit."),
        ),
        replace(
            _field(saisie, "accuse_le", "date"),
            parse=date_reader(saisie.session.workspace),
            show=_short,
            help=_("Le jour où le bordereau est revenu signé."),
        ),
    ]


def _field(saisie: Saisie, name: str, kind: FieldKind = "line") -> FieldSpec:
    return FieldSpec(
        key=key_of(saisie, name),
        label=label("echanges", name),
        kind=kind,
        read=partial(_value, saisie, name),
        write=partial(saisie.write, name),
    )


def _value(saisie: Saisie, name: str, _snapshot: object) -> object:
    return saisie.value(name)


def _people(saisie: Saisie, _snapshot: object) -> object:
    return saisie.people()


def _forme(saisie: Saisie) -> FieldSpec:
    return replace(
        _field(saisie, "nature", "tiles"),
        choices=tuple((nature, _(words)) for nature, words in TYPED_FORMES.items()),
        words=tuple(FORME_ICONS[nature] for nature in TYPED_FORMES),
    )


def _sens() -> tuple[tuple[object, str], ...]:
    return tuple(zip(SensEchange, sens_words(NatureEchange.APPEL), strict=True))


def _read_day(saisie: Saisie, text: str) -> date:
    return parse_date(text, saisie.session.workspace.today)


def _short(day: date | None) -> str:
    return "" if day is None else format_date(day, "medium")


def _later(saisie: Saisie, jour: object, _snapshot: object) -> str | None:
    """Return a doubt about an exchange that has not taken place yet."""
    if not isinstance(jour, date) or jour <= saisie.session.workspace.today:
        return None
    return _("Cette date est à venir. Est-ce voulu ?")


def _past(saisie: Saisie, jour: object, _snapshot: object) -> str | None:
    """Return a doubt about a date that is over; it never blocks."""
    if not saisie.is_new or not isinstance(jour, date) or jour >= saisie.session.workspace.today:
        return None
    return _("Cette date est déjà passée. Est-ce voulu ?")
