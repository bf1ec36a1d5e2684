import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transports.telegram.mentions import mentions
from rules.notice import Named


def covered(words: str, names: tuple[Named, ...]) -> list[tuple[str, int]]:
    """Return the words under each mention as Telegram counts them, and whose account it is."""
    encoded = words.encode("utf-16-le")
    return [
        (encoded[2 * m.offset : 2 * (m.offset + m.length)].decode("utf-16-le"), m.user.id)
        for m in mentions(words, names)
        if m.user
    ]


WEI, LV = Named("韦长河", 11), Named("吕秋生", 12)
ZHANG, ZHANG_SAN = Named("张三", 21), Named("张三丰", 22)
RARE = Named("𠀀长河", 31)


@pytest.mark.parametrize(
    ("words", "names", "found"),
    [
        pytest.param("@韦长河 请报", (WEI,), [("@韦长河", 11)], id="one"),
        pytest.param(
            "请 @韦长河 @吕秋生", (LV, WEI), [("@韦长河", 11), ("@吕秋生", 12)], id="two"
        ),
        pytest.param("@韦长河，@韦长河", (WEI,), [("@韦长河", 11)] * 2, id="twice"),
        pytest.param(
            "@张三丰@张三", (ZHANG, ZHANG_SAN), [("@张三丰", 22), ("@张三", 21)], id="alike"
        ),
        pytest.param("👍🏽 @𠀀长河！", (RARE,), [("@𠀀长河", 31)], id="beyond the basic plane"),
        pytest.param("@韦长河", (Named("韦长河"),), [], id="not bound"),
        pytest.param("@张三丰", (ZHANG, Named("张三丰")), [], id="the longer one is not bound"),
        pytest.param("韦长河", (WEI,), [], id="named without the sign"),
        pytest.param("@(.*)", (Named("(.*)", 1),), [("@(.*)", 1)], id="no pattern"),
        pytest.param("@", (Named("", 1),), [], id="nobody"),
        pytest.param(
            "@韦长河", (WEI, Named("韦长河", 99)), [("@韦长河", 11)], id="the first counts"
        ),
    ],
)
def test_names_become_mentions(
    words: str, names: tuple[Named, ...], found: list[tuple[str, int]]
) -> None:
    assert covered(words, names) == found


@given(before=st.text(max_size=20), name=st.text(min_size=1, max_size=6), after=st.text())
def test_a_mention_covers_the_name_wherever_it_stands(before: str, name: str, after: str) -> None:
    words = f"{before}@{name}{after}"
    assert (f"@{name}", 7) in covered(words, (Named(name, 7),))
