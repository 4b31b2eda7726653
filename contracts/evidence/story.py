"""History of a contract in its proof file: sentences for people, columns to recompute the chain."""

from contracts.pages.presentation import OF_THE_HOUSE
from contracts.sales.models import Contract
from portal.access import scopes
from portal.access.roles import Role
from portal.access.scopes import Reach
from portal.audit.history import Line, columns_of, history_of
from portal.audit.merkle import LEFT, RIGHT
from portal.audit.proofs import Proof, proof_of
from portal.core.values import dates

SIDES = {LEFT: "gauche", RIGHT: "droite"}


def story_of(contract: Contract, reader) -> dict:
    """Return signature, documents and history of a signed contract; what was erased stays erased.

    A client gets what their page shows: of internal notes, only the link in the chain.
    """
    lines = history_of(contract, newest_first=False)
    is_client = scopes.CONTRACTS.reach(reader) is Reach.ACCOUNT
    return {
        "contrat": contract.number,
        "signature": {
            "nature": "signature électronique simple, par code à usage unique reçu par SMS",
            "saisie": contract.get_signature_channel_display(),
            "signe_le": _moment(contract.signed_at),
        },
        "document_presente": {"sha256": contract.document_sha256, "octets": contract.document.size},
        "document_signe": {
            "fichier": contract.signed_document.name,
            "sha256": contract.signed_document.sha256,
            "octets": contract.signed_document.size,
            "scelle_le": _moment(contract.signed_document.sealed_at),
        },
        "chaine": {"evenements": len(lines), "tete": lines[-1].event.hash},
        "ancrage": _anchoring(proof_of(contract)),
        "evenements": [_event(line, is_client) for line in lines],
    }


def _anchoring(proof: Proof | None) -> dict | None:
    """Return the Merkle path from the last anchored event to its anchor's root; None when none is anchored."""
    if proof is None:
        return None
    return {
        "jour": proof.anchor.day.isoformat(),
        "evenement": proof.sequence,
        "chemin": [{SIDES[side]: other} for side, other in proof.path],
        "racine": proof.anchor.root,
    }


def _event(line: Line, is_client: bool) -> dict:
    return _link(line) if is_client and line.event.verb in OF_THE_HOUSE else _told(line, is_client)


def _link(line: Line) -> dict:
    """Return an event that its reader may not read: its place in the chain only."""
    event = line.event
    return {"ordre": event.sequence, "masque": True, "precedente": event.previous_hash, "empreinte": event.hash}


def _told(line: Line, is_client: bool) -> dict:
    event = line.event
    told = {"ordre": event.sequence, "le": _moment(event.at), "quoi": line.sentence, "qui": line.actor_label}
    told |= {"role": str(Role(event.actor_kind).label)} if event.actor_id else {}
    reason = "" if is_client and event.actor_id else line.reason
    told |= {"motif": reason} if reason else {}
    told |= {"colonnes": columns_of(event)}
    return told | _detail(line, is_client) | {"empreinte": event.hash}


def _detail(line: Line, is_client: bool) -> dict:
    """Return the personal part of an event with the salt of its digest; without the salt when a part is left out."""
    event = line.event
    if not event.detail_digest:
        return {}
    if not hasattr(event, "detail"):
        return {"detail": None, "efface": True}
    hidden = {"reason"} if is_client and event.actor_id else set()
    shown = {name: value for name, value in event.detail.values.items() if name not in hidden}
    return {"detail": shown} | ({"sel": event.detail.salt} if shown == event.detail.values else {})


def _moment(moment) -> str:
    return moment.astimezone(dates.PARIS).isoformat(timespec="seconds")
