"""Tropa: a customer journey map that runs.

One map document is at once the picture people look at, the definition the numbers are computed
from, and the scenario that leads each person and brings the lost ones back.
"""

from importlib.metadata import version

__all__ = ["__version__"]

__version__ = version("tropa")
