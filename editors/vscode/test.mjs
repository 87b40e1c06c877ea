// Run by editors/test.sh: the extension in the real editor (code-server, which is VS Code in a browser), driven as a
// person would: open a document, see the underline, read why, take the quick fix, silence with a reason, and so on.
//
// URL is the editor's address, FOLDERS the folder with the folders `trusted`, `silence`, `switch-off` and `stranger`,
// each with a draft.md; CHROMIUM the browser, SHOTS a folder for screenshots, EXTENSIONS the one with the extension.

import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";

const require = createRequire(path.join(process.env.TOOLS, "package.json"));
const { chromium } = require("playwright-core");
/** For each step, on a busy machine. */
const PATIENCE = 90_000;
/** Until the editor has started the extension; VS Code itself gives up after a minute or so, and does not try again. */
const STARTING = 150_000;

/** The editor with one folder open, in a browser. */
class Editor {
  constructor(page, name) {
    this.page = page;
    this.name = name;
    this.folder = path.join(process.env.FOLDERS, name);
    this.squiggle = page.locator(".squiggly-error, .squiggly-warning").first();
    this.menu = page.locator(".action-widget .monaco-list-row");
    const running = page.locator(".codicon-check");
    this.running = page.locator(".statusbar-item", { hasText: "saywell", has: running }).first();
    this.restricted = page.locator(".statusbar-item", { hasText: "Restricted Mode" }).first();
  }

  /** Opens the folder, which is not trusted, and the draft in it; the extension runs then, and the editor knows that the
   * folder is not trusted, which on a busy machine it can miss. */
  async open() {
    await this.page.goto(`${process.env.URL}/?folder=${this.folder}`, { timeout: STARTING });
    await this.openFile("draft.md");
    await this.running.waitFor({ timeout: STARTING });
    await this.restricted.waitFor({ timeout: STARTING });
  }

  async underlined() {
    await this.squiggle.waitFor({ state: "attached", timeout: PATIENCE });
  }

  /** Does something until it shows: a busy editor can miss a key or a movement. */
  async insist(shown, act) {
    for (let tries = 1; ; tries += 1) {
      await act();
      try {
        return await shown.first().waitFor({ timeout: PATIENCE / 10 });
      } catch (error) {
        if (tries === 10) {
          throw error;
        }
      }
    }
  }

  /** Says that the folder is trusted. */
  async trust() {
    await this.restricted.click({ timeout: PATIENCE });
    await this.page.locator(".workspace-trust-editor .monaco-button", { hasText: "Trust" }).first().click({ timeout: PATIENCE });
    await this.restricted.waitFor({ state: "detached", timeout: PATIENCE });
    // The question stands above everything else.
    await this.page.locator(".monaco-modal-editor-block .codicon-close").first().click({ timeout: PATIENCE });
  }

  async openFile(name) {
    const file = this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: name });
    const tab = this.page.locator(".tab.active", { hasText: name });
    await this.insist(tab, () => file.dblclick({ timeout: STARTING }));
  }

  /** The middle of what is underlined. */
  async point() {
    const box = await this.squiggle.boundingBox();
    const row = await this.page.locator(".view-line", { hasText: "prostitutes" }).first().boundingBox();
    return { x: box.x + box.width / 2, y: row.y + row.height / 2 };
  }

  /** Puts the cursor into what is underlined, and opens the menu of quick fixes. */
  async quickFixes() {
    const { x, y } = await this.point();
    await this.insist(this.menu, async () => {
      await this.page.mouse.click(x, y);
      await this.page.keyboard.press("Control+.");
    });
  }

  /** Runs a command from the palette. */
  async command(title) {
    const input = this.page.locator(".quick-input-widget input");
    await this.insist(input, () => this.page.keyboard.press("F1"));
    await input.fill(`>${title}`);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click({ timeout: PATIENCE });
  }

  /** The text that is shown, with single spaces: lines may be wrapped. */
  async text() {
    return (await this.page.locator(".view-lines").first().innerText()).replaceAll(/\s+/g, " ");
  }

  async clean() {
    await this.squiggle.waitFor({ state: "detached", timeout: PATIENCE });
  }

  shot(name) {
    return this.page.screenshot({ path: path.join(process.env.SHOTS, `${this.name}-${name}.png`) });
  }
}

function expect(text, part, what) {
  if (!text.includes(part)) {
    throw new Error(`${what} does not say “${part}”: ${text}`);
  }
}

/** The processes of the server that comes with the extension. */
function servers() {
  const command = (pid) => {
    try {
      return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8");
    } catch {
      return "";
    }
  };
  const pids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => command(pid).startsWith(path.join(process.env.EXTENSIONS, "saywell")));
}

async function until(what, condition) {
  for (let waited = 0; !condition(); waited += 200) {
    if (waited > PATIENCE) {
      throw new Error(`${what} did not come`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const scenarios = {
  /** Underline, hover, restart, explanation, quick fix, clean. */
  async trusted(editor) {
    const { page } = editor;
    await editor.underlined();
    await editor.trust();
    await until("the one server of a trusted folder", () => servers().length === 1);
    await editor.openFile("draft.md");
    await editor.underlined();
    const { x, y } = await editor.point();
    const hover = page.locator(".monaco-hover", { hasText: "Source" }).first();
    await editor.insist(hover, async () => {
      await page.mouse.move(x, y + 200);
      await page.mouse.move(x, y, { steps: 5 });
    });
    const words = await hover.innerText();
    ["exploitation/prostitute", "Source", "saywell-ignore"].forEach((part) => expect(words, part, "the hover"));
    await editor.shot("hover");
    await page.keyboard.press("Escape");

    const [before] = servers();
    await editor.command("saywell: Restart");
    await until("another server alone", () => servers().length === 1 && servers()[0] !== before);
    await editor.underlined();

    await editor.quickFixes();
    const titles = (await editor.menu.allInnerTexts()).join(" | ");
    ["Write “", "here", "in this file", "saywell.toml", "Explain"].forEach((part) => expect(titles, part, "the menu"));
    await editor.shot("quick-fixes");
    await editor.menu.filter({ hasText: "Explain exploitation/prostitute" }).first().click();
    await page.locator(".tab", { hasText: "Preview prostitute" }).waitFor({ timeout: PATIENCE });
    const preview = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame").locator("body");
    await preview.getByText("Why").first().waitFor({ timeout: PATIENCE });
    await editor.shot("explanation");
    await page.keyboard.press("Control+w");

    await editor.underlined();
    await editor.quickFixes();
    await editor.menu.filter({ hasText: "Write “" }).first().click();
    await editor.clean();
    const after = await editor.text();
    expect(after, "Police arrested two people", "the document");
    await editor.shot("fixed");
  },

  /** Silenced here with a reason that is typed. */
  async silence(editor) {
    await editor.underlined();
    const { x, y } = await editor.point();
    await editor.page.mouse.click(x, y);
    await editor.command("saywell: Silence the Finding Here, with a Reason");
    const input = editor.page.locator(".quick-input-widget input");
    await editor.page.locator(".quick-input-widget", { hasText: "Why does it stand here?" }).waitFor({ timeout: PATIENCE });
    await input.fill("the charge is called so");
    await editor.page.keyboard.press("Enter");
    await editor.clean();
    expect(await editor.text(), "saywell-ignore exploitation/prostitute: the charge is called so", "the document");
    await editor.shot("silenced");
  },

  /** The rule switched off in a saywell.toml that is made for it. */
  async "switch-off"(editor) {
    await editor.underlined();
    await editor.quickFixes();
    await editor.menu.filter({ hasText: "Switch exploitation/prostitute off in saywell.toml" }).first().click();
    const config = path.join(editor.folder, "saywell.toml");
    await until("saywell.toml", () => fs.existsSync(config));
    await editor.openFile("saywell.toml");
    await editor.page.locator(".view-line", { hasText: "[rules]" }).waitFor({ timeout: PATIENCE });
    await editor.shot("switched-off");
    await editor.page.keyboard.press("Control+s");
    await until("the rule in saywell.toml", () => fs.readFileSync(config, "utf8").includes("exploitation/prostitute"));
    await editor.openFile("draft.md");
    await editor.clean();
  },

  /** A folder from a stranger: its settings start no program and read no configuration; drafts are read all the same. */
  async stranger(editor) {
    const run = path.join(editor.folder, "was-run");
    await editor.underlined();
    await editor.shot("restricted");
    if (fs.existsSync(run)) {
      throw new Error("the program that the folder names was run");
    }
    if (servers().length === 0) {
      throw new Error("the server that comes with the extension does not run");
    }
    // Once it is trusted, its settings count.
    await editor.trust();
    await until("the program that the trusted folder names", () => fs.existsSync(run));
  },
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
});

/** An editor that has started as a whole. A window that has lost its extensions never finds them again, so that another
 * one is opened, once, with nothing of the first one's; what the extension then does has only one try. */
async function start(name) {
  for (let last = false; ; last = true) {
    const page = await browser.newPage({ viewport: { width: 1200, height: 700 } });
    const editor = new Editor(page, name);
    try {
      await editor.open();
      return editor;
    } catch (error) {
      await editor.shot("not-started");
      await page.close();
      if (last) {
        throw error;
      }
      console.error(`vscode, ${name}: the editor did not start as a whole; once more`);
    }
  }
}

for (const [name, scenario] of Object.entries(scenarios)) {
  let editor;
  try {
    editor = await start(name);
    await scenario(editor);
    console.log(`vscode, ${name}: ok`);
  } catch (error) {
    await editor?.shot("failed");
    console.error(`vscode, ${name}: ${error.message}`);
    process.exitCode = 1;
    break;
  } finally {
    await editor?.page.close();
  }
}
await browser.close();
