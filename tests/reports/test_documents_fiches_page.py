"""A fiche on its page: one as a rule, legible, conformant, with room to sign."""

from __future__ import annotations

from cpom_desktop.reports.pdf.palette import MM
from cpom_desktop.reports.pdf.setting import FORMS, LONG_FORMS, PAGE
from tests.outils import verapdf
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.editions import edition_of, filled, rendered
from tests.outils.pages import pages_of, sizes_of

RECUEIL = "fiches-action"


def test_nothing_of_a_fiche_is_smaller_than_eight_and_a_half_points():
    numero = filled().snapshot.fiches_action[-3].numero
    sizes = sizes_of(rendered(filled(), f"fiche-action-{numero}"), 0)

    assert min(sizes) >= 8.5
    assert max(sizes) >= 14


def test_each_fiche_of_the_demonstration_holds_on_one_legible_page_to_its_boxes_to_sign(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        edition = edition_of(workspace)
    file = rendered(edition, RECUEIL)
    _listed, *forms = pages_of(file)

    assert verapdf.check(file.data) == []
    assert len(forms) == len(edition.snapshot.fiches_action) == 3
    for rank, page in enumerate(forms, start=1):
        assert f"Fiche action FA-0{rank}" in page
        assert page.count("Date et signature") == 3
        assert min(sizes_of(file, rank)) >= 8.5


def test_boxes_to_sign_are_twenty_millimetres_high_however_tight_the_page():
    assert {setting.box_floor for setting in (PAGE, *FORMS, *LONG_FORMS)} == {20 * MM}
