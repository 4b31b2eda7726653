"""The brand: one for the whole portal, shown to everybody."""

SHOWN = "the brand is shown to everybody; who may change it is a right"
NOBODYS = {"brand:tried_sheet": SHOWN, "brand:sheet": SHOWN, "brand:icon": SHOWN, "brand:logo": SHOWN}
