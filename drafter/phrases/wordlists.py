"""The word lists that tell a set phrase of the genre from a piece of one: data for `choose` and `counting`.

They stand in `lexicon/phrase_words.csv`, a use each; what each use means is said here.
"""

from __future__ import annotations

from drafter.phrases.slots import DATE, LATIN, NUMBER, PLACE, TEAM
from drafter.text.lexicon import table


def _words(use: str) -> frozenset[str]:
    return frozenset(row["词"] for row in table("phrase_words") if row["用途"] == use)


# A phrase does not begin with one of these.
NOT_FIRST = _words("不起头")

# nor end with one of these.
NOT_LAST = _words("不收尾")

# A compound of two words may begin with these (问题清单, 工作合力); what is longer is a piece of something.
FIRST_OF_TWO = _words("两词起头")

# The genre's own nouns: a row of nothing else (巡视反馈问题整改) says nothing.
PLAIN = _words("泛名")

# …where it ends with one of these.
PLAIN_END = _words("泛名收尾")

# How something is done: 有序推进, 严格落实.
MANNER = _words("方式")

# What a clause begins with that says only how: without it, it says the same thing.
HOW = MANNER - {"加快", "统筹"} | _words("只说怎样")

# …and what is.
MANNER_VERBS = _words("方式动词")

# Of these, those that are nouns as well: 提升整改自觉.
NOUNS_TOO = _words("兼名")

# What these are done to goes on: 强化政治….
TAKES_OBJECT = _words("带宾语")

# A lead does not end with these, unless it says that something is moved on (推动…提升).
LEAD_NOT_LAST = TAKES_OBJECT | _words("提法不收尾")

# Two of these are a phrase: 细化分解, 修订完善.
PAIRED = _words("并列动词")

# One word to jieba, two to a writer.
SET_WORDS = _words("固定词")

# What jieba's dictionary takes for places and is none.
NO_PLACES = _words("非地名")

# What a lead phrase (提法) begins with.
LEAD_VERBS = _words("提法动词")

# What is done to what is wrong: 纠治不担当不作为; nobody 深化 it.
ENDS_FAULTS = _words("除弊动词")

# What is done that can be counted: 发现问题{数}个.
RESULT_VERBS = _words("成效动词")

# Verbs of leads that go with anything that is called for.
TAKES_ANY = _words("百搭动词")

# …but for what begins with one of these: 工作机制 is called for by nobody.
SAYS_LITTLE = _words("空话起头")

# What is done to a piece of work, whichever it is: 加大{工作}力度.
WORK_VERBS = _words("工作动词")

# What is no thing that a piece of work has: these are halves of set words (强化责任担当).
NOT_OF_WORK = _words("非工作所有")

# What a lead frame does not end with: it would be about a subject.
TAIL_SUBJECT = _words("主体收尾")

# Words of a subject: a phrase with one of them is about that subject.
SUBJECT = _words("专题")

# What parts phrases: one may begin behind it.
OPENS = _words("前界")

# …and end before it.
CLOSES = _words("后界")

# Attested and whole, yet of no use to a writer: what they name goes on, or they name nothing.
PIECES = _words("残片")

# No run of words worth counting begins or ends with one of these: particles, marks, slots that a sentence hangs on.
IDLE = _words("闲字") | {DATE, NUMBER, PLACE, TEAM, LATIN}
