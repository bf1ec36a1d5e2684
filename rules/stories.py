"""Stories beside a figure: causes, troubles, next steps, who writes, what is asked of a clerk."""

import re

from rules.suspicion import hides_a_word, is_innocent, is_story, tells_of_work
from rules.wordlists import read_wordlist

# What a story begins with; at most places nothing need be tried.
_FIRST = frozenset(
    "因由鉴主客滞延具的原存问困下措建需请麻辛劳烦敬恳望盼求我说情"
    "现相佐进施照图视截材资附报表台老百群村农拆商租住居乡"
)
_END = "(?=[，,。;!\n)]|$)"
_OPENS = re.compile("[，,。;!\n():、 ]")
# 因连日下雨，完成… and 因连日下雨只完成…
_CAUSE = re.compile(
    f"(?:因为?|由于|鉴于)(?P<told>[一-龥0-9]{{2,24}}?)(?:{_END}|(?=[只仅]完成|累计|目前|截[至止]))"
)
# What a heading announces goes on to the end of its sentence.
_SECTION = re.compile(
    """(?:主观|客观|主要|滞后|延误|具体|主客观)?(?:的)?(?:原因|存在(?:的)?(?:问题|困难)|问题|困难|
    建议|下一步(?:工作|措施|打算|安排)?|下步(?:工作|措施|打算|安排)?|措施|需(?:要)?协调(?:的)?(?:事项|问题))
    (?:主要)?(?:是|为|在于|:)[ ]?(?P<told>[^。;!\n()]{2,60})(?=[。;!\n(]|$)
    | 下一?步(?P<next>[一-龥]{2,16})(?=[，,。;!\n)]|$)""",
    re.VERBOSE,
)
# 说明： is no hearsay; what it announces may be about the figure, and is read as anything else.
_NOTE = re.compile("(?:情况)?说明:")
_SURNAME = f"[{''.join(read_wordlist('asides.txt')['SURNAMES'])}]"
_OFFICE = "(?P<office>[一-龥]{1,8}(?:中心|站|所|办|办公室|局|镇|村|队|公司|项目部|厂|院|学校))"
_INTRODUCTION = re.compile(f"我是{_OFFICE}?的?[小老]?{_SURNAME}[一-龥]{{0,2}}{_END}")
_PEOPLE = re.compile(
    rf"""(?:老百姓|百姓|群众|村民|农户|拆迁户|商户|租户|住户|居民|乡亲)们?
    (?:都|很|也|就是|还|有的|个别|仍|太)?
    (?:支持|配合|拥护|满意|高兴|不支持|不配合|不理解|有意见|阻工|阻拦|观望|不让干|不愿搬|不肯搬|不愿意|难缠)
    {_END}""",
    re.VERBOSE,
)
_WISH = re.compile(
    rf"""(?:恳请|烦请|敬请|请求|请|望|盼|求|建议|需要?|麻烦)(?P<told>[一-龥]{{0,8}}?
    (?:协调|帮忙|帮助|催|督促|支持|解决|拨款|拨付|安排|出面|关注|重视|加快)[一-龥]{{0,12}}){_END}""",
    re.VERBOSE,
)
_LEADERS = "(?:各位|领导|主任|书记|镇长|督考办|专班|镇里|您|你|们|给|帮忙|帮|再|予以|能)"
_ASKED_OF_A_CLERK = re.compile(
    rf"""(?:请|麻烦|辛苦|劳烦|烦请|敬请){_LEADERS}{{0,4}}
    (?:登记|记录|记|录入|录|审阅|批示|指示|过目|审核|查收|查阅|知悉|指正|收悉|存档|汇总|阅)
    (?:一下|下)?[了吧哈哦啦]?(?:{_END}|(?=:))""",
    re.VERBOSE,
)
_ENCLOSED = re.compile(
    rf"""(?:现场|相关|佐证|具体|进度|施工)?(?:照片|图片|视频|截图|材料|资料|附件|报表|表格|台账)
    (?:已经?|随后|稍后|稍候|马上|一会儿?|另|见|在|请见|均已|都)?
    (?:发|传|送|报|交|下|后|上|群|到|至|里|中|了|您|领导|微信|邮箱|附|图|文|表|附件|给){{1,8}}{_END}""",
    re.VERBOSE,
)


def find_story(text: str, at: int) -> int | None:
    """Return where a story that opens a clause at a place of a folded text ends."""
    if text[at] not in _FIRST or (at and not _OPENS.match(text, at - 1)):
        return None
    for form in (_ASKED_OF_A_CLERK, _ENCLOSED, _PEOPLE):
        if (found := form.match(text, at)) and not hides_a_word(found.group()):
            return found.end()
    introduced = _INTRODUCTION.match(text, at)
    office = (introduced and introduced["office"]) or "我"
    if introduced and is_innocent(office) and not hides_a_word(office):
        return introduced.end()
    wish = _WISH.match(text, at)
    if wish and is_story(wish["told"]):
        return wish.end()
    note = _NOTE.match(text, at)
    return note.end() if note else _told(text, at)


def _told(text: str, at: int) -> int | None:
    """Return where a cause or a trouble ends that holds nothing about the figures."""
    section = _SECTION.match(text, at)
    found = section or _CAUSE.match(text, at)
    if found is None:
        return None
    told = next(filter(None, found.groups()))
    return found.end() if is_story(told) and (section or tells_of_work(told)) else None
