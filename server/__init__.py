"""The web server of the dashboard: Streamlit as an ASGI application run by uvicorn."""
