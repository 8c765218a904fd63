"""About and method: what it is, what "named" means, how the data comes about, what it cannot tell, the licences."""

from collections.abc import Iterator

from dashboard import data
from dashboard.context import current
from dashboard.markup import el
from dashboard.parts import SHANGHAI, heading, write
from dashboard.state import language, t
from settings import VERSION
from store.audit import Audit, Result, Share
from store.fields import DATASETS

BEFORE = ("about_what", "about_named", "about_method", "about_limits")


def section(key: str) -> None:
    write(el("h2", t(key), class_="tb-h2"), el("p", t(f"{key}_text"), class_="tb-note"))


def judged(audit: Audit) -> Iterator[str]:
    """One line a dataset."""
    names = {d.name: d.zh if language() == "zh" else d.en for d in DATASETS}
    for result in audit.results:
        yield t("about_audit_line", dataset=names[result.dataset], **figures(result))


def figures(result: Result) -> dict[str, str | int]:
    def told(share: Share, prefix: str) -> dict[str, str | int]:
        low, high = share.interval
        return {f"{prefix}low": f"{low:.3f}", f"{prefix}high": f"{high:.3f}", f"{prefix}n": share.n}

    shares = {"precision": f"{result.precision.value:.3f}", "recall": f"{result.recall.value:.3f}"}
    return shares | told(result.precision, "") | told(result.recall, "r")


def citation() -> str:
    """How this store is cited; one of examples is not."""
    pulse = data.pulse()
    if pulse.origin == "example":
        return t("about_cite_example")
    day = f"{pulse.newest.astimezone(SHANGHAI):%Y-%m-%d}" if pulse.newest else t("none")
    return t("about_cite_text", version=VERSION, day=day, address=current().settings.base_url)


heading(t("about_title"))
for key in BEFORE:
    section(key)
write(el("h2", t("about_audit"), class_="tb-h2"))
last = data.audited()
if last is None:
    write(el("p", t("about_audit_none"), class_="tb-note"))
else:
    write(el("p", t("about_audit_done", by=last.by, day=f"{last.at:%Y-%m-%d}"), class_="tb-note"))
    write(el("ul", *(el("li", line) for line in judged(last)), class_="tb-note"))
section("about_licence")
write(el("h2", t("about_cite"), class_="tb-h2"), el("p", citation(), class_="tb-note"))
section("about_export")
write(el("p", el("a", t("download_all"), href="download/tongbao.zip")))
