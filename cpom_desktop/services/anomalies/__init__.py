"""The contrôle du dossier: rules over the whole dossier, each a small function that says why.

A rule declares the tables that it reads: after an edit, only those that may have changed are
asked again (`queries.once.kept`). Nothing here refuses: an `Anomalie` is told, mended, or kept
with a reason (« J'ignore, parce que… »), which is printed.
"""
