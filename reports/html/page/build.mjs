// Bundles script and style of the report page and writes them as C++: node build.mjs SCHEMA OUTPUT_FOLDER
//
// Writes page.cpp (defines what page_assets.h declares), results.d.ts (types of results.json) and tsconfig.json (for
// the type check) into the output folder.
import {createHash} from "node:crypto";
import {mkdir, readFile, writeFile} from "node:fs/promises";
import path from "node:path";
import {fileURLToPath} from "node:url";

import * as esbuild from "esbuild";
import {compile} from "json-schema-to-typescript";

const here = path.dirname(fileURLToPath(import.meta.url));
const [schemaFile, folder] = process.argv.slice(2);
if (!schemaFile || !folder) throw new Error("node build.mjs SCHEMA OUTPUT_FOLDER");
await mkdir(folder, {recursive: true});

async function bundle(entry, settings = {}) {
  const built = await esbuild.build({
    entryPoints: [path.join(here, "source", entry)],
    bundle: true,
    minify: true,
    write: false,
    charset: "ascii",
    legalComments: "none",
    target: ["es2020", "chrome100", "firefox100", "safari15"],
    logLevel: "warning",
    ...settings,
  });
  return built.outputFiles[0].text;
}

// Compilers need not accept string literals above 65,536 characters, so the text is cut.
function asLiterals(text) {
  const pieces = text.match(/[\s\S]{1,30000}/g) ?? [];
  return pieces.map((piece) => `    std::string_view(R"=page=(${piece})=page=", ${piece.length})`).join(",\n");
}

// esbuild leaves some characters of template literals as they are; an escape means the same in all literals.
const inAscii = (text) => text.replace(/[^\x00-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

const script = inAscii((await bundle("main.ts", {format: "iife"})).trim());
const style = (await bundle("style.css")).trim();
for (const [name, text, forbidden] of [
  ["script", script, /<\/script|<!--|\)=page="|[^\x00-\x7f]/i],
  ["style", style, /<\/style|<!--|\)=page="|[^\x00-\x7f]/i],
]) {
  if (forbidden.test(text)) throw new Error(`the ${name} contains ${forbidden.exec(text)[0]}: it cannot stand inside the page`);
}
const hash = createHash("sha256").update(script, "utf8").digest("base64");

await writeFile(path.join(folder, "page.cpp"), `// Made by reports/html/page/build.mjs.
#include "reports/html/page_assets.h"

#include <array>

namespace mergerisk::html {

namespace {

constexpr std::array kScript{
${asLiterals(script)}};
constexpr std::array kStyle{
${asLiterals(style)}};

}  // namespace

std::span<std::string_view const> page_script() { return kScript; }
std::span<std::string_view const> page_style() { return kStyle; }
std::string_view page_script_hash() { return "sha256-${hash}"; }

}  // namespace mergerisk::html
`);

const schema = JSON.parse(await readFile(schemaFile, "utf8"));
const types = await compile(schema, "Results", {additionalProperties: false, bannerComment: "", format: false});
await writeFile(path.join(folder, "results.d.ts"), types);

await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify({
  extends: path.join(here, "tsconfig.json"),
  compilerOptions: {paths: {"results": [path.join(folder, "results.d.ts")]}},
  include: [path.join(here, "source")],
}, null, 2));
