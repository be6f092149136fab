"""Our own browser components: `paper` shows text as text, `chrome` speaks Chinese for Streamlit."""
