"""Generation runs: sections drafted at the same time in the background, watched and stopped from anywhere."""
