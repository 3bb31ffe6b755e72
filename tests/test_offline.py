"""The bundle for machines without a network: whole, installed into its own folder, and it opens the page."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("offline", ROOT / "tools" / "offline.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or os.uname().machine != "x86_64", reason="the bundle is for x86-64 Linux")
def test_a_bundle_installs_itself_without_a_network_and_opens_the_page(tmp_path: Path) -> None:
    offline = tool()
    if HERE not in offline.PYTHONS:
        pytest.skip("no bundle for this Python")
    source = tmp_path / "源 码"
    shutil.copytree(
        ROOT, source, ignore=shutil.ignore_patterns(".*", "build", "*.egg-info", "__pycache__", "out", "离线包")
    )
    offline.ROOT = source
    own = tmp_path / "own"
    own.mkdir()
    folder = offline.bundle(tmp_path, "linux-x86_64", [HERE], offline.build(own))
    with zipfile.ZipFile(offline.zipped(folder)) as archive:
        assert any(name.endswith("起草助手.sh") for name in archive.namelist())
    cut = {"PIP_NO_INDEX": "1", "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    environment = {"PATH": os.path.dirname(sys.executable) + ":/usr/bin:/bin", "HOME": str(tmp_path), **cut}
    process = subprocess.Popen(
        ["sh", str(folder / "起草助手.sh"), "我的 工作", "--no-browser"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf8",
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), process.stderr and process.stderr.read()
        browser = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor())
        with browser.open(address, timeout=30) as answer:
            assert "起草助手" in answer.read().decode()
    finally:
        process.terminate()
        process.wait(30)
    assert (folder / "我的 工作").is_dir()
    assert (folder / "程序").is_dir()


def test_the_starters_find_a_python_or_say_what_to_bring() -> None:
    offline = tool()
    for text in (offline._BAT, offline._SH):
        assert "安装包" in text and "--no-index" in text and "drafter web" in text and "没有 Python" in text
    done = subprocess.run(["sh", "-n"], input=offline._SH, encoding="utf8", check=False)
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_without_a_python_the_starter_says_so(tmp_path: Path) -> None:
    starter = tmp_path / "起草助手.sh"
    starter.write_text(tool()._SH, encoding="utf8")
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("sh", "dirname"):
        found = shutil.which(name)
        assert found
        (tools / name).symlink_to(found)
    done = subprocess.run(
        ["sh", str(starter)], env={"PATH": str(tools)}, capture_output=True, encoding="utf8", check=False
    )
    assert done.returncode == 2
    assert "没有 Python 3.11" in done.stderr
