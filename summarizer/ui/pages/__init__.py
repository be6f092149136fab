"""The screens, one module each; each has one public function, `render`."""
