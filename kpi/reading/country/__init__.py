"""The whole country: the units of today counted together, by what each one's own page says."""
