"""Many drafts in one call: what is broken stops nothing else, and a run that was killed is simply called again."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import COMMAND, ROOT, drafter, environment
from docx import Document

HEAD = """\
通报: {{成文日期: 2025-01-15}}
单位: {{名称: 中共青屿县{name}委员会, 简称: 镇党委, 地区: 青屿县{name}}}
巡视: {{类别: 巡察, 部署: 县委, 巡视组: 县委第一巡察组, 开始: 2024-03-05, 结束: 2024-05-10, 反馈: 2024-06-20}}
问题:
"""
MANY = 24  # ledgers: enough to be killed in their middle
PROBLEM = "  - {{表述: 第{n}项工作抓得不紧, 措施: [{{提法: 完善制度, 内容: 修订办法{n}项。}}]}}\n"


def write_ledgers(folder: Path, count: int, problems: int = 3) -> list[str]:
    (folder / "台账").mkdir()
    for n in range(count):
        text = HEAD.format(name=f"第{n}镇") + "".join(PROBLEM.format(n=i + 1) for i in range(problems))
        (folder / "台账" / f"第{n:02} 镇.yaml").write_text(text, encoding="utf8")
    return [f"台账/第{n:02} 镇.yaml" for n in range(count)]


def summary(folder: Path) -> list[list[str]]:
    data = (folder / "起草汇总.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "Excel needs the mark"
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def text_of(path: Path) -> str:
    return "\n".join(p.text for p in Document(str(path)).paragraphs)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_broken_ledger_does_not_stop_the_rest(tmp_path: Path, jobs: str) -> None:
    files = write_ledgers(tmp_path, 4)
    (tmp_path / files[1]).write_text("问题: [", encoding="utf8")
    done = drafter("draft", *files, "台账/没有.yaml", "-o", "稿", "--jobs", jobs, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "第01 镇.yaml:" in done.stderr and "没有.yaml：文件不存在" in done.stderr
    assert "写出 3 份，2 份没有写出" in done.stderr
    written = sorted(p.name for p in (tmp_path / "稿").iterdir())
    assert written == ["第00 镇.docx", "第02 镇.docx", "第03 镇.docx", "起草汇总.csv"]
    assert "第3项工作抓得不紧" in text_of(tmp_path / "稿" / "第03 镇.docx")


def test_the_summary_names_every_ledger_with_what_came_of_it(tmp_path: Path) -> None:
    files = write_ledgers(tmp_path, 3)
    (tmp_path / files[2]).write_bytes(b"\x00\xff" * 50)
    drafter("draft", *files, "-o", "稿", cwd=tmp_path)
    head, *rows = summary(tmp_path / "稿")
    assert head == ["台账", "结果", "问题", "措施", "待补", "稿子或原因"]
    assert [row[0] for row in rows] == [str(Path(f)) for f in files]
    assert [row[1:4] for row in rows] == [["已写出", "3", "3"], ["已写出", "3", "3"], ["没有写出", "", ""]]
    assert rows[0][5] == str(Path("稿/第00 镇.docx"))
    assert "第02 镇.yaml" in rows[2][5]


def test_a_cell_of_the_summary_is_never_a_formula(tmp_path: Path) -> None:
    files = write_ledgers(tmp_path, 2)
    (tmp_path / files[0]).rename(tmp_path / "=1+1.yaml")
    done = drafter("draft", "=1+1.yaml", files[1], "-o", "稿", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert summary(tmp_path / "稿")[1][0] == "'=1+1.yaml"


def test_all_good_is_exit_status_0_and_the_same_bytes_whatever_the_number_of_processes(tmp_path: Path) -> None:
    files = write_ledgers(tmp_path, 5)
    for folder, *more in (["一"], ["二", "--jobs", "2"], ["三", "--jobs", "-1"]):
        done = drafter("draft", *files, "-o", folder, *more, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    for path in sorted((tmp_path / "一").glob("*.docx")):
        assert path.read_bytes() == (tmp_path / "二" / path.name).read_bytes()
        assert path.read_bytes() == (tmp_path / "三" / path.name).read_bytes()


def test_a_pattern_and_a_folder_stand_for_their_ledgers(tmp_path: Path) -> None:
    write_ledgers(tmp_path, 3)
    (tmp_path / "台账" / "说明.txt").write_text("不是台账", encoding="utf8")
    (tmp_path / "台账" / "~$第00 镇.yaml").write_text("锁", encoding="utf8")
    for folder, what in (("一", "台账/*.yaml"), ("二", "台账"), ("三", "台账/第0? 镇.yaml")):
        done = drafter("draft", what, "-o", folder, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert len(list((tmp_path / folder).glob("*.docx"))) == 3


def test_a_pattern_or_folder_without_ledgers_is_said(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    done = drafter("draft", "空", "无/*.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert "空：文件夹里没有 .yaml" in done.stderr
    assert "*.yaml：没有与它相符的" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["空"]


def test_ledgers_that_would_be_written_to_one_file_are_refused(tmp_path: Path) -> None:
    write_ledgers(tmp_path, 1)
    (tmp_path / "第00 镇.yaml").write_bytes((tmp_path / "台账" / "第00 镇.yaml").read_bytes())
    done = drafter("draft", "台账/第00 镇.yaml", "第00 镇.yaml", "-o", "稿", cwd=tmp_path)
    assert done.returncode == 2
    assert "同名" in done.stderr
    assert not (tmp_path / "稿").exists()


def test_several_ledgers_do_not_go_into_one_file(tmp_path: Path) -> None:
    files = write_ledgers(tmp_path, 2)
    done = drafter("draft", *files, "-o", "稿.docx", cwd=tmp_path)
    assert done.returncode == 2
    assert "稿.docx" in done.stderr
    assert not (tmp_path / "稿.docx").exists()


@pytest.mark.parametrize("jobs", ["0", "-2"])
def test_an_impossible_number_of_processes_is_refused(tmp_path: Path, jobs: str) -> None:
    files = write_ledgers(tmp_path, 2)
    done = drafter("draft", *files, "-o", "稿", "--jobs", jobs, cwd=tmp_path)
    assert done.returncode == 2
    assert f"--jobs 不能是 {jobs}" in done.stderr
    assert not (tmp_path / "稿").exists()


def kill_in_the_middle(folder: Path, files: list[str], jobs: str) -> list[Path]:
    """Begin to draft, kill the process when some are done; returns the drafts that stand there then."""
    out = folder / "稿"
    process = subprocess.Popen(
        [*COMMAND, "draft", *files, "-o", "稿", "--jobs", jobs],
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + 120
        while len(list(out.glob("*.docx"))) < 3 and time.monotonic() < end and process.poll() is None:
            time.sleep(0.005)
    finally:
        process.kill()
        process.wait()
    quiet_for(out, 1.5)  # workers that have lost their parent finish what they hold
    done = sorted(out.glob("*.docx"))
    assert 3 <= len(done) < len(files), "not killed in the middle"
    return done


def quiet_for(folder: Path, seconds: float) -> None:
    seen, since = -1, time.monotonic()
    while time.monotonic() - since < seconds:
        count = len(list(folder.iterdir()))
        if count != seen:
            seen, since = count, time.monotonic()
        time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_run_leaves_no_half_draft_and_a_second_call_finishes_the_rest(tmp_path: Path, jobs: str) -> None:
    files = write_ledgers(tmp_path, MANY, problems=12)
    done = kill_in_the_middle(tmp_path, files, jobs)
    for path in done:
        assert "第12项工作抓得不紧" in text_of(path), f"{path.name} is not whole"
    (tmp_path / "稿" / f".第{MANY - 1:02} 镇.docx.4711.drafter-tmp").write_bytes(b"half")
    again = drafter("draft", *files, "-o", "稿", "--jobs", jobs, cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    names = sorted(p.name for p in (tmp_path / "稿").iterdir())
    assert names == [*(f"第{n:02} 镇.docx" for n in range(MANY)), "起草汇总.csv"]
    assert all("第12项工作抓得不紧" in text_of(p) for p in (tmp_path / "稿").glob("*.docx"))


@pytest.mark.slow
def test_a_second_call_refuses_a_draft_that_somebody_edited_and_does_the_rest(tmp_path: Path) -> None:
    files = write_ledgers(tmp_path, MANY, problems=12)
    done = kill_in_the_middle(tmp_path, files, "1")
    document = Document(str(done[1]))
    document.paragraphs[3].add_run("县里补充的一句话。")
    document.save(str(done[1]))
    edited = done[1].read_bytes()
    again = drafter("draft", *files, "-o", "稿", cwd=tmp_path)
    assert again.returncode == 2
    assert f"{done[1].name}：这份稿子起草后有人改过" in again.stderr
    assert f"写出 {MANY - 1} 份，1 份没有写出" in again.stderr
    assert done[1].read_bytes() == edited
    assert len(list((tmp_path / "稿").glob("*.docx"))) == MANY
    refused = [row for row in summary(tmp_path / "稿") if row[1] == "没有写出"]
    assert [Path(row[0]).stem for row in refused] == [done[1].stem]


def test_a_cluster_without_dask_is_explained(tmp_path: Path) -> None:
    files = write_ledgers(tmp_path, 2)
    (tmp_path / "缺").mkdir()
    (tmp_path / "缺" / "distributed.py").write_text("raise ImportError('absent')", encoding="utf8")
    path = os.pathsep.join([str(tmp_path / "缺"), environment()["PYTHONPATH"]])
    done = drafter("draft", *files, "-o", "稿", "--scheduler", "tcp://127.0.0.1:8786", cwd=tmp_path, PYTHONPATH=path)
    assert done.returncode == 2
    assert "没有安装 Dask" in done.stderr and "pip install" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "稿").exists()


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a small cluster on this machine, whose workers stand in another folder than the caller."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


def test_the_same_call_runs_on_a_dask_cluster(tmp_path: Path, scheduler: str) -> None:
    files = write_ledgers(tmp_path, 6)
    (tmp_path / files[2]).write_text("问题: [", encoding="utf8")
    here = drafter("draft", *files, "-o", "本机", cwd=tmp_path)
    there = drafter("draft", *files, "-o", "集群", "--backend", "dask", "--scheduler", scheduler, cwd=tmp_path)
    assert (here.returncode, there.returncode) == (2, 2)
    assert "写出 5 份，1 份没有写出" in there.stderr
    assert len(list((tmp_path / "集群").glob("*.docx"))) == 5
    for path in (tmp_path / "本机").glob("*.docx"):
        assert path.read_bytes() == (tmp_path / "集群" / path.name).read_bytes()


def test_a_scheduler_that_does_not_answer_is_named(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    files = write_ledgers(tmp_path, 2)
    done = drafter("draft", *files, "-o", "稿", "--scheduler", "tcp://127.0.0.1:1", cwd=tmp_path)
    assert done.returncode == 2
    assert "连不上 Dask 调度器 tcp://127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "稿").exists()


@pytest.mark.slow
def test_the_bench_writes_ledgers_that_draft(tmp_path: Path) -> None:
    """bench/batch.py measures real work: its first two ledgers, both ways."""
    done = subprocess.run(
        [
            COMMAND[0],
            str(ROOT / "bench" / "batch.py"),
            "--ledgers",
            "2",
            "--problems",
            "3",
            "--runs",
            "1",
            "--singles",
            "1",
        ],
        env=environment(),
        capture_output=True,
        encoding="utf8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "same bytes: True" in done.stdout
    assert "of one process" in done.stdout


def test_checking_a_folder_runs_on_a_dask_cluster_too(tmp_path: Path, scheduler: str) -> None:
    files = write_ledgers(tmp_path, 3)
    assert drafter("draft", *files, "-o", "稿", cwd=tmp_path).returncode == 0
    here = drafter("check", "稿", "--format", "json", cwd=tmp_path)
    there = drafter("check", "稿", "--format", "json", "--backend", "dask", "--scheduler", scheduler, cwd=tmp_path)
    assert here.stdout and (there.returncode, there.stdout) == (here.returncode, here.stdout)
