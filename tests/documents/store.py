"""The store of production, played by moto's server on loopback, or by nobody."""

from botocore.config import Config

BUCKET = "comptoir"
KEYS = {"access_key": "test", "secret_key": "test", "region_name": "eu-west-3"}


def on_s3(settings, address: str) -> None:
    """The storage of production, at this address."""
    options = {
        "bucket_name": BUCKET,
        "endpoint_url": address,
        "file_overwrite": False,
        "default_acl": None,
        "querystring_expire": 60,
        "client_config": Config(connect_timeout=1, read_timeout=2, retries={"max_attempts": 1}),
        **KEYS,
    }
    backend = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": backend}
