"""The one error that users see: what they gave cannot be used, said in Chinese, all faults at once."""


class InputError(Exception):
    """The input or the call cannot be used; the command exits with 2 and writes nothing.

    `messages` are whole Chinese sentences, each with its place (file, line, key) and what to do.
    """

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(messages))
        self.messages = list(messages)
