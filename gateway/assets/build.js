// Builds what the browser gets: one style sheet, its right-to-left differences, what staff pages add, the fonts, htmx.
// Every file carries a digest of its content in its name, so that it may be cached for ever; manifest.json
// maps the plain name to that one, and gateway/assets.py reads it.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import oklab from "@csstools/postcss-oklab-function";
import cssnano from "cssnano";
import postcss from "postcss";
import rtlcss from "postcss-rtlcss";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, "..", "static", "built");
const MANIFEST = "manifest.json";
const require = createRequire(import.meta.url);
const packaged = (path) => readFileSync(join(here, "node_modules", path));

// Fira Sans has no Arabic and no Georgian. FiraGO, its sister, comes as one file of 250 KB with every script;
// we cut out the two scripts we need, so that an old phone loads 30 KB, and only when a page uses them.
const ARABIC = [[0x0600, 0x06ff], [0x0750, 0x077f], [0x200c, 0x200f], [0xfb50, 0xfdff], [0xfe70, 0xfeff]];
const GEORGIAN = [[0x10a0, 0x10ff], [0x1c90, 0x1cbf], [0x2d00, 0x2d2f]];
const SCRIPTS = {
  latin: null,
  "latin-ext": null,
  cyrillic: null,
  arabic: ARABIC,
  georgian: GEORGIAN,
};
const WEIGHTS = [400, 500, 600];

const manifest = {};
// What is being made, on the same disk as where it goes to.
let making;

function write(name, content) {
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const hashed = name.replace(/(\.[a-z0-9]+)$/, `.${digest}$1`);
  writeFileSync(join(making, hashed), content);
  manifest[name] = hashed;
  return hashed;
}

const unicodeRange = (ranges) => ranges.map((r) => `U+${r.map((c) => c.toString(16)).join("-")}`).join(",");
const characters = (ranges) =>
  ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))).join("");

async function fontFaces() {
  const shipped = JSON.parse(packaged("@fontsource/fira-sans/unicode.json"));
  const faces = [];
  for (const weight of WEIGHTS) {
    for (const [script, ranges] of Object.entries(SCRIPTS)) {
      const font = ranges
        ? // With a space: in a PDF a space has the letters of the word before it (gateway/printing.py).
          await subsetFont(packaged(`@fontsource/firago/files/firago-latin-${weight}-normal.woff2`), " " + characters(ranges), {
            targetFormat: "woff2",
          })
        : packaged(`@fontsource/fira-sans/files/fira-sans-${script}-${weight}-normal.woff2`);
      const file = write(`fira-${script}-${weight}.woff2`, font);
      // One family name for all scripts: a Georgian name in a German sentence then simply works.
      faces.push(
        `@font-face{font-family:"Fira Sans";font-weight:${weight};font-display:swap;` +
          `src:url(${file}) format("woff2");unicode-range:${ranges ? unicodeRange(ranges) : shipped[script]}}`,
      );
    }
  }
  return faces.join("\n");
}

// KERN ships its grid and its utility classes inside the main sheet as well as beside it. Our layout is our own:
// leaving them out saves two fifths of the sheet.
const withoutUtilities = () => {
  const selectors = new Set();
  for (const file of ["kern-grid.css", "kern-utilities.css"]) {
    postcss.parse(packaged(`@kern-ux/native/dist/${file}`)).walkRules((rule) => rule.selectors.forEach((s) => selectors.add(s)));
  }
  return {
    postcssPlugin: "without-utilities",
    Rule(rule) {
      if (rule.selector.startsWith(".kern-") && rule.selectors.every((s) => selectors.has(s))) rule.remove();
    },
  };
};

// A tick is a tick in every script: only what points along the line of reading is mirrored.
const withoutTicks = {
  postcssPlugin: "without-ticks",
  Rule(rule) {
    if (rule.selector.includes("__checkbox")) rule.remove();
  },
};

// Put what was made in its place while a gateway may be serving what lies there. Names with a digest never change their
// content, so they go first; the manifest comes last, in one step. What the manifest before it named stays until the
// next time: a gateway that was started with it goes on, and so do pages that are open.
function handOver() {
  mkdirSync(built, { recursive: true });
  const before = existsSync(join(built, MANIFEST)) ? Object.values(JSON.parse(readFileSync(join(built, MANIFEST), "utf8"))) : [];
  for (const name of Object.values(manifest)) renameSync(join(making, name), join(built, name));
  renameSync(join(making, MANIFEST), join(built, MANIFEST));
  const needed = new Set([...Object.values(manifest), ...before, MANIFEST]);
  for (const name of readdirSync(built)) if (!needed.has(name)) rmSync(join(built, name));
}

async function build() {
  const kern = await postcss([withoutUtilities()]).process(packaged("@kern-ux/native/dist/kern.css"), { from: undefined });
  const own = readFileSync(join(here, "src", "lotse.css"), "utf8");
  // Browsers from before 2023 do not know oklch(), in which KERN gives every colour.
  const plain = postcss([oklab({ preserve: false })]);
  const minify = postcss([cssnano()]);
  const sheet = await plain.process([kern.css, own].join("\n"), { from: undefined });
  const mirrored = await postcss([withoutTicks, rtlcss({ mode: "diff" })]).process(sheet.css, { from: undefined });

  write("lotse.css", (await minify.process([await fontFaces(), sheet.css].join("\n"), { from: undefined })).css);
  write("lotse.rtl.css", (await minify.process(mirrored.css, { from: undefined })).css);
  // Staff read German and English: nothing of it has to be mirrored, and no client has to load it.
  const ofStaff = ["staff.css", "case.css", "figures.css"].map((name) => readFileSync(join(here, "src", name), "utf8"));
  const staff = await plain.process(ofStaff.join("\n"), { from: undefined });
  write("staff.css", (await minify.process(staff.css, { from: undefined })).css);
  write("mark.svg", readFileSync(join(here, "..", "templates", "mark.svg")));
  write("htmx.js", readFileSync(require.resolve("htmx.org/dist/htmx.min.js")));
  writeFileSync(join(making, MANIFEST), JSON.stringify(manifest, null, 2));
}

mkdirSync(dirname(built), { recursive: true });
making = mkdtempSync(join(dirname(built), "built-"));
try {
  await build();
  handOver();
} finally {
  rmSync(making, { recursive: true, force: true });
}
