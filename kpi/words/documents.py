"""What a document is called in words: the one place that names a document, for pages, papers and files."""

from __future__ import annotations

from kpi.model.cited import Cited
from kpi.model.missing import is_missing
from kpi.model.vocabulary import DocumentKind
from kpi.words.dates import format_date
from kpi.words.messages import message


def document_name(cited: Cited, lang: str) -> str:
    """'Thông báo kết luận số 07-TB/CQTTBCĐ, ngày 15/10/2025', as far as the document tells it."""
    name = undated_name(cited, lang)
    if cited.issued_on is None:
        return name
    return message("source.dated", lang, name=name, date=format_date(cited.issued_on, lang))


def undated_name(cited: Cited, lang: str) -> str:
    """The same without its day: form and number; a plan without a number by its issuer, others by their title.

    In English by its translated title, which names the issuer, where there is one.
    """
    form = cited.form(lang)
    if cited.number:
        return message("source.numbered", lang, form=form, number=cited.number)
    translated = lang != "vi" and cited.title_en
    if cited.kind == DocumentKind.PLAN_TEXT and cited.issuer and not translated:
        return message("source.of_issuer", lang, form=form, issuer=cited.issuer)
    return cited.title(lang)


def titled_name(cited: Cited, lang: str) -> str:
    """Form, number and title, for a list of documents: 'Kế hoạch số 11-KH/TU – Kế hoạch thực hiện Nghị quyết …'."""
    return f"{undated_name(cited, lang)} – {cited.title(lang)}" if cited.number else cited.title(lang)


def copy_place(place: str | None, line: int | None, lang: str) -> str:
    """'mục II.1, ý 2, dòng 33 của bản chép': where words stand in a text that the house does not hold; '' unknown."""
    in_copy = None if is_missing(line) else message("source.copy_line", lang, line=line)
    return ", ".join(filter(None, (place, in_copy)))
