"""Numbers that belong to the chat and not to the work: telephones, list numbers, documents."""

import re
from enum import Enum

from rules.wordlists import read_wordlist

_LISTS = read_wordlist("asides.txt")
_SURNAME = f"[{''.join(_LISTS['SURNAMES'])}]"
_TITLE = f"(?:{'|'.join(_LISTS['TITLES'])})"
_STICKER = f"(?:{'|'.join(_LISTS['STICKERS'])})"
_QUANTITY = "[0-9一二三四五六七八九十百]{1,4}"
_HOUR = "(?:2[0-4]|1[0-9]|0?[0-9])"
_NO_DIGIT = "(?![0-9%零一二三四五六七八九])"
_DAYTIME = "(?:上午|下午|早上|晚上|中午|凌晨|早晨|今早|傍晚|晚)?[ ]?"
_SECONDS = """["”″']"""

_NUMBERED = "|".join(_LISTS["NUMBERED"])

_PIECE = rf"""
      第?{_QUANTITY}(?:合同段|标段|标|号楼|\#楼|\#|号线|号桥|号地块|期工程|期|批次|批|组团|工区|段|工段|车间)
    | 第{_QUANTITY}(?:组|村|施工队|产业|社区|座|层|栋|幢|轮)
    | 第{_QUANTITY}(?:个(?=[村点社小自片标])|条(?=[路街巷河渠沟管线道]))
    | {_QUANTITY}[号\#](?:{_NUMBERED})
    | [A-Da-d](?:标段|标|区|段|地块|村)
    | [A-Z]{{0,2}}K[0-9]{{1,4}}(?:\+[0-9]{{1,3}}(?:\.[0-9]+)?)?
"""
_TELEPHONE = r"""
      (?<![0-9])1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9.]|[ ]?[%元万亿户亩米公个座])
    | (?<![0-9])0[0-9]{2,3}[- ][0-9]{7,8}(?![0-9])
    | (?<![0-9])[0-9]{17}[0-9Xx](?![0-9])
    | (?:电话|手机号?|微信号?|[Qq][Qq]|号码|联系(?:方式)?|拨?打|致电|短号|工号|编号|序号
      |工单号|同号|尾号|单号|账号|卡号|验证码|[Nn]o\.?)
      [是为:]?[ ]?(?:0[0-9]{2,3}[- ])?[0-9]{1,12}(?![0-9.%万亿户亩])
"""
_CLOCK = rf"""
      {_DAYTIME}{_HOUR}:[0-5][0-9](?::[0-5][0-9])?(?![0-9.])
    | {_DAYTIME}{_HOUR}[点时](?:半|整|钟|[0-5]?[0-9]分|许)?{_NO_DIGIT}
    | {_DAYTIME}(?:十[一二]?|[一二两三四五六七八九])点(?:半|整|钟)?{_NO_DIGIT}
"""
_DOCUMENT = r"""
      (?:按照?|根据|依据)?(?:[一-龥]{1,2}[政办党发纪府委字函督建交农水财规改环审资住林批]{1,3})?
      [〔\[(]20[0-9]{2}[〕\])][ ]?第?[0-9]{1,4}号(?:文件|文|通知|令)?(?:要求|精神|规定|部署|安排)?
    | 第?[0-9]{1,4}号(?:文件|文|通知|令|公告|纪要|会议纪要)
    | (?:按照?|根据|依据)[一-龥0-9]{0,12}(?:会|会议|文件|通知)(?:要求|精神|部署|安排)(?=[，,。;])
"""
_CAUSE = "受[一-龥]{1,10}影响 | (?:因|由于)[一-龥]{1,8}(?:原因|影响)"
_CHAT = rf"""
      \#?接龙[ :]*[0-9]{{0,3}}(?![0-9.%])
    | \[语音\][ ]*[0-9]{{1,2}}[ ]*(?:秒|{_SECONDS}{{1,2}})?
    | 语音[ ]*[0-9]{{1,2}}[ ]*(?:秒|{_SECONDS}{{1,2}})
    | (?<![0-9])[0-9]{{1,2}}[ ]?{_SECONDS}{{1,2}}(?![0-9])
    | \[{_STICKER}\]
    | @[^\s@0-9,，。:!?;]{{1,20}}(?=\s|$)
"""
_PERSON = rf"""
      {_SURNAME}[一-龥]{{0,2}}?{_TITLE}(?:们|好|您好)?
    | {_SURNAME}(?:工|姐|哥|总(?![投体量计数共进面里户额长造规结]))(?:好|您好)?
    | (?:联系人|负责人|责任人|联络员|我是)[是为: ]?{_SURNAME}[一-龥]{{1,2}}(?![一-龥])
"""
_ORDINAL = rf"第{_QUANTITY}(?:次|名|位|项|条|页|版|步|层|天|轮|个|号)?"
_GRADE = "(?<![A-Za-z])(?:DN|dn|De|C|M|[Φφ])[1-9][0-9]{1,3}(?![0-9.%A-Za-z万亿户亩米公个座])"
_ROAD = "[GSXYC][0-9]{3}(?:国道|省道|县道|乡道|线)?(?![0-9.%]) | [45]G(?![A-Za-z])"
_CODE = "(?<![A-Za-z])[A-Za-z]{2}[0-9]{2}(?![0-9.%A-Za-z])"
_REPORTER = rf"(?:{_PERSON}) (?=报(?![告一])|的|说|统计|填|核实|反馈|上报|提供|给|测|量|算)"
_PLAIN = (
    f"{_TELEPHONE}|{_CLOCK}|{_DOCUMENT}|{_CAUSE}|{_ORDINAL}|{_GRADE}|{_ROAD}|{_CHAT}|{_PERSON}"
)
_ASIDE = re.compile(
    f"(?P<PIECE>{_PIECE}) | (?P<OTHERS>{_REPORTER}) | (?P<PLAIN>{_PLAIN}) | (?P<CODE>{_CODE})",
    re.VERBOSE,
)
_COUNT = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})"
# After 四、 comes a second figure (五公里), and not a part of the work or a time (一标段, 六月).
_NUMERAL = "[一二三四五六七八九十百千两几]++(?![标期是季组村号月区段批工])"
_LISTED = re.compile(
    rf"""(?:[-*·•](?![ ]*[0-9])[ ]*
      | {_COUNT}(?:[、.](?![ ]*(?:[0-9](?![0-9]?月)|{_NUMERAL}))|\))[ ]*
      | \({_COUNT}\))
    (?:{_SURNAME}[一-龥]{{1,2}}(?=[ :，,]{{1,2}}(?:累计|目前|截|已|完成)))?""",
    re.VERBOSE,
)
_BEFORE_A_LIST = frozenset("\n;。,，:龙")


class Aside(Enum):
    """What a number that is no figure tells all the same."""

    PLAIN = "nothing"
    PIECE = "a part of the work"
    OTHERS = "somebody else, who reports"
    CODE = "a project"
    LISTED = "a place in a list"


def find_aside(text: str, at: int) -> tuple[Aside, int] | None:
    """Return what stands at a place of a folded text beside the work, and where it ends."""
    before = text[max(0, at - 6) : at].rstrip(" ")
    if not before or before[-1] in _BEFORE_A_LIST:
        listed = _LISTED.match(text, at)
        if listed:
            return Aside.LISTED, listed.end()
    found = _ASIDE.match(text, at)
    if found is None or found.lastgroup is None:
        return None
    return Aside[found.lastgroup], found.end()
