"""The files of an article: links, frames, viewers and pictures that can carry a list, and nothing else."""

from __future__ import annotations

import pytest

from crawler.layouts.files import attachments
from crawler.layouts.text import soup
from crawler.page import Attachment, Source

URL = "https://ca.example.gov.cn/xgj/art/2026/art_01.html"
SOURCE = Source(
    "ca", "示例", "official", "zh", "https://ca.example.gov.cn", ("/list/",), "jpaas", "0 * * * *"
)


def found(markup: str) -> list[Attachment]:
    return list(attachments(SOURCE, URL, [soup(f"<body>{markup}</body>")]))


@pytest.mark.parametrize(
    ("markup", "url", "name"),
    [
        ('<a href="./P020260521.docx">清单.docx</a>', "/xgj/art/2026/P020260521.docx", "清单.docx"),
        ('<a href="/a/0011.wps" title="示例清单.wps">下载</a>', "/a/0011.wps", "示例清单.wps"),
        ('<a href="/a/0011.ofd">示例决定</a>', "/a/0011.ofd", "示例决定.ofd"),
        ('<a href="/a/0011.RAR">2.0版清单</a>', "/a/0011.RAR", "2.0版清单.RAR"),
        ('<a href="/a/清单.zip">点击下载附件</a>', "/a/清单.zip", "清单.zip"),
        ('<a href="/sysFile/downloadFile/00ff">征求意见稿.pdf</a>', "/sysFile/downloadFile/00ff", "征求意见稿.pdf"),
        ('<a href="/download?id=7">意见反馈表.docx</a>', "/download?id=7", "意见反馈表.docx"),
        ('<a href="/x?fileName=附件1：名单.xlsx">附件1</a>', "/x?fileName=附件1：名单.xlsx", "附件1：名单.xlsx"),
        ('<iframe fileurl="/a/1.pdf" src="/v/viewer.html?file=/b/2.pdf"></iframe>', "/a/1.pdf", "1.pdf"),
        ('<iframe src="/v/web/viewer.html?file=%2Fb%2F2.pdf"></iframe>', "/b/2.pdf", "2.pdf"),
        ('<a href="/v/web/viewer.html?file=/b/2.pdf">示例全文</a>', "/b/2.pdf", "示例全文.pdf"),
        ('<embed src="/b/3.pdf">', "/b/3.pdf", "3.pdf"),
        ('<img src="/rootimages/1.png" width="100%">', "/rootimages/1.png", "1.png"),
        ('<img data-src="/rootimages/2.jpg" src="/blank.gif" style="max-width:80px">', "/rootimages/2.jpg", "2.jpg"),
    ],
)  # fmt: skip
def test_a_file_is_found_with_its_name(markup: str, url: str, name: str) -> None:
    [file] = found(markup)
    assert (file.url, file.name) == (f"https://ca.example.gov.cn{url}", name)


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/images/logo.png">',
        '<img src="/images/gzh_ewm.jpg">',
        '<img src="/a/1.png" alt="网信示例二维码">',
        '<img src="/a/1.png" width="60" height="600">',
        '<img src="/a/1.png" style="width: 0px; height: 0px">',
        '<img src="/a/1.png" width="0">',
        '<div class="share"><img src="/a/1.png"></div>',
        '<div class="footer"><p><img src="//dcs.conac.cn/image/red.png"></p></div>',
        '<img src="data:image/png;base64,iVBORw0KGgo=">',
        '<img src="/icons/pdf.gif">',
        '<a href="javascript:void(0)">附件.pdf</a>',
        '<a href="/xgj/art/2026/art_02.html">另一通报</a>',
        '<iframe src="/video/player.html"></iframe>',
    ],
)
def test_what_carries_no_list_is_left(markup: str) -> None:
    assert found(markup) == []


def test_a_file_on_the_dead_host_is_asked_of_the_pages_own() -> None:
    [file] = found(
        '<a href="https://jyhwzhq.miit.gov.cn/cms_files/filemanager/1/attach/20265/ab.pdf">清单</a>'
    )
    assert file.url == "https://ca.example.gov.cn/cms_files/filemanager/1/attach/20265/ab.pdf"
    assert file.alternatives == ("https://jyhwzhq.miit.gov.cn/cms_files/filemanager/1/attach/20265/ab.pdf",)


def test_one_file_in_a_frame_and_a_link_is_one_with_the_links_name() -> None:
    [file] = found('<iframe fileurl="/a/00ff.pdf"></iframe><p><a href="/a/00ff.pdf">问题清单.pdf</a></p>')
    assert (file.name, file.kind) == ("问题清单.pdf", "frame")
