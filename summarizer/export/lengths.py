"""Lengths as types: every one is an exact number of EMU, made from and read in the unit that is wanted."""

from typing import Self

_EMU_PER_MM = 36_000
_EMU_PER_PT = 12_700
_EMU_PER_TWIP = 635


class Length(int):
    """A length in English Metric Units, 914,400 to the inch."""

    @property
    def pt(self) -> float:
        """The length in points, 72 to the inch."""
        return self / _EMU_PER_PT

    @property
    def twips(self) -> int:
        """The length in twentieths of a point, rounded: what `w:pgMar`, `w:ind` and `w:spacing` take."""
        return round(self / _EMU_PER_TWIP)

    @property
    def half_points(self) -> int:
        """The length in half points, rounded: what `w:sz` takes."""
        return round(2 * self / _EMU_PER_PT)


class Mm(Length):
    """A length given in millimetres."""

    def __new__(cls, value: float) -> Self:  # noqa: D102 - the class says it
        return super().__new__(cls, round(value * _EMU_PER_MM))


class Pt(Length):
    """A length given in points."""

    def __new__(cls, value: float) -> Self:  # noqa: D102 - the class says it
        return super().__new__(cls, round(value * _EMU_PER_PT))


class Twips(Length):
    """A length given in twentieths of a point."""

    def __new__(cls, value: float) -> Self:  # noqa: D102 - the class says it
        return super().__new__(cls, round(value * _EMU_PER_TWIP))
