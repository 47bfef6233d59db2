"""What an audience may see: records dropped, fields emptied, places coarsened, counts told as few.

A document is made from the view alone, never from the mission: ratings and untouched
paragraphs are computed anew from it, so that what was held back leaves no trace. What was
held back is handed beside it, for the proof that searches the written file.
"""

from pocplanner.analysis.sharing.readers import INSIDE, READ_TEXT
from pocplanner.analysis.sharing.records import readable
from pocplanner.analysis.sharing.view import View, view

__all__ = ["INSIDE", "READ_TEXT", "View", "readable", "view"]
