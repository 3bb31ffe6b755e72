"""发文字号: the number of an official paper, 云委发〔2025〕3号."""

from __future__ import annotations

import re

from drafter.patterns import pattern

DOCUMENT_NUMBER = pattern(
    r"""[\u4e00-\u9fff]{1,12}  [〔\[［(（]  20\d\d  [〕\]］)）]  \s{0,4}第?\d{1,4}\s{0,4}号  # 青水党〔2024〕9号""",
    re.VERBOSE,
)
