"""What makes a command start sooner; imported before anything large.

A command is a short process that mostly imports. Collecting garbage while it does finds nothing to collect, and
pydantic looks through every installed package for plugins that no office has.
"""

import gc
import os

gc.set_threshold(100_000, 20, 20)
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
