// Obsidian knows no language servers. This plugin runs `saywell check` on the note that is open, when its command is
// chosen, and lists what is found: a click leads there, a button puts better words in. It underlines nothing.

const { ItemView, MarkdownView, Notice, Plugin, PluginSettingTab, Setting, FileSystemAdapter } = require("obsidian");
const { spawn } = require("node:child_process");

const VIEW = "saywell-findings";

/** What `saywell check` finds in a text that is to be taken for this file. `command` runs without a shell. */
function check(command, folder, name, text) {
  return new Promise((resolve, reject) => {
    const args = ["check", "--format", "json", "--stdin-filename", name, "-"];
    const child = spawn(command, args, { cwd: folder, windowsHide: true });
    const out = [];
    const problems = [];
    child.stdout.on("data", (bytes) => out.push(bytes));
    child.stderr.on("data", (bytes) => problems.push(bytes));
    child.on("error", (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
    child.on("close", (code) => {
      // 0: nothing found; 1: something found; all else is trouble.
      if (code !== 0 && code !== 1) {
        reject(new Error(Buffer.concat(problems).toString("utf8").trim() || `saywell ended with ${code}`));
        return;
      }
      resolve(JSON.parse(Buffer.concat(out).toString("utf8")).findings);
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(text);
  });
}

/** A place of the report in the editor's terms: lines from 0, columns in units of UTF-16. */
function position(lines, { line, column }) {
  const characters = Array.from(lines[line - 1] ?? "").slice(0, column - 1);
  return { line: line - 1, ch: characters.join("").length };
}

class Findings extends ItemView {
  constructor(leaf, plugin) {
    super(leaf);
    this.plugin = plugin;
  }

  getViewType() {
    return VIEW;
  }

  getDisplayText() {
    return "saywell";
  }

  getIcon() {
    return "message-square-heart";
  }

  /** Lists findings. All text goes in as text, never as HTML. */
  show(view, findings) {
    const { contentEl } = this;
    contentEl.empty();
    contentEl.createEl("h4", { text: findings.length === 1 ? "1 finding" : `${findings.length} findings` });
    const lines = view.editor.getValue().split("\n");
    for (const finding of findings) {
      const from = position(lines, finding.start);
      const to = position(lines, finding.end);
      const row = contentEl.createDiv({ cls: "saywell-finding" });
      const link = row.createEl("a", { text: `${finding.start.line}: ${view.editor.getRange(from, to)}` });
      link.addEventListener("click", () => {
        view.editor.setSelection(from, to);
        view.editor.scrollIntoView({ from, to }, true);
        view.editor.focus();
      });
      row.createEl("p", { text: finding.message });
      for (const { edit } of finding.suggestions) {
        // Edits of more than the words that are found are left to people.
        if (edit && edit.start_byte === finding.start.byte && edit.end_byte === finding.end.byte) {
          const button = row.createEl("button", { text: edit.replacement || "Leave it out" });
          button.addEventListener("click", () => this.replace(view, finding, from, to, edit.replacement));
        }
      }
    }
  }

  /** Puts words in, unless the note has changed there, and checks again. */
  async replace(view, finding, from, to, text) {
    if (view.editor.getRange(from, to) !== finding.text) {
      new Notice("saywell: the note has changed; check it again.");
      return;
    }
    view.editor.replaceRange(text, from, to);
    await this.plugin.check();
  }
}

class Settings extends PluginSettingTab {
  constructor(app, plugin) {
    super(app, plugin);
    this.plugin = plugin;
  }

  display() {
    this.containerEl.empty();
    new Setting(this.containerEl)
      .setName("Command")
      .setDesc("The saywell command, or its path.")
      .addText((text) => text.setValue(this.plugin.command).onChange(async (value) => {
        this.plugin.command = value.trim() || "saywell";
        await this.plugin.saveData({ command: this.plugin.command });
      }));
  }
}

module.exports = class Saywell extends Plugin {
  async onload() {
    this.command = (await this.loadData())?.command ?? "saywell";
    this.registerView(VIEW, (leaf) => new Findings(leaf, this));
    this.addSettingTab(new Settings(this.app, this));
    this.addCommand({ id: "check", name: "Check this note", callback: () => this.check() });
  }

  async check() {
    const view = this.app.workspace.getActiveViewOfType(MarkdownView) ?? this.last;
    const adapter = this.app.vault.adapter;
    if (!view?.file || !(adapter instanceof FileSystemAdapter)) {
      new Notice("saywell: open a note first.");
      return;
    }
    this.last = view;
    try {
      const findings = await check(this.command, adapter.getBasePath(), view.file.path, view.editor.getValue());
      const leaf = this.app.workspace.getLeavesOfType(VIEW)[0] ?? this.app.workspace.getRightLeaf(false);
      await leaf.setViewState({ type: VIEW });
      this.app.workspace.revealLeaf(leaf);
      leaf.view.show(view, findings);
    } catch (error) {
      new Notice(`saywell: ${error.message}`);
    }
  }
};

// For the test.
module.exports.check = check;
module.exports.position = position;
