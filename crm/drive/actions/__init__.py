"""Actions on a client's drive. Each holds the lock of the client's file."""

from crm.drive.actions.binning import delete, forget, purge_due, restore
from crm.drive.actions.filing import CONTRACTS, QUESTIONNAIRES, add_file, add_folder, file_sealed
from crm.drive.actions.moving import move, rename
from crm.drive.actions.sharing import (
    ask,
    ask_again,
    cancel_request,
    finish_request,
    receive,
    share,
    shared_link,
    unshare,
)

__all__ = [
    "CONTRACTS",
    "QUESTIONNAIRES",
    "add_file",
    "add_folder",
    "ask",
    "ask_again",
    "cancel_request",
    "delete",
    "file_sealed",
    "finish_request",
    "forget",
    "move",
    "purge_due",
    "receive",
    "rename",
    "restore",
    "share",
    "shared_link",
    "unshare",
]
