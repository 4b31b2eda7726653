from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    """Django's administration, with the portal's own door."""

    default = False
    default_site = "portal.accounts.administration_site.Administration"
