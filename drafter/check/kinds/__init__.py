"""The few kinds of declarative check. A kind takes rows of a table and texts, and says where they apply.

The words are data (`drafter/lexicon/`, an office's own table); the rules that use a kind say how a finding is worded.
"""
