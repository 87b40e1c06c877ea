#!/usr/bin/env node
// Runs the program from the package for this platform, and ends as it ends.
"use strict";

const { spawn } = require("node:child_process");
const platforms = require("./platforms.json");

/** The path of the program in a package; nothing if that package is not installed. */
function resolve({ npm, os }) {
  try {
    return require.resolve(`@saywell/${npm}/saywell${os === "win32" ? ".exe" : ""}`);
  } catch {
    return undefined;
  }
}

/** The C library of this Linux: Alpine and its like have musl. */
function libc() {
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl";
}

const here = platforms.filter(({ os, cpu }) => os === process.platform && cpu === process.arch);
let installed = here.filter(resolve);
// An npm that knows nothing of C libraries installs the packages for both.
if (installed.length > 1) {
  const ours = libc();
  installed = installed.filter((platform) => platform.libc === ours);
}
if (installed.length === 0) {
  const packages = here.map(({ npm }) => `@saywell/${npm}`).join(" or ");
  console.error(
    packages
      ? `saywell: the package ${packages} is missing. Was npm told to leave out optional dependencies?`
      : `saywell: there is no program for ${process.platform} on ${process.arch}.`,
  );
  process.exit(2);
}

const path = resolve(installed[0]);
const child = spawn(path, process.argv.slice(2), { stdio: "inherit", windowsHide: true });
// The program decides what a signal means; this script only waits for it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (error) => {
  console.error(`saywell: ${path} does not start: ${error.message}`);
  process.exit(2);
});
child.on("exit", (code, signal) => {
  if (!signal) process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
