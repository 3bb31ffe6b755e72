"""The numbers of GB/T 9704—2012, each once, with its clause; and what follows from them in Word's units."""

from __future__ import annotations


def twips(millimetres: float) -> int:
    """1 mm is 1440 / 25.4 twips."""
    return round(millimetres * 1440 / 25.4)


# GB/T 9704—2012                                              clause
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4, 210 x 297 mm     5.1
TOP, LEFT = twips(37), twips(28)  # 天头 37, 订口 28 mm          5.2.1
TEXT_WIDTH, TEXT_HEIGHT = twips(156), twips(225)  # 版心         5.2.1
RIGHT = PAGE_WIDTH - LEFT - TEXT_WIDTH  # 26 mm
BOTTOM = PAGE_HEIGHT - TOP - TEXT_HEIGHT  # 35 mm
LINES, CHARACTERS = 22, 28  # a page, a line                    5.2.3
TITLE_SIZE, BODY_SIZE, PAGE_NUMBER_SIZE = 22.0, 16.0, 14.0  # 2号, 3号, 4号   7.3.1, 5.2.2, 7.5
PAGE_NUMBER_BELOW = 7.0  # mm from the text's lower edge to the dashes        7.5

LINE_PITCH = TEXT_HEIGHT // LINES  # 579 twips, 28.95 pt
# The grid's character pitch differs from the font's size by this, in 1/4096 pt.
CHARACTER_SPACE = int((TEXT_WIDTH / 20 / CHARACTERS - BODY_SIZE) * 4096) - 1
# The grid is declared, but paragraphs do not snap to it: programs disagree on characters wider than their cell
# (LibreOffice gives each of them two). Exact lines and this spacing give the same 22 x 28 in all of them.
CHARACTER_SPACING = int(TEXT_WIDTH / CHARACTERS - BODY_SIZE * 20) - 1  # twips
CHARACTER = BODY_SIZE * 20 + CHARACTER_SPACING  # twips
FOOTER_LINE = 320  # exact line of the page number, twips
FOOTER = BOTTOM - twips(PAGE_NUMBER_BELOW) - FOOTER_LINE // 2  # the dashes run through the middle of its line
