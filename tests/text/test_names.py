"""Names: what is found, where, with which norm — and what must never be taken for a name."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.domain import AtomKind, Name
from summarizer.text.names import (
    find_honours,
    find_names,
    find_organisations,
    find_persons,
    find_quotes,
    find_titles,
    is_surname,
    looks_like_name,
)


def texts(names: tuple[Name, ...]) -> list[str]:
    return [name.text for name in names]


def norms(names: tuple[Name, ...]) -> list[str]:
    return [name.norm for name in names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学习《工会法》", ["工会法"]),
        ("印发《关于落实〈条例〉的通知》", ["关于落实条例的通知"]),
        ("印发《关于落实《条例》的通知》", ["关于落实条例的通知"]),
        ("《甲办法》《乙办法》", ["甲办法", "乙办法"]),
        ("《甲办法》、《乙 办法》", ["甲办法", "乙办法"]),
        ("《条例（修订）》和《条例(修订)》", ["条例修订", "条例修订"]),
        ("《２０２４年要点》", ["2024年要点"]),
        ("落实《信访办法要求", []),
        ("落实《信访办法要求，学习《工会法》", ["工会法"]),
        ("《第一行\n第二行》", []),
        ("》倒置《", []),
        ("《》", []),
    ],
)
def test_titles_are_closed_on_their_line_and_keep_what_is_nested(text: str, expected: list[str]) -> None:
    assert norms(find_titles(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("落实“三会一课”制度", ["三会一课"]),
        ("落实'三会一课'制度", []),
        ('落实"三会一课"制度', ["三会一课"]),
        ("落实「三会一课」制度", ["三会一课"]),
        ("落实‘三会一课’制度", ["三会一课"]),
        ("开展“书香·三八”活动", ["书香三八"]),
        ("“爱岗、敬业、全勤”竞赛", ["爱岗敬业全勤"]),
        ("提出“抓好‘回头看’工作”", ["抓好回头看工作"]),
        ("“甲”“乙”", ["甲", "乙"]),
        ("“ 安康 杯 ”", ["安康杯"]),
        ("“大家辛苦了！”主席说", []),
        ("他说：“先做好‘三送’工作。再总结。”", ["三送"]),
        ("“这一句从头到尾都在讲大家怎样把一件平常的小事一直坚持做到年底没有一天停过”", []),
        ("“没有右引号", []),
        ("“”", []),
    ],
)
def test_quotes_are_names_and_speech_is_not(text: str, expected: list[str]) -> None:
    assert norms(find_quotes(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("荣获“省级模范职工小家”称号", ["省模范职工小家"]),
        ("获省模范职工小家", ["省模范职工小家"]),
        ("被评为全省模范职工小家。", ["省模范职工小家"]),
        ("荣获了全国工人先锋号荣誉称号", ["全国工人先锋号"]),
        ("荣获国家级“工人先锋号”", ["全国工人先锋号"]),
        ("获全省工会工作先进单位", ["省工会工作先进单位"]),
        ("被市总工会评为“先进基层工会”", ["先进基层工会"]),
        ("获2023年度市级先进集体称号", ["市先进集体"]),
        ("征文获市一等奖", ["市一等奖"]),
        ("在区教育系统演讲比赛中荣获二等奖", ["二等奖"]),
        ("演讲比赛二等奖2个、三等奖3个", ["二等奖", "三等奖"]),
        ("获全市职工篮球赛第二名", ["亚军"]),
        ("获全市职工篮球赛亚军", ["亚军"]),
        ("夺得团体第一名和拔河冠军", ["冠军", "冠军"]),
        ("慰问第一名困难职工", []),
        ("评出先进个人33名、先进集体6个", ["先进个人", "先进集体"]),
        ("市先进集体，区工人先锋号", ["市先进集体", "区工人先锋号"]),
        ("省“南粤文明岗”11个", ["省南粤文明岗"]),
        ("授予“技术标兵”“服务标兵”称号", ["技术标兵", "服务标兵"]),
        ("荣获全国“安康杯”竞赛优胜单位", ["全国安康杯竞赛优胜单位"]),
        ("获抗非模范", ["抗非模范"]),
        ("18人获省南粤女职工奖", ["省南粤女职工奖"]),
        ("荣立三等功1次", ["三等功"]),
        ("获省总工会颁发的五一劳动奖状", ["五一劳动奖状"]),
        ("获市五一劳动奖章2人", ["市五一劳动奖章"]),
        ("获县优秀组织奖", ["县优秀组织奖"]),
        ("争创市级模范职工之家", []),
        ("积极申报省工人先锋号。", []),
        ("开展先进个人评选活动", []),
        ("召开劳动模范座谈会", []),
        ("弘扬劳模精神", []),
        ("加强职工之家建设", []),
        ("提升职工获得感", []),
        ("获得国家奖学金", []),
        ("落实表彰奖励制度", []),
        ("获得职工好评", []),
        ("全市先进单位代表参加会议", []),
        ("举办“安康杯”竞赛", []),
    ],
)
def test_honours_are_level_and_name_however_they_are_written(text: str, expected: list[str]) -> None:
    assert norms(find_honours(text)) == expected


PERSONS = [
    ("刘鸣校长作工作报告", ["刘鸣"]),
    ("随后沈文淮副校长作财务说明", ["沈文淮"]),
    ("工会主席陈晓燕致辞", ["陈晓燕"]),
    ("工会副主席周海波、委员吴桂英到会", ["周海波", "吴桂英"]),
    ("困难职工马小军3000元", ["马小军"]),
    ("先后慰问丁人东、刘超、尹庆铁等住院教职工", ["丁人东", "刘超", "尹庆铁"]),
    ("看望住院病患丁人东、刘超等", ["丁人东", "刘超"]),
    ("尹文方的父亲、黄娟的奶奶等", ["尹文方", "黄娟"]),
    ("尹文方、黄娟等教职工", ["尹文方", "黄娟"]),
    ("孔永海校长征文获奖", ["孔永海"]),
    ("张谢斐获演讲比赛二等奖，胡国强获三等奖", ["张谢斐", "胡国强"]),
    ("张谢斐演讲比赛二等奖", ["张谢斐"]),
    ("李霞荣获“技术标兵”称号", ["李霞"]),
    ("赵志远被评为先进个人", ["赵志远"]),
    ("钱雪梅当选新一届工会委员", ["钱雪梅"]),
    ("由郑立新作经审报告", ["郑立新"]),
    ("会议由郑立新主持", ["郑立新"]),
    ("邀请冯一帆教授授课", ["冯一帆"]),
    ("走访慰问杨秀兰家庭", ["杨秀兰"]),
    ("慰问患病职工高建国", ["高建国"]),
    ("选举产生主席：韩志刚", ["韩志刚"]),
    ("劳模代表许大勇宣讲", ["许大勇"]),
    ("党委书记何俊峰带队走访", ["何俊峰"]),
    ("选手罗婷、唐敏、谢芳分获前三", ["罗婷", "唐敏", "谢芳"]),
    ("参赛选手：罗婷、唐敏、谢芳芳", ["罗婷", "唐敏", "谢芳芳"]),
    ("欧阳明远老师结对帮扶", ["欧阳明远"]),
    ("欧阳兰同志去世", ["欧阳兰"]),
    ("阿依古丽·买买提荣获三等奖", ["阿依古丽·买买提"]),
    ("慰问职工古丽娜·艾合买提", ["古丽娜·艾合买提"]),
    ("慰问李某某2000元", ["李某某"]),
    ("困难职工王某住院", ["王某"]),
    ("护士长邓丽华介绍经验", ["邓丽华"]),
    ("表扬曹卫东、彭晓宇两位同志", ["曹卫东", "彭晓宇"]),
    ("蒋文涛和蔡玉洁获奖", ["蒋文涛", "蔡玉洁"]),
    ("董事长贾宏伟讲话", ["贾宏伟"]),
    ("快递员魏强强等5人入会", ["魏强强"]),
    ("看望薛桂芳老人", ["薛桂芳"]),
    ("看望退休教师薛桂芳", ["薛桂芳"]),
    ("为职工方志强申请救助", ["方志强"]),
    ("教师王子涵参加比赛", ["王子涵"]),
    ("工匠金山川创新工作室", ["金山川"]),
    ("局长安国庆到场", ["安国庆"]),
    ("任静同志", ["任静"]),
    ("石磊医生援疆", ["石磊"]),
]


@pytest.mark.parametrize(("text", "expected"), PERSONS)
def test_persons_are_found_where_the_words_around_them_show_it(text: str, expected: list[str]) -> None:
    assert texts(find_persons(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "全体教师高度重视，高级教师带头示范",
        "女职工主任负责女工工作，广大教师踊跃参加",
        "退休教师、优秀教师、骨干教师和班主任",
        "严格落实主席办公会制度，明确主任职责",
        "程序规范，方便职工，温暖人心，安全有序",
        "金秋助学发放万余元，成立专项小组",
        "关爱职工，文体项目常态化，许多职工受益",
        "于是工会周密部署，马上张贴海报，发挥王牌作用",
        "职工安康，教师高尚，会员康乐",
        "江苏、湖南、云南等地同行",
        "发放毛巾、牛奶、方便面、石榴",
        "开展马拉松、高尔夫、羽毛球、象棋比赛",
        "职工曾获表彰，教师任期届满，选手成绩优异",
        "为高温作业职工送清凉，向雷锋同志学习",
        "张家港市长、石家庄书记",
        "安全委员、文体委员、宣传委员、组织委员",
        "康复医师、全科医生、责任护士、麻醉医师",
        "慰问单亲职工、车间工人、路段环卫工人",
        "项目经理、车间主任、支部书记、年级组长",
        "王老师、李主席、张师傅到场",
        "职工金融知识讲座，教师华东片区交流",
        "“三·八”节与8·19医师节",
        "党的二十大，主席团成员，常务副主席",
        "严谨、求实、高效、廉洁",
        "石油、化工、农业、水利等行业",
        "季考核、季小结、季通报",
        "房屋、田园、江河、景观",
        "慰问范围扩大，走访江北企业，表彰成绩突出者",
        "白天、周末、常年、全年",
        "职工于3月参加，会员连续两年缴费",
    ],
)
def test_ordinary_prose_holds_no_persons(text: str) -> None:
    assert texts(find_persons(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("××市总工会印发通知", ["××市总工会"]),
        ("XX区教育局支持", ["XX区教育局"]),
        ("积极配合市总工会开展工作", ["市总工会"]),
        ("在区总工会的指导下", ["区总工会"]),
        ("市教育局、市卫健委联合主办", ["市教育局", "市卫健委"]),
        ("成立社区机关工会、楚天超市工会、餐饮联合工会小组", ["楚天超市工会"]),
        ("与临江纺织公司工会结对", ["临江纺织公司工会"]),
        ("走访宏远机械有限公司", ["宏远机械有限公司"]),
        ("赴育英小学交流", ["育英小学"]),
        ("到临江县人民医院慰问", ["临江县人民医院"]),
        ("临江街道办事处牵头", ["临江街道办事处"]),
        ("参加中华全国总工会培训", ["中华全国总工会"]),
        ("新建基层工会81个", []),
        ("村街联合会5家，工贸园联合会1家", []),
        ("校工会、公司工会、各分工会", []),
        ("各基层工会、本单位工会、学校工会", []),
        ("基层调解委员会157个", []),
        ("非公企业工会、社区工会、行业工会", []),
        ("加强工会建设，发展工会会员", []),
        ("职工业余学校", []),
        ("864名农电工加入工会", []),
    ],
)
def test_organisations_need_a_proper_part_or_a_level(text: str, expected: list[str]) -> None:
    assert texts(find_organisations(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("荣获“工人先锋号”称号", [("“工人先锋号”", AtomKind.HONOUR)]),
        ("开展“安康杯”竞赛", [("“安康杯”", AtomKind.QUOTE)]),
        ("学习“《工会法》宣传月”活动", [("“《工会法》宣传月”", AtomKind.QUOTE)]),
        (
            "市总工会授予刘鸣同志五一劳动奖章",
            [
                ("市总工会", AtomKind.ORGANISATION),
                ("刘鸣", AtomKind.PERSON),
                ("五一劳动奖章", AtomKind.HONOUR),
            ],
        ),
        ("印发《刘鸣校长讲话》", [("《刘鸣校长讲话》", AtomKind.TITLE)]),
        ("获市先进基层工会", [("市先进基层工会", AtomKind.HONOUR)]),
        ("", []),
    ],
)
def test_marks_win_over_honours_over_organisations_over_persons(
    text: str, expected: list[tuple[str, AtomKind]]
) -> None:
    assert [(name.text, name.kind) for name in find_names(text)] == expected


@pytest.mark.parametrize(
    ("char", "expected"), [("王", True), ("和", True), ("欧阳", True), ("的", False), ("", False)]
)
def test_surnames_are_known(char: str, expected: bool) -> None:
    assert is_surname(char) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("刘鸣", True),
        ("沈文淮", True),
        ("欧阳明远", True),
        ("张谢裴", True),
        ("李某某", True),
        ("刘", False),
        ("刘文明远", False),
        ("高度", False),
        ("王牌军", False),
        ("文明", False),
        ("的文明", False),
        ("刘的明", False),
        ("刘 明", False),
        ("阿依古丽·买买提", True),
        ("三·八", False),
        ("", False),
    ],
)
def test_shape_of_a_name(text: str, expected: bool) -> None:
    assert looks_like_name(text) is expected


PIECES = st.sampled_from(
    [
        *'《》〈〉“”‘’「」"、，。；！？：（）·×某 \n0123一二三王李张刘高安市区县省的和获为等奖',
        "荣获",
        "工会",
        "总工会",
        "先进集体",
        "一等奖",
        "称号",
        "主席",
        "老师",
        "同志",
        "慰问",
        "公司",
        "争创",
        "欧阳",
        "阿依古丽",
        "第一名",
        "评为",
        "全国",
        "😀",
        "\u200b",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_gives_sorted_disjoint_spans_of_itself(text: str) -> None:
    finders = (find_titles, find_quotes, find_honours, find_persons, find_organisations, find_names)
    for finder in finders:
        names = finder(text)
        assert all(0 <= name.start < name.end <= len(text) for name in names)
        assert all(text[name.start : name.end] == name.text for name in names)
        assert all(before.end <= after.start for before, after in itertools.pairwise(names))
