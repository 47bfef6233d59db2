"""Whom the mission meets, what people say beside it, and what a rotation must hand over."""
