#!/usr/bin/env node
// Runs the program from the package for this platform, and ends as it ends.
"use strict";

const { spawn } = require("node:child_process");
const platforms = require("./platforms.json");

/** Whether this Linux has musl for a C library, as Alpine has. */
function hasMusl() {
  if (process.platform !== "linux" || !process.report) return false;
  return !process.report.getReport().header.glibcVersionRuntime;
}

/** The packages that could hold a program for this platform, the best first. */
function candidates() {
  const here = platforms.filter(({ os, cpu }) => os === process.platform && cpu === process.arch);
  // A program for musl also runs where glibc is; the other way round it does not.
  const libc = hasMusl() ? ["musl"] : [undefined, "glibc", "musl"];
  const fit = here.filter((platform) => libc.includes(platform.libc));
  return fit.sort((one, other) => libc.indexOf(one.libc) - libc.indexOf(other.libc));
}

/** The path of the program, or undefined. */
function program() {
  const name = process.platform === "win32" ? "saywell.exe" : "saywell";
  for (const { npm } of candidates()) {
    try {
      return require.resolve(`@saywell/${npm}/${name}`);
    } catch {
      // That package is not installed.
    }
  }
  return undefined;
}

const path = program();
if (!path) {
  const missing = candidates().map(({ npm }) => `@saywell/${npm}`).join(" or ");
  console.error(
    missing
      ? `saywell: the package ${missing} is missing. Was npm told to leave out optional dependencies?`
      : `saywell: there is no program for ${process.platform} on ${process.arch}.`,
  );
  process.exit(2);
}

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
