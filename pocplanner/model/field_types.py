"""What a field of a record holds: its type without the wrappings."""

import types
import typing
from typing import Any


def unwrapped(annotation: Any) -> tuple[Any, bool, bool]:
    """The type inside Annotated, Optional and tuple[…, ...]; whether optional, whether many."""
    optional = many = False
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            inner = [a for a in typing.get_args(annotation) if a is not type(None)]
            optional, annotation = True, inner[0]
        elif origin is tuple:
            many, annotation = True, typing.get_args(annotation)[0]
        else:
            return annotation, optional, many
