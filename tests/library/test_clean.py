# ruff: noqa: E501 (tables hold whole lines of text)
"""One table for each kind of dirt: what stands in a file, and what stays."""

from collections.abc import Callable, Iterable

import pytest

from summarizer.library.clean import clean
from summarizer.library.clean.anchors import drop_anchors
from summarizer.library.clean.characters import drop_invisible, narrow_width, tidy_spaces
from summarizer.library.clean.filtered import flag_uneven, restore_filtered
from summarizer.library.clean.foreign import flag_foreign
from summarizer.library.clean.glued import drop_glued
from summarizer.library.clean.markup import drop_codes, drop_scripts, drop_tags, unescape_entities
from summarizer.library.clean.mojibake import drop_lost, turn_back
from summarizer.library.clean.numbers import mark_numbers
from summarizer.library.clean.pages import drop_page_numbers, drop_page_prefixes
from summarizer.library.clean.punctuation import flag_signs, mend_marks, single_marks, widen_marks
from summarizer.library.clean.remarks import drop_remarks, drop_site_sentences
from summarizer.library.clean.script import drop_pinyin, simplify
from summarizer.library.clean.shell import drop_shell_lines, drop_shell_sentences
from summarizer.library.clean.slips import flag_slips
from summarizer.library.clean.strays import flag_strays
from summarizer.library.clean.systems import drop_program_codes, drop_program_lines
from summarizer.library.clean.titles import is_title, plain_title, promised_count
from summarizer.library.clean.wraps import join_lines
from summarizer.library.loaders.values import SourceLine
from summarizer.library.manuscript import Change, Cleaned, Manuscript

Rule = Callable[[str], Iterable[Change]]


def lines(text: str) -> list[SourceLine]:
    return [SourceLine(number, line) for number, line in enumerate(text.split("\n"), start=1)]


def applied(rule: Rule, text: str) -> Cleaned:
    manuscript = Manuscript(lines(text))
    manuscript.apply(rule(text))
    return manuscript.finish()


CHANGED = [
    (drop_invisible, "职\u200b工\ufeff", "职工"),
    (drop_invisible, "\uf0d8 慰问", "慰问"),
    (narrow_width, "２０２４年慰问３２户，占９５．５％", "2024年慰问32户，占95.5%"),
    (narrow_width, "５３８０0元", "53800元"),
    (narrow_width, "技术能⼿19人", "技术能手19人"),
    (narrow_width, "参与率91．5%，个案3．2万元", "参与率91.5%，个案3.2万元"),
    (narrow_width, "⻔店⻓期受⻛雨，⻰⾈赛", "门店长期受风雨，龙舟赛"),
    (drop_codes, "打擂[em:17:]，连胜[i=s]三场[/i]", "打擂，连胜三场"),
    (drop_codes, "来年把%20师徒夜话办成常例，修订<<小家建设标准>>", "来年把师徒夜话办成常例，修订《小家建设标准》"),
    (drop_remarks, "换着熬，内容来自某某库请勿采集！一年熬了2.7万碗。", "换着熬，一年熬了2.7万碗。"),
    (drop_remarks, "陪同休假，*本文版权归某某库所有*称为“三陪伴”。", "陪同休假，称为“三陪伴”。"),
    (drop_remarks, "三家比价，copyright mouku经审委员查了两回。", "三家比价，经审委员查了两回。"),
    (drop_remarks, "三项竞技，abk8#zjk报名者576人。", "三项竞技，报名者576人。"),
    (drop_remarks, "·2·　　　　某某街道总工会年度总结\n协商64次。\n·4·　　　　某某街道总工会年度总结\n走访32户。", "协商64次。\n走访32户。"),
    (simplify, "衞星電話費由工會補貼", "卫星电话费由工会补贴"),
    (drop_shell_lines, "正文。\n附件下载：\n1. 20240117_884.docx\n正文。", "正文。\n正文。"),
    (tidy_spaces, "\u3000\u3000工会 慰问 32 户 。 ", "工会慰问32户。"),
    (tidy_spaces, "工 会 工 作", "工会工作"),
    (tidy_spaces, "2 0 2 4年", "2024年"),
    (unescape_entities, "&ldquo;两节&rdquo;&amp;nbsp;&#24037;会", "“两节”\xa0工会"),
    (drop_tags, "<p>慰问</p><p>帮扶<br/>发放</p>", "慰问\n帮扶\n发放"),
    (drop_tags, "慰问<!-- 广告 -->32户<a href='x'>困难</a>职工", "慰问32户困难职工"),
    (drop_codes, "慰问br/>32户\\n发放[url=http://a.cn]4万元[/url]", "慰问32户\n发放4万元"),
    (drop_codes, "**加强**帮扶", "加强帮扶"),
    (drop_codes, "## 帮扶工作", "帮扶工作"),
    (drop_scripts, "慰问\nvar a = function(){ return 1; };\n发放", "慰问\n发放"),
    (drop_scripts, "慰问（https://www.a.com/b?c=1）32户", "慰问32户"),
    (drop_scripts, "慰问document.write('<x>');32户", "慰问32户"),
    (turn_back, "å·¥ä¼\x9aæ\x85°é\x97®32户", "工会慰问32户"),
    (turn_back, "慰问工作".encode().decode("gb18030"), "慰问工作"),
    (drop_lost, "慰问\n锟斤拷锟斤拷锟斤拷\n发放", "慰问\n发放"),
    (drop_pinyin, "運動(dòng)會（huì）", "運動會"),
    (drop_pinyin, "会(huì)员(yuan)", "会员"),
    (simplify, "首屆職工運動會", "首届职工运动会"),
    (simplify, "著力發展，乾部", "著力发展，干部"),
    (drop_remarks, "慰问32户。（更多总结请点击某某文库）\n发放4万元。", "慰问32户。\n发放4万元。"),
    (drop_remarks, "@全体成员 慰问32户", "慰问32户"),
    (drop_remarks, "慰问32户，====下载后可编辑，word版====发放4万元。", "慰问32户，发放4万元。"),
    (drop_remarks, "某厂工会2013年工作总结\n慰问。\n某厂工会2013年工作总结  - 2 -\n发放。", "某厂工会2013年工作总结\n慰问。\n发放。"),
    (drop_remarks, "慰问32户。某某资料网 zlw.com\n发放。", "慰问32户。\n发放。"),
    (drop_site_sentences, "慰问32户。此文观点仅代表作者本人，本站只提供存储空间。", "慰问32户。"),
    (mark_numbers, "★一、帮扶工作", "一、帮扶工作"),
    (mark_numbers, "三、，职工培训", "三、职工培训"),
    (mark_numbers, "三、2022年最新民主管理", "三、民主管理"),
    (mend_marks, "藏书8600册?,借阅2140人次，配了空调,.", "藏书8600册，借阅2140人次，配了空调。"),
    (widen_marks, "职工说:\"不用穿雨靴\".", "职工说：“不用穿雨靴”。"),
    (drop_page_numbers, "2021年，公司工会围绕安全生\n1 / 6\n产、优质服务，作出成绩。", "2021年，公司工会围绕安全生产、优质服务，作出成绩。"),
    (mend_marks, "慰问32户，,发放；;送去“清凉“，", "慰问32户，发放；送去“清凉”，"),
    (drop_page_numbers, "慰问困难职工，- 3 -\n发放", "慰问困难职工，\n发放"),
    (mend_marks, "征集43条（(采纳19条)）．．", "征集43条（采纳19条）。"),
    (drop_anchors, "正文。\n更换铁皮房4间，教师资格面试试题\n加装太阳能板11套。", "正文。\n更换铁皮房4间，\n加装太阳能板11套。"),
    (drop_shell_lines, "正文。\n上一条：林场工作总结　下一条：没有了", "正文。\n"),
    (flag_signs, "慰问[玫瑰]困难职工", "慰问困难职工"),
    (single_marks, "歇歇脚！。全年", "歇歇脚！全年"),
    (flag_signs, "慰问困难职工32户[2]，发放慰问金[3][4]。", "慰问困难职工32户，发放慰问金。"),
    (drop_page_numbers, "慰问[page 4]困难职工", "慰问困难职工"),
    (drop_anchors, "正文。\n发放慰问金【小学生作文：春天】4万元。", "正文。\n发放慰问金4万元。"),
    (drop_page_numbers, "困难职\n- 3 -\n工家庭，慰问。", "困难职\n工家庭，慰问。"),
    (drop_page_numbers, "慰问。\n第3页 共9页\n发放。", "慰问。\n发放。"),
    (drop_page_numbers, "困难职第3页共9页工家庭", "困难职工家庭"),
    (drop_page_numbers, "工会走访了困难职工，看望了住院会\n4\n员，发放慰问金。", "工会走访了困难职工，看望了住院会\n员，发放慰问金。"),
    (
        drop_page_prefixes,
        "1、一、帮扶\n全镇新增企业，全年建会49\n2、家、机关工会1家，召开会议，办理提\n3、案，开展活动。",
        "一、帮扶\n全镇新增企业，全年建会49家、机关工会1家，召开会议，办理提案，开展活动。",
    ),
    (drop_shell_lines, "首页 > 总结 > 工会\n正文。\n上一篇：无\n版权所有 某网", "正文。\n"),
    (drop_shell_lines, "正文。\n【相关文章】\n1.妇联工作总结\n2.共青团工作计划 03-12", "正文。\n"),
    (drop_shell_lines, "发布时间：2022-01-02 10:00 来源：网络\n正文。", "正文。"),
    (drop_shell_sentences, "下面是小编整理的总结，欢迎阅读。今年，工会慰问32户。", "今年，工会慰问32户。"),
    (drop_shell_sentences, "慰问32户。以上就是本文的全部内容，希望大家喜欢！", "慰问32户。"),
    (drop_anchors, "正文。\n服务职工。英语作文\n正文。", "正文。\n服务职工。\n正文。"),
    (drop_anchors, "正文。\n读后感二、集体协商\n正文。", "正文。\n二、集体协商\n正文。"),
    (drop_anchors, "正文。\n辞职报告 今年以来，工会慰问。", "正文。\n今年以来，工会慰问。"),
    (drop_anchors, "正文。\n入党申请书\n正文。", "正文。\n正文。"),
    (join_lines, "工会坚持服务职工，把困难职工的冷暖放在心上，全年开展慰\n问32户。", "工会坚持服务职工，把困难职工的冷暖放在心上，全年开展慰问32户。"),
    (join_lines, "建会企业，\n共49家。", "建会企业，共49家。"),
    (join_lines, "事故少了，处处都有红袖\n章。", "事故少了，处处都有红袖章。"),
    (join_lines, "开展慰问\n，发放慰问金。", "开展慰问，发放慰问金。"),
    (widen_marks, "加强领导,完善制度;慰问32户,发放.", "加强领导，完善制度；慰问32户，发放。"),
    (widen_marks, '开展"两节"慰问', "开展“两节”慰问"),
    (single_marks, "加强领导，，完善制度。。", "加强领导，完善制度。"),
    (single_marks, "完善制度，。", "完善制度。"),
    (drop_program_codes, "慰问错误!未找到引用源。32户PAGE \\* MERGEFORMAT 2", "慰问32户"),
    (drop_program_codes, "慰问_x000D_32户，#工会总结#发放4万元【文件】去年总结.docx。", "慰问32户，发放4万元。"),
    (drop_program_lines, "慰问。\n审批意见：同意。 2021-12-28 16:40\n抄报：集团工会。　抄送：各支部。\n发放。", "慰问。\n发放。"),
    (drop_program_lines, "一、慰问……………1\n二、帮扶……………3\n一、慰问\n发放。", "一、慰问\n发放。"),
    (drop_remarks, "某厂工会文件\n工会走访了困难职工，看望了住院会\n某厂工会文件\n员。", "工会走访了困难职工，看望了住院会\n员。"),
    (drop_remarks, "慰问32户，相关文章：暑假实践报告发放4万元。", "慰问32户，发放4万元。"),
    (drop_remarks, "慰问。\n精品文档，欢迎下载\n发放。", "慰问。\n发放。"),
    (drop_page_numbers, "征集提案1 / 631件。\n3 / 6\n发放。", "征集提案31件。\n发放。"),
    (drop_codes, "慰问[attach]20931[/attach]32户", "慰问32户"),
    (mend_marks, "“采煤状元\"报名", "“采煤状元”报名"),
    (mend_marks, "人手一册..", "人手一册。"),
    (single_marks, "刚刚起步。。。明年再办", "刚刚起步。明年再办"),
    (widen_marks, "“听得懂.”他说", "“听得懂。”他说"),
    (turn_back, "慰问\u00c2\xa0职工", "慰问职工"),
    (drop_page_numbers, "评出2第2页4人，第 3 页 共 6 页\n跟不上；6/6新人不懂。", "评出24人，\n跟不上；新人不懂。"),
    (
        drop_page_prefixes,
        "7、一、帮扶\n全镇新增企业，全年建会49\n8、家、机关工会1家，召开会议，办理提\n9、案。\n二、围绕健康办实\n10、事\n发放慰问金。",
        "一、帮扶\n全镇新增企业，全年建会49家、机关工会1家，召开会议，办理提案。\n二、围绕健康办实事\n发放慰问金。",
    ),
    (drop_shell_lines, "正文。\n-----分隔线-----\n正文。", "正文。\n正文。"),
    (drop_shell_sentences, "那么总结要怎么写呢？慰问32户。", "慰问32户。"),
    (drop_remarks, "某厂工会总结\n慰问32户。\n某厂工会总结第2页\n发放。", "某厂工会总结\n慰问32户。\n发放。"),
    (drop_anchors, "一、练兵提本领小学英语作文\n正文。\n二、民主聚人心\n正文。", "一、练兵提本领\n正文。\n二、民主聚人心\n正文。"),
    (drop_anchors, "一、竞赛\n正文。\n二、元旦晚会串词\n二、帮扶\n正文。", "一、竞赛\n正文。\n二、帮扶\n正文。"),
    (drop_anchors, "一、竞赛唱主角三八节活动方案\n二、协商作保障\n三、帮扶见真情", "一、竞赛唱主角\n二、协商作保障\n三、帮扶见真情"),
    (drop_anchors, "一、竞赛\n正文。\n五、医患沟通演讲稿\n二、帮扶\n正文。", "一、竞赛\n正文。\n二、帮扶\n正文。"),
    (drop_anchors, "一、竞赛\n正文。\n英语语法大全\n正文。", "一、竞赛\n正文。\n正文。"),
    (restore_filtered, "听取众意见", "听取群众意见"),
    (restore_filtered, "为众办事，由评委和众代表打分，满是感彩", "为群众办事，由评委和群众代表打分，满是感情色彩"),
    (flag_slips, "报名比例只有2l%，发放41.O万元，接待l86人次，截至l2月", "报名比例只有21%，发放41.0万元，接待186人次，截至12月"),
    (flag_slips, "新建エ会11家，4家己停产企业", "新建工会11家，4家已停产企业"),
    (turn_back, "有位骑手写閬擄細“谢谢”，宸ヤ細牵头", "有位骑手写道：“谢谢”，工会牵头"),
    (drop_invisible, "抬脚就到👇👇的地方", "抬脚就到的地方"),
    (mark_numbers, "▎小站点，大温暖", "小站点，大温暖"),
    (drop_page_numbers, "吸纳会3员212人，签订集体合4同2份，以上工6作逐项列表", "吸纳会员212人，签订集体合同2份，以上工作逐项列表"),
    (drop_page_numbers, "母婴室增到6间；——2——\n孕期转岗23人", "母婴室增到6间；孕期转岗23人"),
    (simplify, "工會幹部常年揹着乾糧", "工会干部常年背着干粮"),
    (drop_anchors, "正文。\n二、竞赛练兵(开业贺词)出实招\n正文。", "正文。\n二、竞赛练兵出实招\n正文。"),
    (drop_shell_lines, "本文目录\n1. 某厂工会工作总结\n2. 某厂工会工作计划\n\n某厂工会2022年工作总结\n正文。", "\n某厂工会2022年工作总结\n正文。"),
    (drop_shell_lines, "正文。\n▼点击图片，查看美食地图▼\n图片\n……（剩余内容请登录后查看）\n正文。", "正文。\n正文。"),
    (drop_remarks, "慰问。\n可编辑修改\nword完美格式\n发放。", "慰问。\n发放。"),
    (drop_shell_sentences, "以下是小编帮大家整理的总结，欢迎阅读。慰问32户。小编觉得值得一读。", "慰问32户。"),
    (join_lines, "2023年,镇总工会在镇党委的领导下,抓重点、补短板,较好完成了全\n年任务.截至年底,全镇有基层工会63家.", "2023年,镇总工会在镇党委的领导下,抓重点、补短板,较好完成了全年任务.截至年底,全镇有基层工会63家."),
    (mark_numbers, "一）暖心服务\n正文。\n二）技能比武\n正文。", "（一）暖心服务\n正文。\n（二）技能比武\n正文。"),
    (drop_remarks, "慰问。\n👇点这里听音频👇\n发放。", "慰问。\n发放。"),
    (drop_anchors, "一、绿起来\n正文。\n二、亮起来  个人所得税计算器\n正文。\n三、动起来\n正文。", "一、绿起来\n正文。\n二、亮起来\n正文。\n三、动起来\n正文。"),
    (drop_anchors, "一、理论学习\n正文。\n二、检讨书怎么写民主管理\n正文。\n三、关心职工\n正文。", "一、理论学习\n正文。\n二、民主管理\n正文。\n三、关心职工\n正文。"),
    (mark_numbers, "1 暖心服务\n正文。\n2 技能比武\n正文。", "1、暖心服务\n正文。\n2、技能比武\n正文。"),
    (mark_numbers, "◆节日里\n全年走访困难职工三十二户，发放慰问金四万八千元。\n◆平日里\n把热水器装进了更衣室，把凉茶送到了每一个岗亭。", "节日里\n全年走访困难职工三十二户，发放慰问金四万八千元。\n平日里\n把热水器装进了更衣室，把凉茶送到了每一个岗亭。"),
    (drop_page_prefixes, "文档网\n1、了职工的意见，补贴调到三十五元。\n冷库竞赛，全年比了八场，第\n2、一名是老温，年过五十，腿脚不输小伙子，省\n3、下费用八千元。\n（三）孩子有人\n4、带\n办夏令营，二十六个孩子进冷库看了三分钟，出来个个喊\n5、爸爸好厉害。", "文档网\n了职工的意见，补贴调到三十五元。\n冷库竞赛，全年比了八场，第一名是老温，年过五十，腿脚不输小伙子，省下费用八千元。\n（三）孩子有人带\n办夏令营，二十六个孩子进冷库看了三分钟，出来个个喊爸爸好厉害。"),
    (join_lines, "四十七所学校有教工活动室，最大的三百平方\n米，在城里。", "四十七所学校有教工活动室，最大的三百平方米，在城里。"),
    (join_lines, "配发新式棉服二百二十套，每套成本六百四十\n元，袖口加了反光条。", "配发新式棉服二百二十套，每套成本六百四十元，袖口加了反光条。"),
    (join_lines, "六、明年的几件\n事\n1、建家", "六、明年的几件事\n1、建家"),
    (drop_shell_lines, "正文。\n往期精彩\n《2019年机关工会工作总结（8篇3.2万字）》\n— END —", "正文。\n"),
    (drop_shell_lines, "来源 ┃ 区总工会办公室\n正文。", "正文。"),
    (drop_shell_sentences, "一年来，小编所在的单位也做了不少工作，一起来看看下面这篇吧！慰问32户。", "慰问32户。"),
    (drop_anchors, "正文。\n一、经线要直：师德师风总结制度立得住\n正文。\n二、纬线要密：活动接得上\n正文。", "正文。\n一、经线要直：制度立得住\n正文。\n二、纬线要密：活动接得上\n正文。"),
    (drop_anchors, "一、公开\n（一）厂务公开\n正文。\n二、工会主席述职报告\n（二）职代会\n正文。\n二、活动\n正文。", "一、公开\n（一）厂务公开\n正文。\n（二）职代会\n正文。\n二、活动\n正文。"),
    (restore_filtered, "打造特品牌，联系众，挖掘特亮点", "打造特色品牌，联系群众，挖掘特色亮点"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "dirty", "clean_text"), CHANGED)
def test_dirt_is_taken_out(rule: Rule, dirty: str, clean_text: str) -> None:
    assert applied(rule, dirty).text.replace("\n\n", "\n") == clean_text


KEPT = [
    (narrow_width, "ＸＸ小学，党建＋，“＿＿”"),
    (tidy_spaces, "先进个人：张三三 李四四 王五五 赵六六 钱七七"),
    (tidy_spaces, "使用APP和Excel 2016"),
    (tidy_spaces, "- 慰问32户"),
    (unescape_entities, "R&D投入，A&B公司"),
    (drop_tags, "参赛人数<300人，得分>90分"),
    (drop_codes, "20__年，××工会，*号，__同志"),
    (drop_codes, "占9%20户，占比%，人数<<300"),
    (drop_remarks, "作品版权归职工所有，内容来自一线。5#楼、c3#机组停机检修。"),
    (turn_back, "××工会·职工之家——“五一”"),
    (drop_pinyin, "使用工会(APP)入会，（一）慰问，职工(含劳务派遣)"),
    (simplify, "陈乾同志，徐喆，于是"),
    (drop_page_numbers, "详见第3页说明，得分1-3名，5-10天"),
    (drop_page_numbers, "2021-2025年规划"),
    (mend_marks, "谁来办?!怎么办…满意率98.5%，1,200元"),
    (drop_anchors, "一、抓学习\n二、抓工作\n三、抓落实方案"),
    (drop_page_prefixes, "主要做法：\n1、慰问职工。\n2、开展竞赛。\n3、组织培训。"),
    (drop_shell_lines, "经费来源：会费收入12万元\n访问12户困难职工家庭，发放慰问金。\n四、运用微信公众号开展宣传\n2024-12-31"),
    (drop_shell_lines, "扫码入会376人，新增会员41人。\n推荐：李某某"),
    (drop_shell_sentences, "希望通过走访对困难职工有所帮助。以上工作得到上级肯定。"),
    (drop_anchors, "正文。\n三、下一步工作计划\n下半年工作计划\n工会工作总结如下。"),
    (drop_anchors, "正文。\n举办述职报告会。\n制定《活动方案》在全院推行。"),
    (join_lines, "一、强化思想引领，凝聚奋进力量\n全年开展学习12次。"),
    (join_lines, "强化思想引领，凝聚奋进力量\n全年开展学习12次，参加480人次。"),
    (join_lines, "全年工作结束。\n××工会"),
    (widen_marks, "8个村(社区)，比例3:1，4,509元，8:30，1.5万元"),
    (single_marks, "学习、调研……成效显著——得到好评"),
    (restore_filtered, "公众号推送，独特服务，众多职工，万众一心，特色品牌，群众路线，观众满意"),
    (drop_remarks, "在公司网站、公众号开辟专栏，被市级媒体转载3篇。\n（网站、公众号、抖音号）同步推送\n五、用好网络平台，办好互联网+服务"),
    (drop_remarks, "邮箱 union@example.com 收到来信"),
    (drop_remarks, "（含线上）12场，办事指南下载860次。\n——“学习强国”平台\n**荣誉**"),
    (drop_anchors, "正文。\n安全承诺书签订186份。感谢信送到家。倡议书在公众号发布。"),
    (drop_anchors, "正文。\n一、强化服务   凝聚人心\n开展慰问。"),
    (flag_signs, "［2024］3号，①②③，比例≥60%，××，○○，20℃，A-B线，“＋”"),
    (join_lines, "全年学习12次。一、加强帮扶\n二、开展竞赛"),
    (mend_marks, "得分3：2，“一”“二”，第1．5版……"),
    (flag_uneven, "“建组织、转作风、办实事”“学理论、强党性、谋发展”“比学赶超”"),
    (mark_numbers, "★先进集体★\n◆慰问32户"),
    (restore_filtered, "绝不，毫不，无不，积极进取，大力施工，乒乓球，中心作用"),
    (drop_program_lines, "会议强调：安全第一。\n全年活动：篮球、乒乓球、合唱。\n8:30开始，参加120人。"),
    (drop_remarks, "存在的问题\n慰问。\n存在的问题\n办事指南下载860次，欢迎新会员38人。"),
    (drop_anchors, "正文。\n学习《条例》5次，撰写心得二十六篇"),
    (drop_anchors, "正文。\n得98.2分，集团排名第三。获评十佳，排名第一。"),
    (drop_anchors, "正文。\n组织读书，撰写心得体会126篇；心得体会交流会开了3场。"),
    (drop_anchors, "一、练兵提本领\n正文。\n二、征集职工先进事迹\n正文。"),
    (drop_page_numbers, "完成率6/6，评出2页简报。"),
    (drop_shell_lines, "正文。\n有关工会经费管理的内容：\n1. 工会会费收缴计划\n2. 经审工作报告\n正文。"),
    (drop_shell_lines, "正文。\n- 慰问32户\n正文。"),
    (restore_filtered, "安慰困难职工，倍感欣慰，慰问品、慰藉"),
    (drop_shell_sentences, "馆内“小编训练营”开了三期，他们自称“编外小编”。厂报小编专门开辟专栏。有人给小编留言。小编转给工会。"),
    (drop_site_sentences, "他们自称“编外小编”，负责公众号的职工专栏。厂工会把成果汇编成册，方便职工学习，厂报小编还专门开辟“金点子”专栏。"),
    (drop_page_numbers, "其中8小时在岗，早7时开门，晚8时关门，第3季度评出5类"),
    (drop_page_numbers, "登录活跃率百分之三十六，第1页常年是食堂菜单，第2页才是通知公告。"),
    (drop_anchors, "一、抓实学习\n正文。\n二、写好读书心得体会\n正文。\n三、抓牢服务\n正文。"),
    (join_lines, "站点灯火为夜班留，帮扶资金朝急处用\n户外劳动者服务站点新增3处，总数达到13处。"),
    (join_lines, "哺乳不误计件，放假不愁看孩\n产线女工最怕生完孩子丢了熟工位。"),
    (join_lines, "瑜伽、合唱、书法、太极四个社团，每周活动一次，注册98人\n女教职工工作"),
    (mend_marks, "一．走访\n二．练兵"),
    (join_lines, "（一)节日\n全年走访困难职工三十二户，发放慰问金四万八千元。"),
    (mark_numbers, "1　周某　一车间　食用油\n2　吴某　一车间　食用油"),
    (join_lines, "四、四张旧照片\n照片\n工会档案室翻出四张老照片。"),
    (drop_anchors, "一、守：把规矩立起来\n正文。\n二、学：心得体会讲起来\n正文。"),
    (flag_slips, "O2O平台2个，律己、知己、舍己为人，自己动手"),
    (flag_strays, "正文。\n怎样把难事办成实事，全年开会研究12次，如何让职工满意，今年有了答案。\n图片中的老师傅，发言稿会前已送。"),
    (turn_back, "瀛洲、沅江、濮阳、赣州、骞腾，瞭望员，缮写"),
    (restore_filtered, "创历史新高，研发，本市特色，独特的做法，本地区，来信来访"),
    (restore_filtered, "视角转换，主角转变，广播体制改革，广播体育节目，植绿低碳，奉献活动，捐献活动，无偿献血"),
    (restore_filtered, "加工间，职工间的友谊，做工间隙，工间操，工间休息，高脂肪，少吃高盐、高脂、高糖食品"),
    (restore_filtered, "严禁宣传、不禁宣传，禁毒宣传，炎热地区，炽热地爱着，亲热地招呼，热情地接待"),
    (restore_filtered, "积极、主动地参加，增强历史主动，针对问题，有针对性，赢得主动，激发创新创造，互动很强烈"),
    (restore_filtered, "高压线，高压电工，高压锅，新冠病例，作规程讲解员，绿化出行道"),
    (drop_glued, "（一）办好夜校\n正文。\n（二）签好用工合同\n正文。\n（三）开好大会\n正文。"),
    (drop_anchors, "正文。办结率九成。夜餐分配方案两次提交职工代表讨论。"),
    (drop_page_numbers, "章程改了5稿，第3稿没有通过，第4稿增加了条款，第5稿才定。"),
    (flag_foreign, "正文。\n船工号子队恢复排练，请退休职工当老师，录下十一首濒临失传的号子。五一期间举办运动会。"),
    (drop_anchors, "海棠镇图书馆工会“职工朗读周”活动总结\n正文。"),
    (restore_filtered, "十不准，八有六上墙，双爱双评，五必访，三让三不让，当众评议"),
    (restore_filtered, "专业特长，办学特长，添绿校园，主角转身，党员部分缺席，领导部署，取消和清扫，牛和羊，加了职工的微信号"),
    (drop_remarks, "正文。\n阅读 2100 次，收藏 58 件，点赞 326 次。剩余40%的资金留到明年。律师在线咨询126次。"),
    (drop_remarks, "正文。\n下载客户端报名412人，打开小程序就能预约。职工扫码领取饮料六百箱，分享到支部群里。"),
    (drop_remarks, "全年办了12场。\n1、共3页的清单贴在墙上"),
    (drop_site_sentences, "家属上塔探亲，住处太窄，双亲，乡亲，都安顿好了。"),
    (widen_marks, "(一).学习\n(十一).练兵"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "genuine"), KEPT)
def test_genuine_text_stays(rule: Rule, genuine: str) -> None:
    found = applied(rule, genuine)
    assert (found.edits, found.doubts) == ((), ())


# Doubted, though genuine: another sense of the same words is dirt.
DOUBTED = [
    (restore_filtered, "那份激情、这份激动，开发每月更新，发票一律张贴"),
    (drop_site_sentences, "职工扫码就能收听。为大家提供便利。您的心声我来听。点击量突破10万次。"),
    (drop_anchors, "正文。\n思想汇报每季度一次。演讲稿评出一等奖2篇。检讨书的数量比上年少。"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "genuine"), DOUBTED)
def test_genuine_text_that_is_doubted_stays(rule: Rule, genuine: str) -> None:
    assert applied(rule, genuine).edits == ()


FLAGGED = [
    (
        drop_anchors,
        "一、组织建设\n正文。\n二、夯实基础  服务职工群众办实事\n正文。\n三、权益维护\n正文。",
        "服务职工群众办实事",
    ),
    (restore_filtered, "阵地有特", "特"),
    (restore_filtered, "活动有激\n比赛", "激"),
    (restore_filtered, "没有越级上。", "越级上"),
    (restore_filtered, "摸清困难职工况，建档六十三户", "况"),
    (restore_filtered, "满怀热，做好帮扶", "热"),
    (restore_filtered, "比消流程、比除臭办法", "消"),
    (restore_filtered, "每一张发背后都有三个签名", "发"),
    (restore_filtered, "围绕针对和实效性强本领", "针对"),
    (restore_filtered, "浮尘不超过五克。策力，全处推广", "策力"),
    (drop_anchors, "正文。\n牌上写着姓名和手机号。工会工作计划范文全年报修二十六次。", "工会工作计划范文"),
    (drop_anchors, "正文。\n述职报告厂务公开监督小组由三方组成。", "述职报告"),
    (drop_lost, "慰问困难\ufffd\ufffd职工32户", "\ufffd\ufffd"),
    (drop_pinyin, "县zhèng府", "zhèng"),
    (drop_page_numbers, "慰问结束。\n7\n一、帮扶", "7"),
    (drop_anchors, "正文。\n服务职工。工会活动方案", "工会活动方案"),
    (single_marks, "完善制度。，开展慰问", "。，"),
    (flag_uneven, "“学党史、颂党恩、跟党”活动", "跟党"),
    (restore_filtered, "活动吸引力不，参与率下降", "不"),
    (drop_anchors, "正文。\n做了复查。班主任评语大全为女教师购买保险。", "班主任评语大全"),
    (drop_anchors, "正文。\n其余整改完毕。诚信考试承诺书子女在县城读书。", "诚信考试承诺书"),
    (flag_signs, "慰问职工O(∩_∩)O32户", "O(∩_∩)O"),
    (flag_signs, "慰问职工▼32户", "▼"),
    (drop_remarks, "慰问32户。★★★秋风送爽★★★发放", "秋风送爽"),
    (flag_slips, "表格编号3O显示有误", "3O"),
    (flag_strays, "正文。\n端午节放假通知分会主席每季度坐堂一天。", "端午节放假通知"),
    (flag_strays, "正文。\n每人每班少弯腰六百次；怎样开一家奶茶店全年收到金点子129条。", "怎样开一家奶茶店"),
    (flag_strays, "正文。\n心理咨询室接待如何快速入睡153人次。", "如何快速入睡"),
    (flag_slips, "棉纺厂工会22019年工作总结", "2"),
    (drop_remarks, "工会在医第一范本务人员的难处上下功夫。", "第一范本"),
    (restore_filtered, "掀起了职工查隐患的新高，收到线索409条", "新高"),
    (restore_filtered, "具有本地色的工种，有本县特的路子", "色"),
    (restore_filtered, "受理职工来信来145件", "来信来"),
    (restore_filtered, "买菜不要发，报销成了糊涂账", "发"),
    (flag_slips, "工会工会小家建设进度不一", "工会工会"),
    (flag_slips, "噪声间题还没解决", "间题"),
    (flag_foreign, "儿童绘画启蒙包装岗位加装除尘罩12台，粉尘浓度下降。", "儿童绘画启蒙"),
    (flag_foreign, "组织疗休养两批，共有一线护士120人生肖配对。", "生肖配对"),
    (drop_site_sentences, "慰问32户。如果需要调整语气，随时告诉我！", "随时告诉我"),
    (drop_remarks, "教师会员186人。可编辑一年来，围着讲台转。", "可编辑"),
    (restore_filtered, "发放慰品712份", "慰"),
    (restore_filtered, "赢得了众的信任", "众"),
    (restore_filtered, "各项工作各具特，成效明显", "特"),
    (restore_filtered, "验收特班组18个", "特"),
    (restore_filtered, "职工的积性很高", "积性"),
    (drop_lost, "慰问锘职工32户", "锘"),
    (drop_anchors, "一、竞赛\n正文。\n二、家长会心得体会\n二、帮扶\n正文。", "二、家长会心得体会"),
    (drop_anchors, "正文。\n评出能手9名；学习榜样心得体会夜航合格率提高。", "学习榜样心得体会"),
    (drop_anchors, "正文。\n会员215人。中班教学计划2018年新建一家。", "中班教学计划"),
    (drop_anchors, "正文。\n围着三个点转，新年晚会主持稿办成了几件事。", "新年晚会主持稿"),
    (drop_anchors, "正文。\n办结率百分之百；欠条范本代写文书40份。", "欠条范本"),
    (
        drop_site_sentences,
        "粉尘大的岗位还有三处没改完；外包队没有纳进来欢迎转载，转载请注明出处。",
        "欢迎转载，转载请注明出处",
    ),
    (flag_slips, "由临时家长共接送送218次", "接送送"),
    (flag_slips, "困难互助金帮扶7人、5,6万元", "5,6"),
    (drop_remarks, "书记员队伍流动大，入会手续总是滞后【已阅】。", "【已阅】"),
    (drop_remarks, "{修订:插入 管理员}设解压室1间", "{修订:插入 管理员}"),
    (drop_anchors, "正文。\n厂区离县城远，看病不便面条怎么煮不坨；巡回车来4次。", "面条怎么煮不坨"),
    (drop_anchors, "正文。\n仍有9户没办下来；电脑壁纸高清厂区没有班车。", "电脑壁纸高清"),
    (
        drop_anchors,
        "正文.\n利用率提高4.6个百分点.高中学生自我评价六月底评比,六个班组挂上流动红旗.",
        "高中学生自我评价",
    ),
    (flag_strays, "正文。\n搬家公司电话雨天学剪枝，晴天比嫁接。", "搬家公司电话"),
    (restore_filtered, "有人红了眼圈，那份激装不出来。", "激"),
    (restore_filtered, "采购食材的发每周张贴。", "发"),
    (drop_remarks, "办了九件。打开客户端，浏览完整内容职工说好。", "打开客户端，浏览完整内容"),
    (drop_remarks, "修了二十间，下文省略88字，付费阅读全文每间有空调。", "下文省略88字"),
    (drop_anchors, "正文。\n练了四次，党课发言稿2019每次两小时。", "党课发言稿2019"),
    (drop_anchors, "正文。\n我的爸爸作文500字粮票每月发一次。", "我的爸爸作文500字"),
    (single_marks, "慰问32户。\n…会的代表来了九名。", "…"),
]


@pytest.mark.parametrize(("rule", "text", "words"), FLAGGED)
def test_what_is_uncertain_is_flagged_and_left(rule: Rule, text: str, words: str) -> None:
    cleaned = applied(rule, text)
    assert cleaned.text == text
    assert any(words in doubt.before or doubt.before in words for doubt in cleaned.doubts)


@pytest.mark.parametrize(
    "genuine",
    [
        "怎样把困难职工的难事办成实事，是全年工作的重点，共走访32户。",
        "大家最关心津贴怎样计算，工会逐班讲清；慰问12,000人次，5,600元当天发放。",
        "征集“我的岗位我负责”故事26篇，评出优秀作品12篇，汇编成册。",
        "走访时间间隔不超过两周，年末来访职工18人，周末能参加活动的会员占九成。",
        "工会委员会委员7人，一家一家走访，一户一户建档，实实在在解难题。",
        "孩子们念的诗，是自己写的：\n妈妈的口袋里，装着笔、装着糖，没有地方装我。\n我就钻进她的白大褂里，听见一只钟。",
        "有个孩子在作文里写：爸爸捞鱼，我捞字，看谁捞得多。",
        "带着药箱、书箱和象棋出海，给每条船配一名工会小组长；活动花样还不多，老三样居多。",
        "工区开荒种豆二十七亩，养鸭四十六只，办了插花、手机摄影、英语会话和心理减压四个班。",
        "女职工瑜伽、合唱、书法三个社团活动94次，母婴室由2间增到6间。",
    ],
)
def test_genuine_sentences_are_not_doubted(genuine: str) -> None:
    for rule in (flag_foreign, flag_slips, drop_site_sentences):
        assert applied(rule, genuine).doubts == ()


@pytest.mark.parametrize(
    ("line", "plain", "promised"),
    [
        ("工会工作总结(精选4篇)", "工会工作总结", 4),
        ("最新工会工作总结（通用十二篇）", "工会工作总结", 12),
        ("2023年××街道工会工作总结-文秘网", "2023年××街道工会工作总结", 0),
        ("工会工作总结_社区工会工作总结_企业工会工作总结", "工会工作总结", 0),
        ("工会工作总结工会工作总结", "工会工作总结", 0),
        ("××县总工会2023年工作总结及2024年工作计划", "××县总工会2023年工作总结及2024年工作计划", 0),
        ("标题：医院工会半年工作总结范文", "医院工会半年工作总结", 0),
    ],
)
def test_titles_lose_what_sites_add(line: str, plain: str, promised: int) -> None:
    assert (is_title(line), plain_title(line), promised_count(line)) == (True, plain, promised)


@pytest.mark.parametrize(
    "line", ["一是加强总结", "工会积极作为，全年工作取得进展。", "总结", "现将工作情况总结如下"]
)
def test_sentences_are_no_titles(line: str) -> None:
    assert not is_title(line)


BODY = "一、帮扶工作\n工会全年慰问困难职工32户，发放慰问金4.8万元，看望住院职工14人次，把关心送到家。\n二、文体活动\n举办职工运动会2场，参加人数达到1286人次。"


@pytest.mark.parametrize(
    "markers",
    [
        ("工会工作总结 篇1", "工会工作总结 篇2"),
        ("【篇1】工会工作总结", "【篇2】工会工作总结"),
        ("第1篇 工会工作总结", "第3篇 工会工作总结"),
        ("工会工作总结篇一", "工会工作总结篇四"),
        ("工会工作总结（一）", "工会工作总结（三）"),
        ("（一）工会工作总结", "（二）工会工作总结"),
        ("篇一：街道工会工作总结", "篇二：学校工会工作总结"),
        ("工会工作总结1", "工会工作总结2"),
        ("范文一", "范文二"),
        ("街道工会工作总结", "学校工会工作总结"),
    ],
)
def test_collections_are_split_at_markers_of_any_kind(markers: tuple[str, str]) -> None:
    first, second = markers
    cleaned = clean(lines(f"工会工作总结(精选9篇)\n{first}\n{BODY}\n{second}\n{BODY}"))
    assert (len(cleaned.marks), cleaned.promised) == (2, 9)
    assert cleaned.text.split() == (BODY + "\n" + BODY).split()


def test_page_furniture_of_unknown_words_goes_at_both_ends_and_what_belongs_to_a_summary_stays() -> None:
    text = (
        "花边栏目 小窗\n积分：800\n××局工会2023年工作总结\n（2023年12月）\n各位代表：\n"
        f"{BODY}\n××局工会\n2023年12月28日\n下周热榜 | 随便看看\n文明留言，理性发言，做有素质的人，严禁无关内容。"
    )
    kept = [
        "××局工会2023年工作总结",
        "（2023年12月）",
        "各位代表：",
        *BODY.split("\n"),
        "××局工会",
        "2023年12月28日",
    ]
    assert clean(lines(text)).text.split() == kept


@pytest.mark.parametrize("below", ["——××局工会2023年工作回顾", "××局工会2023年工作总结"])
def test_both_lines_of_a_double_title_stay(below: str) -> None:
    text = f"凝心聚力促发展 服务职工谱新篇\n{below}\n{BODY}"
    assert clean(lines(text)).text.replace(" ", "") == text.replace(" ", "")


def test_the_own_title_of_a_text_is_taken_for_the_shorter_one_of_its_page() -> None:
    own = "澄江机械厂工会2022年工作总结"
    cleaned = clean(lines(f"机械厂工会工作总结范文_工会年度总结怎么写_公文小站\n\n{own}\n{BODY}"))
    assert [mark.title for mark in cleaned.marks] == [own]


def test_headings_without_their_mark_get_it_back() -> None:
    text = "一 加强管理\n工会坚持服务职工，召开会议12次。\n二 关心职工\n慰问职工32户，发放慰问金。"
    assert [line[:2] for line in clean(lines(text)).text.split("\n")][::2] == ["一、", "二、"]


def test_markers_of_a_table_of_contents_begin_no_article() -> None:
    text = f"工会工作总结(2篇)\n工会工作总结 篇1\n工会工作总结 篇2\n工会工作总结 篇1\n{BODY}\n工会工作总结 篇2\n{BODY}"
    assert len(clean(lines(text)).marks) == 2


def test_numbered_titles_open_the_articles_a_collection_promises() -> None:
    text = f"工会工作总结(精选3篇)\n1.甲公司工会工作总结\n{BODY}\n2.乙公司工会工作总结\n{BODY}"
    assert [mark.title for mark in clean(lines(text)).marks] == ["甲公司工会工作总结", "乙公司工会工作总结"]


def test_a_single_summary_with_level_two_numbers_is_not_split() -> None:
    text = f"××学校工会工作总结\n（一）思想工作总结\n{BODY}"
    assert clean(lines(text)).marks == ()


@pytest.mark.parametrize("size", [2_000, 4_000])
@pytest.mark.parametrize(
    "unit", ["“", "（", "<", "&", "，", "一、", "1、甲\n", "(a", "[url=", "锟", "ä", "**a", "\n", "篇1\n"]
)
def test_hostile_repetition_ends_and_can_be_put_back(unit: str, size: int) -> None:
    cleaned = clean(lines(unit * size))
    assert Manuscript(cleaned.source).text == cleaned.original
