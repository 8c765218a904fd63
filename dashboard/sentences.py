# ruff: noqa: E501 (a sentence stays on one line: it is read beside its translation)
"""The sentences that crawler, readers and extractor keep in English, in Chinese, for pages in that language.

A `{}` stands for what differs: a number, a name, or another of these sentences, which is then said in Chinese too. The
numbers in the Chinese sentence say which one it is. What has no sentence here is shown as it is kept.
"""

from __future__ import annotations

import re
from functools import lru_cache

SENTENCES: dict[str, str] = {
    # --- what does not add up in a notice
    "The item states {} apps and {} were read.": "文中写明 {0} 款，读出 {1} 款。",
    "{} apps are stated for a problem and {} were read.": "该问题项下写明 {0} 款，读出 {1} 款。",
    "The text is signed on {}, the page's box of facts says {}.": "正文落款为 {0}，页面信息栏所载成文日期为 {1}。",
    "The deadline {} lies before the publication {}.": "期限 {0} 早于公布日期 {1}。",
    "The item gives different deadlines: {}.": "文中写有不同的期限：{0}。",
    "No violation code is known for this wording.": "该表述尚无对应的违规类型。",
    # --- doubts about a page
    "the outlet says that its full text is not free: this may be its beginning": "媒体注明全文须付费：这里可能只有开头部分",
    "{} is the day on which this site was moved, not the notice's": "{0} 是网站迁移日，不是通报日期",
    "page says that it was published on {}": "页面载有不同的公布日期：{0}",
    "{} and on {}": "{0} 和 {1}",
    "first published on {} and still changed on {}": "首次发布于 {0}，{1} 仍有改动",
    "{} reposted this: it came from {}": "{0} 转载，原载 {1}",
    "the account": "该账号",
    "this shares another article: {}": "此为分享的另一篇文章：{0}",
    "the post is a video or a recording: only the words beside it were read": "此为视频或音频：只读取了所附文字",
    # --- lists
    "Refused, not stored as an app: {}.": "该行未被采用，不计为应用：{0}。",
    "Its cells stood in the wrong columns and were moved: {}.": "单元格错列，已移至相应的列：{0}。",
    "the version cell holds a firm or a problem": "版本栏中是企业名称或问题",
    "the store cell holds a firm, a problem or a version": "来源平台栏中是企业名称、问题或版本号",
    "the problem cell holds a filing number, a firm or a version": "问题栏中是备案号、企业名称或版本号",
    "no app name": "没有应用名称",
    "a caption stands in the app column": "应用栏中是表题",
    "the app cell holds a version, number or date": "应用栏中是版本号、编号或日期",
    "a document's title stands in the app column": "应用栏中是文件标题",
    "a problem stands in the app column": "应用栏中是问题",
    "a firm stands in the app column": "应用栏中是企业名称",
    "a category stands in the app column": "应用栏中是类别",
    "the developer cell holds a date or number": "开发者栏中是日期或编号",
    "the developer cell holds a version or store": "开发者栏中是版本号或应用商店",
    "the developer cell holds a piece of a problem": "开发者栏中是问题的一部分",
    "the developer cell holds the end of a name only": "开发者栏中只有名称的后半部分",
    "the developer's name is cut short": "开发者名称不完整",
    "The developer is no legal entity's full name; it is kept as printed.": "开发者不是法人全称，按原样保留。",
    "A stray sign was put right.": "已改正多余或错位的符号。",
    "A row was torn in two and has been joined.": "被拆成两半的一行已合并。",
    "Radical code points were replaced by the ideographs that they look like.": "部首字符已替换为形同的汉字。",
    "Spaces inside words were closed.": "已去除词中的空格。",
    "The store {} was misread in the picture and is taken for {}.": "图片中的来源平台误识为 {0}，按 {1} 处理。",
    "Column {} has no heading; it was told by what stands in it.": "第 {0} 列没有表头，按其内容判定。",
    "{} was misread in the picture and is taken for {}.": "图片中的 {0} 系误识，按 {1} 处理。",
    "Numbers are missing from the list: {}.": "名单序号有缺：{0}。",
    "{}, after {} comes {}": "{0}，{1} 之后为 {2}",
    "after {} comes {}": "{0} 之后为 {1}",
    "Numbers stand before more than one app: {}.": "名单序号重复：{0}。",
    "A table without a header has other columns than the list above it; it was not read.": "一张没有表头的表格与上文名单列数不同，未读取。",
    "Versions stand under the store heading and stores under the version heading; they were exchanged.": "版本号与来源平台两列互换，已对调。",
    "The table has no header; its columns were told by what stands in them.": "表格没有表头，各列按内容判定。",
    "The heading {} is not known or met twice.": "表头 {0} 未知或重复。",
    "A table has more than {} cells; read the rest in the original.": "表格超过 {0} 个单元格，其余请看原文。",
    # --- files
    "The file is empty; fetch it again or open the original.": "文件为空，请重新抓取或打开原件。",
    "The file is larger than {} MiB; read the original by hand.": "文件超过 {0} MiB，请直接查看原件。",
    "No reader knows this kind of file; read the original by hand.": "不支持这种文件，请直接查看原件。",
    "{} archives are not opened; unpack it and add its files, or pack them as ZIP.": "不支持 {0} 压缩包，请解压后加入其中的文件，或改用 ZIP。",
    "OFD files are not read; save it as PDF with an OFD viewer and add that.": "不支持 OFD 文件，请用 OFD 阅读器另存为 PDF 后加入。",
    "The file was not unpacked: {}; open the original by hand.": "文件未解压：{0}；请直接打开原件。",
    "it cannot be opened ({})": "无法打开（{0}）",
    "it holds {} files": "其中有 {0} 个文件",
    "it would unpack to {} MiB": "解压后将达 {0} MiB",
    "it unpacks to more than 200 times its size": "解压后超过原大小的 200 倍",
    "it is encrypted": "文件已加密",
    "A web page came in place of the {} file, often an error page; fetch the file again.": "得到的是网页（多为错误页）而不是 {0} 文件，请重新抓取。",
    "The file is named {} but is {}; it was read as that.": "文件扩展名为 {0}，实为 {1}，按后者读取。",
    "The {} file is encrypted; ask for a version without a password.": "{0} 文件已加密，请索取无密码的版本。",
    "The {} file is encrypted; ask for it without a password.": "{0} 文件已加密，请索取无密码的版本。",
    "The PDF is encrypted; ask for a version without a password.": "PDF 已加密，请索取无密码的版本。",
    "The {} file is damaged; fetch it again.": "{0} 文件已损坏，请重新抓取。",
    "The {} file is damaged ({}); fetch it again.": "{0} 文件已损坏（{1}），请重新抓取。",
    "The PDF is damaged ({}); fetch it again.": "PDF 已损坏（{0}），请重新抓取。",
    "A page is damaged ({}); read it in the original.": "一页已损坏（{0}），请看原件。",
    "Only the first {} of {} pages were read; read the rest in the original.": "{1} 页中只读取了前 {0} 页，其余请看原件。",
    "Only {} scanned pages were read; read the rest in the original.": "只识别了 {0} 页扫描件，其余请看原件。",
    "This Word or WPS file is damaged or from before 1997; install LibreOffice (soffice) or antiword and process it again, or open the original.": "Word 或 WPS 文件已损坏或早于 1997 年的格式；请安装 LibreOffice（soffice）或 antiword 后重新处理，或打开原件。",
    "The file declares XML entities and was not read; open it by hand.": "文件声明了 XML 实体，未读取，请直接打开原件。",
    "The sheet {} is hidden and was not read; look at it in the original.": "工作表 {0} 已隐藏，未读取，请看原件。",
    "Only the first {} of {} rows of the sheet {} were read; read the rest in the original.": "工作表 {2} 共 {1} 行，只读取了前 {0} 行，其余请看原件。",
    "Only the first {} rows of the sheet {} were read; read the rest in the original.": "工作表 {1} 只读取了前 {0} 行，其余请看原件。",
    "A ZIP inside a ZIP inside a ZIP is not opened.": "三层嵌套的 ZIP 不予打开。",
    "Only the first {} of the {} files in the ZIP were read.": "ZIP 中 {1} 个文件只读取了前 {0} 个。",
    "A file in the ZIP cannot be read ({}); fetch the ZIP again.": "ZIP 中一个文件无法读取（{0}），请重新抓取。",
    "Only the first {} of {} pictures in the document were read; look at the others.": "文档中 {1} 张图片只读取了前 {0} 张，其余请自行查看。",
    "The picture is {} x {} pixels and was not read; make it smaller and add it by hand.": "图片为 {0} × {1} 像素，过大而未读取，请缩小后加入。",
    "The picture is too large to be unpacked safely and was not read; make it smaller and add it by hand.": "图片过大，无法安全解码，未读取，请缩小后加入。",
    "The picture is {} and was not read; fetch it again.": "图片{0}，未读取，请重新抓取。",
    "cut off": "不完整",
    "damaged ({})": "已损坏（{0}）",
    "Only the first of the picture's {} frames was read; look at the others in the original.": "图片有 {0} 帧，只读取了第一帧，其余请看原件。",
    # --- pages and their characters
    "The page is very long; only its beginning was read.": "网页过长，只读取了开头部分。",
    "The page holds no text; open the original.": "网页没有文字，请打开原件。",
    "The page nests its elements too deeply; it was read without them. Compare the original.": "网页嵌套过深，已略去部分层级读取，请与原件核对。",
    "Some characters could not be decoded; check the original.": "部分字符无法解码，请核对原件。",
    "Characters were lost when the text was decoded twice ({}); check the original.": "文字经两次解码后有字符丢失（{0}），请核对原件。",
    "Chinese text was decoded as Latin ({}); check the original.": "中文被误按拉丁字符解码（{0}），请核对原件。",
    "UTF-8 text was decoded as GBK; check the original.": "UTF-8 文字被误按 GBK 解码，请核对原件。",
    # --- runs: how far they are
    "page {} of {}": "列表第 {0} / {1} 页",
    "{} of {} items": "条目 {0} / {1}",
    "{} of {} items read and extracted": "已读取并提取 {0} / {1} 条",
    "{} failed": "失败 {0}",
    "{}, the rest is left to the next run": "{0}，其余留待下次运行",
    "its budget of {} requests is used": "本次 {0} 个请求的额度已用完",
    "{} minutes are over": "本次 {0} 分钟已到",
    # --- runs: what was checked
    "{} answers with nothing in them": "空答复 {0} 个",
    "all items read": "条目均已读取",
    "all attachments came": "附件均已取得",
    "all days are possible": "日期均合理",
    "{} lists read": "已读列表 {0} 个",
    "{}: list gave {} rows, wanted {} ({})": "{0}：列表只有 {1} 行，应不少于 {2} 行（{3}）",
    "{} rows without a title": "{0} 行没有标题",
    "first pages gave {} rows": "首页共 {0} 行",
    "first pages gave {} rows, {} are usual": "首页共 {0} 行，通常为 {1} 行",
    "first pages gave {} rows, {} are usual ({})": "首页共 {0} 行，通常为 {1} 行（{2}）",
    "the list says {} items, {} are known": "列表称有 {0} 条，已知 {1} 条",
    "newest item is {} days old, {} are usual": "最新条目距今 {0} 天，通常不超过 {1} 天",
    "no item shows a day, {} are usual": "条目均无日期，通常不超过 {0} 天",
    "{} … and {} more": "{0} ……另有 {1} 项",
    # --- what a site answered
    "{}: answered {}": "{0}：答复 {1}",
    "answered": "有答复",
    "answered with {}": "答复为 {0}",
    "answered {}": "答复 {0}",
    "HTTP {}, {}": "HTTP {0}，{1}",
    "a script challenge ({})": "脚本质询（{0}）",
    "a cookie challenge ({})": "Cookie 质询（{0}）",
    "a captcha ({})": "验证码（{0}）",
    "a captcha form": "验证码页面",
    "an empty body": "空内容",
    "an error page ({})": "错误页（{0}）",
    "{} requests in a row failed, the last: {}": "连续 {0} 个请求失败，最后一个：{1}",
    "{}: the host asks to be left alone for {} minutes": "{0}：网站要求 {1} 分钟内不再访问",
    "{}: timed out": "{0}：超时",
    "timed out": "超时",
    "refused": "拒绝连接",
    "no such host": "没有此主机",
    "no connection: {}": "无法连接：{0}",
    "no answer": "没有答复",
    "no answer: {}": "没有答复：{0}",
    # --- why a source is not read
    "WeChat has no list that may be asked; its articles are read when they are linked or given one by one": "微信没有可查询的列表；其文章在被链接或逐篇给出时读取",
    "about six weeks behind; the list page is read instead": "滞后约六周；改读其列表页",
    "address of its site is not attested": "网站地址未经证实",
    "address of its site is not attested; {}, which looks like it, is a county": "网站地址未经证实；形似的 {0} 属于某县",
    "address of its site is not attested; {}, which looks like it, is the propaganda department": "网站地址未经证实；形似的 {0} 属于宣传部",
    "an index of issues, whose own shape is not known": "按期编排的索引，各期的版式未知",
    "an old site: only its home page is known": "旧网站：只知道其首页",
    "answers 401 with a captcha to everything that is no browser": "对非浏览器一律答复 401 和验证码",
    "answers with a redirect that sets a cookie and with script challenges; texts of laws are no notices": "以设置 Cookie 的跳转和脚本质询答复；法律文本不是通报",
    "answers with a script challenge (521) that is not passed": "以脚本质询（521）答复，不予绕过",
    "columns known by name; the addresses of its articles are not": "栏目名称已知，文章地址未知",
    "device news: not about regulation": "设备新闻，与监管无关",
    "frozen: its lists on {} are read instead": "已停止更新：改读 {0} 上的列表",
    "hnca is one of the two; the host of the other is not attested": "hnca 是两者之一；另一个的主机未经证实",
    "host of the Beijing cyberspace office is in doubt": "北京市网信办的主机存疑",
    "host seen once, whose it is stands in doubt": "主机仅见过一次，归属存疑",
    "host seen, no column of it is known": "主机已知，栏目未知",
    "its JSON questions have no layout yet": "其 JSON 查询尚无对应的版式",
    "its articles are JSON that is known by its list only": "其文章为 JSON，只知道列表",
    "its detail is JSON of its own that is known by its address only": "其详情为另一种 JSON，只知道地址",
    "its links lead over a redirect page to other hosts: headlines only, and no layout for that yet": "其链接经跳转页通往其他主机：只有标题，尚无对应的版式",
    "its links lead over a redirect page to other hosts: headlines without text": "其链接经跳转页通往其他主机：只有标题，没有正文",
    "its lists ({}) are known by name only": "其列表（{0}）只知道名称",
    "its robots.txt forbids it": "其 robots.txt 不允许",
    "its rows lead to topic pages that hold no article of their own": "列表通往专题页，没有单独的文章",
    "listed by one reader, its liveness is in doubt": "只有一处提到，是否仍在更新存疑",
    "merger filings are not enforcement; the rows are understood": "经营者集中申报不是执法；列表可读",
    "no column of its site is known": "其网站栏目未知",
    "no column with app notices is known on this host": "该主机上未见应用通报栏目",
    "no feed of it is confirmed": "没有经证实的订阅源",
    "one page updated in place, a register and no notice: the cac layout reads lists of pages": "原页更新的登记名单，不是通报；cac 版式只读取列表页",
    "one page updated in place: the cac layout reads lists of pages": "原页更新；cac 版式只读取列表页",
    "paywall; no list that may be read is known": "付费墙；没有已知的可读列表",
    "published by WeChat and through the offices that it worked for; no list of its own is attested": "经微信和委托机关发布；自有列表未经证实",
    "publishes by WeChat and through the ministry, its tester (mstl-news) and Xinhua, which are read; no list of its own is known": "经微信以及已在读取的部委、检测机构（mstl-news）和新华社发布；没有已知的自有列表",
    "reprints what is read at its source; no list of it is known": "转载已从源头读取的内容；列表未知",
    "research news: not about regulation": "科研新闻，与监管无关",
    "still answers, but its newest item is of {}": "仍有答复，但最新内容为 {0} 年",
    "the column moved to {}, which is read; whether its old list still answers is not known": "栏目已迁至 {0}，正在读取；旧列表是否仍有答复不详",
    "the fields of its JSON answer are not known": "其 JSON 答复的字段未知",
    "the rows of its static list are not known well enough to select them": "对其静态列表的行了解不足，无法选取",
    "the same articles as its feeds, which are read": "与正在读取的订阅源文章相同",
    "the sum of its six sub-columns, each of which is read by itself": "为其六个子栏目之和，各子栏目已分别读取",
    "the sum of its sub-columns, each of which is read by itself": "为其各子栏目之和，各子栏目已分别读取",
    "the words that its search wants are known in part only": "其搜索所需的参数只知道一部分",
}
PLACES: dict[str, str] = {
    "{}, table {}, row {}": "{0}，表格 {1}，第 {2} 行",
    "{}, table {}": "{0}，表格 {1}",
    "{}, page {}": "{0}，第 {1} 页",
    "{}, picture {} in the document": "{0}，文档中第 {1} 张图片",
    "table {}": "表格 {0}",
    "page": "网页",
}
Pattern = tuple[re.Pattern[str], str]


def _patterns(sentences: dict[str, str]) -> tuple[Pattern, ...]:
    return tuple(
        (re.compile(re.escape(english).replace(r"\{\}", "(.+?)"), re.DOTALL), chinese)
        for english, chinese in sentences.items()
    )


_SENTENCES, _PLACES = _patterns(SENTENCES), _patterns(PLACES)


def in_chinese(text: str) -> str:
    """A kept sentence, or several in one line, in Chinese; as it is where it is not known."""
    return _said(text, _SENTENCES)


def place_in_chinese(place: str) -> str:
    """A file, page, table or row, in Chinese; a quote as it is."""
    return _said(place, _PLACES)


@lru_cache(maxsize=2000)
def _said(text: str, patterns: tuple[Pattern, ...]) -> str:
    if " · " in text:
        return " · ".join(_said(part, patterns) for part in text.split(" · "))
    for pattern, chinese in patterns:
        if found := pattern.fullmatch(text):
            return chinese.format(*(_said(part, patterns) for part in found.groups()))
    if "; " in text:  # not sooner: some sentences hold one
        return "；".join(_said(part, patterns) for part in text.split("; "))
    return text
