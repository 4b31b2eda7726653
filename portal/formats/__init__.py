"""How Django writes dates and reads them, where a language has its own way; the portal's own pages use `core.values.dates`."""
