"""Corrections: what persons changed in values and decided on identities, and which identities may be one."""

from dashboard import data
from dashboard.decision_parts import corrections, decisions, proposals
from dashboard.markup import el
from dashboard.parts import heading, write
from dashboard.state import t

heading(t("corrections_title"), t("corrections_note"))
found = data.corrected()
write(corrections(found) if found else el("p", t("corrections_none")))
decided = data.decided()
write(el("h2", t("decisions_title"), class_="tb-h2"))
write(decisions(decided) if decided else el("p", t("decisions_none")))
proposed = data.proposed()
if proposed is None:
    write(el("p", t("proposals_many"), class_="tb-note"))
elif proposed:
    write(
        el("h2", t("proposals_title"), class_="tb-h2"),
        el("p", t("proposals_note"), class_="tb-note"),
        proposals(proposed),
    )
