from django.apps import AppConfig
from django.contrib.admin import apps as django_admin


class AdministrationConfig(django_admin.AdminConfig):
    """Django's administration, with the portal's own login."""

    default = False
    default_site = "portal.administration.site.Administration"


class PagesConfig(AppConfig):
    """What the portal's pages of the administration share."""

    name = "portal.administration"
