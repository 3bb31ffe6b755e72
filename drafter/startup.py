"""What makes a command start sooner, and end sooner; imported before anything large.

Where a stream was closed, its number is taken before anything is opened: else the next file had it, and what is meant
for the screen would be written into that.

A command is a short process that mostly imports. Collecting garbage while it does finds nothing to collect, and
pydantic looks through every installed package for plugins that no office has. At its end Python looks through all that
was imported for circles, three times, which takes a third of the time of a draft: what is frozen it leaves to the
system, which takes the memory back anyway.
"""

import atexit
import gc
import os


def take_closed_streams() -> None:
    """Standard input, output and error that were closed beforehand lead nowhere, in the processes of a folder run
    too."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            os.set_inheritable(number, True)


take_closed_streams()
gc.set_threshold(250_000, 20, 20)
atexit.register(gc.freeze)  # the first that is registered is the last that is done
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
