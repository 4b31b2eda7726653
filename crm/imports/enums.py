from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class Content(IntegerChoices):
    """What a file holds. The number is the import's source, so the mapping is remembered for each."""

    PEOPLE = 1, _("Des clients : une fiche par personne")
    COMPANIES = 2, _("Des entreprises clientes et leurs contacts")
    PROSPECTS = 3, _("Des entreprises prospects et leurs contacts")
