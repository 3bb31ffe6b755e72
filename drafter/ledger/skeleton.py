"""An empty ledger that explains itself, and the JSON Schema with which an editor completes its keys.

The explanations of single keys stand in the model (`description`); the skeleton shows them in their places.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from drafter.ledger.model import Ledger

_SKELETON = """\
# yaml-language-server: $schema=台账.schema.json
#
# 整改台账。照着填，填好后运行：drafter draft 台账.yaml
#
# 写法：键后面是英文冒号加一个空格，再写内容；同一级左对齐，缩进用空格。
#       不填的留空或整行删去：通报里必须有而没有填的，会印成【待补：…】并标出。
#       日期写 2024-03-05、2024年3月5日 或 2024.3.5。# 后面是说明，不会印出。
#       长文字或分段的文字写成：
#         内容: |-
#           第一段。
#           第二段。
# 上面第一行让编辑器（VS Code 等）自动补全键名；先运行：drafter schema > 台账.schema.json

通报:
  标题:                 # 留空则由 单位、巡视 拼成；要分行时用 |- 逐行写
  模板:                 # 分段式、内联式、括号式、清单式、双主体式，或自己的模板文件夹；留空用 分段式
  成文日期:             # 例：2025-01-15
  发文字号:             # 例：云委发〔2025〕3号
  落款: []              # 例：[中共江州市云岭区委员会]；两个落款用逗号隔开
  导语:                 # 留空则由 巡视 拼成；也可写 {词条: 词条库里的编号}
  公开说明:             # 留空用词条库里的党务公开用语；也可写 {词条: 编号}
  上期:                 # 上一轮台账的文件名，例：台账-首轮.yaml；用来写明新的进展
  小标题:               # 留空用模板的小标题；不写“一、”等序号
    组织领导:           # 例：巡视整改组织领导情况
    整改进展:           # 例：整改进展情况
    下一步:             # 例：下一步打算

单位:
  名称:                 # 例：中共江州市云岭区委员会
  简称:                 # 正文里的称呼，例：区委
  地区:                 # 本地的地名，例：江州市云岭区；别处的地名会被核对出来

巡视:
  类别: 巡视            # 巡视（中央、省）或 巡察（市、县）
  回头看: 否            # 是：这一次是“回头看”，通篇写成 巡察“回头看”
  部署:                 # 作出部署的党委，例：省委
  巡视组:               # 例：省委第三巡视组
  对象:                 # 被巡视对象的写法；留空用 单位 里的 地区 或 名称
  开始:                 # 例：2024-03-05
  结束:                 # 例：2024-05-10
  反馈:                 # 例：2024-06-20

组织领导:
  概述:                 # 这一部分开头的总述；也可写 {词条: 编号}
  领导小组:
    组长:               # 例：区委书记
    副组长: []          # 例：[区委副书记、区长]
    成员: []            # 例：[其他区委常委]
    下设: []            # 例：[办公室, 综合协调组]
  方案:
    名称:               # 整改方案的名称，不加书名号
    通过日期:           # 例：2024-07-05
    通过会议:           # 例：区委常委会会议
  第一责任人:
    称谓:               # 例：区委书记
    事项: []            # 例：[领办重点问题4个, 主持整改调度5次]
  会议: []              # 例：
  #  - 日期: 2024-06-22
  #    名称: 区委常委会会议
  #    事项: 专题研究整改工作
  #    类别:             # 学习、部署、调度 或 民主生活会
  #    次数:             # 不逐次列出的开了几次，已列出日期的不算在内
  机制: []              # 例：[整改月报制度]
  督查: []              # 例：
  #  - 日期: 2024-09-10                      # 持续几天的写 开始、结束
  #    内容: 对6家单位开展现场检查
  #    发现: 发现问题12个
  #    整改: 已整改11个
  要点: []              # 一是、二是、三是；留空则由上面的事实和词条库拼成。例：
  #  - 提法: 加强组织领导，层层压实整改责任      # 也可写 {词条: 编号}
  #    内容: 区委常委会会议2次专题研究整改工作。
  板块: []              # 分（一）（二）两块写时用，每块有自己的标题、概述和要点。例：
  #  - 标题: 区委履行整改主体责任情况          # 不写序号；以。结尾的按普通段落排
  #    概述: 区委坚持把巡视整改摆在突出位置。
  #    要点:
  #      - 提法: 扛牢主体责任
  #        内容: 召开整改部署会1次。

进展概述:               # 整改进展部分开头的总述，可留空
方面概述: {}            # 分方面写时各小标题下的总述。例：
#  贯彻新发展理念: 这一方面共反馈3个问题。

问题:
  - 编号: 1
    表述: 【待补：反馈意见指出的问题】          # 必填，不加引号、不写“关于…问题”。例：产业转型步伐不快
    公开表述:           # 对外的写法与反馈原文不同时填
    方面:               # 问题按方面分组时填，例：贯彻新发展理念
    部分:               # 整改进展分几个一级标题写时填所在标题，例：需长期坚持的整改事项
    牵头领导:           # 从这里到“状态”是内部信息，不印在正文里
    牵头单位:           # 例：区发改局
    责任单位: []        # 例：[区发改局, 区工信局]
    整改目标:
    时限:               # 日期，或 长期坚持、2024年12月底前 等
    状态:               # 已完成、基本完成、推进中、长期坚持
    公开: 是            # 否：不写进通报，也不计数
    经同意公开:         # 本不宜公开的事项，谁在何时同意公开；不印出
    计划: []            # 与进展对不上号的打算，一条一项；不印出
    标题写法:           # 标题与模板不同时填，例：关于“{表述}”等问题的整改。
    提法:               # 写 补：这个问题下没有提法的措施都从词条库配
    标签:               # 与模板不同的标签，例：问题整改：
    措施:
      - 提法:           # 例：完善产业规划
        内容:           # 例：编制《云岭区先进装备产业三年行动计划》，确定5个重点方向。
        计划:           # 当初打算怎么做；内部掌握。只有计划没有内容的，印成【待补：整改进展】
        公开: 是        # 否：这一条不写进向社会公开的通报
        状态:           # 已完成、基本完成、推进中、长期坚持
        佐证: []        # 内部材料编号，不印出，例：[云整〔2024〕3号附件2]
        序号:           # 留空自动排；写 无 则不排序号
    具体表现: []        # 问题下还分小问题时用，每个有自己的措施。例：
    #  - 编号: 1
    #    表述: 链上企业招引不够精准
    #    标签:
    #    措施:
    #      - 提法: 建立招商图谱
    #        内容: 梳理在谈项目12个，签约4个。
    #    成效:
    成效:               # 这个问题的整改成效
    内部备注: {}        # 只留在台账里，从不印出。例：{联系人: 区整改办}

下一步:
  概述:                 # 也可写 {词条: 编号}
  要点: []              # 例：
  #  - 提法: 持续抓好后续整改
  #    内容: 对尚在推进的2个问题按月调度。
  板块: []              # 写法同 组织领导 的 板块

其他部分: []            # 问责情况、建章立制情况等另外的部分，同其他部分一起排序号。例：
#  - 标题: 问责情况
#    位置: 整改进展后    # 或 组织领导后、下一步后
#    段落: [对2名责任人给予诫勉谈话。]

联系方式:
  电话:                 # 例：0555-2345678
  地址:                 # 例：江州市云岭区和平路1号；也可写邮政信箱；不公布的写 无
  邮编:                 # 例：012345
  邮箱:                 # 例：zgb@yunling.example；不公布的写 无
  受理时间:             # 例：工作日8:30至17:30
  全文:                 # 填了就原样印出；留空则由上面各项拼成

附注: []                # 从旧通报、旧表格读来而不属于正文的文字，从不印出
"""


def new_ledger(template: str = "", sections: Iterable[tuple[str, str, bool]] = ()) -> str:
    """A ledger to fill in, as YAML: every key with its explanation, example values as comments.

    `template` is written down as the one to draft with; `sections` are the parts of its own that it asks for, each
    with what it stands behind and whether it must be there.
    """
    text = _SKELETON
    if template:
        written = "'" + template.replace("'", "''") + "'" if _NEEDS_QUOTES.search(template) else template
        text = _TEMPLATE_LINE.sub(lambda m: f"{m[1]} {written}", text, count=1)
    asked = [
        f"  - 标题: {title}\n    位置: {after}后\n    段落:               # "
        + ("模板要求有这一部分，一段一项" if required else "没有就留空，不会印出；一段一项")
        + (f"\n      - 【待补：{title}】" if required else "")
        for title, after, required in sections
    ]
    return _OTHERS_LINE.sub(lambda m: "\n".join(["其他部分:", *asked]), text, count=1) if asked else text


_NEEDS_QUOTES = re.compile(r"[:#\\'\"\[\]{},&*!|>%@`]|^[\s?-]")
_TEMPLATE_LINE = re.compile(r"^(  模板:).*$", re.MULTILINE)
_OTHERS_LINE = re.compile(r"^其他部分: \[\].*(?:\n#.*)*$", re.MULTILINE)


def json_schema() -> str:
    """The ledger's JSON Schema (draft 2020-12): Chinese keys, explanations and choices; the same text every time."""
    schema = Ledger.model_json_schema(by_alias=True, mode="validation")
    schema = _for_editors(schema)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "整改台账", **schema}
    return json.dumps(schema, ensure_ascii=False, indent=2)


_ENTRY_NAMES = {
    "AspectEntry": "具体表现：问题下的小问题，有自己的措施",
    "BlockEntry": "板块：一部分里有自己小标题的一块",
    "ContactEntry": "联系方式：监督联系方式",
    "FirstResponsible": "第一责任人：做了什么",
    "Group": "领导小组：整改工作领导小组",
    "Headings": "小标题：只用于这一份通报；留空用模板的",
    "Leadership": "组织领导：事实，以及已经写好的文字",
    "Ledger": "整改台账",
    "MeasureEntry": "措施：一条整改措施",
    "Meeting": "会议：专题研究整改的会议",
    "NextSteps": "下一步：下一步打算",
    "Notice": "通报：通报本身",
    "OtherPart": "其他部分：另外的一个部分，原样印出",
    "PhraseRef": "词条：文字取自词条库",
    "PointEntry": "要点：一是、二是中的一条",
    "ProblemEntry": "问题：反馈的一个问题",
    "Scheme": "方案：整改方案及其通过",
    "Supervision": "督查：一次督促检查",
    "Tour": "巡视：这一次巡视或巡察",
    "Unit": "单位：被巡视的单位",
}
_TEXT = ["string", "number"]  # 0555 or 012345 is a number to the editor, and text to us
_YES_NO = {"enum": ["是", "否", True, False]}
_DATE = {"type": "string", "description": "日期，如 2024-03-05、2024年3月5日 或 2024.3.5"}


def _for_editors(node: Any, name: str = "Ledger") -> Any:
    """What pydantic says of its classes, said to one who edits YAML: dates and 是/否 are typed as words there, an
    empty value is a key left out, and the code's own docstrings and titles are of no use."""
    if isinstance(node, list):
        return [_for_editors(item, "") for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "boolean":
        return {**_YES_NO, **_kept(node, "description")}
    if node.get("format") == "date":
        return {**_DATE, **_kept(node, "description")}
    out: dict[str, Any] = {}
    for key, value in node.items():
        if key == "title" and isinstance(value, str):
            continue
        if key == "$defs":
            out[key] = {n: _for_editors(v, n) for n, v in sorted(value.items())}
        elif key == "properties":
            required = node.get("required", [])
            fields = {n: _for_editors(v, "") for n, v in value.items()}
            out[key] = {n: field if n in required else _or_empty(field) for n, field in fields.items()}
        elif key == "description" and name in _ENTRY_NAMES:
            out[key] = _ENTRY_NAMES[name]
        elif key in ("enum", "required", "const"):
            out[key] = value
        elif key == "default":
            continue  # none that a writer would have to know
        else:
            out[key] = _for_editors(value, "")
    if name in _ENTRY_NAMES:
        out.setdefault("description", _ENTRY_NAMES[name])
    if out.get("type") == "string" and "enum" not in out and "const" not in out:
        out["type"] = _TEXT
    if out.get("type") == "array" and out.get("items", {}).get("type") == _TEXT:
        array = {k: out[k] for k in ("type", "items")}
        return {"anyOf": [{"type": _TEXT}, array], **_kept(out, "description")}
    return out


def _kept(node: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: node[key] for key in keys if key in node}


def _or_empty(field: dict[str, Any]) -> dict[str, Any]:
    """A key may stand there with nothing behind it yet."""
    options = field.get("anyOf")
    if options is None:
        kept = _kept(field, "description")
        return {"anyOf": [{k: v for k, v in field.items() if k not in kept}, {"type": "null"}], **kept}
    if {"type": "null"} in options:
        return field
    return {**field, "anyOf": [*options, {"type": "null"}]}
