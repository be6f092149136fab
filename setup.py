"""What pyproject.toml cannot say: folders beside the package go into the wheel as parts of it."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
BESIDE = ("samples", "prompts")


class BuildWithFolders(build_py):
    """Copies the folders; an editable install reads them where they are."""

    def run(self) -> None:
        """Builds the package, then copies."""
        super().run()
        if not self.editable_mode:
            for folder in BESIDE:
                target = Path(self.build_lib) / "summarizer" / folder
                shutil.copytree(ROOT / folder, target, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithFolders})
