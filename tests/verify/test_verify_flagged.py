"""Texts that say something else than their facts: the planted span must be found, with the right kind."""

import pytest
from verify_steps import TITLE, doubts_on

# Facts parted by |, the text, the kind expected and the span it must touch.
FLAGGED = [
    # changed figures
    ("慰问困难职工32户", "全年慰问困难职工33户。", "figure_changed", "33户"),
    ("慰问困难职工32户", "全年慰问困难职工三十户。", "figure_changed", "三十户"),
    ("发放慰问金4.8万元", "发放慰问金4.6万元。", "figure_changed", "4.6万元"),
    ("发放慰问金48000元", "发放慰问金4.9万元。", "figure_changed", "4.9万元"),
    ("满意率96.5%", "满意率达95.6%。", "figure_changed", "95.6%"),
    ("参加培训57人", "75人参加培训。", "figure_changed", "75人"),
    ("召开第十八届职代会", "第十九届职代会顺利召开。", "figure_changed", "第十九届"),
    ("校队获篮球赛第二名", "校队获篮球赛第一名。", "figure_changed", "第一名"),
    ("校队获篮球赛亚军", "校队勇夺篮球赛冠军。", "figure_changed", "冠军"),
    ("举办讲座4场", "举办讲座14场。", "figure_changed", "14场"),
    ("覆盖职工1.2万人", "覆盖职工1.3万人。", "figure_changed", "1.3万人"),
    ("提高3个百分点", "提高5个百分点。", "figure_changed", "5个百分点"),
    ("走访3至5家企业", "走访3至6家企业。", "figure_changed", "3至6家"),
    ("创效是上年的2倍", "创效是上年的3倍。", "figure_changed", "3倍"),
    # units
    ("资助学生15名，每名2000元", "资助学生15名，每名2000万元。", "unit_changed", "2000万元"),
    ("慰问困难职工32户", "慰问困难职工32人。", "unit_changed", "32人"),
    ("培训职工80人次", "培训职工80人。", "unit_changed", "80人"),
    ("征集提案24件", "征集提案24项。", "unit_changed", "24项"),
    (
        "误餐费 25/天·人（夜班） 18（白班）",
        "按夜班每人每天18元、白班每人每天25元发放误餐费。",
        "figure_changed",
        "18元",
    ),
    (
        "考核列区直单位第2名（去年第6名）",
        "考核列区直单位第二名，比去年的第六名下降4位。",
        "figure_changed",
        "第二名",
    ),
    (
        "助困金比上年增1.2万元（上年3.6万元）",
        "助困金由上年的3.6万元增至4.9万元。",
        "figure_changed",
        "4.9万元",
    ),
    ("微信推送24条", "微信推送24项。", "unit_changed", "24项"),
    ("发放慰问金5万元", "发放慰问金5元。", "unit_changed", "5元"),
    ("满意率提高4个百分点", "满意率提高4%。", "unit_changed", "4%"),
    ("经费节约120余万元", "经费节约120余元。", "unit_changed", "120余元"),
    # rounding
    ("投入资金4.83万元", "投入资金近5万元。", "imprecise", "近5万元"),
    ("走访职工312人", "走访职工300余人。", "imprecise", "300余人"),
    ("走访职工约300人", "走访职工300人。", "imprecise", "300人"),
    ("参加活动46人", "约46人参加活动。", "imprecise", "约46人"),
    ("收集建议120余条", "收集建议120条。", "imprecise", "120条"),
    ("覆盖率90%以上", "覆盖率90%。", "imprecise", "90%"),
    # without any source
    ("召开会议3次", "召开会议3次，培训骨干85人。", "figure_unsupported", "85人"),
    ("走访职工家庭", "走访职工家庭18户。", "figure_unsupported", "18户"),
    ("开展健步走活动", "开展健步走活动，全程6公里。", "figure_unsupported", "6公里"),
    ("举办讲座4场", "举办讲座4场，同比增长33.3%。", "figure_unsupported", "33.3%"),
    # wrong sums and shares
    ("男职工12人|女职工20人", "男职工12人，女职工20人，共计33人。", "inconsistent", "33人"),
    ("春节慰问15户|中秋慰问17户", "春节慰问15户，中秋慰问17户，全年合计慰问35户。", "inconsistent", "35户"),
    ("走访企业30家（去年：24家）", "走访企业30家，同比增长20%。", "figure_unsupported", "20%"),
    ("走访企业30家（去年：24家）", "走访企业30家，比去年增加8家。", "figure_changed", "8家"),
    ("收到提案24件，办结21件", "收到提案24件，办结21件，办结率90%。", "figure_unsupported", "90%"),
    # exchanged figures
    ("男教师12人，女教师20人", "男教师20人，女教师12人。", "figure_changed", "20人"),
    ("收到提案24件，立案21件", "收到提案21件，立案24件。", "figure_changed", "21件"),
    ("春节慰问15户|中秋慰问17户", "春节慰问17户，中秋慰问15户。", "figure_changed", "17户"),
    # dates
    ("1月10日召开工作会议", "1月11日召开工作会议。", "date_unsupported", "1月11日"),
    ("1月10日召开工作会议", "2月10日召开工作会议。", "date_unsupported", "2月10日"),
    ("5月召开职代会", "5月8日召开职代会。", "date_unsupported", "5月8日"),
    ("9月20日至22日举办运动会", "9月20日至23日举办运动会。", "date_unsupported", "9月20日至23日"),
    ("晚8点举行联欢会", "晚7点举行联欢会。", "date_unsupported", "晚7点"),
    ("每周二开放书屋", "每周三开放书屋。", "date_unsupported", "周三"),
    ("一季度走访8家", "二季度走访8家。", "date_unsupported", "二季度"),
    ("上半年培训4期", "下半年培训4期。", "date_unsupported", "下半年"),
    ("4月5日扫墓，9月5日演练", "9月5日扫墓，4月5日演练。", "date_unsupported", "9月5日"),
    ("召开工作会议", "2021年召开工作会议。", "date_unsupported", "2021年"),
    ("组织联欢活动", "组织中秋节联欢活动。", "date_unsupported", "中秋"),
    ("3月开展普法宣传", "3月和4月开展普法宣传。", "date_unsupported", "4月"),
    # titles and quoted names
    ("修订《经费管理办法》", "修订《财务管理办法》。", "title_unsupported", "《财务管理办法》"),
    ("组织学习有关文件", "组织学习《工会法实施细则》。", "title_unsupported", "《工会法实施细则》"),
    ("开展“书香校园”活动", "开展“书香家园”活动。", "name_unsupported", "“书香家园”"),
    ("“五小”成果征集40项", "“五微”成果征集40项。", "name_unsupported", "“五微”"),
    ("开展读书活动", "开展“墨韵飘香”主题活动。", "name_unsupported", "“墨韵飘香”"),
    ("“安康杯”竞赛参与班组22个", "“安全杯”竞赛参与班组22个。", "name_unsupported", "“安全杯”"),
    # honours
    ("获市模范职工之家称号", "获省模范职工之家称号。", "honour_unsupported", "省模范职工之家"),
    ("获市级先进集体称号", "获国家级先进集体称号。", "honour_unsupported", "国家级先进集体"),
    ("作品在比赛中获二等奖", "作品在比赛中获一等奖。", "honour_unsupported", "一等奖"),
    ("调研报告获全市优秀成果二等奖", "调研报告获全省优秀成果二等奖。", "honour_unsupported", "全省"),
    ("走访职工6户", "走访职工6户，荣获全国五一劳动奖状。", "honour_unsupported", "全国五一劳动奖状"),
    (
        "急救队获一等奖|护理队获团体二等奖|“云护理”项目获全市创新成果三等奖",
        "急救队获一等奖，护理队获团体一等奖，“云护理”项目获全市创新成果三等奖。",
        "honour_unsupported",
        "一等奖",
    ),
    (
        "篮球队获市级一等奖|舞蹈队获市级二等奖",
        "篮球队获市级一等奖，舞蹈队获市级一等奖。",
        "honour_unsupported",
        "市级一等奖",
    ),
    # persons
    ("工会主席沈知远讲党课1次", "工会主席沈知运讲党课1次。", "name_unsupported", "沈知运"),
    ("钳工组第一名方子昂", "钳工组第一名方子昴。", "name_unsupported", "方子昴"),
    (
        "陶景行校长作报告，姚梦溪作提案工作报告",
        "陶景行校长作报告，姚梦汐作提案工作报告。",
        "name_unsupported",
        "姚梦汐",
    ),
    ("质检部柏宇轩当选员工代表", "质检部柏宇暄当选员工代表。", "name_unsupported", "柏宇暄"),
    ("召开座谈会1次", "工会主席程砚秋主持召开座谈会1次。", "name_unsupported", "程砚秋"),
    ("演讲比赛26人参加", "演讲比赛26人参加，白屿川列个人第一名。", "name_unsupported", "白屿川"),
    # exchanged names
    (
        "钳工组第一名方子昂，电工组第一名鲁望舒",
        "钳工组第一名鲁望舒，电工组第一名方子昂。",
        "name_unsupported",
        "鲁望舒",
    ),
    (
        "动力厂代表队获总分第一名，机修厂代表队获总分第二名",
        "机修厂代表队获总分第一名，动力厂代表队获总分第二名。",
        "name_unsupported",
        "机修厂",
    ),
    (
        "林书遥作工作报告，江映雪作财务报告",
        "江映雪作工作报告，林书遥作财务报告。",
        "name_unsupported",
        "江映雪",
    ),
    # facts dropped, wholly or in part
    ("走访6家|培训2期", "走访6家。", "fact_missing", "培训2期"),
    ("收到提案24件，立案21件", "收到提案24件。", "fact_missing", "收到提案24件，立案21件"),
    ("5月8日召开职代会，代表96人", "召开职代会，代表96人。", "fact_missing", "5月8日召开职代会，代表96人"),
    ("举办书法、摄影、剪纸三项比赛", "举办书法、摄影比赛。", "fact_missing", "举办书法、摄影、剪纸三项比赛"),
    (
        "修订《经费管理办法》《慰问办法》",
        "修订《经费管理办法》。",
        "fact_missing",
        "修订《经费管理办法》《慰问办法》",
    ),
    (
        "丁一鸣老师获区教学能手称号",
        "一名老师获区教学能手称号。",
        "fact_missing",
        "丁一鸣老师获区教学能手称号",
    ),
    (
        "巡视检查3次，提出整改意见42条，整改完成42条",
        "巡视检查3次，提出整改意见42条。",
        "fact_missing",
        "巡视检查3次，提出整改意见42条，整改完成42条",
    ),
    ("组织健康讲座并发放宣传手册", "组织健康讲座。", "fact_missing", "组织健康讲座并发放宣传手册"),
    ("走访6家|建立困难职工档案", "走访6家，深入了解情况。", "fact_missing", "建立困难职工档案"),
    (
        "急救队获一等奖，麻醉科代表队获二等奖|2名选手获团体二等奖",
        "急救队获一等奖。2名选手获团体二等奖。",
        "fact_missing",
        "急救队获一等奖，麻醉科代表队获二等奖",
    ),
]


def test_the_table_of_flagged_rows_only_grows() -> None:
    assert len(FLAGGED) >= 80


@pytest.mark.parametrize(("facts", "text", "kind", "span"), FLAGGED)
def test_a_planted_fault_is_found_where_it_stands(facts: str, text: str, kind: str, span: str) -> None:
    found = doubts_on(facts, text, title=TITLE)
    assert any(which == kind and (span in words or words in span) for which, words in found), found
