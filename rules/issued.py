"""Issued papers: bulletins and warning letters as they were numbered and frozen (C68 to C70)."""

import datetime as dtm
from dataclasses import dataclass
from enum import StrEnum

from rules.month import Month
from rules.plates import Plate
from rules.project import CommandNo, UnitName


class Series(StrEnum):
    """What is numbered by itself in every plan-year."""

    BULLETIN = "bulletin"
    YELLOW = "yellow"
    RED = "red"

    @property
    def chinese(self) -> str:
        """What follows the stem in the symbol: 禾 + 政督, 挂督黄, 挂督红."""
        return {"bulletin": "政督", "yellow": "挂督黄", "red": "挂督红"}[self.value]

    @classmethod
    def of(cls, plate: Plate) -> "Series":
        """Return the series of the letters about a plate; a blue one has none: ValueError."""
        return cls(plate.value)


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper with its number, which is given once; the year is that of its month.

    `correction` is that of the month by which it was issued, 0 for the first publication.
    `command` and `unit` are whom a letter warns, empty for a bulletin. `view` is the frozen view
    as a recipe holds it. `withdrawn_by` is the correction that took a letter back, 0 for none.
    """

    series: Series
    number: int
    symbol: str
    month: Month
    correction: int
    command: CommandNo
    unit: UnitName
    view: str
    issued_at: dtm.datetime
    withdrawn_by: int = 0

    @property
    def year(self) -> int:
        """The plan-year in which it is numbered."""
        return self.month.year

    @property
    def full_number(self) -> str:
        """The number as it stands on paper: `禾政督〔2023〕6号`."""
        return full_number(self.symbol, self.year, self.number)


def full_number(symbol: str, year: int, number: int) -> str:
    """Write a number as it stands on paper, without leading zeros (GB/T 9704)."""
    return f"{symbol}〔{year}〕{number}号"
