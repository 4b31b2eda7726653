"""The catalogue belongs to nobody."""

NOBODYS = {"catalog:partner_logo": "what is sold is the same for all"}
