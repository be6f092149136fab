"""The manuscript editor: ProseMirror in a browser component; build.mjs makes its bundle."""
