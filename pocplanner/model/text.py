"""Text as people write it: kept faithfully, in one Unicode form, with no hidden signs."""

import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints

# Controls, lone surrogates and direction overrides can make a text read otherwise than
# it is stored; tab and line ends are ordinary.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile(r"[\r\n\u2028\u2029]+")


def visible(text: str) -> str:
    """The text in NFC with hidden signs shown as U+FFFD, so that nothing is read unseen."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _HIDDEN.sub("\ufffd", text))


def _one_line(text: str) -> str:
    return " ".join(_BREAKS.sub(" ", visible(text)).split())


def _whole(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


#: A name or title on one line.
Name = Annotated[str, AfterValidator(_one_line), StringConstraints(max_length=300)]
#: Free text, several lines.
Text = Annotated[str, AfterValidator(visible), StringConstraints(max_length=20_000)]
#: An id from somewhere else, or a key.
Key = Annotated[
    str, BeforeValidator(_whole), AfterValidator(_one_line), StringConstraints(max_length=200)
]
