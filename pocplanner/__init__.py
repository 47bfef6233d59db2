"""pocplanner: planning the protection of civilians, community first."""

import os

__version__ = "0.1.0"

# What else lies on the computer has no say in how records are checked, and is not looked for.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
