"""Quoted expressions of union prose that are figures of speech, not names."""

_FIGURATIVE = frozenset(
    """
    娘家人 贴心人 暖心人 知心人 领路人 主人翁 主力军 最后一公里 最先一公里 零距离 面对面 心贴心 键对键 一对一 点对点 连心桥 连心卡 减压阀 减震器 稳定器 助推器
    加油站 充电站 蓄水池 聚宝盆 避风港 大家庭 小家 大家 家 家人 家文化 职工之家 教工之家 温馨港湾 金钥匙 金点子 传家宝 传帮带 老带新 师带徒 比学赶超 比学赶帮超
    回头看 全覆盖 晴雨表 风向标 指挥棒 牛鼻子 组合拳 先手棋 重头戏 压舱石 定盘星 主心骨 排头兵 领头雁 领头羊 火车头 半边天 多面手 行家里手 急难愁盼 所想所盼 烦心事
    揪心事 关键小事 小事 大事 实事 好事 送温暖 送清凉 送关怀 送健康 送文化 送法律 送岗位 冬送温暖 夏送清凉 春送岗位 秋送助学 金秋助学 四季送 普惠 三会一课 三八 五一
    六一 七一 两癌 两节 双节 三重一大 一岗双责 两学一做 四个意识 四个自信 两个维护 两个确立 五险一金 安康杯 三公 三公开 八小时外 请进来 走出去 线上 线下 线上+线下
    互联网+ 云端 指尖 菜单式 点单式 订单式 一站式 一条龙 零距离服务 同心圆 黏合剂 粘合剂 催化剂 助燃剂 主旋律 正能量 精气神 真善美 软实力 硬任务 硬指标
    """.split()
)


def is_figurative_quote(name: str) -> bool:
    """Whether a quoted expression is a common figure of speech (“娘家人”), which needs no fact."""
    return name in _FIGURATIVE
