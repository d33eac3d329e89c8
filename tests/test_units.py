"""What can be compared: one rule, in one place."""

from hypothesis import given
from hypothesis import strategies as st

from models import Unit
from models.units import comparable, family, size

units, hours = st.sampled_from(list(Unit)), st.integers(4, 12)


@given(units, units, units, hours)
def test_units_of_one_family_compare_and_convert_there_and_nowhere_else(a, b, c, day):
    assert comparable(a, a) and comparable(a, b) == comparable(b, a)
    assert not (comparable(a, b) and comparable(b, c)) or comparable(a, c)
    assert comparable(a, b) == (family(a) == family(b))
    assert family(family(a)) == family(a) and comparable(a, family(a))
    assert size(a, day) > 0 and (comparable(a, b) or family(a) != family(b))
    assert size(Unit.day, day) == 2 * size(Unit.half_day, day) == day * size(Unit.hour, day)
