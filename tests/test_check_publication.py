"""P: numbers, marks and names that must not be made public."""

import pytest
from text_cases import found, notice, words

from drafter.ledger.model import Ledger

REAL = "11010519491231002X"  # the example of the standard GB 11643
SLIP = "110105194912310021"


def test_an_identity_number_is_an_error_and_the_finding_does_not_repeat_it() -> None:
    (finding,) = found("P101", f"一是当事人身份证号为{REAL}，已处理1人。")
    assert finding.severity == "error" and "校验码正确" in finding.message
    assert REAL not in finding.message


def test_a_number_with_a_wrong_check_digit_is_a_warning() -> None:
    (finding,) = found("P101", f"一是身份证号{SLIP}，已处理1人。")
    assert finding.severity == "warning"


def test_other_long_numbers_are_no_identity_numbers() -> None:
    assert found("P101", "一是项目代码2024120155512345678已备案，共12项。") == []


def test_a_mobile_number_is_an_error_but_for_contact_a_warning() -> None:
    assert [f.severity for f in found("P102", "一是联系人13900005550，办结3件。")] == ["error"]
    assert [
        f.severity for f in found("P102", contact="联系方式：电话：139 0000 5550；地址：江州市云岭区文汇路8号。")
    ] == ["warning"]


def test_office_numbers_and_hotlines_are_no_mobile_numbers() -> None:
    assert found("P102", "一是12345热线受理13800件，办公电话0000-5550123，金额13912345550.5元。") == []


@pytest.mark.parametrize("number", ["6222021234567890128", "6222 0212 3456 7890 128"])
def test_a_bank_card_is_told_by_its_check(number: str) -> None:
    assert words("P103", f"一是退缴至账户{number}，共3笔。") == [number]
    assert found("P103", "一是核对凭证6222021234567890129号，共3笔。") == []


def test_what_is_called_an_account_is_one_whatever_its_check() -> None:
    (finding,) = found("P103", "一是退缴至账户6222021234567890129，共3笔。")
    assert (finding.severity, "6222021234567890129" in finding.message) == ("warning", False)


def test_a_licence_plate_is_a_warning() -> None:
    assert words("P104", "一是清退长期借用的公车苏E12345，共1辆。") == ["苏E12345"]
    assert found("P104", "一是完成苏A级景区创建1家，川A座楼宇3幢。") == []


@pytest.mark.parametrize("mark", ["机密★1年", "秘密★", "内部资料，注意保存", "仅供内部参阅"])
def test_a_secrecy_mark_is_an_error(mark: str) -> None:
    assert found("P105", after=mark)[0].severity == "error"


def test_talking_of_secrecy_is_no_mark() -> None:
    assert found("P105", "一是开展保守国家秘密教育3次，检查机密载体12件。") == []


@pytest.mark.parametrize("text", ["举报人李建设反映的", "信访人张某多次来访", "据王大力举报"])
def test_informants_are_not_named(text: str) -> None:
    (finding,) = found("P106", f"一是{text}问题已办结，共1件。")
    assert finding.severity == "error"


@pytest.mark.parametrize("text", ["举报人反映的", "对举报人信息严格保密", "信访人满意率98%", "上访户全部回访"])
def test_informants_without_a_name_are_fine(text: str) -> None:
    assert found("P106", f"一是{text}问题已办结，共1件。") == []


@pytest.mark.parametrize("text", ["（佐证材料1-3）", "佐证：会议纪要", "线索编号：A2024-03"])
def test_internal_fields_are_an_error(text: str) -> None:
    assert found("P107", f"一是登记厂房186处。{text}")


def test_counted_papers_are_no_evidence_numbers() -> None:
    assert found("P107", "一是收集佐证材料12份，取消证明材料4项。") == []


def test_fields_that_some_offices_publish_are_for_the_reviewers_eye() -> None:
    (finding,) = found("P107", "一是登记厂房186处。责任单位：区发改局。", "二是收回厂房3处。整改时限：2024年12月。")
    assert finding.severity == "info" and "责任单位、整改时限" in finding.message


def test_evidence_of_the_ledger_is_found_wherever_it_is_printed() -> None:
    measure = {"提法": "摸清家底", "佐证": ["云工信〔2024〕15号附表"]}
    ledger = Ledger.model_validate({"问题": [{"表述": "产业转型步伐不快", "措施": [measure]}]})
    report = notice("一是登记厂房186处，见云工信〔2024〕15号附表。")
    (finding,) = found("P107", report=report, given={"ledger": ledger})
    assert finding.excerpt == "云工信〔2024〕15号附表"
    assert found("P107", report=report) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("对王建国涉嫌违纪问题立案审查", "王建国"),
        ("给予干部刘德明党内严重警告处分", "刘德明"),
        ("原局长陈志强被开除党籍", "陈志强"),
    ],
)
def test_persons_under_investigation_are_not_named(text: str, name: str) -> None:
    assert words("P108", f"一是{text}，通报1次。") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "对1名干部涉嫌违纪问题立案审查",
        "对张某涉嫌违纪问题立案审查",
        "对相关责任人员给予党内警告",
        "对高新区涉嫌违规项目清理",
        "对全区涉嫌“套路贷”案件摸排",
        "部分单位被立案查处",
    ],
)
def test_persons_without_a_name_are_fine(text: str) -> None:
    assert found("P108", f"一是{text}，通报1次。") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("给予党纪处分2人（供水科原科长贺振邦、财务科干部苏晓岚），约谈3人。", "P108"),
        ("补缴党费8600元（缴入账号6222000000005551234），整改到位。", "P103"),
        ("根据举报人、局机关退休干部周怀礼反映的问题，清退违规补贴。", "P106"),
        ("已逐户告知群众（住柳荫小区3幢502室）整改结果。", "P109"),
        ("印发整改方案（云水党组〔2024〕18号，机密），逐项落实。", "P105"),
    ],
)
def test_what_names_a_person_or_an_account_is_found_in_brackets_too(text: str, code: str) -> None:
    assert found(code, "一是" + text)


@pytest.mark.parametrize(
    "text",
    [
        "给予党纪处分2人（供水科1人、财务科1人），约谈3人。",
        "开立党费专用账户2个，核对流水8600笔。",
        "群众举报反映的问题已办结，局机关退休干部周怀礼获评优秀党员。",
        "新建柳荫小区3幢502套安置房。",
        "印发整改方案（云水党组〔2024〕18号），开展保密检查3次。",
    ],
)
def test_their_neighbours_are_silent(text: str) -> None:
    assert not [f for code in ("P103", "P105", "P106", "P108", "P109") for f in found(code, "一是" + text)]
