from bot.wording import supporting
from bot.wording.captions import CAPTION

ONE = supporting.blocking("红牌项目禾石路大中修工程（JT01）", "线路迁改", "供电所", "办理中", 9)


def test_a_caption_names_as_many_as_it_holds() -> None:
    counts = {"closed": 3, "count": 60, "late": 60, "reported": 0}
    said = supporting.caption("6月作战保障图", blocks=[ONE] * 60, **counts)
    head, *named, last = said.splitlines()
    assert head == "6月作战保障图：共63项，已办结3项，未办结60项，其中逾期60项。"
    assert set(named) == {ONE}
    assert last == f"另{60 - len(named)}项见图。"
    assert len(said) <= CAPTION < len(said) + len(ONE) + 1


def test_a_caption_that_fits_names_all() -> None:
    counts = {"closed": 0, "count": 1, "late": 1, "reported": 0}
    assert supporting.caption("图", blocks=[ONE], **counts).splitlines()[1:] == [ONE]
