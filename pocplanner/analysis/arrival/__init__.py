"""Alert to arrival: whether help comes before the attack and before its end, and what costs most.

`chain.chain(snapshot, assumed)` gives an `Arrival` for each threatened place under the four
conditions, remembered; `arrivals(snapshot, grounds, assumed, places)` the same from travel that
was reckoned before. The clock starts when danger is first noticed.
"""

from pocplanner.analysis.arrival.place import arrivals, arriving, forget, places_asked
from pocplanner.analysis.arrival.told import Arrival, Means

__all__ = ["Arrival", "Means", "arrivals", "arriving", "forget", "places_asked"]
