"""One folder (or zip) a platform with all that a machine without a network needs: wheels, constraints, guide, starter.

    python tools/offline.py OUT [--platform linux-x86_64 ...] [--python 3.11 ...] [--zip]

Made on a machine with a network. jieba is published as source only, so its wheel is built here; it is pure Python.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINTS = ROOT / "constraints.txt"
# What pip calls the platform. Of Linux the old names too: 麒麟 V10 and 统信 20 have glibc 2.28, some servers 2.17.
PLATFORMS: dict[str, tuple[str, ...]] = {
    "windows-x86_64": ("win_amd64",),
    "linux-x86_64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_5_x86_64"),
    "linux-aarch64": ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
}
PYTHONS = ("3.11", "3.12", "3.13")
ONLY_ON = {"windows-x86_64": ("colorama",)}  # pip weighs markers for the machine it runs on, not for the target
SOURCE_ONLY = ("jieba",)
WHEELS, STARTERS = "安装包", {"windows": "起草助手.bat", "linux": "起草助手.sh"}

_BAT = """\
@echo off
chcp 65001 >nul
setlocal
cd /d "%~dp0"
set "PYTHON="
if exist "python\\python.exe" call :try "python\\python.exe"
for %%V in (3.13 3.12 3.11) do if not defined PYTHON call :launcher %%V
if not defined PYTHON call :try python
if not defined PYTHON call :try python3
if not defined PYTHON goto none
for /f %%T in ('%PYTHON% -c "import sys; print('py%%d%%d' %% sys.version_info[:2])"') do set "TAG=%%T"
set "PROGRAM=%~dp0程序\\%TAG%"
if exist "%PROGRAM%\\完成" goto run
echo 正在安装，只需一次，约一两分钟……
if exist "%PROGRAM%" rmdir /s /q "%PROGRAM%"
for %%P in ("安装包\\pip-*.whl") do set "PIP=%%~fP"
set "QUIET=-q --no-warn-script-location --no-warn-conflicts"
set "LOCAL=--no-index --find-links "安装包" -c constraints.txt"
%PYTHON% "%PIP%\\pip" install %QUIET% %LOCAL% --target "%PROGRAM%" drafter[pdf]
if errorlevel 1 goto failed
echo 完成>"%PROGRAM%\\完成"
:run
if not exist "工作文件夹" mkdir "工作文件夹"
set "PYTHONPATH=%PROGRAM%"
set "PYTHONUTF8=1"
%PYTHON% -m drafter web "工作文件夹"
goto end
:launcher
py -%1 -c "import sys" >nul 2>nul && set "PYTHON=py -%1"
goto :eof
:try
%1 -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" >nul 2>nul && set "PYTHON=%~1"
goto :eof
:none
echo 这台电脑上没有 Python 3.11、3.12 或 3.13。
echo 请从 python.org 下载“Windows installer (64-bit)”，3.11 以上，用优盘拷来安装一次，再双击本文件。
echo 不能安装软件的，下载“Windows embeddable package (64-bit)”，解压到本文件夹里的 python 文件夹，再双击本文件。
goto end
:failed
echo 安装没有成功。请核对“安装包”文件夹是否拷全，并把上面的提示交给维护人员。
:end
pause
"""

_SH = """\
#!/bin/sh
# 双击，或在终端里运行：sh 起草助手.sh [工作文件夹] [--no-browser]
cd "$(dirname "$0")" || exit 2
fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1; }
PYTHON=""
for name in ./python/bin/python3 python3.13 python3.12 python3.11 python3 python; do
  if fits "$name"; then PYTHON="$name"; break; fi
done
if [ -z "$PYTHON" ]; then
  echo "这台电脑上没有 Python 3.11、3.12 或 3.13。" >&2
  echo "请让系统管理员从系统自带的软件源安装 python3.11（或更新的），再运行本文件。" >&2
  echo "软件源里没有的，把编译好的 Python 放进本文件夹里的 python 文件夹（其中有 bin/python3），再运行本文件。" >&2
  exit 2
fi
TAG="$("$PYTHON" -c 'import sys; print("py%d%d" % sys.version_info[:2])')"
PROGRAM="$PWD/程序/$TAG"
if [ ! -e "$PROGRAM/完成" ]; then
  echo "正在安装，只需一次，约一两分钟……" >&2
  rm -rf "$PROGRAM"
  PIP="$(ls "$PWD"/安装包/pip-*.whl | head -n 1)"
  if ! "$PYTHON" "$PIP/pip" install -q --no-index --no-warn-conflicts --root-user-action ignore \\
      --find-links 安装包 -c constraints.txt --target "$PROGRAM" "drafter[pdf]"; then
    echo "安装没有成功。请核对“安装包”文件夹是否拷全，并把上面的提示交给维护人员。" >&2
    exit 2
  fi
  echo 完成 >"$PROGRAM/完成"
fi
WORK="工作文件夹"
case "$1" in ""|-*) ;; *) WORK="$1"; shift ;; esac
mkdir -p "$WORK" || exit 2
PYTHONPATH="$PROGRAM" PYTHONUTF8=1 exec "$PYTHON" -m drafter web "$WORK" "$@"
"""


def main() -> None:
    """Make the bundles that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--platform", action="append", choices=[*PLATFORMS], help="every one where left out")
    parser.add_argument("--python", action="append", choices=PYTHONS, help="every one where left out")
    parser.add_argument("--zip", action="store_true", help="one zip a platform beside its folder")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as built:
        own = build(Path(built))
        for platform in asked.platform or PLATFORMS:
            folder = bundle(asked.out, platform, asked.python or list(PYTHONS), own)
            print(folder if not asked.zip else zipped(folder))


def build(folder: Path) -> Path:
    """Wheels of this project and of what is published as source only; gives their folder."""
    run("wheel", "-q", "--no-deps", "-w", folder, ROOT)
    run("wheel", "-q", "--no-deps", "-c", CONSTRAINTS, "-w", folder, *SOURCE_ONLY)
    return folder


def bundle(out: Path, platform: str, pythons: list[str], own: Path) -> Path:
    """The folder of one platform: wheels for every Python asked for, constraints, guide, starter."""
    folder = out / f"起草助手-{platform}"
    wheels = folder / WHEELS
    shutil.rmtree(folder, ignore_errors=True)
    wheels.mkdir(parents=True)
    drafter = next(own.glob("drafter-*.whl"))
    for wheel in own.glob("*.whl"):
        shutil.copy(wheel, wheels)
    tags = [word for tag in PLATFORMS[platform] for word in ("--platform", tag)]
    for python in pythons:
        run(
            *("download", "-q", "-d", wheels, "--find-links", own, "-c", CONSTRAINTS, "--only-binary", ":all:"),
            *("--implementation", "cp", "--python-version", python, *tags),
            *(f"{drafter}[pdf]", "pip", *ONLY_ON.get(platform, ())),
        )
    shutil.copy(CONSTRAINTS, folder)
    shutil.copy(ROOT / "docs" / "安装.md", folder)
    if platform.startswith("windows"):
        (folder / STARTERS["windows"]).write_bytes(_BAT.replace("\n", "\r\n").encode())
    else:
        starter = folder / STARTERS["linux"]
        starter.write_bytes(_SH.encode())
        starter.chmod(0o755)
    return folder


def zipped(folder: Path) -> Path:
    """A zip of the folder that keeps the starter executable and is the same for the same content."""
    target = folder.with_name(folder.name + ".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            info = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), (1980, 1, 1, 0, 0, 0))
            info.external_attr = (0o755 if path.suffix == ".sh" else 0o644) << 16
            stored = path.suffix == ".whl"
            archive.writestr(info, path.read_bytes(), zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return target


def run(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "pip", *map(str, arguments)], check=True)


if __name__ == "__main__":
    main()
