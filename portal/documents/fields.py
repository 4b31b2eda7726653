"""What rendering and sealing agree on: where the visible seal goes."""

SEAL_BOX_ID = "seal-box"  # the id of the element in the template
SEAL_FIELD = "Cachet"  # the name of the signature field in the PDF
