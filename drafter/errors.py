"""The one error that users see: what they gave cannot be used, said in Chinese, all faults at once."""

import errno

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
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
}


def reason(error: BaseException) -> str:
    """Why the system refused, in Chinese: its own words are English on most machines."""
    number = getattr(error, "errno", None) or 0
    return _REASONS.get(number) or (f"系统错误 {number}" if number else "路径的写法不对")


class InputError(Exception):
    """The input or the call cannot be used; the command exits with 2 and writes nothing.

    `messages` are whole Chinese sentences, each with its place (file, line, key) and what to do.
    """

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(messages))
        self.messages = list(messages)
