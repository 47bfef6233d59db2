"""pocplanner: planning the protection of civilians, community first."""

__version__ = "0.1.0"
