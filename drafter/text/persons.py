"""Persons by name: a surname and one or two characters where a post stands before it, or 同志 behind it."""

from __future__ import annotations

import re

from drafter.patterns import pattern
from drafter.text.lexicon import words
from drafter.text.numerals import ONE_TO_NINE

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷"
    "贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵汪祁毛禹狄米贝臧戴谈宋茅庞熊纪舒屈祝董梁杜阮蓝闵席季贾江童颜郭梅盛林刁钟徐邱"
    "骆高夏蔡田樊胡凌霍虞万柯管卢莫房裘缪解应宗丁邓郁杭洪包诸左石崔吉龚程嵇邢裴陆荣翁荀惠曲封靳段焦侯全班仰仲宫宁仇栾刘景叶幸司黎白蒲邰鄂索赖卓"
    "蔺蒙池乔翟谭姬申冉桑桂牛边燕温庄晏瞿阎慕茹艾向古易廖终衡耿匡文寇欧聂曾关查荆游竺权佟闫肖覃代柴甘饶鞠屠敖厉辛"
)

_AFTER_POST = (
    "书记|副书记|主任|局长|科长|股长|处长|所长|站长|院长|校长|队长|组长|部长|镇长|乡长|村长|县长|区长|市长|委员|常委"
    "|经理|董事长|主席|会长|行长|厅长|馆长|园长|干部|会计|出纳|科员|联系人|经办人|负责人"
)
_BEHIND = r"[，。；、,;：:（()）\s]|同志|等人|任|带队|主持|率|为|给予|受到|$"
_PERSON = pattern(
    rf"""
    (?:{_AFTER_POST})[：:]?(?P<post>[{SURNAMES}](?:某{{1,2}}|[\u4e00-\u9fff]{{1,2}}?))(?={_BEHIND})  # 局长王某甲，
    | (?P<comrade>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=同志)                                # 李某乙同志
    | (?P<masked>[{SURNAMES}]某{{1,2}})(?![\u4e00-\u9fff]?[省市县区局镇乡村])                   # 张某
    """,
    re.VERBOSE,
)


# Private people: whoever is named so holds no office that makes the name public.
_PRIVATE = "|".join(sorted(words("private_roles"), key=lambda w: (-len(w), w)))
_NOT_A_GIVEN = (
    "的了是在有和与及或等被因对为从以各本全均已将未不再可应其及部单机委局办组问项目件次个条款事情况该此级群众"
    "村镇区县市省公厂店校所站"
)
_PRIVATE_PERSON = pattern(
    rf"(?P<role>{_PRIVATE})(?:代表)?(?P<name>[{SURNAMES}][^\W\d_{_NOT_A_GIVEN}]{{1,2}}?)"
    r"(?=[，。；、,;）)（(]|等|的|户|家[^庭长属]|同志|一家|违|反映|举报|投诉|信访|控告|检举|来信|来电|来访|上访|实名"
    r"|已|曾|被|在|因|于|向|领取|患|是|住|申请|提出|办理|购买|所送|赠送|反馈|多次|屡次|抑郁|休学|退学|自闭|确诊|住院|受伤|残疾|优先|发放|减免|资助|救助|补助|上门|送|享受|长期|一直|反复|至今"
    r"|表示|表达|认为|声称|自称|要求|拒绝|签订|签字|承包|承租|拖欠|欠缴|欠付|缴纳|补缴|退还|退回|退缴|违规|违法|冒领|套取|侵占|死亡|去世|名下|之[子女妻夫])"
)
_ILLNESS = r"[\u4e00-\u9fff]{1,10}?(?:症|病|癌|肿瘤|瘫痪|残疾|障碍|肝炎|肺炎|肾炎|白血)"
_ILL = pattern(  # 龙坪村胡满枝，患精神分裂症
    rf"(?<![{SURNAMES}])(?P<name>[{SURNAMES}][^\W\d_{_NOT_A_GIVEN}患]{{1,2}})[，,、（(]?(?:男|女|\d{{1,3}}岁|[，,、]|本人|其|因|系|是|曾|长期|常年|身)*(?:患|罹患|确诊为?)(?!者|儿)有?{_ILLNESS}"
)
_COMMON_WORD = 20  # times the dictionary has it: 常见, 高度 are no names


def private_persons_in(text: str) -> list[tuple[str, int]]:
    """(name, where it begins) of people without office that a text names in full: 农户邱广田, 退休职工冯正安的."""
    from drafter.text.segment import frequency

    return [
        (m["name"], m.start("name"))
        for pattern in (_PRIVATE_PERSON, _ILL)
        for m in pattern.finditer(text)
        if frequency(m["name"][:2]) < _COMMON_WORD
        and frequency(m["name"]) < _COMMON_WORD
        and not (pattern is _PRIVATE_PERSON and _of_two_words(text, m.start("role"), m["role"], m["name"]))
    ]


def _of_two_words(text: str, at: int, role: str, name: str) -> bool:
    """行业|主管|责任: no owner of the name 管责任, as the role is the end of one word and the beginning of another."""
    from drafter.text.segment import frequency

    before = text[at - 1 : at] + role[0] if at else ""
    usual = 5 * _COMMON_WORD
    return len(role) == 2 and frequency(before) >= usual and frequency(role[-1] + name[0]) >= usual


_COMPOUND = "欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|宇文|司徒|端木|东方|南宫"
_GIVEN = rf"[^\W\d_{''.join(c for c in _NOT_A_GIVEN if c not in '群全')}等]"  # 立群, 德全
_FULL = rf"(?:(?:{_COMPOUND}){_GIVEN}{{1,2}}|[{SURNAMES}]{_GIVEN}{{2}})"
_ANY = rf"(?:{_FULL}|[{SURNAMES}]{_GIVEN})"
# Where a name may begin: behind a mark, a small word, a role or a place.
_BEGINS = r"(?:(?<![\u4e00-\u9fff])|(?<=[的为是叫由对将给向与和含及因据经把被]))"
_BEHIND_ROLE = r"(?<=[村组区社委镇乡户名长任记师员民工生者主人司科局中校院部区])"
# What is passed on or answered, who is dealt with: 移交|李桂芳等人实名举报的信访件, 处理|赵文广等9人
_BEHIND_DEED = (
    "(?<=移交|转来|转办|交办|收到|受理|办理|核查|查办|回复|答复|处理|处分|问责|诫勉|约谈|查处|立案|追究|免职|批评|给予|涉及"
    "|反映|举报|检举|控告|关于|针对)"
)
_ROW = rf"(?:{_FULL}|{_ANY}(?=、{_FULL}))(?:、{_ANY}){{0,6}}"  # 郑海涛、冯丽
_KIN = r"(?:父子|父女|母子|母女|夫妇|夫妻|兄弟|姐妹|一家|一户)"
_MISDEED = (  # what is said of somebody who is complained of
    "违规|违纪|违法|违反|涉嫌|涉黑|侵占|收受|索要|贪污|挪用|套取|骗取|截留|虚报|冒领|伪造|吃拿卡要|以权谋私|优亲厚友|利用职[务权]|利用[^，。；]{1,6}之便"
    "|公款|私设|失职|渎职|不作为|乱作为|生活作风|经商办企业|充当保护伞"
)
_EXPOSED = (  # why it is no public name, and how it is put
    (
        "退款、领款的明细",
        pattern(
            rf"(?<=[、，。；：（(])(?![应元费于计全和查解终])(?!.[补缴退支收付余额利税款费升降减增约达])(?P<name>{_ANY})(?=\d[\d.,]*万?元[、，；。）)等])"
        ),
    ),
    (
        "性别、年龄、住址等个人情况",
        pattern(
            rf"(?:{_BEGINS}|{_BEHIND_ROLE})(?P<name>{_ANY})(?=[，,、（(]\s?(?:男|女)[，,、）)]|[（(](?:男|女|\d{{1,3}}岁|身份证|住|家住|电话|手机|现年|联系)"
            rf"|[（(，]\s?(?:身份证|家住|现住|住址|住(?=[^，。；]{{2,16}}?\d)|(?:肢体|视力|听力|言语|智力|精神|多重)?[{ONE_TO_NINE[:4]}1-4]级残疾|住院号|病历号|诊断为|确诊))"
        ),
    ),
    (
        "残疾、疾病等个人情况",
        pattern(
            rf"(?P<name>{_FULL})(?=[，,、（(]?\s?(?:肢体|视力|听力|言语|智力|精神|多重)[{ONE_TO_NINE[:4]}1-4]级(?:残疾)?|[（(](?:身份证|住院号|病历号|诊断为|确诊))"
        ),
    ),
    (
        "涉及的人",
        pattern(
            rf"(?:{_BEGINS}|{_BEHIND_ROLE}|{_BEHIND_DEED})(?P<name>{_ROW})(?=等\d{{1,4}}(?:人(?!次)|名)|等[^，。；、]{{2,16}}?\d{{1,4}}(?:人(?!次)|名|户)|(?<=、..)\d{{1,2}}[人名](?!次)|(?<=、...)\d{{1,2}}[人名](?!次))"
        ),
    ),
    (
        "举报、反映问题的人",
        pattern(
            rf"(?:{_BEGINS}|{_BEHIND_ROLE}|{_BEHIND_DEED})(?P<name>{_ROW})"
            rf"(?=(?:等人|等\d+[人名户]|{_KIN})?的?(?:缠访|闹访|上访|信访|实名|联名|署名|多次|匿名|举报|反映|投诉|控告|检举|来信|来访))"
            rf"|(?:举报|投诉|反映|信访|控告|检举)[^，。；（）]{{0,16}}[的人者](?P<of>{_FULL})(?=[（(，。；、]|已|及其|家|等)"
        ),
    ),
    (
        "被反映的人",
        pattern(
            rf"(?:{_BEGINS}|{_BEHIND_ROLE}|{_BEHIND_DEED})(?P<name>{_ROW})(?=(?:等人|同志)?(?:的)?(?:{_MISDEED}))"
            rf"|(?:免去|责令|追究|停止|取消|撤销|辞退|开除|清退|免除)(?P<of>{_ROW})(?=(?:等人|同志)?的?(?:[^，。；]{{0,12}}?职务|公职|党籍|党内|责任|(?:作出|写出)?[^，。；]{{0,4}}检[讨查]|资格|低保|退[还赔缴回]))"
        ),
    ),
    (
        "患者、家属",
        pattern(
            rf"患[^，。；、（）\d]{{1,10}}?(?:病|症|癌|瘤|炎|残疾|障碍)[^，。；、（）\d]{{0,4}}?的(?P<name>{_FULL})(?=及其?|[，。；、（(）)]|等)"
            rf"|(?:及其|其|之|和|与)(?:\d{{1,2}}岁的?)?(?:女儿|儿子|妻子|丈夫|母亲|父亲|孙女|孙子|配偶|弟弟|妹妹|哥哥|姐姐)(?P<of>{_ANY})(?=[，。；、（(）)]|等|的)"
        ),
    ),
    (
        "当事人",
        pattern(
            rf"(?:户主|当事人|本人|姓名|名叫|经办人|领款人|收款人|受益人|负责人家属)(?:姓名)?(?:为|是|叫|[:：])?(?P<name>{_ANY})(?=[，。；、（(）)]|等|的)"
        ),
    ),
)
_LISTED_NAMES = pattern(  # （名单：高立行、秦卫东、苏明远）
    rf"(?:[（(]|分别(?:为|是)|名单(?:如下|为|是)?)(?:名单|分别(?:为|是)|其中|包括|含)?[:：]?(?P<all>{_ANY}(?:、{_ANY})+)(?:等\d*人?)?(?=[)）。；])"
)
_NEAR = 30  # characters on either side that say what people are named for
_WRONGED = pattern(
    r"清退|少缴|补缴|欠缴|漏缴|追[回缴]|退[回缴还赔]|处分|处理|问责|违规|违纪|违法|立案|补贴|救助|低保|收回|拖欠|涉嫌|举报|信访|投诉|诫勉|多领|冒领|套取|不胜任|不合格|免职|降职"
)
_LEADERS = pattern(r"组长|主任|书记|局长|成员|领导|专家|先进|模范|候选|代表|委员|骨干|教授|项目")


def exposed_persons_in(text: str) -> list[tuple[str, int, str]]:
    """(name, where it begins, why) of people named in full by what stands beside the name.

    蔡守田1200元, 孙大海，男，56岁, 张桂兰等…83户, 对陈国栋等人反映的, （名单：高立行、秦卫东）."""
    from drafter.text.segment import frequency

    def real(name: str) -> bool:
        if "、" in name:
            return all(map(real, name.split("、")))
        short = name if len(name) == 2 else name[:2]
        return frequency(short) < _COMMON_WORD and frequency(name) < _COMMON_WORD

    found = []
    for why, form in _EXPOSED:
        for match in form.finditer(text):
            group = match.lastgroup or "name"
            before = text[match.start(group) - 1 : match.start(group)]
            if before and frequency(before + match[group][0]) >= 5 * _COMMON_WORD:
                continue  # 工|程质量: the surname is the end of a word
            around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
            if why == "涉及的人" and not _WRONGED.search(around):
                continue  # 由石某某等5名老党员成立调解室
            if real(match[group]):
                found.append((match[group], match.start(group), why))
    for match in _LISTED_NAMES.finditer(text):
        names = match["all"].split("、")
        if all(map(real, names)) and not _LEADERS.search(text[max(0, match.start() - 16) : match.start()]):
            found.append((match["all"], match.start("all"), "名单"))
    return found


# 选派王思远到县乡村振兴局挂职, 聘请陈亚楠为, 推荐周明、李清越参加
_APPOINTED = pattern(
    rf"""(?:选派|委派|下派|抽调|任命|提拔|推荐|选举|聘请|聘任|邀请|约谈|表彰|表扬|选拔|安排|明确|指派|由)
    (?P<name>[{SURNAMES}][^\W\d_{_NOT_A_GIVEN}到赴任担等]{{1,2}})
    (?=[，。；、,;]|到|赴|任|担任|为|等|同志|参加|驻|兼任|挂职|牵头|带队|具体)""",
    re.VERBOSE,
)


def appointed_persons_in(text: str) -> list[tuple[str, int]]:
    """(name, where it begins) of people whom somebody sends, appoints or talks to; words of the dictionary are none."""
    from drafter.text.segment import frequency

    return [
        (m["name"], m.start("name"))
        for m in _APPOINTED.finditer(text)
        if frequency(m["name"][:2]) < _COMMON_WORD and frequency(m["name"]) < _COMMON_WORD
    ]


def persons_in(text: str) -> list[tuple[str, int]]:
    """(name, where it begins) of the persons that a text names."""
    return [(m[m.lastgroup or 0], m.start(m.lastgroup or 0)) for m in _PERSON.finditer(text)]
