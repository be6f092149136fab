"""Measure words: which mean the same, which scale, and which stand for anything (个)."""

from collections.abc import Mapping

# Surface form -> canonical form. Only words that count the same thing share a canonical form:
# 人/名/位 do (shared/interfaces: 57人=57名=57位), 户/人, 项/件, 人/人次, %/百分点 do not.
_SAME = {
    "人": "人 名 位",
    "人次": "人次 人/次 名次",
    "元": "元 元钱 块钱 元整 元人民币",
    "%": "% ％ 个百分比",
    "百分点": "个百分点 百分点",
    "月数": "个月",
    "小时": "小时 个小时 个钟头",
    "分钟": "分钟",
    "天": "天",
    "工作日": "个工作日 工作日",
    "公里": "公里 千米 km",
    "米": "米 m",
    "平方米": "平方米 平米 ㎡ 平方",
    "公斤": "公斤 千克 kg",
    "场次": "场次 场/次",
    "户次": "户次 户/次",
    "家次": "家次 家/次",
}
_SINGLE = (
    "户 家 个 项 件 条 份 期 场 次 届 篇 册 盒 批 批次 轮 组 支 对 张 本 套 台 辆 间 所 处 座 栋 幢 层 亩 吨 斤 克 升 "
    "秒 周 年 学时 课时 岁 周岁 字 幅 面 块 枚 只 瓶 箱 袋 桶 包 盆 棵 株 束 顶 部 款 门 节 讲 堂 课 集 版 类 种 起 例 宗 笔 "
    "则 句 首 曲 餐 顿 桌 席 床 票 股 分 倍 成 番 度 ‰ 美元 港元 立方米 毫升 公顷 厘米 毫米 人份 车次 件次 篇次 台次 "
    "盘 串 把 双 副 枝 朵 匹 头 艘 架 发 回 遍 趟 队 班 点 万步 步 圈 页 卷 档 站 线 片 行 排 列 代 口 梯次 课次 期次 件套 人天 "
    "样 环节 人日 学分 工时 工分 桩 道 方面"
)
UNITS: Mapping[str, str] = {
    **{unit: unit for unit in _SINGLE.split()},
    **{surface: canonical for canonical, surfaces in _SAME.items() for surface in surfaces.split()},
}
LONGEST_UNIT = max(map(len, UNITS))

# 个 counts anything; the rest count organisations, teams or places for which 个 is as common.
GENERIC_UNIT = "个"
_GENERIC_PARTNERS = frozenset("家 项 所 支 处 间 人 场 类 种 座 条 期 组 门 批 轮 点 方面 环节 起 例".split())

# A word that starts like a unit but is another word: 5分工会 is no score, 3成立 no share.
NOT_A_UNIT: Mapping[str, tuple[str, ...]] = {
    "分": ("分工会", "分会", "分别", "分公司", "分钟", "分之", "分支", "分管", "分类", "分校", "分院", "分析", "分享"),
    "成": tuple("成立 成员 成果 成绩 成为 成功 成效 成长 成熟 成本 成都 成人 成就 成套 成品 成型 成年".split()),
    "课": ("课题", "课程", "课堂"),
    "讲": ("讲座", "讲师"),
    "节": ("节约", "节目", "节日", "节能"),
    "部": ("部门", "部署", "部分"),
    "面": ("面向", "面对"),
    "行": ("行动", "行业"),
    "点": ("点对点", "点位", "点多"),
    "线": ("线上", "线下", "线路"),
    "代": ("代表", "代会"),
    "对": ("对一", "对口", "对于", "对接"),
    "发": ("发展", "发放", "发动", "发挥", "发布"),
    "站": ("站式", "站点"),
    "把": ("把手", "把关"),
    "道": ("道德", "道路"),
    "口": ("口头",),
    "头": ("头部",),
    "步": ("步步", "步行", "步骤"),
    "度": ("度假",),
    "班": ("班子", "班组", "班长"),
    "队": ("队伍", "队员"),
    "组": ("组织", "组建", "组长"),
    "档": ("档案",),
    "列": ("列入", "列为", "列席"),
    "排": ("排查", "排名", "排忧"),
    "双": ("双向", "双爱"),
    "块": ("块头",),
    "批": ("批准", "批评", "批示"),
    "层": ("层面", "层次", "层级"),
    "股": ("股份", "股东"),
    "类": ("类别", "类型"),
    "种": ("种植",),
    "年": ("年级", "年轻"),
    "集": ("集体", "集中", "集团", "集合"),
    "套": ("套路",),
    "周": ("周年", "周岁", "周边", "周末"),
    "首": ("首届", "首个", "首次", "首批", "首家"),
    "堂": ("堂食",),
    "片": ("片区",),
    "版": ("版块", "版面"),
    "位": ("位于", "位列", "位居", "位次", "位数"),
    "名": ("名称", "名单", "名义", "名列前", "名列第", "名列全", "名列榜", "名师", "名额"),
    "项": ("项目部",),
    "处": ("处理", "处置", "处级", "处室", "处长"),
    "所": ("所有", "所在", "所需", "所长"),
    "支": ("支部", "支持", "支出", "支队", "支援", "支付"),
    "期": ("期间", "期待", "期末", "期望"),
    "场": ("场所", "场地", "场馆", "场景"),
    "台": ("台账", "台阶"),
    "条": ("条件", "条例"),
    "件": ("件件",),
    "份": ("份额",),
    "间": ("间接", "间隔"),
    "起": ("起来", "起到", "起草", "起点"),
    "包": ("包括", "包含", "包联", "包保"),
    "例": ("例会",),
    "科": ("科室",),
    "课次": (),
    "样": ("样本",),
}


def match_unit(text: str, start: int) -> tuple[str, int] | None:
    """The canonical unit that begins at `start` and the offset behind it, longest first; None when there is none."""
    for length in range(LONGEST_UNIT, 0, -1):
        surface = text[start : start + length]
        canonical = UNITS.get(surface)
        if canonical is not None and len(surface) == length:
            if any(text.startswith(word, start) for word in NOT_A_UNIT.get(surface, ())):
                continue
            return canonical, start + length
    return None


def units_compatible(left: str, right: str) -> bool:
    """Whether two canonical units may name the same count: equal, one left out, or 个 for a like measure word."""
    if left == right or not left or not right:
        return True
    if left == GENERIC_UNIT:
        return right in _GENERIC_PARTNERS
    return right == GENERIC_UNIT and left in _GENERIC_PARTNERS
