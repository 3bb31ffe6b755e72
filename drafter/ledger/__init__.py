"""The ledger: its model, YAML and Excel in and out, import of a report, merging of two rounds."""

from drafter.ledger.model import Ledger

__all__ = ["Ledger"]
