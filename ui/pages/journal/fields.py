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
from ui.kit.specs import date_reader, sensitive
from ui.pages.journal.entry import NEW

if TYPE_CHECKING:
    from ui.kit.field_row import FieldKind
    from ui.pages.journal.entry import Entry

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


def key_of(entry: Entry, name: str) -> str:
    """Return the key of a field: « echanges.nouveau.texte », « echanges.12.texte »."""
    return f"echanges.{entry.echange_id or NEW}.{name}"


def specs_of(entry: Entry) -> list[FieldSpec]:
    """Return the fields of what the form shows, in the order of `NAMES`."""
    return [
        _forme(entry),
        replace(
            _field(entry, "jour", "date"),
            parse=partial(_read_day, entry),
            check=partial(_later, entry),
        ),
        replace(_field(entry, "heure"), parse=parse_hour),
        FieldSpec(
            key=key_of(entry, "avec"),
            label=_("Avec"),
            kind="tokens",
            read=partial(_people, entry),
            write=entry.write_people,
            choices=acteur_choices,
        ),
        replace(_field(entry, "sens", "segmented"), choices=_sens(), none_label=None),
        replace(_field(entry, "texte", "text"), lines=2, check=sensitive),
        _field(entry, "attend_reponse", "flag"),
        replace(_field(entry, "suite"), check=sensitive, placeholder=_("Relancer…")),
        replace(
            _field(entry, "suite_le", "date"),
            parse=date_reader(entry.session.workspace),
            show=_short,
            check=partial(_past, entry),
        ),
        replace(
            _field(entry, "objet"),
            optional=True,
            check=sensitive,
            help=_("Vide, il reprend la première phrase de ce qui a été dit."),
        ),
        replace(
            _field(entry, "accuse_le", "date"),
            parse=date_reader(entry.session.workspace),
            show=_short,
            help=_("Le jour où le bordereau est revenu signé."),
        ),
    ]


def _field(entry: Entry, name: str, kind: FieldKind = "line") -> FieldSpec:
    return FieldSpec(
        key=key_of(entry, name),
        label=label("echanges", name),
        kind=kind,
        read=partial(_value, entry, name),
        write=partial(entry.write, name),
    )


def _value(entry: Entry, name: str, _snapshot: object) -> object:
    return entry.value(name)


def _people(entry: Entry, _snapshot: object) -> object:
    return entry.people()


def _forme(entry: Entry) -> FieldSpec:
    return replace(
        _field(entry, "nature", "tiles"),
        choices=tuple((nature, _(words)) for nature, words in TYPED_FORMES.items()),
        words=tuple(FORME_ICONS[nature] for nature in TYPED_FORMES),
    )


def _sens() -> tuple[tuple[object, str], ...]:
    return tuple(zip(SensEchange, sens_words(NatureEchange.APPEL), strict=True))


def _read_day(entry: Entry, text: str) -> date:
    return parse_date(text, entry.session.workspace.today)


def _short(day: date | None) -> str:
    return "" if day is None else format_date(day, "medium")


def _later(entry: Entry, jour: object, _snapshot: object) -> str | None:
    """Return a doubt about an exchange that has not taken place yet."""
    if not isinstance(jour, date) or jour <= entry.session.workspace.today:
        return None
    return _("Cette date est à venir. Est-ce voulu ?")


def _past(entry: Entry, jour: object, _snapshot: object) -> str | None:
    """Return a doubt about a date that is over; it never blocks."""
    if not entry.is_new or not isinstance(jour, date) or jour >= entry.session.workspace.today:
        return None
    return _("Cette date est déjà passée. Est-ce voulu ?")
