import pytest

from tropa.collect.presets import preset, preset_names
from tropa.errors import UsageFault


def test_every_shipped_preset_is_read_and_called_by_its_file():
    assert "events" in preset_names()
    assert [preset(name).name for name in preset_names()] == preset_names()


def test_an_unknown_preset_is_answered_with_the_known_ones():
    with pytest.raises(UsageFault) as fault:
        preset("event")
    assert fault.value.code == "unknown_preset"
    assert "events" in fault.value.advice("ru")
