// Builds the npm packages: node packages/npm/build.mjs BINARIES HELP FOLDER
//
// BINARIES holds TARGET/saywell (or saywell.exe) for each Rust target that is to be packed; HELP manual pages and
// completions. FOLDER gets the package `saywell`, which is the same everywhere, and `@saywell/PLATFORM` for each program.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const [binaries, help, out] = process.argv.slice(2).map((folder) => path.resolve(folder));
const platforms = JSON.parse(fs.readFileSync(path.join(here, "../platforms.json"), "utf8"));
const common = JSON.parse(fs.readFileSync(path.join(here, "package.json"), "utf8"));
const version = fs.readFileSync(path.join(root, "Cargo.toml"), "utf8").match(/^version = "(.+)"$/m)[1];
const stage = fs.mkdtempSync(path.join(os.tmpdir(), "saywell-npm-"));

/** Copies files into a new folder, adds the licences and a package.json, and packs it. */
function pack(name, files, manifest) {
  const folder = path.join(stage, name);
  fs.mkdirSync(folder, { recursive: true });
  const licences = ["LICENSE-MIT", "LICENSE-APACHE"].map((file) => path.join(root, file));
  for (const file of [...files, ...licences]) {
    fs.cpSync(file, path.join(folder, path.basename(file)), { recursive: true });
  }
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest, null, 2) + "\n");
  execFileSync("npm", ["pack", "--silent", "--pack-destination", out], { cwd: folder, shell: process.platform === "win32" });
}

function packPlatform({ target, npm, os, cpu, libc }) {
  const name = os === "win32" ? "saywell.exe" : "saywell";
  const program = path.join(binaries, target, name);
  if (!fs.existsSync(program)) return;
  fs.chmodSync(program, 0o755);
  pack(npm, [program], {
    name: `@saywell/${npm}`,
    version,
    description: `The program of the package saywell for ${npm}`,
    license: common.license,
    repository: common.repository,
    os: [os],
    cpu: [cpu],
    ...(libc && { libc: [libc] }),
    files: [name, "LICENSE-*"],
    preferUnplugged: true,
  });
}

function packMain() {
  const optionalDependencies = Object.fromEntries(platforms.map(({ npm }) => [`@saywell/${npm}`, version]));
  const files = ["saywell.js", "README.md", "../platforms.json"].map((file) => path.join(here, file));
  const folders = ["man", "completions"].map((folder) => path.join(help, folder));
  const man = fs.readdirSync(folders[0]).map((page) => `man/${page}`);
  pack("saywell", [...files, ...folders], { ...common, version, man, optionalDependencies });
}

try {
  fs.mkdirSync(out, { recursive: true });
  platforms.forEach(packPlatform);
  packMain();
} finally {
  fs.rmSync(stage, { recursive: true });
}
