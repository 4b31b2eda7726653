"""Names shared by rendering and sealing: the place of the visible seal."""

SEAL_BOX_ID = "seal-box"  # the id of the element in the template
SEAL_FIELD = "Cachet"  # the name of the signature field in the PDF
