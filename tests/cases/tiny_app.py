"""A small Streamlit project beside which a folder `pages/` stands, as in the real one."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import ROOT

_ENTRY = """
import streamlit as st

st.set_page_config(page_title="Nhỏ")
st.navigation([
    st.Page("pages/first.py", title="Trang đầu", default=True),
    st.Page("pages/second.py", title="Trang hai", url_path="trang-hai"),
    st.Page("pages/broken.py", title="Trang lỗi", url_path="trang-loi"),
]).run()
"""
_PAGES = {
    "first.py": """
import pathlib, streamlit as st
import plotly.graph_objects as go

pathlib.Path(__file__).parent.parent.joinpath("visits.txt").open("a").write("first\\n")
st.title("Trang đầu")
st.selectbox("Tỉnh", ["Lai Châu", "Đắk Lắk"], key="province")
st.plotly_chart(go.Figure(go.Scatter(x=[2025, 2030], y=[50, 85])))
""",
    "second.py": """
import pathlib, streamlit as st

pathlib.Path(__file__).parent.parent.joinpath("visits.txt").open("a").write("second\\n")
st.title("Trang hai: " + st.query_params.get("tinh", "chưa chọn"))
""",
    "broken.py": """
raise RuntimeError("mật khẩu nằm ở đây")
""",
}


def write_tiny_app(folder: Path) -> Path:
    """Write the project into `folder` with this project's settings and typeface; return its entry script."""
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    shutil.copytree(ROOT / "static", folder / "static")
    (folder / "pages").mkdir()
    for name, text in _PAGES.items():
        (folder / "pages" / name).write_text(text, encoding="utf-8")
    entry = folder / "dashboard.py"
    entry.write_text(_ENTRY, encoding="utf-8")
    return entry
