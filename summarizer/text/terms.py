"""Set phrases with numerals that are no figures, and words that ask for a calculation."""

import re

# Looked up at a Chinese numeral only; longest first is not needed because any cover counts.
SET_PHRASES = frozenset(
    """
    一年来 一方面 另一方面 一系列 一体化 一站式 一对一 一条龙 一家亲 一张网 一盘棋 一把手 一线 一带一路 一如既往 一视同仁 一日捐
    一岗双责 一老一小 一心一意 一丝不苟 一点一滴 一言一行 一分为二 一马当先 一应俱全 一目了然 一脉相承 一以贯之 一步一个脚印
    一体推进 一网通办 一刻不停 一次性 一定 一直 一致 一般 一切 一样 一起 一并 一同 一流 一贯 一时 一旦 一度 一再 一律 一概 一经 统一 唯一
    进一步 下一步 第一步 万一 之一 某一 每一 同一 任一 逐一 单一 专一 一批批 一次次 一项项 一件件 一个个 一场场 一句句 一张张 一份份
    第一时间 第一线 第一责任人 第一书记 第一课堂 第一要务 第一资源 第一议题 第一知情人 第一报告人 第一梯队 第一现场 第二课堂 第一关
    安全第一 质量第一 健康第一 生命第一 服务第一 职工第一 群众第一 第一位的 第一手 三全育人 五育 一号工程 二号文件 头等大事 第三方 第二故乡 第三产业 二三产业
    三八 五一 六一 七一 八一 十一 五四 九九 三一五 一二九 双十一 元旦 三八节 五一节 六一节 三八妇女节 五一劳动节 六一儿童节
    三会一课 两学一做 三重一大 四个意识 四个自信 两个维护 两个确立 四个全面 五位一体 三严三实 八项规定 十项规定 四风 六稳 六保 三不腐
    两个责任 四种形态 四不两直 三个代表 两个一百年 十四五 十五五 十三五 二十大 十九大 十八大 两会  两癌 两新 三新 三农 三公 三公经费
    三个区分开来 三支一扶 三支队伍 三基三严 三甲 三级甲等 二甲 五险一金 六险二金 三方机制 三方四家 三方会议  三亲 三位一体 四位一体
    双向 双百 百分百 百分之百满意 两手抓 两不误 两促进 两手硬 四有 五有 六有 七有 八有 八有六上墙 六上墙 双爱双评 五好 五心 五型 五型班组 五小
    五比五赛 五比一创 六好 十不准 十严禁 八不准 七个一 五个一 四必访 五必访 六必访 七必访 八必访 五必谈 六必谈 四季 四季送 四送 四季同行 
    春送岗位 三伏 三伏天 三九 三九天 数九寒天 三关爱 三走进 三下乡 四进 五进 七进 八进 六进 三服务 三必到 六必到 五同 四同 三同
    千家万户 千方百计 千言万语 千头万绪 千锤百炼 万众一心 万家灯火 万无一失 万象更新 百花齐放 百尺竿头 百舸争流 百年大计 百日攻坚 百日安全 百日行动
    百年 百姓 百货 百家争鸣 十分 万分 百倍信心 千万 半边天 二次创业 二维码 两地分居 二胎 二孩 三孩  四世同堂 五湖四海 八小时以外 八小时外
    四面八方 七上八下 五彩缤纷 六神无主 三思 三令五申 三三两两 五花八门 十全十美 九牛一毛 七彩 八方 四海 四周 九天 九州 三人行 三言两语
    二线      五级 一等 二等 三等    一等奖 二等奖 三等奖 三好 三宽 四德 五爱 五讲四美 五星级 四星级 三星级
    三室 三库 三单 三台 两库 两制 一书 两书 一函两书 一函 两单 一卡 一卡通 一键 一码 一图 一表   一策 一法 一案 一中心 两张清单
    三张清单 四下基层 五级书记 三社联动 六环 一家一 一人一 一户一 一企一 一事一 一厂一 一校一 一院一 一岗一
    十佳 百强 百佳 千佳 十大 双十佳 百名优秀 四新 四化 五个到位 三个到位 四个到位 两个到位 三到位 四到位 五到位 三结合 四结合 两结合
    三年行动计划 五年规划 三大纪律 三大攻坚战 一二三四 一二三产业 两山 三江 四川   三亚 三明 三峡 十堰 六安 六盘水 七台河 双鸭山
    二郎 四平 百色 千阳 万州 万宁 万年 两江 三门峡 五大连池 九寨 一汽 二汽 一中 二中 三中 四中 五中 六中 七中 八中 九中 十中 一小 二小 三小
    四小 五小 六小 七小 八小 一院 二院 三院 四院 五院        
    """.split()
)
_LONGEST_PHRASE = max(map(len, SET_PHRASES))
# 一户一策, 一人一档, 一企一方案: the pattern makes the phrase, whatever stands in it.
_ONE_EACH = re.compile(r"一[\u4e00-\u9fff]{1,2}一[\u4e00-\u9fff]")
# Counts of abstract things a text names itself (三个方面, 四项举措, 五个坚持): its structure, not a fact's figure.
_STRUCTURE = re.compile(
    r"(?:个|项|大|条|点|种)?(?:方面|环节|维度|层面|转变|到位|结合|坚持|强化|注重|聚焦|突出|围绕|重点|关键|举措|措施|抓手|着力点|"
    r"网|清单|名片|张牌|底账|要求|意见|建议|不足|问题|目标|原则|统一|结合点|突破口|相结合|优先|满意|同步|促进|提升|服务体系|体系|平台|阵地)"
)

TOTAL_CUE = re.compile(r"共计|合计|总计|累计|总共|共|一共|总数|总额|总量|总人数|总金额|全年|两项|三项|各项")
RATIO_CUE = re.compile(r"率|占|比例|比重|百分")
GROWTH_CUE = re.compile(r"同比|增长|增加|增幅|提高|上升|下降|减少|降低|回落|降幅|净增|多了?|少了?|扩大|翻|比上年|较上年|比去年|较去年|上升了|提升")
REST_CUE = re.compile(r"结余|结存|节余|剩余|其余|余下|尚有|尚未|还有|仍有|未|另有|相差|差额|净")
AVERAGE_CUE = re.compile(r"人均|户均|平均|场均|次均|每人|每户|每场|每次|均")


def in_set_phrase(text: str, start: int, end: int) -> bool:
    """Whether the numeral text[start:end] is part of a longer set phrase (四个意识, 一年来, 一户一策)."""
    for left in range(max(0, start - _LONGEST_PHRASE + 1), start + 1):
        shortest = end if left < start else end + 1
        for right in range(shortest, min(len(text), left + _LONGEST_PHRASE) + 1):
            if text[left:right] in SET_PHRASES:
                return True
    return any(
        match.start() <= start < match.end() for match in _ONE_EACH.finditer(text, max(0, start - 4), end + 4)
    )


def is_set_phrase(words: str) -> bool:
    """Whether `words` are a set phrase as a whole (十不准)."""
    return words in SET_PHRASES


def counts_structure(text: str, number_end: int) -> bool:
    """Whether what follows a number names a part of the text's own structure (方面, 举措, 坚持 …)."""
    return _STRUCTURE.match(text, number_end) is not None
