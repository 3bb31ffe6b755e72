"""How long `drafter check` takes: the whole process, against one that only loads jieba and segments the same text.

Prints the ratio at 25,000 characters (at most 3) and what ten times the text costs (at most 12 times). Text is made
up here, by a fixed rule, so that every paragraph is different.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LENGTH = 25_000
ROUNDS = 5
JIEBA = "import sys,jieba;jieba.setLogLevel(60);sum(1 for _ in jieba.cut(open(sys.argv[1],encoding='utf-8').read()))"
_AREAS = "规划财政教育医疗养老水务交通信访环保住建城管商务科技文旅农业民政审计统计国资应急"
_ACTS = "排查整治改造走访督办核验评估公示培训抽检清理回访调度编制修订签约巡查验收通报汇总"
_PLACES = "青石街道南浦镇子云岭新区柳河新村长桥社区北塘园区松山镇区东湖街道金泉新村白沙社区"


def notice(length: int) -> str:
    """A notice of about that many characters: three measures a problem, with figures of their own."""
    head = [
        "中共江州市云岭区委员会关于巡视整改进展情况的通报",
        "根据省委统一部署，2024年3月5日至5月10日，省委第三巡视组对江州市云岭区进行了巡视，6月20日反馈了巡视意见。"
        "按照党务公开原则和巡视工作有关要求，现将巡视整改进展情况予以公布。",
        "一、巡视整改组织领导情况",
        "区委高度重视巡视整改工作。一是加强领导。2024年6月22日召开区委常委会会议，专题研究整改工作。",
        "二、整改进展情况",
    ]
    tail = [
        "三、下一步打算",
        "一是持续抓好整改。对未完成的问题逐项推进。",
        "欢迎广大干部群众监督。联系方式：电话0555-5550100；地址：云岭区政务路1号；电子邮箱：zg@example.com。",
        "中共江州市云岭区委员会",
        "2025年1月15日",
    ]
    body: list[str] = []
    size = sum(map(len, head + tail))
    number = 0
    while size < length:
        number += 1
        title = f"{_pick(_AREAS, number)}{_pick(_ACTS, number * 7)}工作第{number}项不够有力"
        paragraphs = [f"{number}.关于“{title}”问题的整改。"]
        for k, ordinal in enumerate(("一是", "二是", "三是")):
            paragraphs.append(ordinal + _measure(number * 3 + k))
        body += paragraphs
        size += sum(map(len, paragraphs))
    return "\n".join([*head, *body, *tail]) + "\n"


def _pick(words: str, n: int, length: int = 2) -> str:
    """The n-th word of a row of words of one length, begun anew at its end."""
    at = n * length % len(words)
    return words[at : at + length]


def _measure(n: int) -> str:
    area, act, place = _pick(_AREAS, n), _pick(_ACTS, n * 3 + n // 20), _pick(_PLACES, n * 7 + n // 10, 4)
    total, done = 120 + n % 97, 60 + n % 53
    return (
        f"做好{area}{act}。在{place}开展{area}领域{act}行动，{1 + n % 11}月底前{act}点位{total}处，其中已完成{done}处，"
        f"完成率{done * 100 / total:.1f}%。出台《{place}{area}{act}办法》，明确{3 + n % 9}个部门的{act}职责，"
        f"投入资金{n * 13 % 900 + 100}万元，惠及居民{n * 31 % 7000 + 300}户。"
    )


def seconds(command: list[str]) -> float:
    """The best of several runs of a process."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, check=False, capture_output=True, env=environment)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        times = {}
        for factor in (1, 10):
            file = Path(folder) / f"通报{factor}.txt"
            file.write_text(notice(LENGTH * factor), encoding="utf-8")
            times[factor] = seconds([sys.executable, "-m", "drafter", "check", str(file), "--format", "json"])
            if factor == 1:
                bare = seconds([sys.executable, "-c", JIEBA, str(file)])
    print(f"只加载 jieba 并分词：{bare:.2f} 秒")
    print(f"check {LENGTH} 字：{times[1]:.2f} 秒，是前者的 {times[1] / bare:.2f} 倍（要求不超过 3）")
    print(f"check {LENGTH * 10} 字：{times[10]:.2f} 秒，是十分之一的 {times[10] / times[1]:.2f} 倍（要求不超过 12）")


if __name__ == "__main__":
    main()
