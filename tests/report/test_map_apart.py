"""Signs at one place: each is seen, people's places never move, the same picture every time."""

import math

from hypothesis import given
from hypothesis import strategies as st

from pocplanner.report.map_apart import Sign, set_apart

FRAME = (0.0, 0.0, 500.0, 300.0)
SIGNS = st.lists(
    st.builds(
        Sign,
        st.sampled_from(["community", "post", "threat", "coping", "airfield"]),
        st.floats(0, 500),
        st.floats(0, 300),
        st.sampled_from([3.0, 4.0, 5.5]),
    ),
    max_size=25,
)


def test_a_base_under_a_threat_at_a_village_is_seen_and_the_village_stays() -> None:
    signs = [Sign(style, 100, 100, 4) for style in ("threat", "community", "post")]
    threat, village, base = set_apart(signs, FRAME)
    assert village == (100, 100)
    for one, other in ((threat, village), (base, village), (threat, base)):
        assert math.dist(one, other) >= 6, "three quarters of both reaches"


def test_signs_that_have_room_stay_where_they_belong() -> None:
    signs = [Sign("post", 100, 100, 4), Sign("threat", 120, 100, 4)]
    assert set_apart(signs, FRAME) == [(100, 100), (120, 100)]


@given(SIGNS)
def test_a_sign_moves_only_to_where_it_is_free_in_the_frame_and_near(signs: list[Sign]) -> None:
    found = set_apart(signs, FRAME)
    assert found == set_apart(signs, FRAME)
    for one, (x, y) in zip(signs, found, strict=True):
        moved = math.dist((one.x, one.y), (x, y))
        assert moved <= 3.6 * one.reach + 1e-9
        if one.style == "community":
            assert not moved
        if moved:
            assert 0 <= x <= 500 and 0 <= y <= 300
            near = [
                math.dist((x, y), there) / (one.reach + other.reach)
                for other, there in zip(signs, found, strict=True)
                if other is not one and other.style == "community"
            ]
            assert min(near, default=1.0) >= 0.75 - 1e-9


def test_a_cloud_of_signs_stays_one() -> None:
    signs = [Sign("coping", 10, 10, 4)] * 2_000
    assert set(set_apart(signs, FRAME)) == {(10, 10)}
