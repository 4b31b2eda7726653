"""Drives: a folder, a file, one in the bin, a request to the client."""

import uuid

from crm.drive import actions
from portal.documents.uploads import Upload
from tests.factories.library import pdf


def make(owner, name: str, client) -> None:
    folder = actions.add_folder(client=client, parent=None, name=f"Dossier {name}", by=owner)
    for each in ("Bilan", "Ancien"):
        upload = Upload(pdf(f"{each} {name}"), f"{each} {name}.pdf", "application/pdf")
        node = actions.add_file(client=client, folder=folder, upload=upload, by=owner)
    actions.delete(node=node, by=owner)
    actions.ask(client=client, folder=folder, what=f"Avis de {name}", key=uuid.uuid4(), by=owner)
