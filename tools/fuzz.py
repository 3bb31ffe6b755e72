"""Valid inputs with a few values changed, through the commands: whatever comes of it is said in Chinese, in time.

    python tools/fuzz.py --seconds 60                     the kept seeds, then new ones
    python tools/fuzz.py --seconds 1200 --from 5000       a longer run
    python tools/fuzz.py --seed ledger:17 --keep /tmp/x   one case again, its files kept

A case begins with files that are right (a ledger, rules, a workbook, a bank, a template, a notice …) and changes one of
them in its values: a scalar of the YAML, a cell, an attribute or a text of one part of a package. So it passes the
first gate and reaches what lies behind. Property: exit status 0, 1 or 2; what is refused is refused in Chinese, with
the name of the file; no 程序出错; within LONGEST seconds and MOST_MEMORY; no input touched, nothing left half written.
Seeds of past failures stand in tests/fixtures/fuzz_seeds.csv and are run first. Needs fork, so it runs on Linux.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import hashlib
import io
import os
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "tests" / "fixtures" / "fuzz_seeds.csv"
LONGEST = 20.0  # seconds of processor time a case
MOST_MEMORY = 1 << 30
_IDLE = 2 * LONGEST  # seconds in which a case that works has some processor time
_ADDRESSES = 3 << 30  # bytes a case may map; beyond it memory is refused, as on a machine that has no more

# What people, programs and accidents put where a value stands.
ODD = (
    "",
    " ",
    "0",
    "-1",
    "1e999",
    "99999999999999999999999",
    "0.0",
    "１２",
    "是",
    "否",
    "null",
    "~",
    "[]",
    "{}",
    "[[[[]]]]",
    "[甲, [乙, {丙: 丁}]]",
    "{甲: 乙}",
    "&a 甲",
    "*a",
    "!!python/object:os.system x",
    "!!binary aGk=",
    "|",
    ">-",
    "'",
    '"',
    "2024-02-30",
    "0000-00-00",
    "9999-12-31",
    "2024年13月1日",
    "12:30:61",
    "{{ x }}",
    "{% for a in b %}",
    "{%",
    "}}",
    "{#",
    "【待补：",
    "】",
    "“",
    "《《《",
    "（（（",
    "关于“",
    "一是",
    "1.",
    "（一）",
    "%",
    "%s%n",
    "{0}{}",
    "\\",
    "\\x00",
    "\u202e甲乙",
    "\ufeff",
    "\u200b",
    "\U0001f600",
    "\U00020bb7",
    "甲\u0301",
    "\u2028",
    "/dev/zero",
    "../../../etc/passwd",
    "//host/share/x",
    "\\\\host\\share\\x",
    "file:///etc/passwd",
    "http://host/x",
    "CON",
    "a" * 300,
    "甲" * 5000,
    "一是" * 2000,
    "，" * 3000,
    "1.1." * 1500,
    "(" * 800,
    "[" * 400,
    "“" * 1500,
    "2024年1月1日" * 800,
    "100%" * 800,
    "=1+1",
    "#REF!",
    "<b>",
    "&#0;",
    "&lt;",
)
_SCALAR = re.compile(r"(?<=[:\-] )[^\n#]+$|(?<=: )[^\n]*$", re.MULTILINE)
_ATTRIBUTE = re.compile(r'(?<==")[^"<]*(?=")')
_TEXT = re.compile(r"(?<=>)[^<]+(?=<)")
_TAG = re.compile(r"<[^>?!]+>")


class Case(NamedTuple):
    """One run: files, the one that was changed, and the command line."""

    kind: str
    seed: int
    changed: str  # its path in the office's folder
    arguments: list[str]


class Outcome(NamedTuple):
    """What a case came to; `fault` is empty where the property holds."""

    case: Case
    status: int
    seconds: float
    memory: int
    said: str
    fault: str


# --- the office: one valid file of every kind ------------------------------------------------------------------------


def office(folder: Path) -> None:
    """Files that are all right, as an office has them."""
    from drafter.cli import run
    from drafter.ledger.excel_out import write_excel
    from drafter.ledger.load import load_ledger

    folder.mkdir(parents=True)
    for name in ("云岭区水务局党组.yaml", "未完成.yaml"):
        shutil.copy(ROOT / "examples" / name, folder / name)
    shutil.copy(ROOT / "examples" / "云岭区水务局党组.yaml", folder / "台账.yaml")
    shutil.copy(ROOT / "examples" / "整改台账.xlsx", folder / "表.xlsx")
    shutil.copy(ROOT / "examples" / "旧通报.txt", folder / "通报.txt")
    shutil.copytree(ROOT / "templates" / "双主体式", folder / "模板")
    shutil.copytree(ROOT / "phrasebank", folder / "词条库")
    (folder / "填回.xlsx").write_bytes(write_excel(load_ledger(folder / "台账.yaml")))
    (folder / "新.yaml").write_text((folder / "台账.yaml").read_text("utf-8").replace("已完成", "推进中", 2), "utf-8")
    (folder / "列名.yaml").write_text("整改举措: 措施\n存在问题: 表述\n完成情况: 状态\n牵头部门: 牵头单位\n", "utf-8")
    (folder / "规则.yaml").write_text(
        "关闭: [N203, T]\n级别: {S101: 警告, N102: 错误}\n必用语: [接受社会监督]\n禁用词: [回头看]\n"
        "规范用语: {截止目前: 截至目前}\n必备: [标题, 导语]\n必备标题: [建章立制情况]\n规范表文件: 规范表.csv\n"
        "规范表: [{错: 帐目, 对: 账目, 编号: 甲1, 类: 错字, 级: 提示, 前非: 旧, 后非: 本}]\n",
        "utf-8",
    )
    (folder / "规范表.csv").write_text(
        "编号,类,错,对,前非,后非,级\n乙1,错字,布署,部署,,,警告\n乙2,,既使,即使,,,\n", "utf-8"
    )
    paragraphs = (folder / "通报.txt").read_text("utf-8").splitlines()
    page = "".join(f"<p>{line}</p>\n" for line in paragraphs)
    table = "<table><tr><td rowspan='2' colspan='2'>联系电话</td><td>0000-5550101</td></tr></table>"
    head = "<html><head><meta charset='utf-8'><title>通报</title></head><body>"
    (folder / "通报.html").write_text(f"{head}{page}{table}</body></html>", "utf-8")
    before = Path.cwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            assert run(["draft", "台账.yaml", "-o", "通报.docx", "--template", "模板"]) == 0
        (folder / "通报.核对.yaml").write_text(
            '接受:\n  - 说明: "已核"\n    规则: S107\n    所在: ""\n    原文: 甲\n', "utf-8"
        )
    finally:
        os.chdir(before)


OUT = "果"
# What may be changed, and the commands that read it.
READERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ledger": (
        ("台账.yaml", "未完成.yaml"),
        (
            *(
                "draft {} -o 果/稿.docx",
                "draft {} -o 果/稿.docx --trace 果/来历.json --template 模板",
                "draft {} --alternatives",
            ),
            *(
                "export {} -o 果/表.xlsx",
                "update {} --from 新.yaml -o 果/并.yaml",
                "update 新.yaml --from {} -o 果/并.yaml",
            ),
            *("diff {} 新.yaml", "check 通报.docx --ledger {}", "export {} -o 果 --by 牵头单位", "check {}"),
        ),
    ),
    "rules": (("规则.yaml",), ("check 通报.docx --rules {}", "check 通报.txt --rules {} --format json")),
    "norms": (("规范表.csv",), ("check 通报.docx --rules 规则.yaml",)),
    "accepted": (
        ("通报.核对.yaml",),
        ("check 通报.docx", "check 通报.docx --signoff 果/单.docx", "check 通报.docx --format html -o 果/页.html"),
    ),
    "columns": (("列名.yaml",), ("import 表.xlsx -o 果/台账.yaml --map {}",)),
    "workbook": (
        ("表.xlsx", "填回.xlsx"),
        (
            "import {} -o 果/台账.yaml",
            "update 台账.yaml --from {} -o 果/并.yaml",
            "draft {} -o 果/稿.docx",
            "diff 台账.yaml {}",
        ),
    ),
    "bank": (
        (
            "词条库/measure.yaml",
            "词条库/opening.yaml",
            "词条库/closing.yaml",
            "词条库/problem.yaml",
            "词条库/figure.yaml",
        ),
        ("draft 台账.yaml -o 果/稿.docx --phrasebank 词条库", "phrases check 词条库"),
    ),
    "template": (
        ("模板/template.yaml",),
        ("template check 模板", "draft 台账.yaml -o 果/稿.docx --template 模板", "check 通报.docx --template 模板"),
    ),
    "look": (
        ("模板/template.docx",),
        ("template check 模板", "draft 台账.yaml -o 果/稿.docx --template 模板", "template preview 模板 -o 果/样.docx"),
    ),
    "notice": (
        ("通报.docx",),
        (
            *(
                "check {}",
                "check {} --annotate 果/批.docx --fix 果/改.docx",
                "check {} --signoff 果/单.html --format html",
            ),
            *(
                "outline {} --json",
                "import {} -o 果/台账.yaml --force",
                "template new 果/新 --from {}",
                "check 通报.txt --since {}",
            ),
        ),
    ),
    "page": (("通报.html", "通报.txt"), ("outline {}", "import {} -o 果/台账.yaml --force", "check {} --format json")),
}


# --- changes ---------------------------------------------------------------------------------------------------------


def _replaced(text: str, pattern: re.Pattern[str], chance: random.Random, value: str | None = None) -> str:
    """One of the pattern's places with an odd value, or with that of another place."""
    places = list(pattern.finditer(text))
    if not places:
        return text
    place = chance.choice(places)
    other = chance.choice(places)[0] if chance.random() < 0.25 else chance.choice(ODD)
    return text[: place.start()] + (other if value is None else value) + text[place.end() :]


def _yaml(text: str, chance: random.Random) -> str:
    """Values mostly; sometimes a line is moved, doubled, dropped or set in."""
    if chance.random() < 0.7:
        return _replaced(text, _SCALAR, chance)
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    line = lines[at]
    way = chance.randrange(5)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines.insert(chance.randrange(len(lines)), line)
    elif way == 2:
        lines[at] = chance.choice(("  ", "\t", "- ", "? ", "<<: ")) + line
    elif way == 3:
        lines[at] = re.sub(r"[^\s:]+(?=:)", lambda m: chance.choice((*ODD[:40], m[0][::-1])), line, count=1)
    else:
        lines[at] = line.replace(":", chance.choice(("：", ":", " :", ": :")), 1)
    return "\n".join(lines)


def _markup(text: str, chance: random.Random) -> str:
    """An attribute, a text, or a tag that goes or comes twice."""
    way = chance.randrange(8)
    if way < 3:
        value = (
            None
            if chance.random() < 0.5
            else chance.choice(("0", "-1", "65536", "99999999999", "x", "", "1.5", "true"))
        )
        return _replaced(text, _ATTRIBUTE, chance, value)
    if way < 6:
        safe = chance.choice([value for value in ODD if "<" not in value and "&" not in value])
        return _replaced(text, _TEXT, chance, safe)
    tags = list(_TAG.finditer(text))
    if not tags:
        return text
    tag = chance.choice(tags)
    if way == 6:
        return text[: tag.start()] + text[tag.end() :]
    name = re.match(r"</?([\w:]+)", tag[0])
    times = chance.choice((1, 2, 300, 3000))
    if name is None or tag[0].startswith("</"):
        return text
    # A whole element, or its mark, many times over.
    whole = tag[0] if tag[0].endswith("/>") else tag[0][:-1] + "/>"
    return text[: tag.start()] + whole * times + text[tag.start() :]


def _plain(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    way = chance.randrange(4)
    if way == 0:
        lines[at] = chance.choice(ODD)
    elif way == 1:
        cut = chance.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:cut] + chance.choice(ODD) + lines[at][cut:]
    elif way == 2:
        lines.insert(at, lines[chance.randrange(len(lines))])
    else:
        del lines[at]
    return "\n".join(lines)


def _package(data: bytes, chance: random.Random) -> bytes:
    """One part of a package: its values, or the part itself gone, empty, cut short, doubled or under another name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts = [name for name in parts if name.endswith((".xml", ".rels"))]
    weights = [4 if re.search(r"document|sheet\d|sharedStrings|styles|numbering", name) else 1 for name in texts]
    name = chance.choices(texts, weights)[0]
    way = chance.randrange(12)
    if way == 0:
        del parts[name]
    elif way == 1:
        parts[name] = parts[name][: chance.randrange(len(parts[name]) + 1)]
    elif way == 2:
        parts[name] = chance.choice((b"", b"\x00" * 50, parts[chance.choice(texts)], b"\xff\xfe" + parts[name]))
    elif way == 3:
        parts[name.upper() if chance.random() < 0.5 else name.replace("/", "\\")] = parts.pop(name)
    else:
        text = parts[name].decode("utf-8", "replace")
        for _ in range(chance.choice((1, 1, 2, 5))):
            text = _markup(text, chance)
        parts[name] = text.encode("utf-8", "replace")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return out.getvalue()


def _change(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    if path.suffix in (".docx", ".xlsx"):
        path.write_bytes(_package(data, chance))
        return
    change: Callable[[str, random.Random], str] = {".yaml": _yaml, ".html": _markup}.get(path.suffix, _plain)
    text = data.decode("utf-8")
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        text = change(text, chance)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


# --- running ---------------------------------------------------------------------------------------------------------


def prepared(kind: str, seed: int, valid: Path, folder: Path) -> Case:
    """The files of a case in `folder`, and its command line; the same for the same kind and seed."""
    chance = random.Random(f"{kind}:{seed}")
    shutil.copytree(valid, folder)
    files, commands = READERS[kind]
    changed = chance.choice(files)
    command = chance.choice(commands)
    _change(folder / changed, chance)
    return Case(kind, seed, changed, [part.replace("{}", changed) for part in command.split()])


def outcome_of(case: Case, folder: Path) -> Outcome:
    """Run a case in a process of its own and look at what it did."""
    before = _hashes(folder)
    said = folder.parent / "said"
    inherited = _resident()
    child = os.fork()
    if child == 0:
        _run_here(case, folder, said)
    status, seconds, most = _waited(child)
    memory = max(0, most - inherited)
    text = said.read_text("utf-8", "replace") if said.exists() else ""
    fault = _fault(case, status, memory, text) or _touched(before, _hashes(folder), status)
    return Outcome(case, status, seconds, memory, text, fault)


def _resident() -> int:
    """Bytes of memory that this process holds and a forked one begins with: no merit or fault of the case."""
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    return pages * resource.getpagesize()


def _run_here(case: Case, folder: Path, said: Path) -> None:
    """The command in this (forked) process, which ends with it."""
    status = 99
    try:
        os.chdir(folder)
        resource.setrlimit(resource.RLIMIT_CPU, (int(LONGEST) + 1, int(LONGEST) + 1))
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
        out = os.open(os.devnull, os.O_WRONLY)
        err = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), "utf-8", "replace", write_through=True)
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), "utf-8", "replace", write_through=True)
        from drafter.cli import run

        status = run(case.arguments)
    except BaseException as error:
        os.write(2, f"Traceback {type(error).__name__}: {error}".encode("utf-8", "replace"))
    finally:
        os._exit(status)


def _waited(child: int) -> tuple[int, float, int]:
    """Its exit status (-1: killed when its time was over; 100 + n for signal n), processor time and memory.

    What waits for ever uses no processor time; a case that has to share a busy machine goes on using some.
    """
    late, used, until = False, 0.0, time.monotonic() + _IDLE
    while True:
        done, status, usage = os.wait4(child, 0 if late else os.WNOHANG)
        if done:
            code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 100 + os.WTERMSIG(status)
            seconds = usage.ru_utime + usage.ru_stime
            return (-1 if late or seconds > LONGEST else code), seconds, usage.ru_maxrss * 1024
        if time.monotonic() < until:
            time.sleep(0.002)
        elif (now := _used(child)) > used:
            used, until = now, time.monotonic() + _IDLE
        else:
            os.kill(child, signal.SIGKILL)
            late = True


def _used(child: int) -> float:
    """Seconds of processor time that a running process has had so far."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        user, system = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _fault(case: Case, status: int, memory: int, said: str) -> str:
    if status == -1:
        return f"not done in {LONGEST:.0f} s"
    if "程序出错" in said or "Traceback" in said:
        return said.strip().splitlines()[-1][:300]
    if status not in (0, 1, 2):
        return f"exit status {status}"
    if memory > MOST_MEMORY:
        return f"{memory >> 20} MB"
    if status == 2 and not re.search("[\u4e00-\u9fff]", said):
        return f"not said in Chinese: {said[:200]!r}"
    folder, _, name = case.changed.rpartition("/")
    if status == 2 and name not in said and not (folder and folder in said):
        return f"the message does not name {name}: {said[:200]!r}"
    return ""


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _touched(before: dict[str, str], after: dict[str, str], status: int) -> str:
    for path, digest in before.items():
        if after.get(path) != digest:
            return f"input touched: {path}"
    new = set(after) - set(before)
    if left := sorted(path for path in new if not path.startswith(f"{OUT}/") or ".~" in path):
        return f"left behind: {left}"
    return f"refused, yet written: {sorted(new)}" if status == 2 and new else ""


def warmed(valid: Path) -> None:
    """What every command imports and reads once is there before the forks."""
    from drafter.cli import run

    with tempfile.TemporaryDirectory() as name, contextlib.redirect_stdout(io.StringIO()):
        folder = shutil.copytree(valid, Path(name) / "right")
        before = Path.cwd()
        os.chdir(folder)
        try:
            for kind, (files, commands) in READERS.items():
                for command in commands:
                    with contextlib.redirect_stderr(io.StringIO()) as said:
                        status = run([part.replace("{}", files[0]) for part in command.split()])
                    shutil.rmtree(OUT, ignore_errors=True)
                    assert status in (0, 1) or command == "check {}", (kind, command, said.getvalue())
        finally:
            os.chdir(before)


def kept_seeds() -> list[tuple[str, int]]:
    """Those that failed once."""
    with SEEDS.open(encoding="utf-8", newline="") as file:
        return [(row["kind"], int(row["seed"])) for row in csv.DictReader(file)]


def _cases(first: int) -> Iterator[tuple[str, int]]:
    yield from kept_seeds()
    seed = first
    while True:
        yield from ((kind, seed) for kind in READERS)
        seed += 1


def run_all(cases: Iterator[tuple[str, int]], seconds: float) -> list[Outcome]:
    """Cases until the time is over."""
    ends = time.monotonic() + seconds
    found = []
    with tempfile.TemporaryDirectory() as name:
        valid, folder = Path(name) / "right", Path(name) / "case" / "办公室"
        office(valid)
        warmed(valid)
        for kind, seed in cases:
            if time.monotonic() > ends:
                break
            shutil.rmtree(folder.parent, ignore_errors=True)
            found.append(outcome_of(prepared(kind, seed, valid, folder), folder))
            if found[-1].fault:
                print(line_of(found[-1]), flush=True)
    return found


def line_of(outcome: Outcome) -> str:
    case = outcome.case
    return f"{case.kind}:{case.seed}  {' '.join(case.arguments)}  ({case.changed})\n    {outcome.fault}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first new seed")
    parser.add_argument("--seed", action="append", help="only this case, as kind:number")
    parser.add_argument("--keep", type=Path, help="a folder where the files of that case stay")
    given = parser.parse_args()
    sys.stderr.flush()
    if given.seed:
        cases = [(kind, int(number)) for kind, _, number in (s.partition(":") for s in given.seed)]
        if given.keep:
            with tempfile.TemporaryDirectory() as name:
                office(Path(name) / "right")
                print(prepared(*cases[0], Path(name) / "right", given.keep))
        outcomes = run_all(iter(cases), 600)
        for outcome in outcomes:
            print(line_of(outcome), outcome.status, f"{outcome.seconds:.1f} s", outcome.said[:2000], sep="\n")
    else:
        outcomes = run_all(_cases(given.first), given.seconds)
    faults = [o for o in outcomes if o.fault]
    slowest = max(outcomes, key=lambda o: o.seconds)
    statuses = Counter(o.status for o in outcomes)
    print(
        f"{len(outcomes)} cases, {len(faults)} faults; exit status {dict(sorted(statuses.items()))}; slowest "
        f"{slowest.case.kind}:{slowest.case.seed} {slowest.seconds:.1f} s; most "
        f"{max(o.memory for o in outcomes) >> 20} MB"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
