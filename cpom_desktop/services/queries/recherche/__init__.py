"""What is typed anywhere, found from anywhere: the index behind Ctrl+K.

`kinds.KINDS` lists what may be found; `docs/recettes.md` says how to add to it. Nothing is
imported here: `folding` serves everywhere, the rest when she first searches.
"""
