"""One problem of a sheet, as its rows say it: wording, who answers for it, until when, how far it is, whether it may be
published; what has no field is kept in its notes. Its measures are excel_measures'.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from drafter.ledger.excel_bodies import bodies_named
from drafter.ledger.excel_columns import SAME_AS_ABOVE, Column, Table
from drafter.ledger.excel_kinds import is_mark, names_body
from drafter.ledger.excel_measures import Measures, add_note, effect, items_of, listed_statuses
from drafter.ledger.excel_rows import (
    Found,
    Row,
    cell_of,
    group_name,
    number_of,
    said_above,
    says_what_it_is,
    texts_of,
    values_of,
)
from drafter.ledger.excel_sheet import Cell
from drafter.ledger.excel_told import Told
from drafter.ledger.excel_words import about_publication, joined_lines, one_line, split_numbered, surely_public
from drafter.ledger.model import LONGEST_NUMBER, AspectEntry, ProblemEntry, parse_date
from drafter.patterns import pattern
from drafter.text.normal import fold
from drafter.text.numerals import NUMBER
from drafter.text.ordinals import ordinal_at
from drafter.text.statuses import (
    STATUSES,
    Status,
    leading_status,
    plain_status,
    publication,
    says_nothing,
    status_of,
    told_status,
    yes_no,
)

_TITLE_WRAP = pattern(r"^关于[“\"](?P<title>.+)[”\"]的?问题(?:的?整改(?:情况)?)?。?$|^“(?P<bare>[^“”]+)”。?$")
# 【党委会议题把关不严】, 「…」
_TITLE_BRACKETS = pattern(r"^[【「『〔](?P<title>[^【】「」『』〔〕]+)[】」』〕][。；;]?$")
# 关于库房管理不规范的问题
_TITLE_ABOUT = pattern(r"^(?:关于|针对)(?P<title>.{3,}?)的?问题。?$")
# 档案馆党组反映：…
_TITLE_SOURCE = pattern(r"^(?P<source>[^：，。“”]{2,20}(?:反映|指出|反馈|认为))[：:]")
# …（暂不公开）
_TITLE_SECRET = pattern(r"[（(](?P<said>[^（()）]{2,10})[）)]。?$")
# ★信访积案…, where a line around the table says 带★的不对外公开
_TITLE_MARK = pattern(r"(?P<mark>[★☆※*＊▲△◆◇#＃●○■□])\s*")
_TITLE_NUMBER = pattern(r"^\s*(?P<n>[0-9]{1,3})\s*(?:[.．](?![0-9])|、)\s*")
_TITLE_KINDS = ("一、", "（一）", "（1）", "1）", "①")
_TITLE_DETAIL = pattern(r"[。；;\s]{0,4}(?:主要|具体)表现(?:为|是|在)?\s*[:：]")
# 差异未清零不能销号, 是否算完成待定
_NOT_DONE = pattern(
    r"(?:不能|不予|不宜|暂不|暂缓|尚?未|没有|是否|能否|算不算)[^，。；]{0,4}(?:销号|销账|办结|完成|整改到位)|(?:不|未)同意销号"
)
_YEARLESS = pattern(r"\d{1,2}月\d{1,2}日")
_YEAR_ALONE = pattern(r"(?<!\d)(20\d\d)年(?!\s*\d)")  # 2025年 of a title, not of 2025年8月20日
# 相关单位, 各有关部门: bodies that are not named
_SOME_BODIES = pattern("各?(?:其他|其它)?(?:相关|有关)(?:责任|职能|业务)?(?:单位|部门|科室|处室|股室|站所|机构)")
_NOT_PUBLIC = pattern("(?:不|暂不|不予|不宜|不得|非|暂缓)(?:对外|向社会)?(?:公开|公布|公示)|涉密|内部掌握")
_LONGEST_NOTE = 60
_ORDINAL = pattern(rf"[（(]?(?:{NUMBER}|[①-⑳])(?:[.\-][0-9]+)*[）)是、.]?")


@dataclass
class _Body:
    """The problem's own rows, or those of one 具体表现."""

    title: Cell | None
    rows: list[Row]
    text: str | None = None


class _Said(NamedTuple):
    """What a cell of a column of statuses says."""

    column: Column
    cell: Cell
    status: Status | None

    @property
    def denies(self) -> bool:
        """否, ×: it answers that it is not."""
        return yes_no(self.cell.text) is False

    @property
    def done(self) -> bool | None:
        """Whether it says that all is done; None where it says nothing of it."""
        return False if self.denies else self.status == "已完成" if self.status else None


def _give_number(given: dict[str, Any], notes: dict[str, str], number: int | str) -> None:
    """A text that is too long for a number stays as a note."""
    if len(str(number)) > LONGEST_NUMBER:
        notes["编号"] = str(number)
    else:
        given["number"] = number


@dataclass
class Problems:
    """Reads problems; what it has to say goes to `told`."""

    told: Told

    def read(self, found: Found) -> ProblemEntry:
        given: dict[str, Any] = {}
        notes: dict[str, str] = {}
        measures = Measures(self.told)
        number = self._problem_number(found)
        title, number = self._title(found, number, notes)
        if number is not None:
            _give_number(given, notes, number)
        given["title"] = title
        if found.group:
            given["aspect"] = found.group
        if found.above:
            notes["上一级方面"] = found.above
            self.told.nested.setdefault(found.above, found)
        for name, key in (("牵头领导", "leader"), ("牵头单位", "lead_unit")):
            if values := values_of(found, name):
                given[key] = "、".join(dict.fromkeys(map(one_line, values)))
        bodies = bodies_named(values_of(found, "责任单位"))
        if bodies.leading and "lead_unit" not in given:
            given["lead_unit"] = "、".join(bodies.leading)
            units = bodies.others
        else:
            units = [*bodies.leading, *(u for u in bodies.others if u not in bodies.leading)]
        if not units and "lead_unit" not in given and (body := self._body_of_sheet(found)):
            units = [body]
        if units:
            given["units"] = units
            for unit in units:
                if _SOME_BODIES.fullmatch(unit):
                    self.told.unnamed.setdefault(unit, []).append(found.table.sheet.where(found.title))
        ahead = values_of(found, "计划")
        if not found.table.has("措施"):  # what is to be reached is all that was planned
            ahead += values_of(found, "整改目标")
        measures.plans += [plan for text in ahead for plan in items_of(text)]
        for name, key in (("整改目标", "target"), ("成效", "result"), ("标签", "label"), ("公开表述", "public_title")):
            if values := values_of(found, name):
                given[key] = "\n".join(dict.fromkeys(map(effect if name == "成效" else joined_lines, values)))
        if deadline := self._deadline(found):
            given["deadline"] = deadline
        public, measures.withheld = self._public(found, notes)
        if public is not None:
            given["public"] = public
        if "公开（表述中注明）" in notes or "公开（表述前的标记）" in notes:
            given["public"] = False
        parts = self._bodies(found, notes)
        statuses = self._statuses(found, notes)
        if not statuses and found.status:
            given["status"] = found.status
            self.told.of_lists.setdefault(found.status, []).append(found.table.sheet.where(found.title))
        if statuses:
            given["status"] = min(statuses.values(), key=STATUSES.index)
        one_each = statuses if len(statuses) > 1 else {}
        if own := measures.read(found, parts[0].rows, one_each, notes):
            given["measures"] = own
        aspects = [self._aspect(found, body, one_each, notes, measures) for body in parts[1:]]
        if aspects:
            given["aspects"] = aspects
        if measures.plans:
            given["plans"] = measures.plans
        if measures.effects:
            given["result"] = "\n".join([*([given["result"]] if "result" in given else []), *measures.effects])
        self._others(found, notes)
        if "status" in given:
            self._doubts(found, given["status"])
        if found.title.struck and not found.title.text.strip():
            given["public"] = False
            notes["划线"] = "问题表述在表中已划线，暂不公开"
            self.told.notes.append(
                f"{self.told.at(found.table, found.title)}：问题已划线，读入后标为“公开: 否”，请核对。"
            )
        if notes:
            given["notes"] = notes
        return ProblemEntry(**given)

    def _doubts(self, found: Found, status: Status) -> None:
        """What a note says against the status that the problem has."""
        for row in found.rows:
            for column, cell in [*row.others, *row.cells.get("内部备注", [])]:
                said = None if yes_no(cell.text) is not None or says_nothing(cell.text) else plain_status(cell.text)
                against = said is not None and {said, status} == {"已完成", "推进中"}
                if against or (status == "已完成" and _NOT_DONE.search(cell.text)):
                    self.told.ask(
                        f"{found.table.sheet.where(cell)} 的“{one_line(cell.text)[:40]}”（{column.heading}）"
                        f"与状态“{status}”不一致，状态照原样读入，这段话在“内部备注”"
                    )

    def _body_of_sheet(self, found: Found) -> str | None:
        """A department that has a sheet to itself, where no column says who answers for the problems."""
        table = found.table
        name = table.sheet.name.strip()
        if table.has("责任单位") or table.has("牵头单位") or not names_body(name) or says_what_it_is(name):
            return None
        self.told.of_bodies.setdefault(name, table.sheet.where(found.title))
        return name

    def _problem_number(self, found: Found) -> int | str | None:
        if found.number is not None:
            return found.number
        texts = texts_of(found.rows[0], "编号")
        if not texts:
            for column in found.table.of("编号"):
                cell = found.table.sheet.at(found.rows[0].number, column.number)
                texts = [cell.text] if cell is not None and cell.row > found.table.bottom else []
        return number_of(texts[0]) if texts else None

    def _title(self, found: Found, number: int | str | None, notes: dict[str, str]) -> tuple[str, int | str | None]:
        text = found.title.text if found.title.text.strip() else found.title.struck
        if found.title.text.strip() and found.title.struck:
            notes["划线"] = joined_lines(found.title.struck)
            self.told.notes.append(
                f"{self.told.at(found.table, found.title)}：划线的文字没有用作表述，已放入“内部备注”。"
            )
        if found.title.fault:
            return "-", number
        detail = _TITLE_DETAIL.search(text)
        if detail and detail.start() > 0:
            notes["具体表现"] = joined_lines(text[detail.start() :]).lstrip("。；; \n")
            text = text[: detail.start()]
        listed = None if detail else split_numbered(text)
        if listed and len(listed[0].strip()) > 4 and listed[0].endswith(tuple("。：:；;")):
            notes["具体表现"] = joined_lines(text[text.index(listed[0]) + len(listed[0]) :])
            self.told.ask(
                f"{found.table.sheet.where(found.title)} 的表述列有{len(listed[1])}种具体表现，已放入“内部备注”"
            )
            text = listed[0].rstrip("：:；;")
        title = one_line(text)
        if mark := _TITLE_NUMBER.match(title):
            if number is None:
                number = int(mark["n"])
            title = title[mark.end() :]
        elif (ordinal := ordinal_at(fold(title))) and ordinal.kind in _TITLE_KINDS and len(title) > ordinal.end + 3:
            number = ordinal.number if number is None else number
            title = title[ordinal.end :].lstrip()
        if framed := _TITLE_BRACKETS.match(title):
            title = framed["title"].strip()
        if wrapped := _TITLE_WRAP.match(title):
            inner = wrapped["title"] or wrapped["bare"]
            if "”" not in inner.replace("“", "", 1) or inner.count("“") == inner.count("”"):
                title = inner
        secret = _TITLE_SECRET.search(title)
        if (marked := _TITLE_MARK.match(title)) and (meant := self._mark_explained(found, marked["mark"])):
            title = title[marked.end() :]
            notes["公开（表述前的标记）"] = f"{marked['mark']}：{meant}"
            self.told.ask(
                f"{found.table.sheet.where(found.title)} 的表述前有“{marked['mark']}”（{meant}），已标为“公开: 否”"
            )
        if secret and publication(secret["said"]) is False:
            notes["公开（表述中注明）"] = secret["said"]
            self.told.ask(f"{found.table.sheet.where(found.title)} 的表述注明“{secret['said']}”，已标为“公开: 否”")
            title = title[: secret.start()]
        if source := _TITLE_SOURCE.match(title):
            notes["反馈来源"] = source["source"]
            title = title[source.end() :]
        if about := _TITLE_ABOUT.match(title):
            title = about["title"]
            if (quoted := _TITLE_WRAP.match(title)) and quoted["bare"]:
                title = quoted["bare"]
        return title.rstrip("。；;，, ") or title, number

    def _mark_explained(self, found: Found, mark: str) -> str:
        """What a line outside of the problems says of a mark, where it is that they are not for the public; else ""."""
        around = (*found.table.lines_around, *self.told.remarks)
        said = (text for text in around if mark in text and len(text) <= _LONGEST_NOTE and _NOT_PUBLIC.search(text))
        return one_line(next(said, "")).strip("（()）")

    def _deadline(self, found: Found) -> dt.date | str | None:
        values: list[dt.date | str] = []
        for column in found.table.of("时限"):
            for index, row in enumerate(found.rows):
                cell = cell_of(found, row, column, first=index == 0)
                if cell is not None and cell.text.strip() in SAME_AS_ABOVE:
                    cell = said_above(found.table, cell)
                if cell is not None and cell.text.strip() and not cell.fault:
                    values.append(self._date_or_words(found.table, cell))
        distinct = list(dict.fromkeys(values))
        if len(distinct) < 2:
            return distinct[0] if distinct else None
        return "；".join(v if isinstance(v, str) else v.isoformat() for v in distinct)

    def _date_or_words(self, table: Table, cell: Cell) -> dt.date | str:
        text = one_line(cell.text)
        if re.fullmatch(r"[2-7]\d{4}", text):  # a serial number that has lost its date format
            from openpyxl.utils.datetime import from_excel

            day: dt.date = from_excel(int(text)).date()
            self.told.notes.append(
                f"{self.told.at(table, cell)}：“{text}”按 Excel 日期读作 {day.isoformat()}，请核对。"
            )
            return day
        text = re.sub(r"[ T]0?0:00(?::00)?$", "", text)
        date: object = None
        if _YEARLESS.fullmatch(text) and (year := self._year_of(table)):
            text = f"{year}年{text}"
            self.told.yearless.setdefault(table.sheet.name, year)
        try:
            date = parse_date(text)
        except ValueError as error:
            if "没有这一天" in str(error):
                self.told.faults.append(f"{self.told.at(table, cell)}：{error}。请改正后再试。")
                return "-"
        return date if isinstance(date, dt.date) else text

    def _year_of(self, table: Table) -> int | None:
        """The one year that the title of the sheet is about."""
        above = [c.text for row, cells in table.sheet.rows.items() if row < table.top for c in cells]
        years = {int(m[1]) for text in above for m in _YEAR_ALONE.finditer(text)}
        return years.pop() if len(years) == 1 else None

    def _public(self, found: Found, notes: dict[str, str]) -> tuple[bool | None, frozenset[int]]:
        """Whether the problem may be published, and the rows of it whose measures may not while others may: what does
        not clearly allow publication forbids it."""
        said = self._public_by_row(found)
        for cell in said.values():
            public = publication(cell.text)
            if public is None:
                where = found.table.sheet.where(cell)
                self.told.ask(f"{where} 的“{one_line(cell.text)}”看不出是否公开，先按不公开处理，原文放入“内部备注”")
                add_note(notes, "公开", joined_lines(cell.text))
            elif re.search("[（(]", cell.text):  # 不公开（涉及个人信息）
                add_note(notes, "公开", joined_lines(cell.text))
        if said:
            forbidden = frozenset(row for row, cell in said.items() if not publication(cell.text))
            if len(forbidden) == len(said) or self._doubtful(found):
                return False, frozenset()
            if forbidden:
                places = "、".join(found.table.sheet.where(said[row]) for row in sorted(forbidden))
                self.told.notes.append(f"{places} 不公开，其余各行公开：读作该问题公开，这几行的措施不公开，请核对。")
            return True, forbidden
        if found.table.publishes:  # who says nothing beside those who say yes has not decided
            self.told.unanswered.setdefault(found.table.sheet.name, []).append(found)
            return False, frozenset()
        return (False if self._doubtful(found) else None), frozenset()

    def _public_by_row(self, found: Found) -> dict[int, Cell]:
        """The answers under 公开, by row; one that is merged over the whole problem stands with its first row."""
        answers: dict[int, Cell] = {}
        for column in found.table.of("公开"):
            for index, row in enumerate(found.rows):
                cell = cell_of(found, row, column, first=index == 0)
                if cell is not None and cell.text.strip() in SAME_AS_ABOVE:
                    cell = said_above(found.table, cell)
                if cell is None or not cell.text.strip() or cell.fault:
                    continue
                if row.number not in answers or not publication(cell.text):
                    answers[row.number] = cell
        return answers

    def _doubtful(self, found: Found) -> bool:
        """A column that may be about publication, and was not known, does not clearly allow this problem."""
        columns = [c for c in found.table.columns.values() if c.field is None and about_publication(c.heading)]
        cells = [
            (column, cell_of(found, row, column, first=index == 0))
            for column in columns
            for index, row in enumerate(found.rows)
        ]
        return any(
            cell is not None and cell.text.strip() and not surely_public(column.heading, cell.text)
            for column, cell in cells
        )

    def _statuses(self, found: Found, notes: dict[str, str]) -> dict[int, Status]:
        """The status that each row gives, by row; words that are not known go to the notes."""
        out: dict[int, Status] = {}
        denied: list[_Said] = []
        for index, row in enumerate(found.rows):
            cells = list(row.cells.get("状态", []))
            if index == 0:
                for column in (*found.table.of("状态"), *(c for c in found.table.columns.values() if c.tick)):
                    merged = found.table.sheet.at(row.number, column.number)
                    if merged is not None and found.table.bottom < merged.row < row.number:
                        cells.append((column, merged))
            read = [_Said(column, cell, self._status_of(found, column, cell, notes)) for column, cell in cells]
            given = [one for one in read if one.status]
            if any(one.status == "长期坚持" for one in given):  # before which 是否完成：否 says nothing
                given = [one for one in given if not one.denies]
            if given:
                out[row.number] = min((one.status for one in given if one.status), key=STATUSES.index)
            self._kept(found, read, out.get(row.number), notes)
            denied += [one for one in read if one.denies]
        for row in found.rows:
            for column, cell in row.cells.get("进展", []):
                status = plain_status(cell.text)
                told = leading_status(cell.text)
                if row.number not in out and (said := status or (told[0] if told else None)):
                    out[row.number] = said
                elif status and status != out[row.number]:
                    add_note(notes, column.heading, joined_lines(cell.text))
                    self.told.ask(
                        f"{found.table.sheet.where(cell)} 的“{joined_lines(cell.text)}”"
                        f"与状态“{out[row.number]}”不一致，以状态一列为准，原文已放入“内部备注”"
                    )
        if not out and not found.status:
            for one in denied[:1]:
                self.told.without_status.setdefault(one.column.heading, []).append(found.table.sheet.where(one.cell))
        return out

    def _kept(self, found: Found, read: list[_Said], status: Status | None, notes: dict[str, str]) -> None:
        """An answer that does not show in the status stays as a note; columns that say it is done and that it is not
        are asked about."""
        ticked = any(one.status and one.column.tick for one in read)
        for one in read:
            answers = one.denies and len(read) > 1 and not (one.column.tick and ticked)
            if answers or (one.status or status) != status or (one.denies and status is None):
                add_note(notes, one.column.heading, joined_lines(one.cell.text))
        columns = {one.column.number for one in read}
        if len(columns) > 1 and {one.done for one in read} >= {True, False}:
            said = "、".join(f"“{one.column.heading}”{one_line(one.cell.text)}" for one in read if one.done is not None)
            self.told.at_odds.append(f"{found.table.sheet.where(found.title)}（{said}，读作{status or '没有状态'}）")

    def _status_of(self, found: Found, column: Column, cell: Cell, notes: dict[str, str]) -> Status | None:
        if column.tick:
            own = told_status(cell.text) if yes_no(cell.text) is None else None
            if own is not None and not own.remark:
                return own.status
            if own is None and not is_mark(cell.text):
                self.told.ask(
                    f"{found.table.sheet.where(cell)}（{column.heading}）的“{one_line(cell.text)[:20]}”读作“{column.tick}”"
                )
                add_note(notes, column.heading, joined_lines(cell.text))
            return column.tick if publication(cell.text) is not False else None
        status = plain_status(cell.text)
        if status is None and (listed := listed_statuses(cell.text)):
            return min(listed, key=STATUSES.index)
        reading = told_status(cell.text)
        if reading and status_of(cell.text) is None:
            words = one_line(cell.text.partition(reading.remark)[0] if reading.remark else cell.text).rstrip(
                "（([【［，,；;。：:"
            )
            self.told.spoken.setdefault((words, reading.status), []).append(found.table.sheet.where(cell))
        if status is None and reading and not reading.remark:
            return reading.status
        if status is None and reading:
            add_note(notes, column.heading, joined_lines(cell.text))
            if not reading.sure:
                self.told.ask(
                    f"{found.table.sheet.where(cell)} 的“{one_line(cell.text)[:20]}”读作“{reading.status}”，"
                    "其余文字可能另有意思，原文已放入“内部备注”"
                )
            return reading.status
        if status is None and cell.text.strip():
            said = joined_lines(cell.text)
            notes[column.heading] = f"{notes[column.heading]}\n{said}" if column.heading in notes else said
            if len(said) <= 20:
                self.told.ask(f"{found.table.sheet.where(cell)} 的状态“{said}”不认识，已放入“内部备注”")
            else:
                begins = re.split(r"[，,。；;：:\s]", said, maxsplit=1)[0]
                status = plain_status(begins)
        return status

    def _bodies(self, found: Found, notes: dict[str, str]) -> list[_Body]:
        """The rows before the first 具体表现, then those of each."""
        bodies = [_Body(None, [])]
        for row in found.rows:
            cells = [cell for _, cell in row.cells.get("具体表现", []) if cell.text.strip()]
            if cells:
                bodies.append(_Body(cells[0], []))
            bodies[-1].rows.append(row)
        if len(bodies) == 2 and bodies[1].title is not None:
            listed = split_numbered(bodies[1].title.text)
            if listed:
                bodies = self._listed_aspects(found, bodies, listed[1], notes)
        return bodies

    def _listed_aspects(
        self, found: Found, bodies: list[_Body], titles: list[str], notes: dict[str, str]
    ) -> list[_Body]:
        """Several 具体表现 in one cell: each has its row, or they are kept apart from the measures."""
        cell, rows = bodies[1].title, bodies[1].rows
        assert cell is not None
        if len(titles) == len(rows):
            return [bodies[0], *(_Body(cell, [row], title) for title, row in zip(titles, rows, strict=True))]
        notes["具体表现"] = joined_lines(cell.text)
        self.told.notes.append(
            f"{self.told.at(found.table, cell)}：有{len(titles)}个具体表现，而措施有{len(rows)}行，分不清各自的措施，"
            "具体表现已放入“内部备注”，措施归在问题之下，请核对。"
        )
        return [_Body(None, [*bodies[0].rows, *rows])]

    def _aspect(
        self, found: Found, body: _Body, statuses: dict[int, Status], notes: dict[str, str], measures: Measures
    ) -> AspectEntry:
        assert body.title is not None
        text = body.text or one_line(body.title.text)
        number: int | str | None = None
        texts = [t for row in body.rows for t in texts_of(row, "具体表现编号")]
        if texts:
            number = number_of(texts[0])
        mark = re.match(r"^\s*(?:[（(](?P<a>\d{1,2})[）)]|(?P<b>\d{1,2})(?:[.．](?!\d)|、)|(?P<c>[①-⑳]))\s*", text)
        if mark:
            sign = mark["a"] or mark["b"] or mark["c"]
            number = number or (ord(sign) - ord("①") + 1 if sign >= "①" else int(sign))
            text = text[mark.end() :]
        given: dict[str, Any] = {"title": one_line(text).rstrip("。；; ")}
        if number is not None:
            _give_number(given, notes, number)
        if own := measures.read(found, body.rows, statuses, notes):
            given["measures"] = own
        return AspectEntry(**given)

    def _others(self, found: Found, notes: dict[str, str]) -> None:
        """Columns that the ledger has no field for, comments on cells, and links."""
        for index, row in enumerate(found.rows):
            entries = list(row.others)
            if index == 0:  # cells merged from the problem above
                for column in found.table.columns.values():
                    cell = found.table.sheet.at(row.number, column.number)
                    unplaced = column.field in (None, "内部备注") and column.tick is None
                    if unplaced and cell is not None and found.table.bottom < cell.row < row.number:
                        entries.append((column, cell))
            for column, cell in entries:
                if cell.text.strip() in SAME_AS_ABOVE:
                    cell = said_above(found.table, cell) or cell
                said = joined_lines(cell.text or (f"（划线）{cell.struck}" if cell.struck else ""))
                if said:
                    add_note(notes, column.heading, said + found.table.money_unit(column, said))
                if said and column.cell is cell:  # in a column of its own
                    self.told.stray.setdefault(found.table.sheet.name, []).append((cell.name, one_line(said)))
            every = [(column, cell) for cells in row.cells.values() for column, cell in cells] + row.others
            for column, cell in every:
                if cell.comment:
                    add_note(notes, "批注", f"{cell.name}（{column.heading}）：{joined_lines(cell.comment)}")
                if cell.link and cell.link.strip() != cell.text.strip():
                    add_note(notes, "链接", f"{cell.name}（{column.heading}）：{cell.link}")
            for column, cell in row.cells.get("措施状态", []):
                reading = status_of(cell.text)
                if reading is None or reading.remark:
                    add_note(notes, column.heading, joined_lines(cell.text))
                if reading is None:
                    self.told.ask(
                        f"{found.table.sheet.where(cell)} 的状态“{one_line(cell.text)[:20]}”不认识，已放入“内部备注”"
                    )
            for text in texts_of(row, "方面") if index else []:
                if group_name(text) != found.group:
                    add_note(notes, "方面", joined_lines(text))
            for name in ("措施序号", "具体表现标签", "具体表现成效"):
                for text in texts_of(row, name):
                    if name != "措施序号" or not _ORDINAL.fullmatch(text.strip()):
                        add_note(notes, name, joined_lines(text))
            numbers = texts_of(row, "编号") if index and found.number is None else []
            if extra := [t for t in numbers if number_of(t) != self._problem_number(found)]:
                add_note(notes, "行号", "、".join(extra))
