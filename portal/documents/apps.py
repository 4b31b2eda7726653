from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "portal.documents"
    label = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        from portal.core.plugs import attachments
        from portal.documents import files

        attachments.register_reader(files.read_attachment)
