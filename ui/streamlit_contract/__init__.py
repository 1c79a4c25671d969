"""Everything that this program leans on in Streamlit's inside: what, where, why, and what breaks without it.

Streamlit guarantees none of it. Before a new version is taken, run the two tests that ask for each:
`tests/ui/test_streamlit_contract.py` (names in Python, and that style sheets and scripts lean on nothing that is not
listed here) and `tests/browser/test_streamlit_contract_browser.py` (what a page in a browser is made of).
"""

from ui.streamlit_contract.marks import MARKS, OURS
from ui.streamlit_contract.names import NAMES, RULES, VERSION
from ui.streamlit_contract.reliance import Reliance

__all__ = ["MARKS", "NAMES", "OURS", "RULES", "VERSION", "Reliance"]
