"""Ordered, named migrations; each module imports sqlite-utils only.

A new file is made by running them all. `SCHEMA_HASHES` holds what the schema must be after
each (see `db.whitelist`); a test computes them afresh.
"""

from __future__ import annotations

from db.migrations import (
    m0001_socle,
    m0002_diagnostic_et_fiches,
    m0003_empreintes,
    m0004_versions,
    m0005_planification,
    m0006_relations,
    m0007_diagnostic,
    m0008_objectifs,
    m0009_documents,
    m0010_confidentialite,
)

MIGRATIONS = (
    m0001_socle,
    m0002_diagnostic_et_fiches,
    m0003_empreintes,
    m0004_versions,
    m0005_planification,
    m0006_relations,
    m0007_diagnostic,
    m0008_objectifs,
    m0009_documents,
    m0010_confidentialite,
)
"""In order; `user_version` is how many were run."""

SCHEMA_VERSION = len(MIGRATIONS)
DIGEST_SINCE = 3
"""First format whose files hold the digest of their tables."""
SCHEMA_HASHES = {
    1: "b85223b36e0180a33dc344885dbc401beea4a09dd8312f94cdabe93dfcb4239c",
    2: "4ee6c879d7605f3c8c11e2c23a382bd26e7277c1a75249215325d83e97f16b76",
    3: "23b25da1c219e6272a1b5fdcb01f5f9d4998328dcee5e5ebecab22d0750e3efa",
    4: "4852aa9f8dab272427671d0e5d9b384b63abc5ccde85f594e2fc11c6f2162f42",
    5: "d484257007194389a39cad58c8709805c3c240a23eedfd333b28b9045eac1b28",
    6: "aa1afd8c5dbe5f8804592d973b397b976e7c2134cd3c0a5d73614b3b546f31d0",
    7: "63d1d550a4dbb7e98470db41c95d92fa9b175f548aa88743f9e398a402c26ae3",
    8: "a2f4e6ad5d189e4af281c4bf29f8e339b47808468cafaf0862c909cb253fa247",
    9: "3f013c5e56a0a5f1b6988e9a314dcd62db90924ccded9842f36a66c7547884b9",
    10: "658efc0b53b973cf09637c3dcfdba636475f97de64e64a80105aa5ad71ffc133",
}
"""Schema number → SHA-256 of what `db.whitelist.schema_hash` must find."""
