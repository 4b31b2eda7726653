"""Files of the pages, files people send, and the seal of those that are signed."""

from portal.configuration.environment import BASE_DIR, EMBEDDED, VAR_DIR, env

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "portal.ui.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATIC_ROOT = None if EMBEDDED else BASE_DIR / "staticfiles"  # embedded: served from where they are written
WHITENOISE_USE_FINDERS = EMBEDDED
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = VAR_DIR / "media"


def _s3_patience():
    """A store that hangs is given up after ten seconds. boto3 is heavy: without a bucket it is not loaded."""
    from botocore.config import Config

    twice = {"total_max_attempts": 2, "mode": "standard"}
    return Config(connect_timeout=2, read_timeout=5, retries=twice, signature_version="s3v4")


_BUCKET = env("AWS_STORAGE_BUCKET_NAME", default="")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    if not _BUCKET
    else {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _BUCKET,
            "endpoint_url": env("AWS_S3_ENDPOINT_URL", default=None),
            "file_overwrite": False,
            "default_acl": None,
            "querystring_expire": 60,
            "max_memory_size": 5 * 1024 * 1024,
            "client_config": _s3_patience(),
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if EMBEDDED
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
        # Collected by whoever builds the image, read by the user the portal runs as.
        "OPTIONS": {"file_permissions_mode": 0o644},
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
PHOTO_MAX_BYTES = 5 * 1024 * 1024
LIBRARY_MAX_MEGABYTES = env.int("LIBRARY_MAX_MEGABYTES", default=25)
LIBRARY_NEW_DAYS = env.int("LIBRARY_NEW_DAYS", default=14)
CLAMAV_ADDRESS = env("CLAMAV_ADDRESS", default="")  # host:port or unix:/path; empty: uploads are not scanned
SEAL_CERTIFICATE = env("SEAL_CERTIFICATE", default="")  # PKCS#12 file; empty: self-signed, made in var/
SEAL_CERTIFICATE_PASSWORD = env("SEAL_CERTIFICATE_PASSWORD", default="")
TSA_URL = env("TSA_URL", default="")
