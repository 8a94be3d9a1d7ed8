"""One person in the whole dossier: where they are named, and how they are erased (RGPD)."""
