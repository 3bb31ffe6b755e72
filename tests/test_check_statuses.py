"""The count of problems by status against the status that each of them carries in print."""

from check_notice import NOTICE, findings, line

HEADS = [n for n in range(1, 30) if line(n)[:2] in {f"{i}." for i in range(1, 7)}]
STATUSES = ["已完成", "已完成", "推进中", "已完成", "长期坚持", "已完成"]


def notice(count: str) -> str:
    text = NOTICE.replace("一是加强组织领导。", f"一是加强组织领导。{count}", 1)
    for number, status in zip(HEADS, STATUSES, strict=True):
        heading = line(number).strip()
        text = text.replace(heading, heading.rstrip("。").removesuffix("的整改") + f"（{status}）")
    return text


def test_marks_and_count_that_agree_are_silent() -> None:
    assert findings(notice("6个问题中，已完成4个、推进中1个、长期坚持1个。"), "N108") == []
    assert findings(NOTICE, "N108") == []


def test_a_count_that_the_marks_do_not_give_is_found() -> None:
    found = findings(notice("6个问题中，已完成5个、推进中1个。"), "N108")
    assert [f.excerpt for f in found] == ["5个"] and "4个" in found[0].message
