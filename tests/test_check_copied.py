"""C: places that do not belong, and passages taken from other reports."""

from itertools import permutations
from pathlib import Path

import pytest
from text_cases import SIGNER, TITLE, excerpts, found, notice

from drafter.check.rules_copied import own_region
from drafter.compose import compose
from drafter.ledger.load import load_ledger
from drafter.phrases.bank import Bank
from drafter.template import find_template

OTHERS = (
    "一是把闲置校舍改成养老服务站，由村里出地、镇里出钱、老人自己议定饭菜，三个月里办起了九个站点，端上了热饭。",
    "一是把沿街的老井逐口测深、标号、挂牌，请住在井边的居民当看井人，每季度换一次水样，结果贴在井栏上给大家看。",
)


def test_the_region_is_the_ledgers_or_the_targets() -> None:
    assert own_region(notice(), "临江省青屿县") == "临江省青屿县"
    assert own_region(notice(), None) == "江州市云岭区"


def test_another_districts_committee_that_acts_is_an_error() -> None:
    (finding,) = found("C101", next_steps="江宁区委将继续抓好巡视整改，对3项任务按月调度。")
    assert finding.severity == "error" and finding.excerpt == "江宁区"
    assert excerpts("C101", "一是南京市委、市政府高度重视，召开会议3次。") == ["南京市"]


def test_another_place_in_title_or_signer_is_an_error() -> None:
    assert excerpts("C101", signer="中共南京市江宁区委员会") == ["江宁区"]
    assert excerpts("C101", title="中共吴中区委员会关于省委巡视整改进展情况的通报") == ["吴中区"]


def test_partners_are_only_listed_in_one_line_for_the_eye() -> None:
    text = "一是赴上海、深圳考察3次，与江宁区政府签订协议2份，选派干部到南京市鼓楼区学习。"
    assert found("C101", text) == []
    (finding,) = found("C102", text)
    assert finding.severity == "info"
    for name in ("上海", "深圳", "江宁区", "鼓楼区"):
        assert name in finding.message


def test_ones_own_city_district_and_parts_are_not_foreign() -> None:
    given = {
        "title": TITLE.replace("江州市云岭区", "苏州市姑苏区"),
        "signer": SIGNER.replace("江州市云岭区", "苏州市姑苏区"),
    }
    preamble = "根据省委统一部署，2024年3月5日至5月10日，省委第三巡视组对苏州市姑苏区开展了巡视。"
    contact = "联系方式：电话：0000-5550123；地址：姑苏区文汇路8号。"
    text = "一是苏州市委常委会研究3次，姑苏区委召开会议5次，江苏省发改委批复2项。"
    report = notice(text, preamble=preamble, contact=contact, **given)
    assert found("C101", report=report) == found("C102", report=report) == []
    assert found("C102", report=notice("一是吴中区的做法获推广3次。", preamble=preamble, contact=contact, **given))


def test_a_passage_of_another_report_is_found_with_source_and_extent() -> None:
    other, third = notice(OTHERS[0]), notice(OTHERS[1])
    against = [("青屿县.txt", other), ("砚溪镇.txt", third)]
    mine = notice(f"一是登记厂房186处。{OTHERS[0][2:]}")
    (finding,) = found("C201", report=mine, given={"against": against})
    assert finding.severity == "warning" and "青屿县.txt" in finding.message and "第7段" in finding.message
    assert finding.excerpt.startswith("把闲置校舍改成养老服务站")


@pytest.mark.parametrize(("same", "told"), [(24, False), (25, True), (40, True)])
def test_a_run_is_told_from_so_many_characters_on_and_in_its_full_length(same: int, told: bool) -> None:
    """Punctuation does not count; what stands before and behind is one's own."""
    run = "把闲置校舍改成养老服务站由村里出地镇里出钱老人自己议定饭菜三个月里办起了九个站点"[:same]
    printed = f"{run[:10]}，{run[10:]}"
    other = notice(f"一是{printed}甲乙丙丁戊己庚辛壬癸。")
    mine = notice(f"一是另起炉灶{printed}子丑寅卯辰巳午未申酉。")
    against = [("青屿县.txt", other), ("砚溪镇.txt", notice(OTHERS[1]))]  # what all three have is everybody's
    findings = found("C201", report=mine, given={"against": against})
    assert [f.excerpt for f in findings] == ([printed] if told else [])
    assert all(f"连续{same}字相同" in f.message for f in findings)


def test_what_two_other_reports_share_is_everybodys() -> None:
    against = [("甲.txt", notice(OTHERS[0])), ("乙.txt", notice(OTHERS[0], OTHERS[1]))]
    mine = notice(f"一是登记厂房186处。{OTHERS[0][2:]}")
    assert found("C201", report=mine, given={"against": against}) == []


def test_the_file_itself_among_the_others_is_not_held_against_it() -> None:
    mine = notice(OTHERS[0])
    assert found("C201", report=mine, given={"against": [("自己.txt", notice(OTHERS[0]))]}) == []


def test_a_notice_that_is_mostly_anothers_gives_one_finding() -> None:
    texts = [f"{n}是{part}" for n, part in zip("一二三四五六七八九十", _different_sentences(), strict=False)]
    mine = notice(*texts, "十一是登记厂房186处，形成清单。")
    (finding,) = found(
        "C201", report=mine, given={"against": [("去年.txt", notice(*texts, next_steps="一是另起一段。"))]}
    )
    assert "大面积相同" in finding.message


def _different_sentences() -> list[str]:
    things = "校舍 老井 菜场 渡口 林道 灯塔 桥洞 粮仓 药圃 染坊 书场 窑址".split()  # noqa: SIM905
    return [f"把{a}边上的{b}交给住户认领，先议后改，谁认领谁看护，{a}和{b}的账目按季张贴在门口供人查看核对。"
            for a, b in zip(things, reversed(things), strict=True)]  # fmt: skip


def test_drafts_of_two_units_are_no_copies_of_each_other(project: Path) -> None:
    bank = Bank(project / "phrasebank")
    template = find_template(None, []).manifest
    folder = project / "tests" / "fixtures" / "facts"
    drafts = {p.stem: compose(load_ledger(p), template, lambda: bank) for p in sorted(folder.glob("[a-z]*.yaml"))}
    for mine, other in permutations(drafts, 2):
        assert found("C201", report=drafts[mine], given={"against": [(other, drafts[other])]}) == []


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_what_could_not_be_read_to_compare_with_is_named_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, form: str
) -> None:
    from check_notice import NOTICE

    from drafter.cli import run

    (tmp_path / "外地").mkdir()
    (tmp_path / "通报.txt").write_text(NOTICE, "utf-8")
    (tmp_path / "外地" / "青屿.txt").write_text(NOTICE.replace("云岭", "青屿"), "utf-8")
    (tmp_path / "外地" / "断.docx").write_bytes(b"PK\x03\x04 cut")
    (tmp_path / "外地" / "空.txt").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    assert run(["check", "通报.txt", "--against", "外地", "--format", form, "--signoff", "单.html"]) in (0, 1)
    out, err = capsys.readouterr()
    plain = "".join(out.split())
    for name, why in (("断.docx", "打不开"), ("空.txt", "空")):
        assert any(name in line and why in line for line in err.splitlines())
        assert name in plain and why in plain and name in (tmp_path / "单.html").read_text("utf-8")
    assert run(["check", "外地", "--against", "外地"]) == 2
    (tmp_path / "外地" / "青屿.txt").unlink()
    assert run(["check", "通报.txt", "--against", "外地"]) == 2
    assert "断.docx" in (said := capsys.readouterr().err) and "空.txt" in said
