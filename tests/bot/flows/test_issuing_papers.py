"""Papers with numbers: who gets which file, numbers without gaps, letters that are void."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import PurePath

import pytest
from sqlalchemy import delete

from bot.issued_papers import bulletin_recipe, letters_about
from bot.phases import ALREADY
from bot.rehearsal.chats import Chat
from bot.settings import Settings
from papers.pdf import is_installed
from papers.warning_letter import WarningLetter
from rules.determination import Determination, Ground
from rules.issued import Series
from rules.month import Month
from rules.notice import Notice, Policy, ShownAs
from rules.posts import Room
from rules.project import Milestone
from rules.schedule import Phase
from storage.tables.papers import IssuedPaperRow
from storage.values import load
from tests.bot.conftest import JUNE_IS_ASKED_NEXT, answer_and_close
from tests.bot.flows.correcting import correct
from tests.bot.slate import Slate
from tests.bot.stage import JULY, JUNE, MAY, Township

_OTHERS = {Room.COMMAND, Room.PRIVATE}


def files(town: Township, chat: Chat) -> list[str]:
    """Return what stands above each of our Word files in a chat, in order."""
    (messages,) = [log.messages for log in town.server.room.record().chats if log.chat is chat]
    heads = re.compile("【(.*通报|.牌警告通知书)】")  # what is laid anew has lost its file
    return [one.text for one in messages if heads.match(one.text)]


def numbers(town: Township, months: tuple[Month, ...]) -> Mapping[Series, list[int]]:
    """Return all numbers of each series, in the order of the months and of their numbers."""
    with town.storage.look() as look:
        papers = [paper for month in months for paper in look.issued_papers.of(month)]
    return {
        series: sorted(one.number for one in papers if one.series is series) for series in Series
    }


def letter(town: Township, code: str, month: Month = JUNE) -> WarningLetter:
    """Return the frozen view of the latest letter that lists a project."""
    with town.storage.look() as look:
        paper = max(letters_about(month, code, look=look), key=lambda one: one.correction)
    return load(WarningLetter, json.loads(paper.view))


async def test_each_gets_his_own_paper_after_what_was_said(public: Township) -> None:
    bulletin = "【6月通报】禾政督〔2023〕6号"
    assert files(public, public.township) == [bulletin]
    assert files(public, public.headquarters) == [bulletin]
    assert files(public, public.roads) == ["【黄牌警告通知书】公路站，禾挂督黄〔2023〕3号"]
    assert files(public, public.welfare) == [
        "【黄牌警告通知书】中心学校，禾挂督黄〔2023〕4号",
        "【红牌警告通知书】民政办公室，禾挂督红〔2023〕1号",
    ]
    assert files(public, public.office) == [f"{bulletin}。文件是草稿，请核对后打印、签发、盖章。"]
    with public.storage.look() as look:
        notice = look.outbox.notice("2023-06/warning/公路站/06/yellow")
        recipe = bulletin_recipe(JUNE, look=look)
        assert bulletin_recipe(JULY, look=look) is None
    assert notice is not None
    assert notice.recipe is not None
    assert recipe is not None
    assert (notice.policy, notice.recipe.kind, notice.recipe.shown_as) == (
        Policy.HOLD,
        "warning_yellow",
        ShownAs.FILE,
    )
    assert notice.recipe.file_name == "公路站黄牌警告通知书（禾挂督黄〔2023〕3号）.docx"
    assert recipe.kind == "bulletin"


async def test_a_letter_is_frozen_with_all_that_it_warns_of(public: Township) -> None:
    """E27, C70: one a unit, with its projects; the red one with every month of the streak."""
    roads, care = letter(public, "JT03"), letter(public, "MS03")
    assert [one.code for one in roads.projects] == ["JT01", "JT03"]
    assert (roads.number, roads.unit, str(roads.issued_on), str(roads.reply_by)) == (
        "禾挂督黄〔2023〕3号",
        "公路站",
        "2023-07-06",
        "2023-07-12",
    )
    assert (str(care.reply_by), care.projects[0].streak) == ("2023-07-10", 2)
    assert [(one.month, one.goal, one.value) for one in care.projects[0].months] == [
        (MAY, Decimal(15), Decimal(10)),
        (JUNE, Decimal(28), None),
    ]
    assert isinstance(letter(public, "MS01").projects[0].months[0].goal, Milestone)


async def test_numbers_have_no_gap_over_two_months_and_a_correction(public: Township) -> None:
    """C68, E15; the township began in May, with its month's number."""
    months = (MAY, JUNE, JULY)
    assert public.phase(Phase.PUBLISH) == ALREADY
    assert numbers(public, months) == {
        Series.BULLETIN: [5, 6],
        Series.YELLOW: [1, 2, 3, 4],
        Series.RED: [1],
    }
    await correct(public, "JT01 6月 5.8 现场核查")
    assert files(public, public.roads)[1:] == ["【黄牌警告通知书】公路站，禾挂督黄〔2023〕5号"]
    assert "禾挂督黄〔2023〕3号作废，以禾挂督黄〔2023〕5号为准。" in public.heard(public.roads)[0]
    replaced = letter(public, "JT03")
    assert (replaced.correction, replaced.replaces) == (1, "禾挂督黄〔2023〕3号")
    assert [one.code for one in replaced.projects] == ["JT03"]
    await correct(public, "JT03 6月 8 现场核查")
    assert files(public, public.roads)[2:] == []
    assert public.heard(public.roads)[0].split("\n")[-1] == "禾挂督黄〔2023〕5号作废。"
    with public.storage.look() as look:
        void = {one.number: one.withdrawn_by for one in look.issued_papers.of(JUNE) if one.unit}
    assert {number: by for number, by in void.items() if by} == {3: 1, 5: 2}
    for phase in (Phase.ASK, Phase.CLOSE, Phase.PUBLISH):
        public.phase(phase, JULY)
    await public.passes(minutes=1)
    assert files(public, public.township)[1:] == [
        "【6月更正通报】禾政督〔2023〕7号（更正第1号）",
        "【6月更正通报】禾政督〔2023〕8号（更正第2号）",
        "【7月通报】禾政督〔2023〕9号",
    ]
    given = numbers(public, months)
    assert given[Series.BULLETIN] == [5, 6, 7, 8, 9]
    for series in (Series.YELLOW, Series.RED):
        assert given[series] == list(range(1, len(given[series]) + 1))
    public.server.reading.read_all()


async def test_a_month_from_before_issues_nothing_when_it_is_corrected(public: Township) -> None:
    with public.storage.work() as work:
        work.issued_papers._run(delete(IssuedPaperRow))
    await correct(public, "JT01 6月 5.8 现场核查")
    told = public.heard(public.roads)
    assert (len(told), "作废" in told[0], public.heard(public.headquarters)) == (1, False, [])
    assert numbers(public, (JUNE,)) == {series: [] for series in Series}
    public.server.reading.read_all()


async def test_what_is_public_of_a_month_that_is_not_bound_is_issued_all_the_same(
    closed: Township,
) -> None:
    with closed.storage.work() as work:
        for group in work.bindings.groups():
            if group.room is not Room.OFFICE:
                work.bindings.unbind_group(group.address.chat_id)
    await closed.until("07-06 09:02")
    closed.server.reading.read_all()
    assert numbers(closed, (JUNE,))[Series.BULLETIN] == [6]


async def test_the_numbers_go_on_after_those_that_were_given_on_paper(
    slate: Slate, settings: Settings
) -> None:
    told = Settings(_env_file=None, organisation="禾源镇", symbol="青", last_numbers="2023 9 7 2")
    assert told.publish == settings.publish
    async with slate.begin(JUNE_IS_ASKED_NEXT, told) as town:
        for phase in (Phase.ASK, Phase.CLOSE):
            town.phase(phase)
        with town.storage.work() as work:
            for code in ("JT01", "MS03"):
                found = Determination(Decimal(1), Ground.OFFICE, by="岑春林", at=town.clock.at)
                work.determinations.put(JUNE, code, found)
        town.phase(Phase.PUBLISH)
        await town.passes(minutes=1)
        town.server.reading.read_all()
        assert files(town, town.township)[-1] == "【6月通报】青政督〔2023〕10号"
        given = numbers(town, (JUNE,))
        assert (given[Series.YELLOW], given[Series.RED]) == ([8], [3])


@pytest.mark.parametrize("is_wanted", [True, False])
async def test_who_reads_gets_a_pdf_where_it_can_be_made_and_who_signs_a_docx(
    slate: Slate, settings: Settings, *, is_wanted: bool
) -> None:
    chosen = settings.model_copy(update={"pdf": is_wanted})
    async with slate.after("closed", JUNE_IS_ASKED_NEXT, answer_and_close, chosen) as town:
        await town.until("07-06 09:02")
        await correct(town, "JT03 6月 8 现场核查")
        town.server.reading.read_all()
        with town.storage.look() as look:
            endings = [
                {room: _ending(look.outbox.notice(key)) for room, key in keys.items()}
                for keys in (_keys(""), _keys("-1"))
            ]
    ending = ".pdf" if is_wanted and is_installed() else ".docx"
    readers = {"township": ending, "headquarters": ending, "leader": ending}
    assert endings == [{**readers, "office": ".docx"}] * 2


def _keys(correction: str) -> dict[str, str]:
    what = "correction/1" if correction else "publish"
    rooms = {str(room): f"2023-06/{what}/bulletin/{room}" for room in Room if room not in _OTHERS}
    return rooms | {"leader": f"2023-06/leaders/bulletin{correction}/赵文博/1"}


def _ending(notice: Notice | None) -> str:
    assert notice is not None
    assert notice.recipe is not None
    return PurePath(notice.recipe.file_name).suffix
