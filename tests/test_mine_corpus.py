"""Mining the real notices: complete, pure, sets kept together. Skipped where they are not at hand."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from drafter.phrases.bank import Bank
from drafter.phrases.merge import merge
from drafter.phrases.mine import Mined, mine, report_files
from drafter.phrases.slots import fold
from drafter.text.segment import cut
from drafter.work.mining import save_bank

INTACT = ("gusu-2024", "huqiu-2020", "liangxi-2024", "zhangjiagang-2023")
KNOWN = """
    压紧压实 挂图作战 对账销号 举一反三 建章立制 标本兼治 后半篇文章 回头看 第一责任人 一岗双责 以案促改
    三重一大 当下改 长久立 以上率下 靠前指挥 加强组织领导 强化督促检查 层层压实整改责任 压实整改责任 主体责任
    第一时间 坚持问题导向 问题清单 任务清单 责任清单 逐条逐项 即知即改 不折不扣 钉钉子精神 紧盯不放
    防止问题反弹 扎紧制度笼子 长效机制 体制机制 制度漏洞 常态长效 跟踪问效 挂牌督办 四不两直 明察暗访 监督检查
    督促指导 专项督查 日常监督 贯通协同 协同联动 工作合力 统筹协调 一体推进 有序推进 有力有序 稳步推进
    强化压力传导 层层抓落实 落地见效 落到实处 落实落细 取得实效 阶段性成果 成果转化 成果运用 高质量发展
    全面从严治党 两个确立 两个维护 提高政治站位 政治自觉 政治担当 重大政治任务 专题民主生活会 查摆问题
    深刻剖析原因 谈心谈话 追责问责 容错纠错 澄清正名 担当作为 关键少数 警示教育 选人用人 意识形态工作责任制
    三会一课 软弱涣散 形式主义 官僚主义 基层减负 自查自纠 专项整治 集中攻坚 风险防控 议事决策规则 请示报告制度
    闭环管理 依规依纪 优化营商环境 提质增效 欢迎广大干部群众对巡视整改落实情况进行监督
    按照党务公开原则和巡视工作有关要求 现将巡视整改进展情况予以公布 请及时向我们反映
"""


def bare(text: str) -> str:
    return fold(text).replace("“", "").replace("”", "")


@pytest.fixture(scope="module")
def found(corpus: Path) -> Mined:
    return mine(report_files([corpus]))


@pytest.fixture(scope="module")
def notices(corpus: Path) -> list[str]:
    return [(corpus / f"{name}.txt").read_text(encoding="utf-8") for name in INTACT]


def test_the_set_phrases_that_stand_in_two_notices_are_found(found: Mined, notices: list[str]) -> None:
    texts = [bare(text) for text in notices]
    shared = [phrase for phrase in KNOWN.split() if sum(phrase in text for text in texts) >= 2]
    everything = "\n".join(bare(p.text) for p in found.phrases)
    missing = [phrase for phrase in shared if phrase not in everything]
    assert len(shared) >= 100
    assert len(missing) <= 0.02 * len(shared), missing


def test_every_entry_stands_in_two_notices_or_is_short_and_each_of_its_words_does(
    found: Mined, notices: list[str]
) -> None:
    texts = [bare(text) for text in notices]
    by_words = [p for p in found.phrases if p.attested == "words"]
    for phrase in by_words:
        for member in phrase.members or (phrase.text,):
            pieces_of_it = [piece for piece in re.split(r"\{[^{}]*\}", bare(member)) if piece]
            assert all(len(piece) <= 20 for piece in pieces_of_it), member
            for word in (word for piece in pieces_of_it for word in cut(piece)):
                assert word in "，、。" or sum(word in text for text in texts) >= 2, (member, word)
    pieces = {
        piece
        for phrase in found.phrases
        if phrase.attested != "words"
        for member in (phrase.members or (phrase.text,))
        for piece in re.split(r"\{[^{}]*\}|[，。]", bare(member))
        if piece
    }
    assert [piece for piece in pieces if sum(piece in text for text in texts) < 2] == []


def test_no_run_of_21_characters_is_one_reports_own(corpus: Path, project: Path) -> None:
    def squeezed(text: str) -> str:
        return re.sub(r"\s+", "", text.translate(str.maketrans("，：；（）！？", ",:;()!?")))

    reports = [squeezed(path.read_text(encoding="utf-8")) for path in sorted(corpus.glob("*.txt"))]
    runs = {
        line[i : i + 21]
        for path in sorted((project / "phrasebank").glob("*.yaml"))
        for line in map(squeezed, path.read_text(encoding="utf-8").splitlines())
        for i in range(len(line) - 20)
    }
    assert [run for run in runs if sum(run in text for text in reports) == 1] == []


def test_no_name_and_no_figure_of_the_corpus_is_in_the_bank(found: Mined, project: Path, notices: list[str]) -> None:
    names = {
        name for text in notices for name in re.findall(r"([\u4e00-\u9fff]{2,3})同志(?:任|为|认真|主持)", text)
    } - {"负责", "常委", "要负责"}
    shipped = Bank(project / "phrasebank").phrases
    everything = "\n".join(p.text for p in (*found.phrases, *shipped))
    assert [name for name in names if name in everything] == []
    assert not re.search(r"[0-9]", everything)
    for place in ("姑苏", "虎丘", "梁溪", "张家港", "苏州", "无锡", "江苏", "高新区", "长三角"):
        assert place not in everything


def test_words_that_damage_put_into_a_notice_are_kept_out(found: Mined) -> None:
    everything = "\n".join(p.text for p in found.phrases)
    for injected in ("缸头", "溜冰", "直径", "毛毡", "快卸"):
        assert injected not in everything


def test_all_four_openings_are_sets_of_three_and_the_closings_sets_of_three_to_five(found: Mined) -> None:
    openings = [p for p in found.phrases if p.kind == "opening"]
    closings = [p for p in found.phrases if p.kind == "closing"]
    assert [len(p.members) for p in openings] == [3, 3, 3, 3]
    assert sorted(len(p.members) for p in closings) == [3, 3, 4, 4]


def test_a_notice_that_was_left_out_finds_its_formulae_whole(corpus: Path, notices: list[str]) -> None:
    rest = [corpus / f"{name}.txt" for name in INTACT[1:]]
    formulae = {p.text for p in mine(rest).phrases if p.kind == "formula"}
    left_out = fold(notices[0])
    for sentence in (
        "按照党务公开原则和巡视工作有关要求，现将巡视整改进展情况予以公布。",
        "欢迎广大干部群众对巡视整改落实情况进行监督。如有意见建议，请及时向我们反映。",
    ):
        assert sentence in formulae and sentence in left_out


def test_the_shipped_bank_is_what_the_command_mines(found: Mined, project: Path) -> None:
    shipped = Bank(project / "phrasebank").phrases
    _, changes = merge(shipped, found.phrases)
    assert (changes.new, changes.changed, changes.gone) == ((), (), ())


def test_mining_into_a_bank_says_what_is_new_and_keeps_what_is_edited(
    corpus: Path, found: Mined, tmp_path: Path, project: Path
) -> None:
    save_bank(tmp_path / "词条 库", [p for p in found.phrases if p.text != "挂图作战"])
    done = subprocess.run(
        [sys.executable, "-m", "drafter", "mine", str(corpus), "-o", str(tmp_path / "词条 库")],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == ""
    assert "新增 1 条" in done.stderr and "挂图作战" in done.stderr
    assert "其中 1 份不是整改通报" in done.stderr
    for path in (tmp_path / "词条 库").iterdir():
        assert "gusu" not in path.read_text(encoding="utf-8")
