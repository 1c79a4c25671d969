"""Charts built with Plotly's graph objects, and small SVG pictures; plain DataFrames in, no Streamlit."""
