"""Who is who, dates against the notice's own, and what is said of one thing in two places."""

import pytest
from check_notice import NOTICE, findings, spoilt


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("抽查项目56个", "区发改局牵头，区发改委配合，抽查项目56个", "T504", "区发改"),
        ("一是加强组织领导。", "一是加强组织领导。传达十四届省委第六轮巡视反馈意见。", "T505", "第六轮"),
        ("云岭区级河长", "我县云岭区级河长", "T506", "我县"),
        ("云岭区级河长", "云领区级河长", "T508", "云领区"),
        ("6月20日反馈了巡视意见", "6月20日反馈了巡视意见（周一）", None, ""),
        ("2024年6月22日，区委常委会", "2024年6月22日（星期一），区委常委会", "N311", "星期六"),
        (
            "2024年6月22日，区委常委会召开会议专题研究整改工作",
            "2024年6月2日，区委常委会召开会议专题研究巡视反馈意见",
            "N310",
            "6月2日",
        ),
        ("区委将继续抓好整改，力争2025年6月底前", "区委将继续抓好整改，力争2024年6月底前", "N309", "2024年6月底"),
        ("全区已建成标准化", "截至2025年6月底，全区已建成标准化", "N308", "2025年6月底"),
        ("电话0555-5550100", "电话0555-5550100（9:00—8:30）", "N312", "9:00"),
        ("云岭区级河长全年", "2024年7月至13月，云岭区级河长全年", "N301", "13月"),
        ("抽查项目56个", "对11个镇街开展督查。覆盖全部12个镇街。抽查项目56个", "N209", "12个"),
        (
            "区委把巡视整改",
            "6个问题中，已完成3个，基本完成1个，推进中2个。6个问题全部整改完成。区委把巡视整改",
            "N106",
            "全部",
        ),
        ("区委将继续抓好整改", "对推进中的3个问题逐一盯办。区委将继续抓好整改", None, ""),
        ("抽查项目56个", "拨付资金270万，抽查项目56个", "N404", "270万"),
        ("按期答复率98.6%", "按期答复率198.6%", "N206", "198.6%"),
        ("由82.5%提高到91.7%", "由82.5%提高到91.7%，提高9.2%", "N207", "9.2"),
        ("按期答复率98.6%", "信访量下降2倍", "N208", "2倍"),
        ("确定4个村逐一制定方案，调整村书记2名", "确定19个整顿对象，15个整顿对象达标，其余2个延期", "N103", "17个"),
    ],
)
def test_what_cannot_be_is_named_at_its_place(old: str, new: str, code: str | None, words: str) -> None:
    text = NOTICE.replace("根据省委统一部署", "根据十四届省委第五轮巡视统一部署") if code == "T505" else NOTICE
    found = [f for f in findings(text.replace(old, new, 1), "N T5") if f.code not in {"N313"}]
    if code is None:
        assert found == []
    else:
        assert code in {f.code for f in found}, found
        assert any(words in f.message + f.excerpt for f in found if f.code == code)


@pytest.mark.parametrize(
    "text",
    [
        "对上一轮十四届省委第三轮巡视反馈的问题开展回头看。",
        "区卫健委牵头，市卫健委指导。",
        "自2025年4月1日起施行《云岭区停车管理办法》。",
        "原定2024年9月底前完成的事项已全部完成。",
        "参训干部11人，另有89人参加了线上轮训。",
        "在6个镇街试点，对11个镇街全部开展督查。",
        "受理时间为工作日9:00—17:30。",
        "浏览量达80万，发放口罩500万只。",
    ],
)
def test_correct_sentences_of_these_kinds_are_left_alone(text: str) -> None:
    assert [f for f in spoilt("抽查项目56个", text + "抽查项目56个", "N T5") if f.severity != "info"] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("对11个镇街开展督查。覆盖全部12个镇街。抽查项目56个", "N209"),
        ("推进中的3个问题逐一盯办。抽查项目56个", "N105"),
    ],
)
def test_a_thing_counted_twice_is_told_with_both_places(text: str, code: str) -> None:
    whole = NOTICE.replace("区委把巡视整改", "6个问题中，已完成3个，基本完成1个，推进中2个。区委把巡视整改")
    old = "抽查项目56个" if code == "N209" else "区委将继续抓好整改"
    (found,) = [f for f in findings(whole.replace(old, text, 1), code)]
    assert len(found.also) == 1 and found.span and found.also[0] != found.span
