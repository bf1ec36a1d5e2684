from hypothesis import given
from hypothesis import strategies as st

from bot.rehearsal.entities import check, detect, part, trim, utf16

WORDS = st.text(st.sampled_from("字a🚧 \n@/_1"), min_size=1, max_size=30)


@given(text=st.text(max_size=50))
def test_units_are_characters_and_one_more_for_each_symbol_outside_the_plane(text: str) -> None:
    assert utf16(text) == len(text) + sum(ord(character) > 0xFFFF for character in text)


@given(text=WORDS, data=st.data())
def test_trimming_never_changes_the_words_that_an_entity_covers(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    stop = data.draw(st.integers(start + 1, len(text)))
    covered = text[start:stop]
    place = {"offset": utf16(text[:start]), "length": utf16(covered)}
    kept, entities = trim(text, [{"type": "bold"} | place])
    assert "".join(part(kept, entity) for entity in entities).strip() == covered.strip()


@given(text=WORDS)
def test_what_is_found_lies_in_the_text_in_order_and_apart(text: str) -> None:
    found = detect(text)
    check(found, text, known=())
    ends = [entity["offset"] + entity["length"] for entity in found]
    assert all(end <= later["offset"] for end, later in zip(ends, found[1:], strict=False))


def test_what_is_given_stays_and_nothing_is_found_inside_it() -> None:
    given_one = {"type": "text_mention", "offset": 0, "length": 5, "user": {"id": 7}}
    found = detect("@name /help", [given_one])
    assert [entity["type"] for entity in found] == ["text_mention", "bot_command"]
