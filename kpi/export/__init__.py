"""Files and pictures from a finished briefing: PowerPoint, Word, Excel, PDF, PNG and SVG; no Streamlit, no browser."""
