"""Composing: ledger + phrasebank + a template's settings -> Report, every stretch of text with its origin."""

from drafter.compose.notice import compose
from drafter.compose.trace import trace

__all__ = ["compose", "trace"]
