"""The domain of Thước đo 57: what the build and the pages both know. No Streamlit in here."""

__version__ = "0.1.0"
