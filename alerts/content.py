"""What a message says, before it is text or HTML: a subject, a lead, sections of lines, and a foot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from alerts.links import manage_url, notice_url, unsubscribe_url
from alerts.phrases import authority, beijing_day, say, stamp, term
from settings import Settings
from store import vocab
from store.corrections import Corrected
from store.parcels import Item, Parcel
from store.recalling import Recalled
from store.telling import Called, Facts, Named
from store.watchers import Reader, Watched

NAMED_SHOWN = 20
LISTED = 100  # notices in one digest
QUOTE_SHOWN = 400
SEALS = ("complete", "incomplete", "no_number_stated", "list_not_found")  # whether the list was read whole


@dataclass(frozen=True)
class Line:
    """One line; `link` makes it a link, `quote` shows that the words are the source's, `strong` is the main point."""

    text: str
    link: str = ""
    quote: bool = False
    strong: bool = False


@dataclass(frozen=True)
class Section:
    """Lines under a heading."""

    heading: str
    lines: list[Line]


@dataclass(frozen=True)
class Content:
    """One message, whatever its form."""

    language: str
    subject: str
    lead: str
    sections: list[Section] = field(default_factory=list)
    foot: list[Line] = field(default_factory=list)


def alert_content(
    settings: Settings,
    parcel: Parcel,
    told: Facts,
    now: datetime,
    fixed: Sequence[Corrected] = (),
    also: Sequence[tuple[Item, Facts]] = (),
) -> Content:
    """The alert on one notice; `also` are reports of the same act that name others of those watched."""
    reader, item = parcel.reader, parcel.items[0]
    lang = reader.language
    because = [w for w in reader.watched if w.id in item.because]
    what = headline(told, item.kind, lang, _watched_names(because, told, lang))
    if because and all(w.kind == "words" for w in because):
        words = say("comma", lang).join(watched_name(w, lang) for w in because)
        what = say("words_in", lang, words=words, what=_titled(told, lang))
    return Content(
        language=lang,
        subject=say("name", lang) + ("：" if lang == "zh" else ": ") + _with_term(what, told, lang),
        lead=_with_term(what, told, lang),
        sections=[
            *([Section(say("fixed", lang), [_fixed(one, lang) for one in fixed])] if fixed else []),
            *([Section(say("words", lang), _quoted(told.said))] if told.said else []),
            Section(say("who", lang), list(_who(told, lang))),
            Section(say("whose", lang), [Line(by(told, lang))]),
            Section(say("when", lang), list(_when(told, lang))),
            Section(say("what", lang), list(_what(told, lang))),
            Section(say("terms", lang), list(_terms(told, lang, now))),
            Section(say("how", lang), list(_how(told, lang))),
            *([Section(say("also", lang), _digest_lines(settings, also, lang))] if also else []),
            Section("", _links(settings, told, lang)),
        ],
        foot=[Line(not_ours(told, lang)), *_foot(settings, reader, because)],
    )


def _fixed(one: Corrected, lang: str) -> Line:
    was, value = (text or "–" for text in (one.was, one.value))
    return Line(
        say(
            "fixed_line", lang, field=say(f"field_{one.field}", lang), was=was, value=value, reason=one.reason
        )
    )


def by(told: Facts, lang: str, short: bool = False) -> str:
    """The authorities whose act it is."""
    names = [authority(code, lang, short) for code in told.issuers]
    return ("、" if lang == "zh" else ", ").join(names) or say("by_unknown", lang)


def headline(told: Facts, kind: str, lang: str, who: list[str] | None = None) -> str:
    """One line: who was named by whom. The title, where nobody is named."""
    if kind == "recalled":
        return say("recalled", lang, title=told.title)
    names = who or list(
        dict.fromkeys(n.headline().in_language(lang) for n in told.named if n.role != "mentioned")
    )
    if not names:
        what = _titled(told, lang)
    else:
        one = names[0]
        if len(names) > 1:
            one = say("and_more", lang, who=one, more=len(names) - 1, count=len(names))
        what = say(_verb(told, kind), lang, who=one, by=by(told, lang, short=True))
    if told.kind == "press":
        what = say("reported", lang, what=what, source=told.source.in_language(lang))
    return what


def _titled(told: Facts, lang: str) -> str:
    return say("titled", lang, by=by(told, lang, short=True), title=told.title)


def _verb(told: Facts, kind: str) -> str:
    if kind != "named":
        return kind if kind in ("edited", "removed_notice", "corrected") else "named"
    outcomes = {n.outcome or "named" for n in told.named if n.role == "target"}
    return outcomes.pop() if len(outcomes) == 1 else "named"


def _watched_names(because: list[Watched], told: Facts, lang: str) -> list[str]:
    """How the subject calls those named: by their group for one who watches firms, by their own name else."""
    if not because or any(w.kind != "company" for w in because):
        return []
    groups = (n.group or n.company for n in told.named if n.role != "mentioned")
    return list(dict.fromkeys(g.in_language(lang) for g in groups if g))


def _with_term(what: str, told: Facts, lang: str) -> str:
    days = [t for t in told.terms if t.on and t.kind == "rectify_by"]
    if not days:
        return what
    kind = vocab.label("deadlines", "rectify_by", lang)
    kind = kind[:1].lower() + kind[1:] if lang == "en" else kind
    return say("until", lang, what=what, kind=kind, day=days[0].on)


def _who(told: Facts, lang: str) -> Iterator[Line]:
    for n in told.named[:NAMED_SHOWN]:
        yield Line(_thing(n, lang), strong=True)
        if n.company and n.subject == "app":
            yield Line(say("company", lang, company=n.company.both()))
        if n.group:
            yield Line(say("group", lang, group=n.group.both()))
        if n.as_written not in _names(n):
            yield Line(say("as_written", lang, name=n.as_written))
        if n.developer and n.developer != (n.company.zh if n.company else ""):
            yield Line(say("developer", lang, name=n.developer))
    if len(told.named) > NAMED_SHOWN:
        yield Line(say("more_named", lang, count=len(told.named) - NAMED_SHOWN))


def _names(n: Named) -> tuple[str, ...]:
    """The names that a mail shows of it anyway."""
    called = n.app if n.subject == "app" else n.company
    return (called.zh, called.en) if called else (n.as_written,)


def _thing(n: Named, lang: str) -> str:
    called = (n.app if n.subject == "app" else n.company) or Called(n.as_written, "")
    shown = called.both()
    if n.subject == "app":
        shown = say("app_of", lang, app=shown, kind=vocab.label("app_kinds", n.kind, lang))
    marks = [say("mentioned", lang)] if n.role == "mentioned" else []
    marks += [say("unreviewed", lang)] if n.unreviewed else []
    return " – ".join([shown, *marks])


def _when(told: Facts, lang: str) -> Iterator[Line]:
    for key, day in (("published", told.published), ("signed", told.signed)):
        if shown := stamp(day, lang):
            yield Line(say(key, lang, day=shown))
    yield Line(say("seen", lang, day=beijing_day(told.first_seen)))


def _what(told: Facts, lang: str) -> Iterator[Line]:
    own = [p for n in told.named[:NAMED_SHOWN] for p in n.problems]
    problems = list(dict.fromkeys(own or told.violations))
    for code, words in problems:
        label = vocab.label("violations", code, lang) if code else ""
        shown = say("in_words", lang, label=label, words=words) if label and words else label or f"“{words}”"
        yield Line(shown)
    if not problems:
        yield Line(say("what_none", lang))


def _terms(told: Facts, lang: str, now: datetime) -> Iterator[Line]:
    for due in told.terms:
        yield Line(term(due, lang, now), strong=due.kind == "rectify_by")
    if not told.terms:
        yield Line(say("terms_none", lang))


def _how(told: Facts, lang: str) -> Iterator[Line]:
    quotes = [n.quote for n in told.named[:NAMED_SHOWN]] + [t.quote or t.text for t in told.terms]
    yield from _quoted(dict.fromkeys(q for q in quotes if q))
    state, stated, read = told.seal
    if state in SEALS:
        yield Line(say(f"seal_{state}", lang, stated=stated, read=read))


def _quoted(quotes: Iterable[str]) -> list[Line]:
    return [Line(q[:QUOTE_SHOWN] + ("…" if len(q) > QUOTE_SHOWN else ""), quote=True) for q in quotes]


def _links(settings: Settings, told: Facts, lang: str) -> list[Line]:
    page = Line(say("page", lang), notice_url(settings, told.id, lang), strong=True)
    return [page, Line(say("source", lang, title=told.title), told.url)]


def not_ours(told: Facts, lang: str) -> str:
    """Whose finding it is."""
    day = stamp(told.published, lang) or stamp(told.signed, lang) or beijing_day(told.first_seen)
    if told.kind == "press":
        source = told.source.in_language(lang) or say("press", lang)
        return say("not_ours_press", lang, source=source, by=by(told, lang), day=day)
    names = any(n.role != "mentioned" for n in told.named)
    return say("not_ours" if names else "published_by", lang, by=by(told, lang), day=day)


def watched_name(what: Watched, lang: str) -> str:
    """What a subscription is for, in words."""
    if what.kind in ("company", "app"):
        name = Called(what.name or what.asked, what.name_en).in_language(lang)
        return say("company_watched", lang, name=name) if what.kind == "company" else name
    if what.kind == "all":
        return say("all_watched", lang)
    if what.kind == "words":
        return say("words_watched", lang, words=what.asked)
    return vocab.label("issuers" if what.kind == "issuer" else "violations", what.target, lang)


def _foot(settings: Settings, reader: Reader, because: list[Watched]) -> Iterator[Line]:
    lang = reader.language
    for what in because:
        yield Line(say("because", lang, what=watched_name(what, lang)))
        yield Line(say("stop", lang), unsubscribe_url(settings, reader.id, what.id))
    yield Line(say("manage", lang), manage_url(settings, reader.id))


def recall_content(settings: Settings, parcel: Parcel, told: Facts, wrong: list[Recalled]) -> Content:
    """What an earlier message said by mistake, and why it was wrong."""
    lang = parcel.reader.language
    because = [w for w in parcel.reader.watched if w.id in parcel.items[0].because]
    lines = [_taken_back(told, one, lang) for one in wrong]
    names = list(dict.fromkeys(Called(w.name, w.name_en).in_language(lang) for w in wrong))
    return Content(
        language=lang,
        subject=say(
            "recall_subject", lang, who=say("comma", lang).join(names), by=by(told, lang, short=True)
        ),
        lead=lines[0] if lines else headline(told, "recalled", lang),
        sections=[
            *([Section("", [Line(line) for line in lines[1:]])] if len(lines) > 1 else []),
            Section(say("recall_why", lang), [Line(r) for r in dict.fromkeys(w.reason for w in wrong)]),
            Section("", _links(settings, told, lang)),
        ],
        foot=list(_foot(settings, parcel.reader, because)),
    )


def _taken_back(told: Facts, one: Recalled, lang: str) -> str:
    day = beijing_day(one.told_at) if one.told_at else say("recall_before", lang)
    who = Called(one.name, one.name_en).in_language(lang)
    return say("recall_lead", lang, day=day, who=who, title=told.title, by=by(told, lang))


def confirm_content(what: Watched, lang: str, link: str) -> Content:
    """The mail that asks whether the owner of an address wants what was asked for in his name."""
    name = watched_name(what, lang)
    return Content(
        language=lang,
        subject=say("confirm_subject", lang, what=name),
        lead=say("confirm_lead", lang, what=name),
        sections=[Section("", [Line(say("confirm_do", lang), link, strong=True)])],
        foot=[Line(say("confirm_else", lang))],
    )


def digest_content(settings: Settings, parcel: Parcel, told: list[tuple[Item, Facts]]) -> Content:
    """What was found later, newest first, under the subscriptions that asked for it."""
    reader = parcel.reader
    lang, count = reader.language, len(parcel.items)
    sections = []
    for what in reader.watched:
        mine = [(item, f) for item, f in told if what.id in item.because]
        if mine:
            heading = f"{watched_name(what, lang)} ({sum(what.id in i.because for i in parcel.items)})"
            sections.append(Section(heading, _digest_lines(settings, mine, lang)))
    if count > len(told):
        more = Line(say("digest_more", lang, count=count - len(told)), f"{settings.base_url}/?lang={lang}")
        sections.append(Section("", [more]))
    return Content(
        language=lang,
        subject=say("digest_subject", lang, count=count),
        lead=say("digest_lead", lang, count=count),
        sections=sections,
        foot=list(_foot(settings, reader, [])),
    )


def _digest_lines(settings: Settings, told: Iterable[tuple[Item, Facts]], lang: str) -> list[Line]:
    return [_digest_line(settings, item, one, lang) for item, one in told]


def _digest_line(settings: Settings, item: Item, told: Facts, lang: str) -> Line:
    day = stamp(told.published, lang) or stamp(told.signed, lang) or beijing_day(told.first_seen)
    text = say("digest_line", lang, day=day, what=headline(told, item.kind, lang))
    return Line(text, notice_url(settings, told.id, lang))
