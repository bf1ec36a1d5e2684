"""Posts, and the one table of who may do what, where (C16 to C23)."""

import datetime as dtm
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rules.project import CommandNo, PersonName, Project, ProjectCode, UnitName
from rules.refusal import RefusalError


class Role(StrEnum):
    """What a person can be, by the decision's own names (`GLOSSARY.md` 1)."""

    FIRST_CHIEF = "first_chief"
    CHIEF = "chief"
    DEPUTY_CHIEF = "deputy_chief"
    HEADQUARTERS_MEMBER = "member"
    OFFICE_DIRECTOR = "office_director"
    OFFICE_DEPUTY = "office_deputy"
    OFFICE_MEMBER = "office_member"
    COMMANDER = "commander"
    DEPUTY_COMMANDER = "deputy_commander"
    LIAISON = "liaison"
    RESPONSIBLE_LEADER = "responsible_leader"
    RESPONSIBLE_PERSON = "responsible_person"
    SUPPORT_PERSON = "support_person"
    UNIT_STAFF = "unit_staff"

    @property
    def chinese(self) -> str:
        """The post as the workbook writes it."""
        return _CHINESE[self]


_CHINESE = {
    Role.FIRST_CHIEF: "第一总指挥",
    Role.CHIEF: "总指挥",
    Role.DEPUTY_CHIEF: "副总指挥",
    Role.HEADQUARTERS_MEMBER: "总指挥部成员",
    Role.OFFICE_DIRECTOR: "督考办主任",
    Role.OFFICE_DEPUTY: "督考办副主任",
    Role.OFFICE_MEMBER: "督考办成员",
    Role.COMMANDER: "指挥长",
    Role.DEPUTY_COMMANDER: "副指挥长",
    Role.LIAISON: "联络员",
    Role.RESPONSIBLE_LEADER: "责任领导",
    Role.RESPONSIBLE_PERSON: "责任人",
    Role.SUPPORT_PERSON: "保障事项责任人",
    Role.UNIT_STAFF: "单位人员",
}

HEADQUARTERS = frozenset(
    {Role.FIRST_CHIEF, Role.CHIEF, Role.DEPUTY_CHIEF, Role.HEADQUARTERS_MEMBER}
)
OFFICE = frozenset({Role.OFFICE_DIRECTOR, Role.OFFICE_DEPUTY, Role.OFFICE_MEMBER})
_ANYONE = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Post:
    """A person in a role from one day to another (the last day included); dated, never deleted.

    `command`, `project` and `unit` tell where the role holds; all None: everywhere.
    """

    person: PersonName
    role: Role
    command: CommandNo | None = None
    project: ProjectCode | None = None
    unit: UnitName | None = None
    since: dtm.date | None = None
    until: dtm.date | None = None
    acting_for: PersonName | None = None

    def held_on(self, day: dtm.date) -> bool:
        """Tell whether the post is held on a day."""
        return (self.since or day) <= day <= (self.until or day)


class Act(StrEnum):
    """What can be done; each has its row in MAY."""

    ANSWER = "answer"  # report progress
    SEE = "see"  # /status /why /chart /org
    SEE_DRAFT = "see_draft"
    COUNTERSIGN = "countersign"  # 核签: 无异议, 有异议 (C35, C42)
    DETERMINE = "determine"
    INSPECT = "inspect"  # record what was found on the spot (C63)
    PUBLISH = "publish"
    CORRECT = "correct"  # what is published
    RECEIVE_WARNING = "receive_warning"  # 签收
    SEE_BURDEN = "see_burden"  # how many messages each person got
    SETTLE_TROUBLE = "settle_trouble"  # 再发, 不再发
    FILE_CHANGE = "file_change"  # apply for a change of one's project, complete, take back (C57)
    NOMINATE = "nominate"  # let a project enter (C53)
    SIGN_CHANGE = "sign_change"  # 签字 (C58)
    REVIEW_CHANGE = "review_change"  # 审核通过, 退回, 驳回 (C59)
    APPROVE_CHANGE = "approve_change"  # 批准, 驳回 (C60)
    JUDGE_CHANGE = "judge_change"  # 看佐证材料
    RECORD_MINUTES = "record_minutes"  # headquarters approved in a meeting (E8)
    SEE_ALLOTMENT = "see_allotment"  # 配档表 of the whole, or of a command
    SEE_BRIEFING = "see_briefing"  # 简报: the draft of a whole month on a page
    SUBSCRIBE = "subscribe"  # what is sent to oneself privately
    ASSESS = "assess"  # /assess
    HAND_OVER = "hand_over"  # another person or unit answers (C18, E29, E41)
    CHECK_BOOK = "check_book"  # have the year's workbook read before it is loaded
    IMPORT = "import"  # plates of months before the first one asked (E38)
    TAKE_LEAVE = "take_leave"  # let somebody answer for a time
    DELEGATE = "delegate"  # let a deputy sign for a time (C58)
    SUPPORT_ADD = "support_add"  # 新增 a support item (C48)
    SUPPORT_ANSWER = "support_answer"  # say how far a support item is
    SUPPORT_SETTLE = "support_settle"  # 办结, 未办结, 恢复办理: never the item's own person


class Room(StrEnum):
    """The kinds of chat; a group is bound to one, a private chat belongs to its person."""

    PRIVATE = "private"
    COMMAND = "command"
    TOWNSHIP = "township"
    HEADQUARTERS = "headquarters"
    OFFICE = "office"

    @property
    def chinese(self) -> str:
        """The name that stands until a bound group's own title is known."""
        return _ROOMS[self]


_ROOMS = {
    Room.PRIVATE: "私聊",
    Room.COMMAND: "指挥部群",
    Room.TOWNSHIP: "全镇群",
    Room.HEADQUARTERS: "总指挥部群",
    Room.OFFICE: "督考办群",
}


class Reach(StrEnum):
    """How far a role's leave goes."""

    EVERYWHERE = "everywhere"
    OWN_COMMAND = "own_command"
    OWN_PROJECT = "own_project"
    OWN_UNIT = "own_unit"
    OWN_ITEM = "own_item"  # the support items that name the person


@dataclass(frozen=True, slots=True)
class Leave:
    """Who may take an act (a role with its reach), and in which rooms."""

    roles: Mapping[Role, Reach]
    rooms: frozenset[Room] = frozenset(Room)


_OWN_WARNING = {
    Role.UNIT_STAFF: Reach.OWN_UNIT,
    Role.RESPONSIBLE_PERSON: Reach.OWN_PROJECT,
    Role.LIAISON: Reach.OWN_COMMAND,
    Role.COMMANDER: Reach.OWN_COMMAND,
}
_APPLICANTS = {
    Role.UNIT_STAFF: Reach.OWN_UNIT,
    Role.RESPONSIBLE_PERSON: Reach.OWN_PROJECT,
}
_OWN_COMMANDER = {Role.COMMANDER: Reach.OWN_COMMAND}
_OF_COMMAND = (Role.COMMANDER, Role.DEPUTY_COMMANDER, Role.LIAISON)
_KEEPERS: Mapping[Role, Reach] = dict.fromkeys(OFFICE, Reach.EVERYWHERE) | dict.fromkeys(
    _OF_COMMAND, Reach.OWN_COMMAND
)
_CHIEFS = (Role.FIRST_CHIEF, Role.CHIEF)
_AT_THE_DESK = frozenset({Room.OFFICE, Room.PRIVATE})
_IN_COMMAND = frozenset({Room.COMMAND, Room.PRIVATE})
_AT_THE_TOP = frozenset({Room.HEADQUARTERS, Room.PRIVATE})

MAY: Mapping[Act, Leave] = {
    Act.ANSWER: Leave(
        {Role.RESPONSIBLE_PERSON: Reach.OWN_PROJECT, Role.LIAISON: Reach.OWN_COMMAND},
        frozenset({Room.COMMAND, Room.PRIVATE}),
    ),
    Act.SEE: Leave(dict.fromkeys(_ANYONE, Reach.EVERYWHERE)),
    Act.SEE_DRAFT: Leave(
        dict.fromkeys(OFFICE | HEADQUARTERS, Reach.EVERYWHERE)
        | {Role.COMMANDER: Reach.OWN_COMMAND},
        frozenset({Room.PRIVATE, Room.OFFICE, Room.HEADQUARTERS}),
    ),
    Act.COUNTERSIGN: Leave(_OWN_COMMANDER, frozenset({Room.PRIVATE})),
    Act.DETERMINE: Leave(dict.fromkeys(OFFICE, Reach.EVERYWHERE), _AT_THE_DESK),
    Act.INSPECT: Leave(dict.fromkeys(OFFICE, Reach.EVERYWHERE), _AT_THE_DESK),
    Act.PUBLISH: Leave(dict.fromkeys(OFFICE, Reach.EVERYWHERE), _AT_THE_DESK),
    Act.CORRECT: Leave(dict.fromkeys(OFFICE, Reach.EVERYWHERE), _AT_THE_DESK),
    Act.RECEIVE_WARNING: Leave(_OWN_WARNING, frozenset({Room.COMMAND})),
    Act.SEE_BURDEN: Leave(dict.fromkeys(OFFICE, Reach.EVERYWHERE), _AT_THE_DESK),
    Act.SETTLE_TROUBLE: Leave(dict.fromkeys(OFFICE, Reach.EVERYWHERE), frozenset({Room.OFFICE})),
    Act.FILE_CHANGE: Leave(_APPLICANTS, frozenset({Room.PRIVATE})),
    Act.NOMINATE: Leave(_KEEPERS, frozenset({Room.PRIVATE})),
    Act.SIGN_CHANGE: Leave(_OWN_COMMANDER, _IN_COMMAND),
    Act.REVIEW_CHANGE: Leave(dict.fromkeys(OFFICE, Reach.EVERYWHERE), _AT_THE_DESK),
    Act.APPROVE_CHANGE: Leave(dict.fromkeys(_CHIEFS, Reach.EVERYWHERE), _AT_THE_TOP),
    Act.JUDGE_CHANGE: Leave(
        {**_OWN_COMMANDER, **dict.fromkeys(OFFICE | HEADQUARTERS, Reach.EVERYWHERE)},
        _IN_COMMAND | _AT_THE_DESK | _AT_THE_TOP,
    ),
    Act.RECORD_MINUTES: Leave(dict.fromkeys(OFFICE, Reach.EVERYWHERE), _AT_THE_DESK),
    Act.SEE_ALLOTMENT: Leave(
        dict.fromkeys(OFFICE | HEADQUARTERS, Reach.EVERYWHERE) | _OWN_COMMANDER,
        _IN_COMMAND | _AT_THE_DESK | _AT_THE_TOP,
    ),
    Act.SEE_BRIEFING: Leave(
        dict.fromkeys(OFFICE | HEADQUARTERS, Reach.EVERYWHERE), _AT_THE_DESK | _AT_THE_TOP
    ),
    Act.SUBSCRIBE: Leave(dict.fromkeys(_ANYONE, Reach.EVERYWHERE), frozenset({Room.PRIVATE})),
    Act.ASSESS: Leave(
        dict.fromkeys(OFFICE | HEADQUARTERS, Reach.EVERYWHERE), _AT_THE_DESK | _AT_THE_TOP
    ),
    Act.HAND_OVER: Leave(dict.fromkeys(OFFICE, Reach.EVERYWHERE), _AT_THE_DESK),
    Act.CHECK_BOOK: Leave(dict.fromkeys(OFFICE, Reach.EVERYWHERE), _AT_THE_DESK),
    Act.IMPORT: Leave(dict.fromkeys(OFFICE, Reach.EVERYWHERE), _AT_THE_DESK),
    Act.TAKE_LEAVE: Leave({Role.RESPONSIBLE_PERSON: Reach.OWN_PROJECT}, frozenset({Room.PRIVATE})),
    Act.DELEGATE: Leave(_OWN_COMMANDER, _IN_COMMAND),
    Act.SUPPORT_ADD: Leave(_KEEPERS, _IN_COMMAND | _AT_THE_DESK),
    Act.SUPPORT_ANSWER: Leave(
        {Role.SUPPORT_PERSON: Reach.OWN_ITEM, **_KEEPERS}, _IN_COMMAND | _AT_THE_DESK
    ),
    Act.SUPPORT_SETTLE: Leave(_KEEPERS, _IN_COMMAND | _AT_THE_DESK),
}


class NotYoursError(RefusalError):
    """The person holds no post for the act; `owners` are those who could take it."""

    def __init__(self, act: Act, owners: Collection[PersonName] = ()) -> None:
        super().__init__(act)
        self.act = act
        self.owners = tuple(owners)


class NotHereError(RefusalError):
    """The act is not taken in this kind of chat; `rooms` are those where it is."""

    def __init__(self, act: Act, rooms: Collection[Room]) -> None:
        super().__init__(act)
        self.act = act
        self.rooms = tuple(sorted(rooms))


def acting_post(
    act: Act,
    posts: Sequence[Post],
    *,
    room: Room,
    on: dtm.date,
    project: Project | None = None,
    owners: Collection[PersonName] = (),
) -> Post:
    """Return the first post that gives leave for an act on a project in a room on a day.

    NotHereError where nobody takes the act in such a room, NotYoursError where this person has
    no post for it.
    """
    leave = MAY[act]
    if room not in leave.rooms:
        raise NotHereError(act, leave.rooms)
    for post in posts:
        reach = leave.roles.get(post.role)
        if reach and post.held_on(on) and reaches(post, reach, project):
            return post
    raise NotYoursError(act, owners)


def reaches(post: Post, reach: Reach, project: Project | None) -> bool:
    """Tell whether a post covers a project; without a project every reach does.

    Whose a support item is stands in the item: there the post alone tells nothing more.
    """
    if reach is Reach.EVERYWHERE or project is None:
        return True
    return {
        Reach.OWN_COMMAND: post.command == project.command,
        Reach.OWN_PROJECT: post.project == project.code,
        Reach.OWN_UNIT: post.unit == project.lead_unit,
        Reach.OWN_ITEM: True,
    }[reach]
