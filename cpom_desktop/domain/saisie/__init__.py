"""What she types, read into values: dates, numbers, texts, telephone and e-mail.

Each reader returns a value or raises `RegleInvalide(code, **values)`, and nothing else; the
French sentence of a code is in `cpom_desktop.services.messages_saisie`. Counts are `int`,
everything that must be shown as it is (a year, a date) is already text.
"""

from __future__ import annotations

from cpom_desktop.domain.saisie.chiffres import is_nothing, parse_chiffre
from cpom_desktop.domain.saisie.contacts import parse_email, parse_phone
from cpom_desktop.domain.saisie.dates import parse_date
from cpom_desktop.domain.saisie.heures import parse_hour, parse_minutes
from cpom_desktop.domain.saisie.nombres import (
    parse_decimal,
    parse_duration,
    parse_etp,
    parse_integer,
    parse_montant,
    parse_taux,
)
from cpom_desktop.domain.saisie.textes import clean_line, clean_name, clean_text

__all__ = [
    "clean_line",
    "clean_name",
    "clean_text",
    "is_nothing",
    "parse_chiffre",
    "parse_date",
    "parse_decimal",
    "parse_duration",
    "parse_email",
    "parse_etp",
    "parse_hour",
    "parse_integer",
    "parse_minutes",
    "parse_montant",
    "parse_phone",
    "parse_taux",
]
