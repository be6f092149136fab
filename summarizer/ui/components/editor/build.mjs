// Builds editor.bundle.js out of source/, ../links.js and the packages of package.json,
// and LICENSES.txt out of the packages' licences; with an argument it writes both into that folder instead.
// The bundle's first line tells the hash of what it was built from, and of itself: tests/ui/test_editor_bundle.py compares both.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? here;
const hash = (parts) => parts.reduce((sum, part) => sum.update(part).update("\0"), createHash("sha256")).digest("hex");
// Line ends as in the repository, whatever the system this runs on.
const read = (path) => readFileSync(path, "utf8").replaceAll("\r\n", "\n");

const sources = ["../links.js", "build.mjs", "package.json"].concat(
  readdirSync(join(here, "source")).sort().map((name) => `source/${name}`),
);
const built = await build({
  absWorkingDir: here,
  entryPoints: ["source/main.js"],
  bundle: true,
  format: "esm",
  minify: true,
  charset: "utf8",
  target: ["es2020"],
  loader: { ".css": "text" },
  legalComments: "none",
  write: false,
});
const code = built.outputFiles[0].text;
const from = hash(sources.flatMap((name) => [name, read(join(here, name))]));
const banner = `/* built by build.mjs from ${from}, is ${hash([code])}; holds ProseMirror, see LICENSES.txt */`;
writeFileSync(join(target, "editor.bundle.js"), `${banner}\n${code}`, "utf8");

const holders = new Map();
for (const name of Object.keys(JSON.parse(read(join(here, "package.json"))).dependencies)) {
  const licence = read(join(here, "node_modules", name, "LICENSE")).trim();
  holders.set(licence, [...(holders.get(licence) ?? []), name]);
}
const licences = [...holders].map(([licence, names]) => `${names.join(", ")}\n\n${licence}\n`);
writeFileSync(join(target, "LICENSES.txt"), licences.join(`\n${"-".repeat(78)}\n\n`), "utf8");
