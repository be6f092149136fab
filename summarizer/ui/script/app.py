"""What an installed copy runs; `app.py` of the source tree does the same."""

from summarizer.ui.main import run

run()
