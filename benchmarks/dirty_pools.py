
"""What web pages add to a text, written for the dirty set; one pool to write rules by, one held out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Additions of one half of the set, each a list of lines or phrases."""

    tops: tuple[tuple[str, ...], ...]
    bottoms: tuple[tuple[str, ...], ...]
    leads: tuple[str, ...]
    ends: tuple[str, ...]
    own_lines: tuple[str, ...]
    line_ends: tuple[str, ...]
    line_starts: tuple[str, ...]
    scripts: tuple[str, ...]
    seo: tuple[str, ...]
    markers: tuple[tuple[str, ...], ...]
    promises: tuple[str, ...]
    idioms: tuple[str, ...]
    filtered: tuple[tuple[str, str], ...]


DEV = Pool(
    tops=(
        (
            "首页 > 范文大全 > 工作总结 > 工会工作总结",
            "发布时间：2023-01-12 10:21:35 来源：网络 作者：佚名",
            "字体：大 中 小",
        ),
        (
            "您现在的位置：文秘驿站 >> 总结报告 >> 工会总结",
            "浏览量：3521 收藏 分享到：微信 微博 QQ空间",
            "★★★★★ 4.9分",
        ),
        ("[导读] 本文档共6页，可下载后编辑", "点击下载文档", "文档大小：35KB", "会员专享"),
    ),
    bottoms=(
        (
            "上一篇：学校后勤工作总结",
            "下一篇：教师节活动方案",
            "相关推荐",
            "2023年妇联工作总结",
            "共青团工作总结范文",
            "版权所有 文秘驿站 未经授权请勿转载",
        ),
        (
            "以上就是小编为大家带来的工会工作总结的全部内容，希望对大家有所帮助。",
            "猜你喜欢：",
            "1.社区工会工作计划",
            "2.企业工会工作汇报",
            "发表评论",
            "本站内容由网友上传，如有侵权请联系我们删除。",
        ),
        (
            "扫一扫关注公众号，获取更多范文",
            "本文来自：文秘驿站 http://www.wenmiyizhan.com/gonghui/1234.html",
            "返回列表 返回顶部",
        ),
    ),
    leads=(
        "下面是小编整理的工会工作总结，欢迎大家阅读参考。",
        "以下是范文网小编为大家收集的总结范文，仅供参考，希望能够帮助到大家！",
    ),
    ends=("更多精彩内容请关注本站总结频道。", "以上就是本次分享的工会工作总结范文的全部内容了，欢迎收藏！"),
    own_lines=("幼儿园大班班主任工作总结", "公务员考试", "入党申请书范文", "小学生作文大全"),
    line_ends=("英语四级作文", "大学生自我鉴定", "销售个人工作计划", "演讲稿"),
    line_starts=("辞职报告", "教师个人工作总结 ", "读后感", "酒店前台述职报告 "),
    scripts=(
        "<script>var _hmt = _hmt || []; (function() { var hm = document.body; })();</script>",
        "document.write('<div id=ad_336></div>');",
        ".article p { text-indent: 2em; line-height: 28px; }",
    ),
    seo=("{title}范文_2023最新{title}-文秘驿站网", "【精选】{title}（通用版）"),
    markers=(
        ("{title} 篇1", "{title} 篇2", "{title} 篇3"),
        ("【篇1】{title}", "【篇2】{title}", "【篇3】{title}"),
        ("第一篇：{title}", "第二篇：{title}", "第三篇：{title}"),
        ("{title}（一）", "{title}（二）", "{title}（三）"),
    ),
    promises=("{title}(精选5篇)", "最新{title}（通用8篇）"),
    idioms=(
        "修订职工行为“十不准”，做到工会制度“八有六上墙”，“双爱双评”覆盖全部班组。",
        "坚持“五必访六必问”，把“三让三不让”写进服务承诺，众人拾柴火焰高。",
    ),
    filtered=(
        ("联系群众", "联系众"),
        ("特色亮点", "特亮点"),
        ("群众性文体活动", "众性文体活动"),
        ("打造特色品牌", "打造特品牌"),
    ),
)

HELD = Pool(
    tops=(
        ("首页 | 公文 | 总结 | 计划 | 心得 | 演讲", "2021-12-30 16:40 阅读 876 编辑：小雅", "推荐度：★★★★☆"),
        (
            "当前位置: 主页 > 工作总结 > 单位总结 >",
            "时间:2020-07-15 11:08 点击: 次 作者:admin",
            "【大 中 小】【打印】【关闭】",
        ),
        ("免费阅读已结束，点击下载阅读编辑剩下全文", "约3200字 浏览6分钟", "文章来源：互联网", "目录"),
    ),
    bottoms=(
        (
            "【相关阅读】",
            "机关党建工作总结 03-12",
            "幼儿园教研工作总结 05-28",
            "医院护理工作总结 11-02",
            "Copyright © 2015-2023 范文之家 All Rights Reserved",
        ),
        (
            "相关文章：",
            "★ 2022年工会工作总结",
            "★ 工会女工工作总结",
            "★ 工会半年工作总结",
            "声明：本文内容由互联网用户自发贡献，本站不拥有所有权，如发现侵权请联系邮箱删除。",
        ),
        (
            "本文链接：https://www.fanwenzj.net/zongjie/88213.htm，转载请注明出处。",
            "上一页 1 2 3 下一页",
            "看过《工会工作总结》的人还看了：",
        ),
    ),
    leads=(
        "工会工作总结怎么写？今天小编就和大家分享几篇工会工作总结，来欣赏一下吧。",
        "以下是为大家整理的关于工会工作总结的范文，供您参考！",
    ),
    ends=(
        "想了解更多工会工作总结内容，请继续关注我们的总结栏目。",
        "看完这篇总结的您，还可以点击查看更多范文哦！",
    ),
    own_lines=("初中语文教学反思", "护士转正申请书", "搞笑朋友圈说说", "班级文化建设策划书"),
    line_ends=("会计实习报告", "开业庆典主持词大全", "大学生求职信", "班主任寄语评语大全"),
    line_starts=("家长会发言稿范文 ", "检讨书", "社会实践心得体会 ", "毕业论文"),
    scripts=(
        "<script type=\"text/javascript\">baidu_clb_fillSlot('u1883301');</script>",
        "$(function(){ $('.more').click(function(){ $(this).hide(); }); });",
        "#content img{max-width:100%;height:auto}",
    ),
    seo=("{title}_{title}范文_工会总结大全 - 范文之家", "{title}范文(最新推荐)|范文之家"),
    markers=(
        ("篇一：{title}", "篇二：{title}", "篇三：{title}"),
        ("第1篇 {title}", "第2篇 {title}", "第4篇 {title}"),
        ("{title}范文1", "{title}范文2", "{title}范文3"),
        ("篇1", "篇2", "篇3"),
    ),
    promises=("{title}优秀范文集锦六篇", "【热门】{title}三篇"),
    idioms=(
        "推行“三必谈五必访”，制定干部“八不准”，“六送六进”走到班组，众志成城渡过难关。",
        "开展“双亮双比双争”，建成“四有一化”阵地，落实会员评家“两上两下”，特此说明。",
    ),
    filtered=(("困难群众", "困难众"), ("特色活动", "特活动"), ("群众路线", "众路线"), ("各具特色", "各具特")),
)

TUTORIAL = (
    "工会工作总结怎么写",
    "很多新任工会干部都会问：工作总结到底应该怎么写？下面就来讲一讲写作的方法和要点。",
    "一、标题的写法",
    "标题一般由单位名称、时限和文种组成，例如“某某工会2023年工作总结”。标题要简明，不要写成口号。",
    "二、开头的写法",
    "开头一般用一段话概括基本情况，通常不超过三百字。写作时应当注意交代背景，比如会员人数、总体评价。",
    "三、正文的写法",
    "正文一般包括做法、成效、问题三部分。撰写时要注意以下几点：第一步列提纲，第二步填材料，第三步改文字。",
    "四、写作误区",
    "常见误区有流水账、空话多、格式不规范。写好总结，要站在读者的角度想一想。",
)
TUTORIAL_HELD = (
    "年终总结写作指南：三步教你写好单位总结",
    "又到年底，不少人为写总结发愁。本文结合例文，谈谈总结的结构和写作技巧。",
    "第一步，搭好提纲。总结的结构通常是“情况—做法—体会—打算”，提纲搭好了，内容就不会乱。",
    "第二步，选好材料。例如写慰问工作，要写清楚对象、金额，不能只写“做了大量工作”。",
    "第三步，打磨语言。注意事项有三：少用形容词，多用动词；标题要对仗；结尾要简短有力。",
    "总结的格式要求也要留心：标题居中，正文分段，落款写单位和日期。写作中还要避免两个误区，一是照抄模板，二是堆砌数字。",
)
ADVERTISEMENT = (
    "专业代写各类总结、汇报、讲话稿",
    "本工作室承接工会工作总结、述职报告代写业务，原创定制，先写后付，不满意免费修改。",
    "价格优惠：千字80元起，老客户八折优惠，加急另议。",
    "下单流程：加微信咨询客服，说明要求，付定金，三天交稿。",
    "联系方式：微信号 xiezuo888，QQ 在线咨询，客服热线全天开通。名额有限，欢迎订购！",
)
ADVERTISEMENT_HELD = (
    "职工福利采购就选好礼商城",
    "端午将至，好礼商城推出工会福利专场，粽子礼盒特价促销，全场包邮，满500元再打九折。",
    "企业工会批量购买享受专属价格，支持开票，专人售后。",
    "扫描下方二维码加客服微信，报名领取样品，名额有限，先到先得。",
    "咨询热线：400-000-0000，联系人张经理。开通会员还可享受更多优惠。",
)
FILLER = (
    "时光荏苒，岁月如梭，转眼间一年又过去了，相信大家都有很多感慨吧。",
    "总结是对过去一段时间内的学习和工作情况进行回顾检查的书面材料，它可以使我们从感性认识上升到理性认识，那么你是否知道总结有什么作用呢？",
    "写总结能帮助我们肯定成绩，找出不足，总结经验教训，大家一起来看看吧。",
    "做总结可以提高我们的写作能力，让我们来好好写一份总结吧。",
)
ENGLISH = (
    "Annual Work Report of the Trade Union Committee",
    "In 2023 the union held four congress sessions and answered every proposal that members had put forward.",
    "We visited families in need before the Spring Festival and paid out support from the mutual aid fund.",
    "A skills contest in May drew two hundred workers from nine shops, and the winners were honoured.",
    "Next year we will extend the legal service to contract workers and build two more rest stations.",
)
