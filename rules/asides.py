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

# A numeral in the name of a place: 三里屯村, 二龙山, 十字路口; but 三里河道 is dug.
_PLACE = """
      [二三四五六七八九十](?:里|龙|家|道|官|仙|圣|女|棵[树松柳槐]|间房|眼井)
      [屯河沟铺庙店湾桥庄营堡岗坡塘山村岭墩堂台坪坝园口峪镇湖](?![道渠壁底长])
      [村社]?(?:路口|大桥|水库|小区|社区|片区|路段|段|村)?
    | (?:[十丁]字|三岔)路口? | 三岔口
"""
_PIECE = rf"""
      [0-9]{{1,3}}[号\#](?:[、和及至到~-]?[0-9]{{1,3}}[号\#]){{1,8}}(?:{_NUMBERED})?
    | 第?{_QUANTITY}(?:合同段|标段|标|号楼|\#楼|\#|号线|号桥|号地块|期工程|期
      |批次|批|组团|工区|段|工段|车间)
    | 从[一-龥]{{1,4}}到[一-龥]{{1,4}}(?:段|路口|桥头|村口)
    | 第{_QUANTITY}(?:组|村|施工队|产业|社区|座|层|栋|幢|轮)
    | 第{_QUANTITY}(?:个(?=[村点社小自片标])|条(?=[路街巷河渠沟管线道]))
    | {_QUANTITY}[号\#](?:{_NUMBERED})
    | [A-Da-d](?:标段|标|区|段|地块|村)
    | {_PLACE}
    | [A-Z]{{0,2}}K[0-9]{{1,4}}(?:\+[0-9]{{1,3}}(?:\.[0-9]+)?)?
      (?:[-~至到—]{{1,2}}[A-Z]{{0,2}}K[0-9]{{1,4}}(?:\+[0-9]{{1,3}}(?:\.[0-9]+)?)?)?
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
_NUMBER = r"""
      (?:合同|项目|工程|立项|备案|招标|标段|批准)?(?:文号|编号|合同号|代码|单号)[是为:]?[ ]?
      (?:[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+){0,5}|[0-9]+(?:-[0-9]+){2,5})(?![0-9.%])
    | 合同[A-Za-z]{1,6}(?:-[A-Za-z0-9]+){2,5}(?![0-9.%])
"""
_WIDTH = "[0-9]{1,3}(?:\\.[0-9]{1,2})?(?:米|厘米|公分|毫米|m|cm)[宽厚高深粗]的?"
_THANKS = """
      (?:谢谢|感谢|多谢)(?:各位)?(?:领导|主任|书记|镇长|大家|您|你)?们?的?
      (?:提醒|关心|支持|指导|理解|帮助|督促|督导)了?
"""
_RAIN = r"""
      (?:昨天|昨晚|今天|前天|这几天)?[下降]了?(?:[0-9]{1,3}[多余]?毫米的?)?(?:一?场)?[大暴中小]?雨(?!量)
    | 水位(?:上涨|上升|涨|升|高|到|达|下降|降)?了?
      [0-9]{1,3}(?:\.[0-9]{1,2})?(?:米|厘米|m|cm)(?![0-9])
    | (?:昨天|昨晚|今天|前天|这几天)?降[雨雪]量?[0-9]{1,3}(?:\.[0-9])?[多余]?毫米
    | (?:连续|连着|连)?[下降]了?[0-9一二三四五六七八九十两半]{1,3}[多几来]?
      (?:天|周|个星期|场)的?[大暴中小]?雨
    | [2-4][0-9](?:度|℃|°C)的?(?:高温|天气)
    | (?:气温|温度|高温|室外)[高达到近有]{0,2}[零]?下?[0-9]{1,2}[多余]?(?:度|℃|°C)
"""
_DOCUMENT = r"""
      (?:按照?|根据|依据)?(?:[一-龥]{1,2}[政办党发纪府委字函督建交农水财规改环审资住林批]{1,3})?
      [〔\[(]20[0-9]{2}[〕\])][ ]?第?[0-9]{1,4}号(?:文件|文|通知|令)?(?:要求|精神|规定|部署|安排)?
    | 第?[0-9]{1,4}号(?:文件|文|通知|令|公告|纪要|会议纪要)
    | (?:按照?|根据|依据)[一-龥0-9]{0,12}(?:会|会议|文件|通知)(?:要求|精神|部署|安排)(?=[，,。;])
"""
_AGAINST_PLAN = r"""
      (?:比|较|高于|低于|快于|慢于|超前?|落后|滞后|高出|超出)(?:于)?
      (?:序时进度|序时|时间进度|月度计划|月度目标|年度计划|计划进度|计划|目标进度|目标)(?:要求)?
      (?:快|慢|高|低|提前|滞后|超前|落后|多|少)?(?:出|了)?[0-9]{1,2}(?:\.[0-9]{1,2})?(?:个百分点|百分点|个点)
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
      {_SURNAME}[一-龥]{{0,2}}?{_TITLE}(?:不在家?|出差|[在去]?开会|请假|休假)了?(?=[，,。])
    | {_SURNAME}[一-龥]{{0,2}}?{_TITLE}(?:们|好|您好)?
    | {_SURNAME}(?:工|姐|哥|总(?![投体量计数共进面里户额长造规结]))(?:好|您好)?
    | (?:联系人|负责人|责任人|联络员|我是)[是为: ]?{_SURNAME}[一-龥]{{1,2}}(?![一-龥])
    | 我是{_SURNAME}[一-龥]{{2}}(?=[我咱俺])
"""
_ORDINAL = rf"第{_QUANTITY}(?:次|名|位|项|条|页|版|步|层|天|周|轮|个|号)?"
_GRADE = (
    "(?<![A-Za-z])(?:DN|dn|De|C|M|[Φφ])[1-9][0-9]{1,3}(?![0-9.%A-Za-z万亿户亩米公个座])(?:管道?)?"
)
_ROAD = """
      [GSXYC][0-9]{3}(?:国道|省道|县道|乡道|线)?(?![0-9.%]) | [45]G(?![A-Za-z])
    | [1-9][0-9]{2}[国省县乡]道
"""
_CODE = "(?<![A-Za-z])[A-Za-z]{2}[0-9]{2}(?![0-9.%A-Za-z])"
_REPORTER = rf"(?:{_PERSON}) (?=报(?![告一])|的|说|统计|填|核实|反馈|上报|提供|给|测|量|算)"
_PLAIN = (
    f"{_TELEPHONE}|{_CLOCK}|{_NUMBER}|{_WIDTH}|{_THANKS}|{_RAIN}|{_DOCUMENT}|{_CAUSE}|{_AGAINST_PLAN}|{_ORDINAL}"
    f"|{_GRADE}|{_ROAD}|{_CHAT}|{_PERSON}"
)
_ASIDE = re.compile(
    f"(?P<PIECE>{_PIECE}) | (?P<OTHERS>{_REPORTER}) | (?P<PLAIN>{_PLAIN}) | (?P<CODE>{_CODE})",
    re.VERBOSE,
)
# Some of several are named: 柳沟、石桥等7个村.
_PLACES = re.compile(
    "(?:[一-龥]{1,4}、){0,6}[一-龥]{1,4}等[0-9一二三四五六七八九十两]{1,3}个(?:行政村|自然村|村|社区|标段)"
)
_FURTHEST = 40  # characters to 等
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
_NEXT_LISTED = re.compile("(?<= )([2-9])([、.)])(?=[一-龥])")
_NAME = re.compile(f"{_SURNAME}[一-龥]{{1,2}}")
_BEFORE_A_LIST = frozenset("\n;。,，:龙")


class Aside(Enum):
    """What a number that is no figure tells all the same."""

    PLAIN = "nothing"
    PIECE = "a part of the work"
    OTHERS = "somebody else, who reports"
    CODE = "a project"
    LISTED = "a place in a list"


def _goes_on(text: str, at: int) -> bool:
    """Tell whether a list number follows the one before it: 1、累计623户 2、下月200户."""
    number = _NEXT_LISTED.match(text, at)
    return number is not None and f"{int(number[1]) - 1}{number[2]}" in text[:at]


def is_name(text: str) -> bool:
    """Tell whether a text may be a person's name: a surname and one or two characters."""
    return bool(_NAME.fullmatch(text))


def find_aside(text: str, at: int) -> tuple[Aside, int] | None:
    """Return what stands at a place of a folded text beside the work, and where it ends."""
    before = text[max(0, at - 6) : at].rstrip(" ")
    if not before or before[-1] in _BEFORE_A_LIST or _goes_on(text, at):
        listed = _LISTED.match(text, at)
        if listed:
            return Aside.LISTED, listed.end()
    if "等" in text[at : at + _FURTHEST] and (places := _PLACES.match(text, at)):
        return Aside.PLAIN, places.end()
    found = _ASIDE.match(text, at)
    if found is None or found.lastgroup is None:
        return None
    return Aside[found.lastgroup], found.end()
