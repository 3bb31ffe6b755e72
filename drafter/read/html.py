"""Saved web pages."""
from drafter.report import Paragraph
def looks_like_html(data: bytes) -> bool: return False
def read(data: bytes, name: str) -> list[Paragraph]: return []
