"""What style sheets and scripts look for in a page of Streamlit."""

from __future__ import annotations

from ui.streamlit_contract.reliance import Reliance

_STYLE = "ui/style.css"
_PRINT = "ui/style_print.css"
_AHEAD = "ui/prefetch.js"
_MEETING = "pages/meeting/style.css"
_FRAME = "ui/style_frame.css"
_NAMES = "ui/style.py"

MARKS = (
    Reliance(
        ".stApp",
        (_MEETING, _PRINT),
        "the whole page; the meeting screen takes its head away only where a slide is shown",
        "Streamlit's head lies over the slides",
    ),
    Reliance(
        ".stMainBlockContainer",
        (_STYLE, _MEETING, _PRINT),
        "width and margins of the page, also on paper",
        "pages are narrow, slides have margins",
    ),
    Reliance(
        ".stColumn",
        ("pages/tasks/style.css",),
        "on a phone the choices of Nhiệm vụ stand two by two",
        "eight choices one under the other before the first task",
    ),
    Reliance(
        "data-testid=stHeader", (_MEETING, _PRINT), "Streamlit's head over the page", "it lies over slides and paper"
    ),
    Reliance(
        "data-testid=stMain", (_MEETING, _PRINT), "the background of a slide", "grey around white slides, one sheet"
    ),
    Reliance(
        "data-testid=stColumn",
        ("pages/roadmap/style.css",),
        "on a phone the choices of Lộ trình stand two by two",
        "the table begins below the screen",
    ),
    Reliance(
        "data-testid=stHorizontalBlock", ("pages/roadmap/style.css",), "the gap between these choices", "as above"
    ),
    Reliance(
        "st-key-",
        (_STYLE, _AHEAD, _MEETING, _PRINT, "pages/meeting/keys.js", "pages/briefing/fetch.js"),
        "the class that a key gives to a widget or container: how style and scripts find a choice or a button",
        "no answers ahead of a run, keys of the meeting screen are dead, a file needs two clicks, choices in disorder",
    ),
    Reliance(
        "role=radio",
        (_AHEAD, _FRAME),
        "a button of a row of which one is pressed",
        "no answers ahead of a run: a choice is shown after the run, half a second later",
    ),
    Reliance(
        "data-testid=stExpandSidebarButton",
        (_FRAME, _NAMES),
        "the button that opens the menu on a phone",
        "the menu is an unnamed » again",
    ),
    Reliance("data-testid=stSidebarNavLink", (_FRAME,), "a page in that menu", "it is too small for a thumb"),
    Reliance("data-testid=stCaptionContainer", (_FRAME,), "quiet words under an entry", "they are too pale to read"),
    Reliance(
        "data-testid=stButtonGroup",
        (_FRAME,),
        "a row of buttons: on a phone each of them has a border of its own",
        "rows that wrap have broken borders",
    ),
    Reliance(
        "role=radiogroup",
        ("pages/compare/style.css", "pages/briefing/style.css", _FRAME),
        "such a row; also the list of a briefing's parts",
        "rows of buttons are cut off on a phone, the list of parts has no lines",
    ),
    Reliance(
        "[role=radiogroup] > div",
        ("pages/briefing/style.css",),
        "one entry of the list of a briefing's parts",
        "the entries stand without lines between them",
    ),
    Reliance(
        "div:has(input:checked)",
        ("pages/briefing/style.css",),
        "the part that is being edited",
        "nothing marks it in the list",
    ),
    Reliance(
        ".st-key-sql-query textarea",
        ("pages/data/style.css",),
        "the field in which a query is typed",
        "queries stand in a type whose letters are not of one width",
    ),
    Reliance(
        ".st-key-bar-day button p",
        ("ui/style_bar.css",),
        "the words on the button of the day: on a phone the icon stands for them, a screen reader says them",
        "the bar does not fit on a phone",
    ),
    Reliance(
        ".st-key-meeting_bar button p",
        (_MEETING,),
        "the words on a button of the meeting screen",
        "they are too small for a room",
    ),
    Reliance(
        "role=spinbutton", (_AHEAD,), "a part of a date that is being typed", "a typed day is shown after the run"
    ),
    Reliance("role=gridcell", (_AHEAD,), "a day of the calendar", "a day that is clicked is shown after the run"),
    Reliance("data-type", (_AHEAD,), "which part of a date a field holds: year, month or day", "as for role=gridcell"),
    Reliance("aria-valuenow", (_AHEAD,), "the number in such a field", "as for role=gridcell"),
    Reliance("aria-checked", (_FRAME,), "the button that is not pressed", "its border is broken on a phone"),
    Reliance(
        "data-testid=stAppViewContainer", (_PRINT,), "what scrolls on screen", "one sheet is printed, the rest is cut"
    ),
    Reliance(
        "data-testid=stVerticalBlock", (_PRINT,), "parts below each other: on paper they close up", "sheets of white"
    ),
    Reliance("data-testid=stLayoutWrapper", (_PRINT,), "what stands around such parts", "as above"),
    Reliance(
        ".stElementContainer",
        (_PRINT,),
        "one part of a page: on paper only those with our own HTML, a chart or plain words",
        "buttons, fields and lists of choices are printed",
    ),
    Reliance(".stMarkdown", (_PRINT,), "plain words", "they are not printed"),
    Reliance(".stHtml", (_PRINT,), "our own HTML: on paper as wide as the sheet", "tables are cut at the right"),
    Reliance(".stExpander", (_PRINT,), "a folded part: printed where it is open", "heads of folded parts are printed"),
    Reliance(".stExpander details", (_PRINT,), "its frame, and whether it is open", "as above, and a frame on paper"),
    Reliance("data-testid=stIconMaterial", (_PRINT,), "the arrow of its head", "an arrow on paper"),
    Reliance(".stPopover", (_PRINT,), "a button that opens a small window", "it is printed"),
    Reliance("ariaChecked", (_AHEAD,), "the button that is pressed already", "a second answer for what is shown"),
)
"""What style sheets and scripts look for in a page. Nothing fails by itself when one of them is gone."""

OURS = frozenset(
    {"role=option", "role=listbox", "role=combobox", "aria-controls", "aria-activedescendant", "ariaSelected"}
)
"""What scripts look for in our own select box (`ui/select_box.js`), whatever Streamlit does."""
