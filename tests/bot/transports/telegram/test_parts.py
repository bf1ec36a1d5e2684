import pytest

from bot.transports.telegram.parts import Part, parts
from rules.notice import Address, ButtonFace, Notice, Recipe, ShownAs

HERE = Address(-1001)
BUTTONS = ((ButtonFace("签收", token="t"),),)


def notice(
    words: str, *, pages: int = 0, shown_as: ShownAs = ShownAs.PHOTO, has_buttons: bool = False
) -> Notice:
    recipe = Recipe("progress", "{}", tuple(range(1, pages + 1)), shown_as, "6月挂图.png")
    buttons = BUTTONS if has_buttons else ()
    return Notice("k", HERE, words, recipe=recipe if pages else None, buttons=buttons)


def shape(part: Part) -> tuple[int, tuple[str, ...]]:
    return len(part.words), tuple(page.name for page in part.pages)


def names(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"6月挂图-{number}.png" for number in range(first, last + 1))


ONE = ("6月挂图.png",)


@pytest.mark.parametrize(
    ("said", "count", "shapes"),
    [
        pytest.param(notice("公" * 5), 0, [(5, ())], id="words"),
        pytest.param(notice("公" * 5000), 0, [(4096, ()), (904, ())], id="many words"),
        pytest.param(notice("公" * 5, pages=1), 1, [(5, ONE)], id="a photo"),
        pytest.param(
            notice("公" * 1030, pages=1), 1, [(1024, ONE), (6, ())], id="a caption too long"
        ),
        pytest.param(notice("", pages=1), 1, [(0, ONE)], id="without a caption"),
        pytest.param(notice("公" * 5, pages=3), 3, [(5, names(1, 3))], id="an album"),
        pytest.param(
            notice("公" * 5, pages=11),
            11,
            [(5, names(1, 10)), (0, names(11, 11))],
            id="two albums",
        ),
        pytest.param(
            notice("公" * 5, pages=2, has_buttons=True),
            2,
            [(0, names(1, 2)), (5, ())],
            id="buttons follow an album",
        ),
        pytest.param(
            notice("公" * 5, pages=1, has_buttons=True), 1, [(5, ONE)], id="buttons under a photo"
        ),
    ],
)
def test_a_notice_is_parted(said: Notice, count: int, shapes: list[object]) -> None:
    found = parts(said, [b"png"] * count)
    assert [shape(part) for part in found] == shapes
    assert [part.is_first for part in found] == [True] + [False] * (len(found) - 1)
    assert [part.is_last for part in found] == [False] * (len(found) - 1) + [True]


@pytest.mark.parametrize("shown_as", list(ShownAs))
def test_only_files_are_files(shown_as: ShownAs) -> None:
    (part,) = parts(notice("", pages=1, shown_as=shown_as), [b"x"])
    assert part.are_files is (shown_as is ShownAs.FILE)
