"""The page of settings: what each card is made of."""
