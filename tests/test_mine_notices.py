"""Mining small made-up notices: what becomes an entry and what stays its report's own."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from drafter.errors import InputError
from drafter.phrases.attested import Grounds, reads_as_a_lead
from drafter.phrases.mine import Mined, mine, report_files

PREAMBLE = (
    "根据省委统一部署，省委第{n}巡视组于2024年3月{d}日至5月10日对{place}开展了巡视，并于6月2{d}日进行了反馈。"
    "按照党务公开原则和巡视工作有关要求，现将巡视整改进展情况予以公布。"
)
END = "欢迎广大干部群众对巡视整改落实情况进行监督。如有意见建议，请及时向我们反映。监督电话：0555-555012{d}。"


def notice(n: str, d: int, place: str, leads: tuple[str, str, str], measures: list[str], tail: str = "") -> str:
    lines = [
        f"中共{place}委员会关于省委巡视整改进展情况的通报",
        PREAMBLE.format(n=n, d=d, place=place),
        "一、巡视整改组织领导情况",
        f"{place}把整改抓在手上。",
        *(f"{o}{lead}。{place}召开会议{d}次。" for o, lead in zip(("一是", "二是", "三是"), leads, strict=True)),
        "二、整改进展情况",
        "1.关于“统筹谋划不够深入”问题的整改。",
        *(f"{o}{m}" for o, m in zip(("一是", "二是", "三是", "四是"), measures, strict=False)),
        f"2.关于“{place}招商力度不够”问题的整改。",
        f"一是健全会商机制。坚持挂图作战，逐项对账销号，引进项目{d}个。",
        "三、下一步打算",
        "下一步，继续抓好整改。",
        "一是压实整改责任。一抓到底。",
        "二是巩固整改成效。常抓不懈。",
        "三是强化成果运用。久久为功。",
        END.format(d=d) + tail,
        f"中共{place}委员会",
        f"2025年1月{d}日",
    ]
    return "\n".join(lines)


ONE = notice(
    "三",
    4,
    "江州市云岭区",
    ("加强组织领导，层层压实责任", "细化工作举措，推进任务落实", "强化督促检查，确保取得实效"),
    [
        "健全督查机制。对照清单挂图作战，做好巡视“后半篇文章”，由周大川同志任组长。",
        "开展专项整治。印发《云岭区河道管理办法》，苏州市经验得到借鉴，同比增长12.5%。",
        "云岭这一年把老街的青石板路从头到尾铺了一遍又一遍，铺到了每一户人家的门口。",
    ],
)
TWO = notice(
    "五",
    7,
    "青屿县",
    ("提高思想认识，扛牢政治责任", "加强组织领导，统筹推进落实", "强化督促检查，坚持真抓实干"),
    [
        "健全协调机制。压茬推进，挂图作战，扎实做好巡视“后半篇文章”，由吴小河同志任组长。",
        "开展专项整治。印发《青屿县渔港管理办法》，苏州市做法值得学习，同比增长7%。",
        "聚焦渔民关心的事，对账销号，一件一件办。",
    ],
)


def mined(folder: Path, *texts: str, jobs: int = 1) -> Mined:
    paths = []
    for i, text in enumerate(texts):
        paths.append(folder / f"通报 {i}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return mine(paths, jobs=jobs)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Mined:
    """ONE and TWO, mined once for the tests that only look."""
    return mined(tmp_path_factory.mktemp("both"), ONE, TWO)


def texts(found: Mined, kind: str | None = None) -> set[str]:
    return {p.text for p in found.phrases if kind in (None, p.kind)}


def test_a_phrase_of_two_reports_is_found_whole(both: Mined) -> None:
    found = texts(both)
    assert {"挂图作战", "对账销号", "加强组织领导", "强化督促检查"} <= found
    assert any("“后半篇文章”" in text for text in found)


def test_the_fixed_sentences_are_found_whole_with_their_facts_as_slots(both: Mined) -> None:
    formulae = texts(both, "formula")
    assert "欢迎广大干部群众对巡视整改落实情况进行监督。如有意见建议，请及时向我们反映。" in formulae
    assert "按照党务公开原则和巡视工作有关要求，现将巡视整改进展情况予以公布。" in formulae


def test_what_one_report_says_is_never_an_entry(both: Mined) -> None:
    everything = "\n".join(texts(both))
    for own in ("青石板", "渔民", "一遍又一遍", "细化工作举措", "压茬"):
        assert own not in everything


def test_no_name_figure_or_title_gets_in_even_where_two_reports_share_it(both: Mined) -> None:
    everything = "\n".join(texts(both))
    for fact in ("苏州", "云岭", "青屿", "周大川", "吴小河", "0555", "12", "河道管理办法", "第三巡视组"):
        assert fact not in everything
    assert "同比增长{百分比}" in everything


def test_a_lead_is_kept_whole_and_never_with_a_hole(both: Mined) -> None:
    assert "健全会商机制" in texts(both, "measure")
    assert {slot for text in texts(both, "measure") for slot in re.findall(r"\{[^{}]*\}", text)} <= {"{工作}"}


def test_what_is_done_to_a_piece_of_work_is_a_frame_that_a_ledger_fills(tmp_path: Path) -> None:
    one = ONE.replace("健全督查机制", "加大信访化解力度").replace("开展专项整治", "提升窗口受理水平")
    two = TWO.replace("健全协调机制", "加大欠款催收力度").replace("开展专项整治", "提升热线接听水平")
    found = mined(tmp_path, one, two)
    assert {"加大{工作}力度", "提升{工作}水平"} <= texts(found, "measure")


def test_a_clause_attests_the_clauses_joined_in_it_and_what_it_says_less_its_manner(tmp_path: Path) -> None:
    lines = "{}把整改抓在手上。", "{}把整改抓在手上。"
    one = ONE.replace(lines[0].format("江州市云岭区"), "江州市云岭区提高政治站位、强化组织领导，扎实推进整改工作。")
    two = TWO.replace(lines[1].format("青屿县"), "青屿县强化组织领导，有序推进整改工作。")
    found = texts(mined(tmp_path, one, two))
    assert {"强化组织领导", "推进整改工作"} <= found


def test_what_is_said_at_the_head_of_every_lead_is_a_frame_of_leads(tmp_path: Path) -> None:
    swap = {"压实整改责任": "强化责任担当", "巩固整改成效": "强化问题导向", "强化成果运用": "强化制度建设"}
    one, two = ONE, TWO
    for old, new in swap.items():
        one, two = one.replace(old, new), two.replace(old, new)
    found = mined(tmp_path, one, two).phrases
    assert "强化{要求}" in {p.text for p in found if p.group == "句式-提法"}
    wanted = {p.text: p.group for p in found if p.group.startswith("要求-")}
    assert wanted.get("责任担当") == "要求-责任" and wanted.get("制度建设") == "要求-机制"


def test_openings_are_kept_together_as_sets_of_three(both: Mined) -> None:
    found = [p for p in both.phrases if p.kind == "opening"]
    assert all(len(p.members) == 3 and not p.slots for p in found)
    closings = [p for p in both.phrases if p.kind == "closing"]
    assert ("压实整改责任", "巩固整改成效", "强化成果运用") in {p.members for p in closings}


def test_a_copy_of_a_report_does_not_attest_it(tmp_path: Path) -> None:
    copy = ONE.replace("云岭", "碧溪").replace("江州", "河州").replace("省委第三", "省委第六")
    found = mined(tmp_path, ONE, copy)
    assert (found.reports, found.copies) == (1, 1)
    assert not found.phrases


def test_one_report_alone_gives_no_entry(tmp_path: Path) -> None:
    assert not mined(tmp_path, ONE).phrases


def test_a_report_of_another_genre_attests_nothing(tmp_path: Path) -> None:
    work = (
        "政府工作报告\n——在云岭区人民代表大会会议上\n各位代表：\n坚持挂图作战、对账销号。\n"
        "部分名词解释\n1.挂图作战：方法。\n2.五上楼：另一种。"
    )
    found = mined(tmp_path, ONE, work)
    assert (found.reports, found.others) == (1, 1)
    assert not found.phrases
    three = mined(tmp_path, ONE, TWO, work)
    assert three.glossary == ("挂图作战",)
    assert {p.text: p.reports for p in three.phrases}["挂图作战"] == 2


def test_widths_and_spaces_make_no_difference(tmp_path: Path, both: Mined) -> None:
    half = TWO.translate(str.maketrans("，；：（）", ",;:()")).replace("挂图作战", "挂图 作战")
    assert texts(mined(tmp_path, ONE, half)) == texts(both)


def test_order_of_the_files_and_number_of_processes_make_no_difference(tmp_path: Path, both: Mined) -> None:
    again = mined(tmp_path, TWO, ONE, jobs=2)
    assert sorted(again.phrases, key=lambda p: p.id) == sorted(both.phrases, key=lambda p: p.id)


def test_every_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(InputError) as error:
        mine([tmp_path / "a.txt", tmp_path / "b.docx"])
    assert "a.txt" in error.value.messages[0] and "b.docx" in error.value.messages[1]


def test_a_folder_stands_for_the_reports_in_it(tmp_path: Path) -> None:
    for name in ("二.txt", "一.docx", "~$一.docx", "说明.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [p.name for p in report_files([tmp_path])] == ["一.docx", "二.txt"]
    with pytest.raises(InputError, match="没有"):
        report_files([tmp_path / "没有"])


def test_many_reports_raise_what_a_phrase_needs(tmp_path: Path) -> None:
    chance = random.Random(1)
    words = "江河湖海山川草木风云雷电春夏秋冬东西南北"
    many = []
    for n in range(6):
        filler = ["".join(chance.choices(words, k=30)) + "。" for _ in range(3)]
        many.append(notice("三", n % 9 + 1, "青屿县", ("甲" * 4, "乙" * 4, "丙" * 4), filler))
    paths = []
    for n, text in enumerate(many):
        paths.append(tmp_path / f"{n}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    assert all(p.reports >= 4 for p in mine(paths, least=4).phrases if p.kind not in ("opening", "closing"))


def test_a_lead_of_one_report_reads_by_itself() -> None:
    grounds = Grounds(lambda: (), 2)
    for lead, reads in (
        ("健全 投资 管理 制度", True),
        ("推动 服务 机构 能力 提升", True),
        ("持续 深化 整改 不到位 问题", False),
        ("规范 机制 提升 管理 能力", False),
        ("督促 相关 单位 细化", False),
        ("压实 任务", False),
        ("推进 文明 攻坚 “ 十大 行动 ”", False),
    ):
        assert reads_as_a_lead(lead.split(), grounds) is reads, lead
