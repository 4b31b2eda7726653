"""How each thing the portal depends on is, in words: one file for each kind."""
