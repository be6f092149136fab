"""The web app: `python -m streamlit run app.py`; every screen lives in `summarizer.ui`."""

from summarizer.ui.main import run

run()
