"""One S3 for all tests of files that want one."""

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests.documents.store import BUCKET


@pytest.fixture(scope="session")
def server():
    """Its address."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=address,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        region_name="eu-west-3",
    )
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    yield address
    client.close()
    moto.stop()
