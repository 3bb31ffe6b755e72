"""The ledger that the faultless notice of check_notice was drafted from."""

from __future__ import annotations

from typing import Any

from check_notice import line


def measures_of(first: int, last: int) -> list[dict[str, Any]]:
    out = []
    for number in range(first, last + 1):
        lead, _, content = line(number).strip()[2:].partition("。")
        out.append({"提法": lead, "内容": content})
    return out


def ledger(**changes: Any) -> dict[str, Any]:
    """The ledger that the notice was drafted from."""
    titles = ["产业转型步伐不快", "河道治理不彻底", "养老服务有短板"]
    titles += ["信访化解不及时", "基层党建有薄弱环节", "工程招投标监管不严"]
    spans = [(9, 10), (12, 14), (16, 17), (19, 20), (22, 23), (25, 26)]
    problems = [
        {"编号": i, "表述": title, "措施": measures_of(*span)}
        for i, (title, span) in enumerate(zip(titles, spans, strict=True), 1)
    ]
    return {
        "通报": {"成文日期": "2025-01-15", "落款": ["中共江州市云岭区委员会"]},
        "单位": {"名称": "中共江州市云岭区委员会", "简称": "区委", "地区": "江州市云岭区"},
        "巡视": {
            "类别": "巡视",
            "巡视组": "省委第三巡视组",
            "开始": "2024-03-05",
            "结束": "2024-05-10",
            "反馈": "2024-06-20",
        },
        "问题": problems,
        "联系方式": {"电话": "0555-5550100", "地址": "江州市云岭区政务路1号", "邮箱": "zhenggai@example.com"},
        **changes,
    }
