"""How Django writes dates and reads them, where a language has its own way; pages use `core.values.dates`."""
