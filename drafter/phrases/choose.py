"""Which runs of words are set phrases: whole, of the genre, and nobody's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drafter.patterns import pattern
from drafter.phrases import wordlists
from drafter.phrases.counting import Support
from drafter.phrases.groups import OTHER, group_of
from drafter.phrases.lexicon import IDIOM, VERB
from drafter.phrases.slots import GAP, LATIN, NUMBER, PARTY, PERCENT, PLACE, TEAM, TITLE, has_slot

SHORTEST = 4
_MARKS = frozenset("、“”‘’—…·-+/~％%#&*.<>[]【】")
# Quoted names of campaigns and places: one office's own, though two reports may share them.
_PROJECT = pattern("行动$|工程$|计划$|场所$|平台$|走在前|优秀")
# Words of a subject: a phrase with one of them is about that subject.
_SUBJECT = pattern("|".join(sorted(wordlists.SUBJECT)))
_PERSON = pattern(r"同志(?:任|为|认真|主持)|任(?:副?组长|主任)$")
_DANGLING = pattern(  # 履行“第一责任人”|责任, 把整改|作为…
    "(?:履行|落实|整改)“?第一责任人”?$|^(?:整改|落实)“第一|^(?:把|将)(?!.*(?:作为|纳入|摆在|融入|转化为|贯穿).)"
)
_RESULT = pattern(r"增长|下降|增幅|完成率|新高|位居|位列|排名|超(?:市|省|过|额)|占比|覆盖率|率达|提升至|压降|净增|突破")


# Cheap to look at first: most runs fail here.
_NEVER_LAST = wordlists.NOT_LAST - wordlists.MANNER_VERBS - wordlists.PAIRED - {"作为"}


def is_phrase(run: str, support: Support, classes: Mapping[str, str], least: int) -> bool:
    """Whether a run of words is a set phrase inside sentences (collocation)."""
    if run[0] in _MARKS or support.raw[-1] in _NEVER_LAST:
        return False
    raw = support.words
    words = [word.strip("“”") for word in raw]
    text = "".join(raw)
    quoted = any(form[0][0] == "“" and form[-1][-1] == "”" and str(form).count("“") == 1 for form in support.forms())
    fixed = run.replace(PARTY, "")
    if run in wordlists.PIECES:
        return False
    if run in wordlists.SET_WORDS:
        return True
    if len(fixed) < (3 if quoted else SHORTEST) or has_slot(fixed) or any(c.isdigit() for c in run):
        return False
    if _SUBJECT.search(run) or _PERSON.search(run) or any(_is_place(word, classes) for word in words):
        return False
    if len(words) == 1 and classes.get(run) in IDIOM and (classes[run] == "i" or group_of(run)):
        return True
    if _manner(words):
        return support.closed >= 1 or len(support.after) >= 2
    if quoted and len(words) < 6:
        return _whole(words, support, classes, least) and not _PROJECT.search(run)
    if len(words) == 1 and len(run) >= SHORTEST and group_of(run) and run not in wordlists.NOT_LAST:
        return True
    if not _well_formed(text, words) or not _whole(words, support, classes, least) or _plain_compound(words):
        return False
    return group_of(fixed) is not None or _four_verbs(words, classes)


def is_figure(text: str, support: Support, least: int) -> bool:
    """Whether a run of words is how a result is put: 同比增长{百分比}, 创历史新高."""
    if not _RESULT.search(text) or NUMBER in text or PLACE in text or TEAM in text or LATIN in text or TITLE in text:
        return False
    words = [word.strip("“”") for word in support.words]
    if words[0] in wordlists.NOT_FIRST or words[0] in (PERCENT, NUMBER) or len(text) < SHORTEST or not support.closed:
        return False
    if support.opened < 1 and len(support.before) < 2:
        return False
    return text[0] not in _MARKS and (text[-1] not in _MARKS) and words[-1] not in wordlists.NOT_LAST


def maximal(chosen: Mapping[str, Support]) -> set[str]:
    """The chosen runs without those that are only a piece of a longer one: with the same support, or never standing
    on their own and mostly inside it (整改专题民主生活会)."""
    inside: set[str] = set()
    for run, support in chosen.items():
        for start in range(len(run)):
            for end in range(start + 3, len(run) + 1):
                part = run[start:end]
                if len(part) < len(run) and (other := chosen.get(part)) is not None and _piece(other, support):
                    inside.add(part)
    return set(chosen) - inside


def group(text: str) -> str:
    """The group a phrase is filed under."""
    return group_of(text) or OTHER


def _piece(short: Support, long: Support) -> bool:
    if short.reports == long.reports and short.count == long.count:
        return True
    before = _prefix(short, long)
    return bool(before) and before not in wordlists.MANNER and not short.opened and short.count <= 2.5 * long.count


def _prefix(short: Support, long: Support) -> str:
    """What a run has before a shorter one that ends it; empty where it does not end it."""
    one, other = ("".join(s.words).replace("“", "").replace("”", "") for s in (short, long))
    return other.removesuffix(one) if other.endswith(one) else ""


def _well_formed(text: str, words: list[str]) -> bool:
    if words[0] in wordlists.NOT_FIRST and not text.startswith("下一步"):
        return False
    if len(words) == 2 and wordlists.PAIRED.issuperset(words):
        return True
    if words[-1] in wordlists.NOT_LAST and words[-2:] not in (["担当", "作为"], ["不", "作为"]):
        return False
    depth = 0
    for char in text:
        depth += (char == "“") - (char == "”")
        if depth < 0:
            return False
    parts = text.split("、")
    if len(parts) > 1 and min(map(len, parts)) < 3:
        return False  # 清单、任务清单: cut out of a longer list
    if text in wordlists.PIECES or _DANGLING.search(text):
        return False
    edges = text.lstrip("“")[:1] + text.rstrip("”")[-1:]
    return depth == 0 and not any(c in _MARKS for c in edges)


def _whole(words: list[str], support: Support, classes: Mapping[str, str], least: int) -> bool:
    """It begins and ends where phrases do: at a mark, or between changing neighbours."""
    if "进行" in words and "对" not in words:
        return False
    if words[0] in wordlists.FIRST_OF_TWO and (len(words) > 2 or words[-1] in wordlists.MANNER_VERBS):
        return False
    if words[0] in wordlists.FIRST_OF_TWO and not support.opened and support.reports < 3 and support.closed < least:
        return False
    if (
        words[0] in wordlists.TAKES_OBJECT
        and len(words) == 2
        and support.closed < least
        and not wordlists.PAIRED.issuperset(words)
    ):
        return False  # 强化政治…: what is strengthened goes on
    if support.opened < 1 and len(support.before) < 2:
        return False
    variety = support.closed + len(support.after)
    if support.closed >= least:
        return True
    acts = (
        classes.get(words[-1]) in VERB and words[-1] not in wordlists.NOT_LAST and words[-1] not in wordlists.PLAIN
    )  # 压紧压实…
    if variety < least or (words[-1] in wordlists.PLAIN_END and (words[0] in wordlists.PLAIN or support.closed < 1)):
        return False
    two_by_two = [len(word) for word in words] == [2, 2]
    return acts or two_by_two or support.closed >= 1 or (len(words) >= 4 and sum(map(len, words)) >= 10)


def _plain_compound(words: list[str]) -> bool:
    """巡视反馈问题整改: the genre's own nouns in a row, ending in none that makes a name of them."""
    return words[-1] in wordlists.PLAIN_END and all(word in wordlists.PLAIN or word == PARTY for word in words)


def _manner(words: list[str]) -> bool:
    return len(words) == 2 and words[0] in wordlists.MANNER and words[1] in wordlists.MANNER_VERBS


def _four_verbs(words: Iterable[str], classes: Mapping[str, str]) -> bool:
    """挂图作战, 压紧压实, 建立健全: four characters, two words that say what is done."""
    found = list(words)
    if [len(w) for w in found] not in ([2, 2], [4]):
        return False
    if len(found) == 1:
        word = found[0]
        return word in wordlists.SET_WORDS or (word[:2] in wordlists.MANNER and word[2:] in wordlists.MANNER_VERBS)
    if "".join(found) in wordlists.SET_WORDS or wordlists.PAIRED.issuperset(found):
        return True
    tags = [classes.get(w, "") for w in found]
    return tags[-1] == "" or all(tag in ("v", "d", "ad", "i", "") for tag in tags)


def _is_place(word: str, classes: Mapping[str, str]) -> bool:
    return classes.get(word) == "ns" and word not in wordlists.NO_PLACES


def is_lead(frame: str, classes: Mapping[str, str]) -> bool:
    """Whether a counted frame is a lead phrase (提法) that a measure could begin with."""
    fixed = frame.replace(GAP, "")
    head, _, tail = frame.partition(GAP)
    if len(fixed) < SHORTEST or has_slot(fixed) or _SUBJECT.search(fixed) or any(c.isdigit() for c in fixed):
        return False
    if not any(head.startswith(verb) for verb in wordlists.LEAD_VERBS) or tail in wordlists.TAIL_SUBJECT:
        return False
    if GAP in frame and head not in wordlists.WORK_VERBS and (head in wordlists.MANNER or head == "层层"):
        return False  # 切实{事项}自觉: what is done is missing
    if GAP not in frame:
        return group_of(fixed) is not None and not any(classes.get(word) == "ns" for word in (fixed,))
    return (
        tail not in wordlists.NOT_LAST
        and tail[:1] not in _MARKS
        and head not in wordlists.NOT_LAST - wordlists.LEAD_VERBS
    )


def takes_work(frame: str) -> bool:
    """Whether the gap of a lead frame is filled by a piece of work that a ledger names: 加大{工作}力度, 完善{工作}机制.

    The verb is one that leads have, and what the frame ends with is a thing, not one more deed or half a set word.
    """
    head, _, tail = frame.partition(GAP)
    acts = head in wordlists.WORK_VERBS or (head[:2] in wordlists.MANNER and head[2:] in wordlists.WORK_VERBS)
    return acts and len(tail) >= 2 and tail[:2] not in wordlists.LEAD_VERBS and tail not in wordlists.NOT_OF_WORK


def is_problem(frame: str) -> bool:
    """Whether a counted frame is how a problem is worded: {工作}不到位, 落实{事项}不力."""
    fixed = frame.replace(GAP, "")
    if fixed in ("差距", "短板", "突出", "多发", "薄弱"):
        return False  # what there is of them is missing
    return len(fixed) >= 2 and not has_slot(fixed) and not _SUBJECT.search(fixed) and frame[0] not in _MARKS


_BY_HEAD = (
    (
        "建章立制",
        pattern("^(?:健全|完善|建立|规范|优化|构建).*(?:机制|制度|体系|流程|规则|办法|管理)|机制$|制度$|流程$"),
    ),
    ("专项整治", pattern("整治|治理|排查|专项行动|行动$|清理")),
    ("督促检查", pattern("督促|督查|督导|检查|监管|监督|考核|导向|研判|通报")),
    ("教育培训", pattern("教育|培训|学习|宣传|引导|能力")),
    ("压实责任", pattern("责任|担当|履职")),
    ("政治引领", pattern("政治|思想|自觉|认识|站位")),
    ("组织领导", pattern("领导|统筹|部署|组织")),
    ("巩固提升", pattern("提升|提高|质效|水平|力度|建设|推进|推动|加快")),
)


def group_of_lead(text: str) -> str:
    """The group of a lead phrase: what the measure does."""
    return next((name for name, pattern in _BY_HEAD if pattern.search(text)), OTHER)
