"""Layers written as files that other programs read: plain values in, bytes out."""
