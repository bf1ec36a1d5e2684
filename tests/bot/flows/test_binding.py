"""Who is who: codes in private, codes in groups, and whoever is not bound."""

import pytest

from bot.rehearsal.chats import Chat
from rules.posts import Room
from storage.codes import GroupSubject, PersonSubject, Subject
from tests.bot.stage import Township

WEI = PersonSubject("韦长河")
ROADS = GroupSubject(Room.COMMAND, "06")
REFUSED = "这个绑定码无效或已经用过，请向督考办核对，需要时请他们另发一个。"
HOW_TO_BIND = (
    "您的账号还没有绑定，暂时不能记录或查看项目。"
    "请在与我的私聊里发送 /start 加督考办给您的绑定码，如：/start ABCD2345EF。"
)
HOW_TO_BIND_GROUP = "本群还没有绑定。请把督考办给本群的绑定码发在群里，如：/bind ABCD2345EF。"
ROADS_BOUND = (
    "本群已绑定为禾源镇交通建设作战群。"
    "月底在这里逐个项目问进展，请各责任人回复我的消息，写上累计完成数和单位。"
)


def person_of(town: Township, name: str) -> str | None:
    with town.storage.look() as look:
        return look.bindings.person_of(town.user(name).id)


def room_of(town: Township, chat: Chat) -> tuple[Room, str | None] | None:
    with town.storage.look() as look:
        group = look.bindings.group_of(chat.id)
    return None if group is None else (group.room, group.command)


def menu(town: Township, name: str, chat: Chat | None = None) -> tuple[str, ...]:
    user = town.user(name)
    return town.server.room.menus.seen_by(user, chat or town.server.room.private(user))


async def test_a_code_makes_an_account_a_person_with_his_posts(new_town: Township) -> None:
    await new_town.say("韦长河", f"/start {new_town.code(WEI)}")
    assert await new_town.told("韦长河") == (
        "韦长河，您好！您的账号已绑定，职务如下：\n· 责任人·禾石路大中修工程\n"
        "月底我会在群里或这里问进展，直接回复数字和单位就行。要看能做什么，请发 /help。"
    )
    assert person_of(new_town, "韦长河") == "韦长河"


async def test_a_code_binds_nobody_twice(new_town: Township) -> None:
    code = new_town.code(WEI)
    await new_town.say("韦长河", f"/start {code}")
    await new_town.next("韦长河")
    await new_town.say("俞振邦", f"/start {code}")
    assert await new_town.told("俞振邦") == REFUSED
    assert person_of(new_town, "俞振邦") is None


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("ABCD2345EFGH", id="wrong"),
        pytest.param("{group}", id="a group's"),
        pytest.param("'; DROP TABLE people; --", id="like an injection"),
        pytest.param("码" * 300, id="long"),
    ],
)
async def test_a_code_that_is_no_persons_is_refused(new_town: Township, written: str) -> None:
    await new_town.say("韦长河", f"/start {written.format(group=new_town.code(ROADS))}")
    assert await new_town.told("韦长河") == REFUSED
    assert person_of(new_town, "韦长河") is None


@pytest.mark.parametrize("change", [str.lower, lambda code: f" {code} "], ids=["small", "spaced"])
async def test_a_code_may_be_typed_carelessly(new_town: Township, change: type[str]) -> None:
    await new_town.say("韦长河", f"/start {change(new_town.code(WEI))}")
    assert (await new_town.told("韦长河")).startswith("韦长河，您好！您的账号已绑定")


async def test_start_without_a_code_says_how_to_bind(new_town: Township) -> None:
    await new_town.say("韦长河", "/start")
    assert await new_town.told("韦长河") == HOW_TO_BIND


async def test_who_is_bound_is_welcomed_back(town: Township) -> None:
    await town.say("韦长河", "/start")
    assert await town.told("韦长河") == (
        "韦长河，您好！您的账号已经绑定。要看能做什么，请发 /help。"
    )


async def test_a_persons_code_is_not_taken_in_a_group(new_town: Township) -> None:
    await new_town.say("韦长河", f"/start {new_town.code(WEI)}", new_town.roads)
    assert await new_town.told(new_town.roads) == (
        "个人绑定请在与我的私聊里发送 /start 加绑定码，不要把绑定码发在群里。"
    )
    assert person_of(new_town, "韦长河") is None


async def test_anyone_who_has_the_code_binds_a_group(new_town: Township) -> None:
    await new_town.say("云慧敏", f"/bind {new_town.code(ROADS)}", new_town.roads)
    assert await new_town.told(new_town.roads) == ROADS_BOUND
    assert room_of(new_town, new_town.roads) == (Room.COMMAND, "06")


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        (
            GroupSubject(Room.TOWNSHIP),
            "本群已绑定为全镇群。每月的作战进度图和黄牌、红牌通报发在这里。",
        ),
        (
            GroupSubject(Room.HEADQUARTERS),
            "本群已绑定为总指挥部群。每月公布前的情况和红牌通报发在这里。",
        ),
        (
            GroupSubject(Room.OFFICE),
            "本群已绑定为督考办群。每月截止后在这里认定和公布，发 /determine 开始认定。",
        ),
    ],
    ids=["township", "headquarters", "office"],
)
async def test_each_kind_of_group_is_told_what_it_is_for(
    new_town: Township, subject: Subject, words: str
) -> None:
    await new_town.say("秦振邦", f"/bind {new_town.code(subject)}", new_town.office)
    assert await new_town.told(new_town.office) == words


async def test_a_bound_group_stays_what_it_is_and_the_code_stays_open(new_town: Township) -> None:
    other = GroupSubject(Room.COMMAND, "10")
    code = new_town.code(other)
    await new_town.say("云慧敏", f"/bind {new_town.code(ROADS)}", new_town.roads)
    await new_town.next(new_town.roads)
    await new_town.say("云慧敏", f"/bind {code}", new_town.roads)
    assert await new_town.told(new_town.roads) == (
        "本群已绑定为禾源镇交通建设作战群，没有改动。如需改绑，请督考办重新发绑定码后在新群绑定。"
    )
    assert (room_of(new_town, new_town.roads), new_town.code(other)) == (
        (Room.COMMAND, "06"),
        code,
    )


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("ABCD2345EFGH", REFUSED),
        ("{person}", REFUSED),
        ("", "请在 /bind 后面写上督考办给本群的绑定码，如：/bind ABCD2345EF。"),
    ],
    ids=["wrong", "a person's", "none"],
)
async def test_a_code_that_is_no_groups_binds_no_group(
    new_town: Township, written: str, words: str
) -> None:
    code = written.format(person=new_town.code(WEI))
    await new_town.say("云慧敏", f"/bind {code}", new_town.roads)
    assert await new_town.told(new_town.roads) == words
    assert room_of(new_town, new_town.roads) is None


async def test_a_group_is_not_bound_from_a_private_chat(new_town: Township) -> None:
    await new_town.say("云慧敏", f"/bind {new_town.code(ROADS)}")
    assert await new_town.told("云慧敏") == (
        "请先把我加进要绑定的群，再在那个群里发送 /bind 加绑定码。"
    )


async def test_an_anonymous_admin_is_refused_kindly(new_town: Township) -> None:
    new_town.roads.members[new_town.user("云慧敏").id] = "administrator"
    words = f"/bind {new_town.code(ROADS)}"
    await new_town.say("云慧敏", words, new_town.roads, anonymous=True)
    assert await new_town.told(new_town.roads) == (
        "您现在是以匿名管理员身份发言，无法核对是谁。请在群管理里关闭匿名后再发一次。"
    )
    assert room_of(new_town, new_town.roads) is None


async def test_a_group_that_the_bot_comes_into_is_told_how_to_bind(new_town: Township) -> None:
    group = new_town.server.room.group("新群", [new_town.user("云慧敏")], bot=None)
    new_town.server.groups.add_bot(group, by=new_town.user("云慧敏"))
    await new_town.passes(minutes=1)
    assert new_town.heard(group) == [HOW_TO_BIND_GROUP]


@pytest.mark.parametrize("command", ["/status", "/determine", "/todo", "/help", "/report JT01 5"])
async def test_in_an_unbound_group_nothing_is_shown(new_town: Township, command: str) -> None:
    await new_town.say("云慧敏", command, new_town.roads)
    assert await new_town.told(new_town.roads) == HOW_TO_BIND_GROUP


@pytest.mark.parametrize(
    "command",
    [
        *("/status", "/why", "/chart", "/org", "/todo", "/report"),
        *("/determine", "/publish", "/help", "/cancel", "/nothing"),
    ],
)
async def test_an_unknown_account_is_shown_nothing(new_town: Township, command: str) -> None:
    await new_town.say("韦长河", command)
    assert await new_town.told("韦长河") == HOW_TO_BIND


async def test_an_unbound_sender_in_a_bound_group_stores_nothing(june: Township) -> None:
    stranger = june.server.room.user("路过的人")
    june.roads.members[stranger.id] = "member"
    june.stage.people["路过的人"] = stranger
    await june.answer("路过的人", "JT01", "累计5.8公里")
    assert await june.told(june.roads) == HOW_TO_BIND
    assert june.line("JT01").versions == ()


async def test_a_renewed_code_moves_a_person_to_another_account(town: Township) -> None:
    with town.storage.work() as work:
        code = work.bindings.renew(WEI)
    assert person_of(town, "韦长河") is None
    town.stage.people["新手机"] = town.server.room.user("新手机")
    await town.say("新手机", f"/start {code}")
    assert (await town.told("新手机")).startswith("韦长河，您好！您的账号已绑定")
    assert person_of(town, "新手机") == "韦长河"


async def test_menus_differ_by_room_and_by_post(new_town: Township) -> None:
    await new_town.say("韦长河", f"/start {new_town.code(WEI)}")
    await new_town.say("岑春林", f"/start {new_town.code(PersonSubject('岑春林'))}")
    await new_town.say("云慧敏", f"/bind {new_town.code(ROADS)}", new_town.roads)
    for place in ("韦长河", "岑春林", new_town.roads):
        await new_town.next(place)
    see = ("todo", "status", "why", "chart", "plan", "org", "support", "help", "cancel")
    all_may = ("subscribe", *see)
    desk = (
        *("determine", "ledger", "inspect", "publish", "correct"),
        *("burden", "assess", "handover", "import"),
    )
    assert menu(new_town, "韦长河") == ("report", "adjust", "exit", "leave", *all_may)
    assert menu(new_town, "岑春林") == (*desk, "enter", *all_may)
    assert menu(new_town, "岑春林", new_town.roads) == ("report", "delegate", *see)
