"""Content packs: schema, loading, link checking."""
