"""What all tests share."""

from hypothesis import settings

# A slow machine is not a mistake: no example has a time limit.
settings.register_profile("tropa", deadline=None)
settings.load_profile("tropa")
