"""Every sentence of mails and feeds, in English and Chinese."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from store import vocab
from store.telling import Term

BEIJING = timezone(timedelta(hours=8))
STAMP_PARTS = {"day": 3, "instant": 3, "month": 2, "year": 1}

_PHRASES: dict[str, tuple[str, str]] = {
    "name": ("Tongbao", "Tongbao 通报"),
    "example_subject": ("[EXAMPLE 示例] ", "[EXAMPLE 示例] "),
    "example_mark": (
        "EXAMPLE 示例 – made-up data for trying Tongbao out; nothing of this has happened",
        "示例 EXAMPLE – 以下内容为演示用虚构数据，并非真实通报",
    ),
    "named": ("{who} named by {by}", "{by}通报{who}"),
    "rectified": ("{who} rectified, says {by}", "{by}：{who}已完成整改"),
    "not_rectified": ("{who} not rectified, says {by}", "{by}：{who}未完成整改"),
    "removed": ("{who} removed from app stores by {by}", "{by}下架{who}"),
    "search_banned": ("{who} barred from search by {by}", "{by}禁止搜索{who}"),
    "edited": ("notice on {who} edited by {by}", "{by}修改了涉及{who}的通报"),
    "removed_notice": ("notice on {who} no longer online at {by}", "{by}涉及{who}的通报已无法访问"),
    "corrected": ("we corrected our record of {who}, named by {by}", "更正：{by}通报{who}的记录"),
    "recalled": ("taken back: what we said of “{title}”", "撤回：此前关于“{title}”的提醒"),
    "fixed": ("What we corrected", "更正内容"),
    "fixed_line": ("{field}: {was} → {value} ({reason})", "{field}：{was} → {value}（{reason}）"),
    "field_title": ("Title", "标题"),
    "field_document": ("Kind of document", "文件类型"),
    "field_published": ("Day of publication", "公布日期"),
    "field_issuers": ("Authorities", "发布机关"),
    "field_add": ("Entry added", "补录条目"),
    "field_name": ("Name", "名称"),
    "field_developer": ("Developer", "开发者"),
    "field_role": ("Role", "角色"),
    "field_outcome": ("Outcome", "处理结果"),
    "field_violations": ("Problems", "问题"),
    "field_drop": ("Entry removed", "移除条目"),
    "field_date": ("Deadline", "期限"),
    "field_kind": ("Kind of deadline", "期限类型"),
    "comma": (", ", "、"),
    "recall_subject": (
        "Tongbao: correction – our alert on {who} and {by} was wrong",
        "Tongbao 通报：更正——关于{by}通报{who}的提醒有误",
    ),
    "recall_lead": (
        "We told you on {day} that {who} was named in “{title}” of {by}. This was wrong: that notice does not name it.",
        "我们曾于{day}告知您：{by}的“{title}”通报了{who}。该提醒有误：该通报并未点名该对象。",
    ),
    "recall_before": ("an earlier day", "此前"),
    "recall_why": ("Why it was wrong", "有误的原因"),
    "reported": ("{what} (reported by {source})", "{what}（{source}报道）"),
    "press": ("a press report", "新闻媒体"),
    "by_unknown": ("an authority not named", "未写明的机关"),
    "and_more": ("{who} and {more} more", "{who}等{count}项"),
    "until": ("{what} – {kind} {day}", "{what} – {kind} {day}"),
    "who": ("Who", "被通报对象"),
    "app_of": ("{app} ({kind})", "{app}（{kind}）"),
    "company": ("Company: {company}", "公司：{company}"),
    "group": ("Group: {group}", "集团：{group}"),
    "as_written": ("In the source: {name}", "来源原文：{name}"),
    "developer": ("Developer in the source: {name}", "来源所列开发者：{name}"),
    "mentioned": ("only mentioned, not accused", "仅被提及"),
    "unreviewed": (
        "not sure, nobody has checked it yet: compare the source",
        "把握不足、尚未复核，请对照原文",
    ),
    "more_named": ("… and {count} more on the notice page", "……另有{count}项，见通报页面"),
    "whose": ("Authority", "通报机关"),
    "when": ("When", "时间"),
    "published": ("Published {day}", "发布于{day}"),
    "signed": ("Signed {day}", "落款日期{day}"),
    "seen": ("First seen by us {day}", "本系统首次发现于{day}"),
    "precision_month": ("{day} (day not given)", "{day}（未写明日）"),
    "precision_year": ("{day} (month and day not given)", "{day}（未写明月日）"),
    "basis_implied": ("{day} (concluded from the source)", "{day}（据来源推断）"),
    "basis_observed": ("{day} (seen by us, not printed)", "{day}（本系统观察所得，来源未写明）"),
    "what": ("For what", "问题"),
    "what_none": ("The source names no violation that we understand", "来源未写明可识别的问题"),
    "in_words": ("{label}: “{words}”", "{label}：“{words}”"),
    "terms": ("Deadline", "期限"),
    "term": ("{kind} {day}, 24:00 Beijing time", "{kind} {day}（北京时间24时止）"),
    "term_left": ("{term}: {left}", "{term}：{left}"),
    "term_open": ("{kind}: the day is not known (“{text}”)", "{kind}：具体日期不明（“{text}”）"),
    "left": ("{days} days left", "还剩{days}天"),
    "left_one": ("1 day left", "还剩1天"),
    "left_none": ("today is the last day", "今天是最后一天"),
    "passed": ("passed {days} days ago", "已过{days}天"),
    "provisional": (
        " (provisional: the working days of that year are not published yet)",
        "（暂定：该年度工作日安排尚未公布）",
    ),
    "terms_none": ("No deadline is stated", "未写明期限"),
    "how": ("How we know", "依据"),
    "seal_complete": ("List read whole: {read} of {stated}", "名单已完整读取：{stated}项中的{read}项"),
    "seal_incomplete": (
        "List NOT read whole: {stated} stated, {read} read",
        "名单未完整读取：来源写明{stated}项，读取{read}项",
    ),
    "seal_no_number_stated": (
        "List: {read} read, the source states no number",
        "名单：读取{read}项，来源未写明总数",
    ),
    "seal_list_not_found": ("The list was not found: see the source", "未找到名单，请见来源原文"),
    "source": ("The source: {title}", "来源原文：{title}"),
    "page": ("The notice with its evidence in Tongbao", "在 Tongbao 查看通报与依据"),
    "not_ours": (
        "Named by {by} on {day}, not a finding of ours. Read from the source by a program: check the source before you act.",
        "由{by}于{day}通报，并非本项目的认定。内容由程序从来源读取，采取行动前请核对来源。",
    ),
    "published_by": (
        "Published by {by} on {day}. Read from the source by a program: check the source before you act.",
        "由{by}于{day}发布。内容由程序从来源读取，采取行动前请核对来源。",
    ),
    "not_ours_press": (
        "Reported by {source} on {day} as an act of {by}: not a finding of ours, and the official notice governs. "
        "Read from the source by a program: check the source before you act.",
        "{source}于{day}报道，涉及{by}；并非本项目的认定，以官方通报为准。内容由程序从来源读取，采取行动前请核对来源。",
    ),
    "because": ("You get this because you watch {what}.", "您收到本邮件，是因为您订阅了{what}。"),
    "company_watched": ("{name} (the whole group)", "{name}（含整个集团）"),
    "words_watched": ("the words “{words}”", "词语“{words}”"),
    "words": ("Your words in the source", "所关注的词语在原文中的位置"),
    "words_in": ("Found {words} – {what}", "出现{words}：{what}"),
    "titled": ("{by}: {title}", "{by}：{title}"),
    "also": ("The same act, told elsewhere", "同一事项的其他来源"),
    "all_watched": ("all new notices", "全部新通报"),
    "stop": ("Stop this subscription", "退订此项"),
    "manage": ("See or stop all subscriptions", "查看或退订全部"),
    "confirm_subject": (
        "Tongbao: confirm alerts on {what}",
        "Tongbao 通报：请确认订阅{what}",
    ),
    "confirm_lead": (
        "Someone, hopefully you, asked for alerts on {what} to this address.",
        "有人（希望是您本人）请求将{what}的提醒发送到此邮箱。",
    ),
    "confirm_do": ("Confirm the subscription", "确认订阅"),
    "confirm_else": (
        "The link works for seven days. If it was not you, do nothing: no alerts will come.",
        "链接七天内有效。如果不是您本人，请忽略本邮件，您不会收到任何提醒。",
    ),
    "digest_subject": ("Tongbao: {count} notices found later", "Tongbao 通报：补录{count}条通报"),
    "digest_lead": (
        "{count} notices that concern you were found later: they are from before your subscription, were read "
        "from a source's past, or were added by a later reading. They are no news, so you got no single mail.",
        "补录了{count}条与您有关的通报：它们早于您的订阅、来自某来源的历史内容，或由后来的读取补充。"
        "这些并非新消息，因此未单独发送邮件。",
    ),
    "digest_line": ("{day} · {what}", "{day} · {what}"),
    "digest_more": ("… and {count} more in Tongbao", "……另有{count}条，见 Tongbao"),
    "feed_title": ("Tongbao: alerts for {who}", "Tongbao 通报：{who}的提醒"),
    "feed_all": ("Tongbao: new notices", "Tongbao 通报：新通报"),
    "feed_terms": ("Tongbao: deadlines", "Tongbao 通报：期限"),
}


def say(key: str, language: str, **values: object) -> str:
    """One phrase in the reader's language."""
    return _PHRASES[key][language == "zh"].format(**values)


def authority(code: str, language: str, short: bool = False) -> str:
    """An authority's name; in short the acronym that English readers know it by."""
    label = vocab.label("issuers", code, language)
    if language == "zh" or "-" in code:
        return label
    return code if short else f"{label} ({code})" if label != code else code


def stamp(day: tuple[str, str, str], language: str) -> str:
    """A day as exactly as it is known; empty where it is not."""
    value, precision, basis = day
    if not value or precision == "unknown":
        return ""
    shown = "-".join(value[:10].split("-")[: STAMP_PARTS.get(precision, 3)])
    if precision in ("month", "year"):
        shown = say(f"precision_{precision}", language, day=shown)
    return say(f"basis_{basis}", language, day=shown) if basis in ("implied", "observed") else shown


def beijing_day(at: datetime) -> str:
    """The day in China on which this instant lies."""
    return at.astimezone(BEIJING).date().isoformat()


def term(due: Term, language: str, now: datetime | None = None) -> str:
    """A deadline, with the days that are left of it where the reader reads it `now`."""
    kind = vocab.label("deadlines", due.kind, language)
    if not due.on:
        return say("term_open", language, kind=kind, text=due.text)
    shown = say("term", language, kind=kind, day=due.on)
    end = say("provisional", language) if due.provisional else ""
    if now is None:
        return shown + end
    days = (date.fromisoformat(due.on) - now.astimezone(BEIJING).date()).days
    if days < 0:
        left = say("passed", language, days=-days)
    elif days <= 1:
        left = say("left_one" if days else "left_none", language)
    else:
        left = say("left", language, days=days)
    return say("term_left", language, term=shown, left=left) + end
