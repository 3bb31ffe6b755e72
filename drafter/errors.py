"""The one error that users see: what they gave cannot be used, said in Chinese, all faults at once."""

import errno
import os

from drafter.patterns import pattern

_REASONS = {
    errno.EISDIR: "这是一个文件夹",
    errno.EIO: "磁盘或网络盘出错",
    errno.EBUSY: "文件正被别的程序占用",
    errno.EINVAL: "文件名里有系统不允许的字符",
    errno.ELOOP: "链接绕成了圈",
    errno.EEXIST: "同名的文件占着文件夹的位置",
    errno.ENOTDIR: "路径中间是一个文件，不是文件夹",
    errno.EACCES: "没有权限，或文件正被别的程序打开",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个位置",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.EROFS: "磁盘是只读的",
    errno.EMFILE: "系统不让再多打开文件",
    errno.ENFILE: "系统不让再多打开文件",
    errno.ENXIO: "是设备或管道，不是文件",
    errno.ENAMETOOLONG: "文件名太长",
}


def reason(error: BaseException) -> str:
    """Why the system refused, in Chinese: its own words are English on most machines."""
    number = getattr(error, "errno", None) or 0
    return _REASONS.get(number) or (f"系统错误 {number}" if number else "路径的写法不对")


def refused_by_system(error: OSError, otherwise: str) -> str:
    """What the system would not read or write, and why; `otherwise` where it does not say what it was."""
    name = str(error.filename or otherwise)
    return f"{name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + '…'}：{reason(error)}，没有做完。"


_LONGEST_NAME = 300  # characters of a path that a message shows


class InputError(Exception):
    """The input or the call cannot be used; the command exits with 2 and writes nothing.

    `messages` are whole Chinese sentences, each with its place (file, line, key) and what to do.
    """

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(messages))
        self.messages = list(messages)


TOO_MUCH = "输入太大或嵌套太深，处理不了。请拆成几份再试。"


def fault_messages(error: Exception, name: str) -> list[str]:
    """Why one file of many could not be dealt with, whatever was raised: a row of its table, never the run's end."""
    if isinstance(error, InputError):
        return error.messages
    if isinstance(error, (RecursionError, MemoryError)):
        return [f"{name}：{TOO_MUCH}"]
    if isinstance(error, OSError):
        return [refused_by_system(error, name)]
    place = place_of(error)
    return [f"{name}：程序出错，这个文件没有做完：{type(error).__name__}{place}。请把这句话连同这个文件交给维护人员。"]


def place_of(error: BaseException) -> str:
    """The last line of this program that a fault passed through, after a comma; empty where there is none."""
    place, trace = "", error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename.replace(os.sep, "/")
        if "/drafter/" in name:
            place = f"，drafter/{name.rpartition('/drafter/')[2]} 第{trace.tb_lineno}行"
        trace = trace.tb_next
    return place


_OPTION = pattern(r"（--[a-z-]+）")  # 没有给出台账（--ledger）
_WAY = pattern(r"(?:(?<=[。；])|^)[^。；]*--[a-z][^。；]*(?:。|；|$)")  # 列名不同的，用 --map 列名=表述 指明。


def without_options(text: str) -> str:
    """A message without the options of the command line that it names, for the page and for paper."""
    plain = _OPTION.sub("", text)
    return _WAY.sub("", plain).strip("；") or plain
