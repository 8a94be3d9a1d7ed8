"""What strict reading refuses is told in French, its place first."""

from __future__ import annotations

import msgspec
import pytest

from cpom_desktop.content.reasons import reason, refusal
from cpom_desktop.i18n import typeset
from cpom_desktop.services.operations import decode_operation

REFUSED = {
    '{"operation":"inconnue"}': "operation : « inconnue » n'est pas admis",
    "{}": "champ manquant : operation",
    "[]": "un tableau est attendu, une liste est écrit",
    '{"operation":"update_dossier","date_signature":"2027-02-31"}': (
        "date_signature : cette date n'existe pas, ou n'est pas écrite AAAA-MM-JJ"
    ),
    '{"operation":"update_dossier","date_effet":3}': (
        "date_effet : une date est attendue, un nombre entier est écrit"
    ),
    '{"operation":"update_etablissement","sirett":"1"}': "champ inconnu : sirett",
    '{"operation":"update_acteur"}': "champ manquant : id",
    '{"operation":"set_raci_cells","cells":[{"activite_id":1,"role_id":1,"sens":["x"]}]}': (
        "cells[0].sens[0] : « x » n'est pas admis"
    ),
    '{"operation":"set_raci_cells","cells":[{"activite_id":1,"role_id":1,"sens":[],"z":1}]}': (
        "champ inconnu : cells[0].z"
    ),
    '{"operation":3}': "operation : un texte est attendu",
    '{"operation":"update_acteur","id":null}': (
        "id : un nombre entier est attendu, rien n'est écrit"
    ),
    '{"operation":"delete_acteurs","ids":[1e400]}': "ids[0] : cette valeur n'est pas admise",
}


@pytest.mark.parametrize(("line", "told"), REFUSED.items(), ids=REFUSED)
def test_a_refused_line_is_told_with_its_place(line, told):
    with pytest.raises(msgspec.ValidationError) as caught:
        decode_operation(line.encode())

    assert refusal(caught.value) == typeset(told)


def test_words_that_we_do_not_know_stay_out_of_the_sentence():
    assert reason("Something new") == typeset("cette valeur n'est pas admise")
