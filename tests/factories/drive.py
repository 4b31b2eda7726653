"""Drives of tests, filled by the actions that fill them in real life."""

from crm.drive import actions
from portal.documents.uploads import Upload
from tests.factories.library import pdf


def put(client, name: str = "bilan.pdf", *, folder=None, words: str = "", by=None):
    """Put a PDF into a drive."""
    content = pdf(words or name)
    upload = Upload(content, name, "application/pdf")
    return actions.add_file(client=client, folder=folder, upload=upload, by=by or client.owner)


def folder(client, *names: str):
    """Make folders, each in the one before; give the last."""
    made = None
    for name in names:
        made = actions.add_folder(client=client, parent=made, name=name, by=client.owner)
    return made
