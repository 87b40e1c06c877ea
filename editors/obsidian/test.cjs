// Run by editors/test.sh: the part of the plugin that needs no Obsidian. SAYWELL names the command.

const assert = require("node:assert");
const fs = require("node:fs");
const Module = require("node:module");
const os = require("node:os");
const path = require("node:path");

// Obsidian gives its plugins this module.
const load = Module._load;
class Base {}
Module._load = (name, ...rest) =>
  name === "obsidian" ? { ItemView: Base, Plugin: Base, PluginSettingTab: Base } : load(name, ...rest);
const { check, position } = require("./saywell/main.js");

async function main() {
  const text = "# Draft\n\n😀 Police arrested two prostitutes.\n";
  const [finding] = await check(process.env.SAYWELL, os.tmpdir(), "notes/draft.md", text);
  assert.equal(finding.rule, "exploitation/prostitute");
  const lines = text.split("\n");
  const [from, to] = [position(lines, finding.start), position(lines, finding.end)];
  assert.equal(lines[from.line].slice(from.ch, to.ch), "prostitutes");
  assert.deepEqual(await check(process.env.SAYWELL, os.tmpdir(), "draft.md", "All is well.\n"), []);
  await assert.rejects(check("no-such-command", os.tmpdir(), "draft.md", ""), /could not be started/);
  const vault = fs.mkdtempSync(path.join(os.tmpdir(), "saywell-"));
  fs.writeFileSync(path.join(vault, "saywell.toml"), "nonsense = true\n");
  await assert.rejects(check(process.env.SAYWELL, vault, "draft.md", text), /saywell\.toml:1:1/);
  fs.rmSync(vault, { recursive: true });
  console.log("obsidian, without Obsidian: ok");
}

main().catch((error) => {
  console.error(`obsidian: ${error.message}`);
  process.exitCode = 1;
});
