"""Every exported field, described once: data dictionary, table schemas and column order are made from this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["string", "integer", "number", "boolean", "date", "datetime", "array", "object"]


@dataclass(frozen=True)
class Field:
    """One column. `source` is where its value comes from: printed, extracted, or Tongbao's own."""

    name: str
    type: Type
    en: str
    zh: str
    source: Literal["printed", "extracted", "own"] = "extracted"


@dataclass(frozen=True)
class Dataset:
    """One exported table."""

    name: str
    en: str
    zh: str
    fields: tuple[Field, ...]


_NOTICE = Field("notice_id", "string", "The notice; kept for good", "通报编号，永久不变", "own")
_CONFIDENCE = Field("confidence", "number", "How sure the extraction is, 0 to 1", "抽取置信度，0 至 1", "own")
_UNREVIEWED = Field(
    "unreviewed",
    "boolean",
    "Not sure enough to stand unread: check it against the quote",
    "置信度不足、尚未人工复核",
    "own",
)
_RULE = Field("rule", "string", "The rule or model that found it", "抽取所用规则或模型", "own")
_TRACE = (
    Field("url", "string", "Where the source has the notice", "来源网址", "printed"),
    Field("quote", "string", "The source's exact words for this row", "原文引语", "printed"),
    Field("place", "string", "Where the quote stands in the document", "引语在文件中的位置", "own"),
    Field("origin", "string", "live, ingested, or example (made up)", "live 采集、ingested 导入、example 示例", "own"),
)  # fmt: skip

_LAST_CHECKED = Field(
    "last_checked",
    "datetime",
    "When the notice's address was last looked at, UTC",
    "来源网址最后核查时间（UTC）",
    "own",
)
_TIMES = (
    Field("first_seen", "datetime", "Since when Tongbao has this row, UTC", "本条首次记录时间（UTC）", "own"),
    Field("last_changed", "datetime", "Last change of this row, UTC", "本条最后变更时间（UTC）", "own"),
    _LAST_CHECKED,
)

NOTICES = Dataset("notices", "Notices and press reports", "通报与报道", (
    _NOTICE,
    Field("title", "string", "Title as printed", "标题", "printed"),
    Field("document", "string", "What the item is, e.g. app_list", "文件类型"),
    Field("kind", "string", "official or press", "official 官方、press 媒体", "own"),
    Field("language", "string", "zh or en", "语言"),
    Field("day", "string", "Published, else signed, else first seen", "发布日期，否则落款日期，否则首次发现日期"),
    Field("published_on", "string", "Day (or month) of publication", "发布日期", "printed"),
    Field("published_precision", "string", "instant, day, month, year or unknown", "发布日期精度"),
    Field("signed_on", "string", "Day of the signature", "落款日期", "printed"),
    Field("signed_precision", "string", "instant, day, month, year or unknown", "落款日期精度"),
    Field("issuers", "array", "Codes of the authorities whose act it is", "发布机关代码"),
    Field("batch_year", "integer", "Year that the batch counts in", "批次年份"),
    Field("batch_in_year", "integer", "Number of the batch in its year", "年内批次"),
    Field("batch_overall", "integer", "Number of the batch over all years", "总批次"),
    Field("counts", "object", "Numbers that the notice states, by kind", "通报所述数量"),
    Field("seal_state", "string", "Whether the list was read whole; only `complete` is", "名单是否完整读取"),
    Field("seal_stated", "integer", "Rows that the notice says it has", "通报所述条数"),
    Field("seal_read", "integer", "Rows that were read", "读取条数", "own"),
    Field("seal_text", "string", "The same in words", "完整性说明", "own"),
    Field("reports", "array", "Notices that this press report reports", "所报道的通报编号", "own"),
    Field("copy_of", "string", "Of a copy on another site: the notice that leads", "转载所依据的通报编号", "own"),
    Field("first_seen", "datetime", "First seen by Tongbao, UTC", "首次发现时间（UTC）", "own"),
    Field("last_changed", "datetime", "Last change of this record, UTC", "记录最后变更时间（UTC）", "own"),
    _LAST_CHECKED,
    Field("extractor", "string", "Version of the extractor", "抽取器版本", "own"),
    Field("archived_sha256", "string", "Hash of the archived page", "存档网页的哈希", "own"),
    *_TRACE,
))  # fmt: skip

_ITEM = Field(
    "item",
    "string",
    "What the row stands in: notice, report (of the press) or copy; a count of notices counts no copy",
    "所在文件：notice 官方通报、report 报道、copy 转载（不计数）",
    "own",
)

ENTRIES = Dataset("entries", "Apps and companies named in notices", "通报点名的应用与企业", (
    Field("entry_id", "string", "The entry; the same after every re-reading of the same row", "条目编号", "own"),
    _NOTICE,
    _ITEM,
    Field("day", "string", "Day of the notice", "通报日期"),
    Field("subject", "string", "app or company", "app 应用、company 企业"),
    Field("name", "string", "Name as printed; a natural person's is masked", "名称；自然人姓名已隐去", "printed"),
    Field("aliases", "array", "Other forms of the name in the same notice", "同一通报中的其他写法", "printed"),
    Field("kind", "string", "What it is: app, mini_program, sdk …; organisation or person", "类别"),
    Field("role", "string", "target, operator or mentioned", "角色"),
    Field("outcome", "string", "named, rectified, not_rectified, removed or search_banned", "处理结果"),
    Field("developer", "string", "Developer as printed", "开发者", "printed"),
    Field("version", "string", "Version as printed", "版本", "printed"),
    Field("store", "string", "Where the app was taken from, as printed", "应用来源", "printed"),
    Field("category", "string", "Category as printed", "类型", "printed"),
    Field("filing_number", "string", "Filing number as printed", "备案号", "printed"),
    Field("region", "string", "Region as printed", "地区", "printed"),
    Field("row", "integer", "Order in its list, from 1", "名单中的次序"),
    Field("list_number", "integer", "Which list of the notice, from 0", "第几份名单，从 0 起"),
    Field("violations", "array", "Codes of the problems found", "所涉问题代码"),
    Field("app_id", "string", "Identity of the app", "应用身份编号", "own"),
    Field("company_id", "string", "Identity of the company; of an app, its developer", "企业身份编号", "own"),
    Field("company", "string", "Name of that company", "企业名称", "own"),
    Field("group_id", "string", "Company at the head of its group", "所属集团编号", "own"),
    Field("group", "string", "Name of the group", "所属集团", "own"),
    Field("group_en", "string", "English name of the group", "所属集团英文名", "own"),
    Field("raw", "array", "The row's cells as the source has them", "原始单元格", "printed"),
    _RULE,
    _CONFIDENCE,
    _UNREVIEWED,
    *_TIMES,
    *_TRACE,
))  # fmt: skip

PROBLEMS = Dataset("problems", "What an entry is said to have done", "条目所涉问题", (
    Field("entry_id", "string", "The entry", "条目编号", "own"),
    _NOTICE,
    _ITEM,
    Field("position", "integer", "Order within the entry, from 0", "条目内次序"),
    Field("code", "string", "Code of the taxonomy; empty where the words are not known", "问题代码；无法归类时为空"),
    Field("label_en", "string", "English label of the code", "代码英文说明", "own"),
    Field("label_zh", "string", "Chinese label of the code", "代码中文说明", "own"),
    Field("wording", "string", "The source's own words", "原文表述", "printed"),
    *_TRACE,
))  # fmt: skip

DEADLINES = Dataset("deadlines", "Days on which something falls due", "期限", (
    Field("deadline_id", "string", "The deadline", "期限编号", "own"),
    _NOTICE,
    _ITEM,
    Field("date", "string", "Day, until 24:00 in Shanghai; empty where not known", "截止日期（北京时间 24 时）"),
    Field("kind", "string", "What falls due, e.g. rectify_by", "期限类型"),
    Field("duration", "string", "ISO 8601 duration, where one is stated", "时长"),
    Field("working_days", "boolean", "Whether it counts working days", "是否按工作日计"),
    Field("text", "string", "The deadline's own words", "原文表述", "printed"),
    Field("addressee", "string", "Who must act", "责任人", "printed"),
    Field("report_to", "string", "Whom to report to", "报告对象", "printed"),
    Field("provisional", "boolean", "Counted before the year's working days were published", "是否暂定"),
    Field("basis", "string", "stated, implied or observed", "依据"),
    _CONFIDENCE,
    _UNREVIEWED,
    *_TIMES,
    *_TRACE,
))  # fmt: skip

PENALTIES = Dataset("penalties", "Sums imposed", "罚没金额", (
    Field("penalty_id", "string", "The penalty", "处罚编号", "own"),
    _NOTICE,
    _ITEM,
    Field("kind", "string", "fine or confiscation", "fine 罚款、confiscation 没收"),
    Field("amount", "number", "Sum in units of the currency", "金额"),
    Field("currency", "string", "ISO 4217 code", "币种"),
    Field("target", "string", "On whom; a natural person's name is masked", "被处罚人；自然人姓名已隐去", "printed"),
    _CONFIDENCE,
    _UNREVIEWED,
    *_TIMES,
    *_TRACE,
))  # fmt: skip

ACTIONS = Dataset("actions", "What authorities did", "监管措施", (
    Field("action_id", "string", "The act", "措施编号", "own"),
    _NOTICE,
    _ITEM,
    Field("kind", "string", "Code of the act, e.g. removal", "措施代码"),
    Field("regulator", "string", "Code of the authority", "机关代码"),
    Field("targets", "array", "Whom it is against, as printed", "对象", "printed"),
    Field("date", "string", "Day of the act, where it is known", "措施日期"),
    _CONFIDENCE,
    _UNREVIEWED,
    *_TIMES,
    *_TRACE,
))  # fmt: skip

MENTIONS = Dataset("mentions", "The evidence for each value", "每项数据的原文依据", (
    Field("mention_id", "string", "The mention", "依据编号", "own"),
    _NOTICE,
    Field("subject", "string", "entry, violation, law, act, deadline or penalty", "所证明的记录类型"),
    Field("subject_id", "string", "Id of that record", "所证明的记录编号", "own"),
    Field("field", "string", "Which of its fields", "所证明的字段"),
    Field("value", "string", "The value that the quote is evidence for", "所证明的值"),
    Field("document_url", "string", "The page or attachment that has the quote", "引语所在文件网址", "printed"),
    Field("archived_sha256", "string", "Hash of its archived bytes", "存档文件的哈希", "own"),
    Field("start", "integer", "First code point in the notice's text", "起始字符位置"),
    Field("end", "integer", "Code point after the last", "结束字符位置"),
    Field("table", "integer", "Table in the document, from 0", "表格序号，从 0 起"),
    Field("row", "integer", "Row in the table, from 1", "行号，从 1 起"),
    Field("col", "integer", "Column in the table, from 1", "列号，从 1 起"),
    Field("page", "integer", "Page of a PDF, from 1", "页码"),
    _RULE,
    _CONFIDENCE,
    *_TRACE,
))  # fmt: skip

CASES = Dataset("cases", "Cases: the life of an app or group under enforcement", "案件：应用或集团受监管的经过", (
    Field("case_id", "string", "The case; of the row that its first event stands in", "案件编号", "own"),
    Field("notice_id", "string", "The notice that tells of its first event", "首个事件的通报编号", "own"),
    Field("notice_ids", "array", "All notices and reports that tell of it", "全部相关通报编号", "own"),
    Field("subject", "string", "app or company (the head of a group)", "app 应用、company 企业或集团", "own"),
    Field("subject_id", "string", "Identity of the app or company", "应用或企业身份编号", "own"),
    Field("name", "string", "Its name", "名称", "own"),
    Field("chain", "string", "rectification, review or single", "rectification 整改、review 审查调查、single 单项", "own"),
    Field(
        "status", "string",
        "How it stands on the day of the export: open, overdue, rectified, not_rectified, removed, suspended, "
        "reinstated, closed, fined or unknown",
        "导出当日的现状", "own",
    ),
    Field("status_day", "string", "Since when; of an open or overdue case, its deadline", "现状日期或期限", "own"),
    Field("status_basis", "string", "stated, implied or observed", "现状依据", "own"),
    Field("began", "string", "Day of its first event", "首个事件日期", "own"),
    Field("last", "string", "Day of its last event", "最近事件日期", "own"),
    Field("events", "integer", "Number of its events", "事件数", "own"),
    Field("follows", "string", "The case that it follows after its end or a long silence", "所承接的前一案件", "own"),
    *_TRACE,
))  # fmt: skip

CASE_EVENTS = Dataset("case_events", "Events of cases", "案件事件", (
    Field("event_id", "string", "The event", "事件编号", "own"),
    Field("case_id", "string", "Its case", "案件编号", "own"),
    Field("notice_id", "string", "The notice that tells of it, an official one first", "主要依据的通报编号", "own"),
    Field("notice_ids", "array", "All notices and reports that tell of it", "全部依据的通报编号", "own"),
    Field("position", "integer", "Order within the case, from 0", "案件内次序", "own"),
    Field("day", "string", "Day of the act: as stated, else the notice's", "行为日期"),
    Field("day_basis", "string", "stated; implied: a report's day; observed: first seen", "日期依据", "own"),
    Field("kind", "string", "Code of the act or outcome, deadline_set or no_follow_up", "事件代码"),
    Field("basis", "string", "stated, implied or observed", "依据", "own"),
    Field("source", "string", "official, or press where nobody else tells of it", "official 官方、press 媒体或企业", "own"),
    Field("authorities", "array", "Codes of the authorities", "机关代码"),
    Field("entities", "array", "Identities that it is of", "所涉应用或企业的身份编号", "own"),
    Field("due", "string", "Deadline that was set or passed", "期限"),
    Field("amount", "number", "Sum in units of the currency", "金额"),
    Field("currency", "string", "ISO 4217 code", "币种"),
    Field("persons", "integer", "Natural persons on whom that sum is imposed", "被处罚自然人数"),
    *_TRACE,
))  # fmt: skip

CORRECTIONS = Dataset("corrections", "Values that persons corrected", "人工更正", (
    Field("correction_id", "string", "The correction", "更正编号", "own"),
    _NOTICE,
    Field("target", "string", "notice, entry or deadline", "更正对象类型", "own"),
    Field("target_id", "string", "Id of that record", "更正对象编号", "own"),
    Field("field", "string", "Which value; add and drop are of whole entries", "更正的字段；add 补录、drop 移除", "own"),
    Field("was", "string", "What stood there", "原值", "own"),
    Field("value", "string", "What stands there since", "现值", "own"),
    Field("by", "string", "Who corrected it", "更正人", "own"),
    Field("reason", "string", "Why", "原因", "own"),
    Field("at", "datetime", "When, UTC", "时间（UTC）", "own"),
    Field("undone_at", "datetime", "When it was taken back, UTC; empty while it stands", "撤销时间（UTC）", "own"),
    Field("undone_by", "string", "Who took it back", "撤销人", "own"),
    Field("undone_reason", "string", "Why it was taken back", "撤销原因", "own"),
))  # fmt: skip

DEVIATIONS = Dataset("deviations", "What copies and reports state otherwise", "与官方通报不一致之处", (
    Field("deviation_id", "string", "The deviation", "差异编号", "own"),
    Field("notice_id", "string", "The notice that leads", "为准的通报编号", "own"),
    Field("other_id", "string", "The copy or report that differs", "内容不一致的转载或报道编号", "own"),
    Field("link", "string", "copies or reports: what the other is", "copies 转载、reports 报道", "own"),
    Field("field", "string", "deadline, in_force, sum or count", "期限、施行日、金额、数量", "own"),
    Field("what", "string", "Kind of deadline or sum, or what is counted", "期限、金额或数量的类别"),
    Field("official", "string", "What the leading notice states", "官方通报所述"),
    Field("value", "string", "What the other states", "转载或报道所述"),
    Field("day", "string", "Day of the other", "转载或报道的日期"),
    Field("source", "string", "Whose copy or report it is", "转载或报道的来源", "own"),
    *_TRACE,
))  # fmt: skip

DATASETS = (
    NOTICES,
    ENTRIES,
    PROBLEMS,
    DEADLINES,
    PENALTIES,
    ACTIONS,
    MENTIONS,
    CASES,
    CASE_EVENTS,
    CORRECTIONS,
    DEVIATIONS,
)

_KNOWN_ON = Field(
    "as_of", "datetime", "The record as it was known at this instant, UTC", "记录所对应的时间（UTC）", "own"
)
_THEN = (
    "notice_id",
    "title",
    "document",
    "kind",
    "language",
    "day",
    "published_on",
    "signed_on",
    "issuers",
    *(field.name for field in _TRACE),
)
_ROWS_THEN = (
    "entry_id", "notice_id", "subject", "name", "aliases", "kind", "role", "outcome", "developer", "version", "store",
    "filing_number", "row", "list_number", "violations", "app_id", "company_id", *(field.name for field in _TRACE),
)  # fmt: skip


def _part(dataset: Dataset, names: tuple[str, ...]) -> Dataset:
    fields = {field.name: field for field in dataset.fields}
    return Dataset(dataset.name, dataset.en, dataset.zh, (*(fields[name] for name in names), _KNOWN_ON))


AS_OF = (
    _part(NOTICES, _THEN),
    _part(ENTRIES, _ROWS_THEN),
    _part(CASES, tuple(field.name for field in CASES.fields)),
    _part(CASE_EVENTS, tuple(field.name for field in CASE_EVENTS.fields)),
)

LICENCE = "CC-BY-4.0"
LICENCE_TEXT = (
    "What Tongbao's own crawl and extraction produce is under CC BY 4.0; the quoted words of notices and press "
    "reports are their authors' and are not covered (see DATA-LICENCE.md). Every row says what an authority or a "
    "press report said: named by X on D, not a finding of ours."
)
CSV_NOTE = (
    "CSV files are UTF-8 with a byte-order mark, after RFC 4180; arrays and objects are JSON text. A text that begins "
    "with =, +, -, @, a tab or a carriage return has an apostrophe put before it, so that no spreadsheet runs it; the "
    "JSONL files have the text as it is."
)
_SOURCES = {
    "printed": "as the source prints it",
    "extracted": "read off the source by the extractor",
    "own": "Tongbao",
}


def dictionary() -> str:
    """The data dictionary, in Markdown."""
    lines = ["# Data dictionary", "", LICENCE_TEXT, "", CSV_NOTE]
    for dataset in DATASETS:
        lines += ["", f"## {dataset.name}: {dataset.en} ({dataset.zh})", ""]
        lines += ["| field | type | meaning | 含义 | comes from |", "|---|---|---|---|---|"]
        lines += [
            f"| `{f.name}` | {f.type} | {f.en} | {f.zh} | {_SOURCES[f.source]} |" for f in dataset.fields
        ]
    return "\n".join(lines) + "\n"


def table_schema(dataset: Dataset) -> dict[str, object]:
    """The dataset's columns as a Frictionless table schema."""
    fields = [{"name": f.name, "type": f.type, "description": f"{f.en} / {f.zh}"} for f in dataset.fields]
    return {"fields": fields, "missingValues": [""]}
