"""Keys that came before are known, whatever the order and the size of the parts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.model.event_keys import Seen

ONE = st.binary(min_size=1, max_size=6).map(lambda b: b.rstrip(b"\0") or b"0")
KEYS = st.lists(ONE | ONE.map(lambda b: b * 30), max_size=30)


@given(st.lists(KEYS, max_size=12))
def test_it_answers_as_a_set_would(batches: list[list[bytes]]) -> None:
    seen, plain = Seen(), set[bytes]()
    for batch in batches:
        if not batch:
            continue
        told = seen.first_of_each(np.array(batch)).tolist()
        wanted = []
        for key in batch:
            wanted.append(key not in plain)
            plain.add(key)
        assert told == wanted
    if plain:
        assert seen.known(np.array(sorted(plain))).all()
    assert not seen.known(np.array([b"never seen"])).any()


def test_parts_stay_few() -> None:
    seen = Seen()
    for start in range(0, 20_000, 50):
        seen.add(np.array([b"%d" % n for n in range(start, start + 50)]))
    assert len(seen._parts) < 15
    assert seen.known(np.array([b"0", b"19999", b"20000"])).tolist() == [True, True, False]
