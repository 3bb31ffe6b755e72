"""Persons by name: a surname and one or two characters where a post stands before it, or 同志 behind it."""

from __future__ import annotations

import re

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷"
    "贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵汪祁毛禹狄米贝臧戴谈宋茅庞熊纪舒屈祝董梁杜阮蓝闵席季贾江童颜郭梅盛林刁钟徐邱"
    "骆高夏蔡田樊胡凌霍虞万柯管卢莫房裘缪解应宗丁邓郁杭洪包诸左石崔吉龚程嵇邢裴陆荣翁荀惠曲封靳段焦侯全班仰仲宫宁仇栾刘景叶幸司黎白蒲邰鄂索赖卓"
    "蔺蒙池乔翟谭姬申冉桑桂牛边燕温庄晏瞿阎慕茹艾向古易廖终衡耿匡文寇欧聂曾关查荆游竺权佟闫肖覃代"
)

_AFTER_POST = (
    "书记|副书记|主任|局长|科长|股长|处长|所长|站长|院长|校长|队长|组长|部长|镇长|乡长|村长|县长|区长|市长|委员|常委"
    "|经理|董事长|主席|会长|行长|厅长|馆长|园长|干部|会计|出纳|科员|联系人|经办人|负责人"
)
_BEHIND = r"[，。；、,;：:（()）\s]|同志|等人|任|带队|主持|率|为|给予|受到|$"
_PERSON = re.compile(
    rf"""
    (?:{_AFTER_POST})[：:]?(?P<post>[{SURNAMES}](?:某{{1,2}}|[\u4e00-\u9fff]{{1,2}}?))(?={_BEHIND})  # 局长王某甲，
    | (?P<comrade>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=同志)                                # 李某乙同志
    | (?P<masked>[{SURNAMES}]某{{1,2}})(?![\u4e00-\u9fff]?[省市县区局镇乡村])                   # 张某
    """,
    re.VERBOSE,
)


def persons_in(text: str) -> list[tuple[str, int]]:
    """(name, where it begins) of the persons that a text names."""
    return [(m[m.lastgroup or 0], m.start(m.lastgroup or 0)) for m in _PERSON.finditer(text)]
