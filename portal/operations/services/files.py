"""Where files are kept, and the certificate of the seal."""

import shutil

from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.core.plugs.probes import Finding, Probe
from portal.core.values import dates
from portal.documents import seal_key
from portal.ui.components.formats import short_date

LITTLE, VERY_LITTLE = 5, 1  # gigabytes left
GIGABYTE = 1024**3
SOON, VERY_SOON = 60, 15  # days before the certificate ends


def storage() -> Finding:
    if not isinstance(default_storage, FileSystemStorage):
        return _bucket()
    free = shutil.disk_usage(settings.VAR_DIR).free
    told = _("Il reste %(size)d Go sur le disque des fichiers.") % {"size": free // GIGABYTE}
    if free >= LITTLE * GIGABYTE:
        return Finding("success", told)
    advice = _("Libérez de la place ou agrandissez le disque avant qu’un dépôt ou un contrat échoue.")
    return Finding("warning" if free >= VERY_LITTLE * GIGABYTE else "danger", told, advice)


def _bucket() -> Finding:
    try:
        default_storage.exists("comptoir-sonde")
    except Exception:  # noqa: BLE001 - whatever the library raises, files are out of reach
        return Finding(
            "danger",
            _("Le stockage de fichiers ne répond pas : les documents ne peuvent être ni lus ni produits."),
            _("Vérifiez le service S3, AWS_STORAGE_BUCKET_NAME et les clés ; le travail reprend seul à son retour."),
        )
    return Finding("success", _("Le stockage S3 répond."))


def certificate() -> Finding:
    """When the seal's certificate ends; after that day seals are refused by whoever checks them."""
    try:
        content, password = seal_key.archive()
        _key, found, _others = pkcs12.load_key_and_certificates(content, password)
    except (OSError, ValueError):
        return Finding(
            "danger",
            _("Le certificat du cachet ne peut pas être lu."),
            _("Vérifiez SEAL_CERTIFICATE et SEAL_CERTIFICATE_PASSWORD : les contrats signés attendent leur cachet."),
        )
    return _until(found)


def _until(found: x509.Certificate) -> Finding:
    days = (found.not_valid_after_utc - dates.now()).days
    values = {"day": short_date(found.not_valid_after_utc), "days": days}
    if days < 0:
        return Finding(
            "danger",
            _("Expiré le %(day)s. Les cachets posés depuis ne sont pas valables.") % values,
            _("Installez un nouveau certificat (SEAL_CERTIFICATE)."),
        )
    told = _("Valable jusqu’au %(day)s.") % values
    if found.issuer == found.subject:
        told = _("Certificat auto-signé, valable jusqu’au %(day)s.") % values
    if days >= SOON:
        return Finding("success", told)
    advice = ngettext(
        "Installez un nouveau certificat (SEAL_CERTIFICATE) : il reste %(days)d jour.",
        "Installez un nouveau certificat (SEAL_CERTIFICATE) : il reste %(days)d jours.",
        days,
    )
    return Finding("warning" if days >= VERY_SOON else "danger", told, advice % values)


PROBES = (
    Probe("fichiers", gettext_lazy("Stockage des fichiers"), storage, 100),
    Probe("cachet", gettext_lazy("Certificat du cachet"), certificate, 110),
)
