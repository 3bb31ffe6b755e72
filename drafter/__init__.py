"""drafter: read, draft, typeset and check 巡视（巡察）整改进展情况通报.

Data flows one way: read -> Report <- compose <- ledger + phrasebank; Report -> render -> .docx; Report -> check.
"""

__version__ = "0.1.0"
