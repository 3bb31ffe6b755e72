"""The use cases that the commands and the page share: draft, check, import, adopt; and how a file is written."""
