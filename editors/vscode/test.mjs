// Run by editors/test.sh: the extension in the real editor (code-server, which is VS Code in a browser), driven as a
// person would: open a document, see the underline, read why, take the quick fix, see the underline go.
//
// URL is the editor's address with the folder, CHROMIUM the browser, SHOTS a folder for screenshots.

import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";

const require = createRequire(path.join(process.env.TOOLS, "package.json"));
const { chromium } = require("playwright-core");
const shot = (page, name) => page.screenshot({ path: path.join(process.env.SHOTS, name) });

async function main(page) {
  await page.goto(process.env.URL);
  const file = page.locator(".explorer-folders-view .monaco-list-row", { hasText: "draft.md" });
  await file.dblclick({ timeout: 60_000 });

  const squiggle = page.locator(".squiggly-error, .squiggly-warning").first();
  await squiggle.waitFor({ state: "attached", timeout: 60_000 });
  await shot(page, "1-squiggle.png");

  await page.locator(".statusbar-item", { hasText: "saywell" }).first().waitFor();
  const line = page.locator(".view-line", { hasText: "prostitutes" });
  const box = await squiggle.boundingBox();
  const row = await line.boundingBox();
  const point = { x: box.x + box.width / 2, y: row.y + row.height / 2 };
  await page.mouse.move(point.x, point.y);
  const hover = page.locator(".monaco-hover", { hasText: "Instead" }).first();
  await hover.waitFor({ timeout: 20_000 });
  const text = await hover.innerText();
  for (const part of ["exploitation/prostitute", "Source", "saywell-ignore"]) {
    if (!text.includes(part)) {
      throw new Error(`the hover does not say ${part}: ${text}`);
    }
  }
  await shot(page, "2-hover.png");
  await page.keyboard.press("Escape");

  await page.mouse.click(point.x, point.y);
  await page.keyboard.press("Control+.");
  const menu = page.locator(".action-widget .monaco-list-row");
  const fix = menu.filter({ hasText: "Write “" }).first();
  await fix.waitFor({ timeout: 20_000 });
  await shot(page, "3-quick-fix.png");
  const titles = await menu.allInnerTexts();
  for (const part of ["here", "in this file", "saywell.toml", "Explain"]) {
    if (!titles.some((title) => title.includes(part))) {
      throw new Error(`no quick fix says ${part}: ${titles.join(" | ")}`);
    }
  }
  await fix.click();
  await squiggle.waitFor({ state: "detached", timeout: 20_000 });
  const after = (await page.locator(".view-lines").first().innerText()).replaceAll("\u00a0", " ");
  if (after.includes("prostitutes") || !after.includes("Police arrested two")) {
    throw new Error(`the fix made: ${after}`);
  }
  await shot(page, "4-fixed.png");
  return after.split("\n").find((row) => row.includes("Police"));
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
const page = await browser.newPage({ viewport: { width: 1200, height: 700 } });
try {
  console.log(`vscode: ok (${await main(page)})`);
} catch (error) {
  await shot(page, "failed.png");
  console.error(`vscode: ${error.message}`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
