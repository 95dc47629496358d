"""Which forms can be written here: some need libraries that a package registry alone does not bring.

FollowTheMoney's pyicu is built from source where ICU's headers are; WeasyPrint works where Pango is. Continuous
integration installs both and sets TRACKTWO_TEST_EVERYTHING, so that nothing is left out there.
"""

import os
from importlib.util import find_spec

import pytest

from tracktwo.views.formats import FORMATS

_IS_ALL_REQUIRED = os.environ.get("TRACKTWO_TEST_EVERYTHING") == "required"


def has_followthemoney() -> bool:
    """Whether the model of FollowTheMoney is installed, or must be."""
    return _IS_ALL_REQUIRED or find_spec("followthemoney") is not None


def has_pdf() -> bool:
    """Whether PDF can be written, or must be."""
    if _IS_ALL_REQUIRED:
        return True
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


#: Names of the exports that can be written here.
WRITABLE = tuple(
    name for name, format in FORMATS.items() if format.extra != "followthemoney" or has_followthemoney()
)

needs_followthemoney = pytest.mark.skipif(not has_followthemoney(), reason="followthemoney is not installed")
needs_pdf = pytest.mark.skipif(not has_pdf(), reason="WeasyPrint or Pango is not installed")
