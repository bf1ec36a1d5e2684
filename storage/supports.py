"""Support items in the chat: every deed about one, none overwritten."""

from collections import defaultdict

from sqlmodel import col, select

from rules.support import SupportWord
from storage.collection import Changing, Collection, as_row, as_value
from storage.tables.book import SupportWordRow


class SeenSupports(Collection):
    """What was done about support items."""

    def of(self, year: int) -> dict[str, tuple[SupportWord, ...]]:
        """Return the words about each item of a year's book that has any, by number, in order."""
        found: dict[str, list[SupportWord]] = defaultdict(list)
        for word in self._found(SupportWordRow.year == year):
            found[word.number].append(word)
        return {number: tuple(words) for number, words in found.items()}

    def about(self, year: int, number: str) -> tuple[SupportWord, ...]:
        """Return the words about one item, in order."""
        return self._found(SupportWordRow.year == year, SupportWordRow.number == number)

    def _found(self, *conditions: bool) -> tuple[SupportWord, ...]:
        query = select(SupportWordRow).where(*conditions).order_by(col(SupportWordRow.id))
        return tuple(as_value(SupportWord, row) for row in self._all(query))


class Supports(SeenSupports, Changing):
    """What is done about support items, to be kept."""

    def put(self, year: int, word: SupportWord) -> SupportWord:
        """Keep one more word; return it with its id, which is given here."""
        row = as_row(SupportWordRow, word, year=year, id=None)
        self._add(row)
        return as_value(SupportWord, row)
