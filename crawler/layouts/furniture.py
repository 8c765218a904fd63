"""What stands around and between an article's paragraphs and is none of it: links to other stories, widgets, credits.

Taken out by the element's kind, by its name, or by what its line says; never where that holds most of the text.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from crawler.layouts.text import attribute, text_of

KINDS = (
    "nav, aside, footer, form, button, input, select, textarea, script, style, noscript, iframe, svg, video, audio, "
    "template, dialog"
)
NAMED = re.compile(
    r"(?:^|[\s_-])(?:related\w*|jp-relatedposts|recommend\w*|share|sharing|sharedaddy|social|sns|newsletter\w*|subscri\w+|signup"
    r"|comments?|respond|disqus\w*|advert\w*|ads?|adsense|promo\w*|cookie\w*|paywall|popup|most-?read|trending|read-?more|more-?(?:on|from)"
    r"|also-?read|author-?(?:bio|box|info|card)|about-?author|bio|byline-?bio|tags?|tag-?list|breadcrumbs?|pagination|caption\w*"
    r"|wp-caption-text|credit|photo-?credit|image-?credit|copyright|print|toolbar|follow|skip|visually-hidden|sr-only|screen-reader-text"
    r"|editor|edit|rm_relevant|box_pic|zdfy|paper_num)(?:$|[\s_-])",
    re.IGNORECASE,
)
OPENS = re.compile(r"[,，]?\s*\(?opens? (?:in )?(?:a )?new (?:tab|window)\)?", re.IGNORECASE)
LINE = re.compile(
    r"""(?:read\s(?:more|also|next)\b|also\sread\b|more\son\sthis\b|see\salso\b|related\s?(?:stories|articles|coverage|posts)?\s*:
    |click\shere\b|sign\sup\s(?:for|to|here)|subscribe\s(?:to|now|here)|get\sthe\slatest|follow\s(?:us|\S+)\son\b|share\sthis\b|download\sour\sapp
    |advertisement\s*$|sponsored\b|(?:file\s)?(?:photo|image|picture|illustration|screenshot)s?\s?(?:credit|by|courtesy)?\s?[:/|]
    |[\[(](?:photo|image|file\sphoto)\b.{0,100}[\])]\s*$|credits?\s*:|source:\s?(?:getty|shutterstock|vcg|ic)\b
    |our\sstandards:|editing\sby\b|reporting\sby\b|\(?(?:web\s)?editors?\s?:|\(责(?:任编辑|编)|（责(?:任编辑|编)|责任编辑|责编|相关阅读|延伸阅读|推荐阅读|更多精彩
    |扫码|扫描二维码|点击(?:阅读|查看)|分享(?:到|让)|打开微信|版权声明|未经授权)""",
    re.IGNORECASE | re.VERBOSE,
)
HEADING = re.compile(
    r"""(?:related(?:\s(?:stories|articles|news|posts|reading))?|read\s(?:more|next)|recommended(?:\sfor\syou)?
    |more\s(?:from|on|stories)\b.{0,40}|you\s(?:may|might)\s(?:also\s)?like|most\s(?:read|popular)
    |leave\sa\s(?:reply|comment)|share\sthis|相关(?:阅读|新闻|文章|报道)|延伸阅读|推荐阅读)\s*[:：]?""",
    re.IGNORECASE | re.VERBOSE,
)
BIO = re.compile(
    r"(?:[A-Z][\w.'’-]+\s){1,4}(?:is|was)\s(?:an?|the)\s[^.]{0,80}\b(?:reporter|journalist|editor|correspondent|writer|columnist|fellow)\b"
)
LINES = ("p", "li", "div", "span", "em", "h2", "h3", "h4", "h5", "h6", "figcaption", "small", "strong")
LONGEST = 260  # characters; what is longer is a paragraph, whatever it begins with
KEPT_LINKS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip")


def trimmed(tag: Tag, drop: str = "") -> Tag:
    """A copy of `tag` without furniture, and without what the selectors `drop` find."""
    copy = BeautifulSoup(str(tag), "lxml")
    page = copy.body or copy
    root = page if isinstance(tag, BeautifulSoup) else page.find(tag.name) or page
    whole = len(root.get_text(strip=True))
    for noise in [*root.select(KINDS), *(root.select(drop) if drop else ())]:
        if not noise.decomposed:
            noise.decompose()
    for one in root.find_all(_is_named):
        if not one.decomposed and 2 * len(one.get_text(strip=True)) <= whole:
            one.decompose()
    for figure in root.find_all("figure"):
        if not figure.decomposed and figure.find("table") is None:
            figure.decompose()
    _drop_headed(root)
    _drop_lines(root)
    return root


def is_furniture(text: str) -> bool:
    """Whether a line by its words is no part of an article."""
    return len(text) <= LONGEST and bool(LINE.match(text))


def _is_named(tag: Tag) -> bool:
    """Whether its class, id or role names furniture; a table's parts never are."""
    if tag.name in ("body", "table", "tr", "td", "th", "tbody", "thead", "html"):
        return False
    said = f"{attribute(tag, 'class')} {attribute(tag, 'id')} {attribute(tag, 'data-component')}"
    return (
        bool(NAMED.search(said))
        or attribute(tag, "aria-hidden") == "true"
        or attribute(tag, "role") == "complementary"
    )


def _drop_headed(root: Tag) -> None:
    """A heading over links to other stories, with the links below it."""
    for heading in root.find_all(["h2", "h3", "h4", "h5", "h6", "p", "strong", "div"]):
        if heading.decomposed or not HEADING.fullmatch(text_of(heading)):
            continue
        place = heading.parent if heading.name == "strong" and heading.parent is not root else heading
        for following in list(place.find_next_siblings() if place else ()):
            if not _only_links(following):
                break
            following.decompose()
        heading.decompose()


def _only_links(tag: Tag) -> bool:
    anchors = tag.find_all("a")
    linked = sum(len(text_of(a)) for a in anchors)
    papers = any(attribute(a, "href").lower().endswith(KEPT_LINKS) for a in anchors)
    return bool(anchors) and not papers and linked >= 0.8 * len(text_of(tag))


def _drop_lines(root: Tag) -> None:
    for node in root.find_all(string=OPENS):
        node.replace_with(OPENS.sub("", str(node)))
    for node in root.find_all(string=True):
        alone = [
            near is None or getattr(near, "name", "") == "br"
            for near in (node.previous_sibling, node.next_sibling)
        ]
        if all(alone) and root.find("br") and is_furniture(" ".join(str(node).split())):
            node.extract()
    lines = [tag for tag in root.find_all(LINES) if tag.find(["p", "li", "table", "div"]) is None]
    for number, line in enumerate(lines):
        text = "" if line.decomposed else text_of(line)
        if not text or line.find_parent("table"):
            continue
        inline = line.name in ("span", "em", "strong", "small") and len(text_of(line.parent)) > len(text)
        last = number >= len(lines) - 4
        if (is_furniture(text) and not inline) or (last and len(text) <= LONGEST and BIO.match(text)):
            line.decompose()
