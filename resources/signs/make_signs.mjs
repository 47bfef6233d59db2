// Draws the codes of signs.toml with milsymbol, beside this file: node make_signs.mjs PATH-OF-MILSYMBOL
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const ms = createRequire(import.meta.url)(resolve(process.argv[2]));
let section = "";
for (const line of readFileSync(join(here, "signs.toml"), "utf8").split("\n")) {
  const head = line.match(/^\[(\w+)/);
  if (head) section = head[1];
  const code = line.match(/^(\w+) = "(\d{30})"$/);
  if (!code || !["post", "unit"].includes(section)) continue;
  for (const planned of [false, true]) {
    const sidc = code[2].slice(0, 6) + (planned ? "1" : "0") + code[2].slice(7);
    const drawn = new ms.Symbol(sidc, { size: 32, outlineWidth: 4, outlineColor: "#ffffff" });
    if (!drawn.isValid()) throw new Error(`${line} is no code of APP-6`);
    const name = `${section}-${code[1]}${planned ? "-planned" : ""}.svg`;
    writeFileSync(join(here, name), drawn.asSVG() + "\n");
  }
}
