"""Nouns of free clauses against the nouns of the facts they retell."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("facts", "text", "noun"),
    [
        ("中秋节为倒班职工送月饼600盒", "中秋之夜机器不停，600盒粽子由工会送到倒班职工身边。", "粽子"),
        ("货车司机免费体检180人", "180名网约车司机享受了免费体检。", "网约"),
        ("为10名单身职工提供公寓", "10名新进职工住进了公寓。", "新进"),
        ("联合司法所举办普法宣传5场", "把法律送到职工身边，与派出所一道开展普法宣传五场。", "派出所"),
        ("春运期间为乘务员送热饭1.8万份", "春运期间，检修工吃上了工会送来的热饭，共1.8万份。", "检修工"),
        ("配备血压计、按摩椅等设备74台", "血糖仪、按摩椅等74台设备配备到位。", "血糖仪"),
        ("8月在青海慰问野外作业职工90人", "8月的甘肃，90名野外作业职工得到慰问。", "甘肃"),
    ],
)
def test_a_noun_in_the_place_of_a_facts_noun_is_doubted(facts: str, text: str, noun: str) -> None:
    assert any(noun in span for _, span in doubts_on(facts, text))


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ("新建职工书屋1间，藏书8600册", "今年新添职工书屋一间，书架上的图书有8600册。"),
        ("中秋节为倒班职工送月饼600盒", "中秋之夜机器不停，600盒月饼由工会送到倒班职工身边。"),
        ("为建筑工地农民工送西瓜1.2吨", "1.2吨西瓜被送到建筑工地，农民工兄弟尝到了一份清甜。"),
        ("个别基层工会干部业务不熟", "少数基层工会干部对业务还不够熟悉。"),
        ("3月成立女职工委员会，选举陶芳为主任", "3月间，女职工委员会成立，经选举，由陶芳任主任。"),
        ("第四届教职工代表大会第二次会议于5月召开", "学院于5月召开四届二次教代会。"),
        ("组建职工志愿服务队4支", "四支职工志愿服务队，是工会今年组建的一支生力军。"),
        (
            "举办点钞、反假币、写作三类培训，培训职工90人次",
            "点钞、反假币、写作的培训都开了班，受训职工90人次。",
        ),
    ],
)
def test_free_wording_of_a_fact_is_not_doubted(facts: str, text: str) -> None:
    assert doubts_on(facts, text) == []


@pytest.mark.parametrize(
    ("facts", "text", "span"),
    [
        ("教学比武评出一等奖3名、二等奖6名", "教学比武最终6人获一等奖，3人获二等奖。", "6人"),
        ("拟改造职工健身房", "谈到打算，我们已完成职工健身房的改造。", "健身房"),
        ("征集隐患线索186条，整改171条", "186条隐患线索来自职工，已全部整改。", "全部整改"),
        (
            "3月成立女职工委员会，选举陶芳为主任",
            "3月成立了女职工委员会，副主任由选举产生，为陶芳。",
            "副主任",
        ),
        ("更换除尘设备11台，粉尘浓度下降18%", "11台除尘设备完成更换，粉尘浓度升了18%。", "升了"),
    ],
)
def test_free_wording_of_what_no_fact_says_is_doubted(facts: str, text: str, span: str) -> None:
    assert any(span in doubted for _, doubted in doubts_on(facts, text))
