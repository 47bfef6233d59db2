"""Text inside XML: escaped, and without the signs that no XML may hold."""

import re
from functools import lru_cache
from xml.sax.saxutils import escape

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def said(value: object) -> str:
    """A value as the text of an element or of an attribute in double quotes."""
    if isinstance(value, str) and len(value) <= _SHORT:
        return _known(value)
    return _said(value)


#: Shorter texts come again in row after row: names of columns, terms, places.
_SHORT = 80


@lru_cache(maxsize=20_000)
def _known(text: str) -> str:
    return _said(text)


def _said(value: object) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", str(value)), {'"': "&quot;", "\r": "&#13;"})
