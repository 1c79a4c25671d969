"""One record a format: whoever makes a file, offers a button or takes an option reads the same record."""

from __future__ import annotations

import pytest

from cli.__main__ import main
from kpi.export import formats
from kpi.export.formats import BRIEFING_FORMATS, TABLE_FORMATS, Format, maker
from kpi.words import LANGUAGES, message


@pytest.mark.parametrize("form", Format)
def test_every_maker_of_a_record_is_there(form: Format):
    record = form.record
    places = [place for place in (record.briefing, record.picture, record.numbers, record.table) if place]
    assert all(callable(maker(place)) for place in places)
    assert places or form is Format.ZIP


def test_a_format_is_not_asked_for_what_it_cannot_be():
    with pytest.raises(ValueError, match="no maker"):
        maker(Format.PPTX.record.table)


def test_no_two_formats_share_a_media_type_or_a_name():
    for field in ("media_type", "label"):
        assert len({getattr(form.record, field) for form in Format}) == len(Format)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_reader_chooses_from_has_words_and_an_icon(lang: str):
    for form in BRIEFING_FORMATS:
        assert message(f"format.{form}", lang)
        assert message(f"format.{form}_help", lang)
    for form in (*formats.PICTURES_BESIDE_CHARTS, *formats.NUMBERS_BESIDE_CHARTS):
        assert message(f"actions.{form}_help", lang)
    for form in TABLE_FORMATS:
        assert message(f"download.what_{form}", lang)
        assert form.record.most_cells
    offered = {*BRIEFING_FORMATS, *formats.PICTURES_BESIDE_CHARTS, *formats.NUMBERS_BESIDE_CHARTS}
    assert all(form.record.icon.startswith(":material/") for form in offered)


def test_the_order_on_screen():
    assert BRIEFING_FORMATS == (Format.PPTX, Format.DOCX, Format.XLSX, Format.PDF)
    assert formats.PICTURES_BESIDE_CHARTS == (Format.PNG, Format.SVG)
    assert formats.NUMBERS_BESIDE_CHARTS == (Format.CSV, Format.XLSX)
    assert TABLE_FORMATS == (Format.CSV, Format.XLSX, Format.PARQUET)


def test_the_command_names_every_format_of_a_briefing(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["brief", "--help"])
    assert "pptx, docx, xlsx, pdf" in " ".join(capsys.readouterr().out.split())
