"""Text inside XML: escaped, and without the signs that no XML may hold."""

import re
from xml.sax.saxutils import escape

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def said(value: object) -> str:
    """A value as the text of an element or of an attribute in double quotes."""
    return escape(_FORBIDDEN.sub("\ufffd", str(value)), {'"': "&quot;"})
