"""Files of other programs, read with care: nothing here knows the dossier."""
