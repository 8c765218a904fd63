# ruff: noqa: E501 (one rule of the style sheet a line)
"""The look: colours of good contrast, tables that become cards on a narrow screen. No fonts or files from elsewhere."""

from __future__ import annotations

THEME: dict[str, object] = {
    "theme.base": "light",
    "theme.primaryColor": "#1f4e79",
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#f3f5f8",
    "theme.textColor": "#16202c",
    "theme.linkColor": "#174a7c",
    "theme.borderColor": "#d5dbe3",
    "theme.baseRadius": "0.3rem",
}

STYLE = """
.block-container, [data-testid="stMainBlockContainer"] { max-width: 1180px; padding-top: 2.6rem; }
.stHtml a { color: #174a7c; }
.tb-brand { font-size: 1.5rem; font-weight: 700; color: #1f4e79; letter-spacing: .02em; }
.tb-tagline { color: #4a5666; font-size: .85rem; margin-bottom: .6rem; }
.tb-small, .tb-note, .tb-meta, .tb-quote small { color: #4a5666; }
.tb-small { font-size: .8rem; margin: .4rem 0; }
.tb-title { font-size: 1.7rem; font-weight: 700; margin: 0 0 .2rem; padding: 0; line-height: 1.3; overflow-wrap: anywhere; }
.tb-note { margin: 0 0 .4rem; max-width: 75ch; }
.tb-h2 { font-size: 1.15rem; font-weight: 700; margin: 1rem 0 .3rem; padding: 0; }
.tb-example { background: #7a2e00; color: #fff; font-size: .75rem; font-weight: 600; border-radius: .3rem; padding: .15rem .5rem;
  margin-left: .6rem; vertical-align: middle; white-space: nowrap; }
.tb-banner { background: #fff1e0; border: 1px solid #c65d00; color: #6b2a00; padding: .55rem .8rem; border-radius: .3rem; font-weight: 600; }
.tb-footer { border-top: 1px solid #d5dbe3; margin-top: 2rem; padding-top: .6rem; color: #4a5666; font-size: .8rem; }
.tb-list { list-style: none; margin: 0 !important; padding: 0 !important; }
.tb-list li { display: flex; gap: 1rem; padding: .7rem 0; margin: 0; border-top: 1px solid #e3e8ee; }
.tb-list li > div { min-width: 0; flex: 1; }
.tb-day { color: #4a5666; white-space: nowrap; font-variant-numeric: tabular-nums; min-width: 6.2rem; }
.tb-item-title { font-weight: 600; line-height: 1.4; overflow-wrap: anywhere; }
.tb-item-title a, .tb-card a, .tb-table a { text-decoration: none; }
.tb-item-title a:hover, .tb-card a:hover, .tb-table a:hover { text-decoration: underline; }
.tb-meta { font-size: .88rem; margin-top: .2rem; line-height: 1.7; overflow-wrap: anywhere; }
.tb-chips { margin-top: .15rem; line-height: 1.9; }
.tb-chip { display: inline-block; background: #eef2f7; color: #26364a; border-radius: .3rem; padding: .05rem .45rem; font-size: .8rem;
  margin: 0 .25rem .1rem 0; }
.tb-badge { display: inline-block; border-radius: .3rem; padding: .05rem .45rem; font-size: .78rem; font-weight: 600; border: 1px solid;
  white-space: nowrap; }
.tb-official { color: #174a7c; background: #eaf2fb; border-color: #9bbbd9; }
.tb-press { color: #5b3a75; background: #f5eefa; border-color: #c5abd8; }
.tb-seal-complete, .tb-good { color: #17593f; background: #e8f5ee; border-color: #8fc7ab; }
.tb-seal-incomplete, .tb-seal-list_not_found, .tb-bad { color: #8a1f11; background: #fdeeec; border-color: #dfa198; }
.tb-seal-no_number_stated, .tb-warn { color: #6b4a00; background: #fff6dd; border-color: #dcc073; }
.tb-seal-no_list_expected, .tb-plain { color: #3c4858; background: #f3f5f8; border-color: #c9d1db; }
.tb-facts { display: grid; grid-template-columns: 7rem 1fr; gap: .3rem .8rem; margin: .4rem 0 !important; padding: 0 !important; }
.tb-facts dt { color: #4a5666; font-weight: 400; }
.tb-facts dd { margin: 0; overflow-wrap: anywhere; }
.tb-text { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.85; border: 1px solid #e3e8ee; border-radius: .3rem;
  padding: .9rem 1.1rem; background: #fcfdfe; max-height: 42rem; overflow-y: auto; }
.tb-legend { margin: .3rem 0; line-height: 2; }
.tb-mark { border-radius: .2rem; padding: .05rem .15rem; color: #16202c; border-bottom: 2px solid; }
.tb-app { background: #dcebfb; border-color: #1f4e79; } .tb-company { background: #e4f3e8; border-color: #2a7f62; }
.tb-person { background: #ececec; border-color: #666; } .tb-violation { background: #fde3df; border-color: #b23c2a; }
.tb-deadline { background: #fff0c2; border-color: #a87400; } .tb-penalty { background: #f6dff0; border-color: #95307a; }
.tb-issuer { background: #e3eaf0; border-color: #3d4d5e; }
.tb-act { background: #e9e3f8; border-color: #5f479d; } .tb-law { background: #dff2f4; border-color: #20707a; }
.tb-other { background: #eee; border-color: #777; }
.tb-scroll { overflow-x: auto; }
table.tb-table { border-collapse: collapse; width: 100%; font-size: .9rem; }
.tb-table th { text-align: left; background: #f3f5f8; color: #26364a; font-weight: 600; border-bottom: 1px solid #c9d1db; padding: .45rem .6rem; }
.tb-table td { vertical-align: top; border-bottom: 1px solid #e3e8ee; padding: .45rem .6rem; overflow-wrap: break-word; min-width: 3.2rem; }
.tb-table th { overflow-wrap: break-word; }
.tb-table td:first-child, .tb-table .tb-day { white-space: nowrap; } .tb-wrapped { white-space: normal; font-weight: 600; }
.tb-table .tb-quote { min-width: 5.5rem; } .tb-table td:last-child .tb-quote, .tb-table td:last-child .tb-meta { min-width: 7rem; }
.tb-table td:first-child .tb-quote { white-space: normal; }
.tb-meta ul { margin: .1rem 0; font-size: inherit; } .tb-meta li { font-size: .88rem; }
.tb-quote { color: #3c4858; font-size: .85rem; overflow-wrap: anywhere; }
.tb-card { border: 1px solid #d5dbe3; border-radius: .3rem; padding: .7rem .9rem; margin: 0 0 .6rem; background: #fff; overflow-wrap: anywhere; }
.tb-case-head { display: flex; flex-wrap: wrap; gap: .3rem .6rem; align-items: baseline; }
.tb-line { list-style: none; margin: .6rem 0 0 .35rem !important; padding: 0 !important; border-left: 2px solid #c9d1db; }
.tb-line > li { position: relative; display: flex; gap: .8rem; margin: 0 0 .75rem; padding-left: 1.1rem; }
.tb-line > li:last-child { margin-bottom: .1rem; }
.tb-line > li::before { content: ""; position: absolute; left: -.42rem; top: .4rem; width: .7rem; height: .7rem; border-radius: 50%;
  background: #1f4e79; border: 2px solid #fff; box-sizing: border-box; }
.tb-line > li.tb-line-press::before { background: #7b5a96; }
.tb-line > li.tb-line-seen::before { background: #fff; border-color: #a87400; }
.tb-line > li > div { min-width: 0; flex: 1; }
.tb-by { font-weight: 400; }
.tb-line .tb-quote { margin-top: .2rem; }
.tb-figures { display: grid; grid-template-columns: repeat(3, 1fr); gap: .6rem; margin: .5rem 0; }
.tb-figure { border: 1px solid #d5dbe3; border-radius: .3rem; padding: .6rem .8rem; }
.tb-figure b { display: block; font-size: 1.6rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
.tb-figure span { color: #26364a; font-size: .88rem; font-weight: 600; }
.tb-figure small { display: block; color: #4a5666; font-size: .76rem; line-height: 1.35; margin-top: .2rem; }
.tb-swatch { display: inline-block; width: .8rem; height: .8rem; border-radius: .15rem; margin-right: .35rem; vertical-align: -.05rem; }
.tb-key { display: flex; flex-wrap: wrap; gap: .15rem 1rem; font-size: .85rem; }
.tb-diff { font-size: .9rem; line-height: 1.7; margin: .2rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.tb-diff del { background: #fde3df; color: #7c1d10; } .tb-diff ins { background: #dff3e6; color: #14532d; text-decoration: none; }
.tb-dead { color: #4a5666; }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding-top: 3.8rem; padding-left: 1rem; padding-right: 1rem; }
  .tb-title { font-size: 1.35rem; }
  .tb-list li { flex-direction: column; gap: .1rem; }
  .tb-line > li { flex-direction: column; gap: .1rem; }
  .tb-facts { grid-template-columns: 1fr; gap: 0 .5rem; } .tb-facts dd { margin-bottom: .45rem; }
  .tb-figures { grid-template-columns: 1fr 1fr; }
  .tb-badge { white-space: normal; }
  .tb-table thead { display: none; }
  table.tb-table, .tb-table tbody { display: block; width: 100%; }
  .tb-table tr { display: block; border: 1px solid #d5dbe3; border-radius: .3rem; margin-bottom: .6rem; padding: .3rem .6rem; }
  .tb-table td { display: block; border: 0; padding: .2rem 0; overflow-wrap: anywhere; }
  .tb-table td:empty { display: none; }
  .tb-table td::before { content: attr(data-label); display: block; color: #4a5666; font-size: .76rem; }
}
"""
