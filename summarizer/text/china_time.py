"""Chinese time: one zone for the whole country, without summer time."""

from datetime import timedelta, timezone
from typing import Final

CHINA: Final = timezone(timedelta(hours=8))
