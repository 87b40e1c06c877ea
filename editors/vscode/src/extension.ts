// The extension: starts the server that is part of the `saywell` command, and shows what it says.

import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  type CodeAction,
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  State,
} from "vscode-languageclient/node";

const LANGUAGES = [
  "markdown", "plaintext", "git-commit", "quarto", "rmd", "html", "latex", "tex", "srt", "subrip", "vtt", "webvtt",
  "restructuredtext", "asciidoc", "org", "typst",
];

/** Files, commit messages among them, new documents, cells of notebooks. Not what others show: old versions, output. */
const SCHEMES = ["file", "untitled", "vscode-notebook-cell"];

let client: LanguageClient | undefined;
/** What is started and stopped, one after the other: trust and a setting can change at once. */
let turn: Promise<void> = Promise.resolve();
let status: vscode.StatusBarItem;
let output: vscode.OutputChannel;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel("saywell");
  status = vscode.window.createStatusBarItem("saywell", vscode.StatusBarAlignment.Right);
  status.name = "saywell";
  status.command = "saywell.showOutput";
  const explanations = new Explanations();
  context.subscriptions.push(
    output,
    status,
    vscode.workspace.registerTextDocumentContentProvider(Explanations.scheme, explanations),
    vscode.commands.registerCommand("saywell.restart", () => restart(context, explanations)),
    vscode.commands.registerCommand("saywell.showOutput", () => output.show(true)),
    vscode.commands.registerCommand("saywell.silenceWithReason", silenceWithReason),
    vscode.workspace.onDidChangeConfiguration((change) => {
      const started = ["saywell.path", "saywell.log", "saywell.workspaceDiagnostics"];
      if (started.some((name) => change.affectsConfiguration(name))) {
        void restart(context, explanations);
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => restart(context, explanations)),
  );
  await restart(context, explanations);
}

export async function deactivate(): Promise<void> {
  turn = turn.then(stop);
  await turn;
}

async function restart(context: vscode.ExtensionContext, explanations: Explanations): Promise<void> {
  turn = turn.then(stop).then(() => start(context, explanations));
  await turn;
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  try {
    await running?.dispose();
  } catch (error) {
    // One that has not started, or is gone already.
    output.appendLine(`The server could not be asked to stop: ${String(error)}`);
  }
}

async function start(context: vscode.ExtensionContext, explanations: Explanations): Promise<void> {
  const settings = vscode.workspace.getConfiguration("saywell");
  const args = ["lsp", ...(settings.get<boolean>("log") ? ["--log"] : [])];
  const server: ServerOptions = { command: command(context, settings), args };
  client = new LanguageClient("saywell", "saywell", server, options(explanations));
  client.onDidChangeState(({ newState }) => show(newState));
  try {
    await client.start();
  } catch (error) {
    show(State.Stopped);
    output.appendLine(`The server could not be started (${server.command}): ${String(error)}`);
    void offerSettings();
  }
}

async function offerSettings(): Promise<void> {
  const choice = await vscode.window.showErrorMessage(
    `saywell could not be started. Set saywell.path to the saywell command.`,
    "Open settings",
  );
  if (choice) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "saywell.path");
  }
}

function options(explanations: Explanations): LanguageClientOptions {
  const settings = vscode.workspace.getConfiguration("saywell");
  return {
    documentSelector: [
      ...SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ language, scheme }))),
      { pattern: "**/saywell.toml", scheme: "file" },
      { language: "toml", scheme: "file" },
    ],
    initializationOptions: {
      showsExplanations: true,
      workspaceDiagnostics: settings.get<boolean>("workspaceDiagnostics"),
    },
    outputChannel: output,
    diagnosticPullOptions: { onChange: true, onSave: true, onTabs: false },
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue }),
      closed: () => ({ action: CloseAction.DoNotRestart, handled: true }),
    },
    middleware: {
      async executeCommand(name, args, next) {
        const result = await next(name, args);
        if (name === "saywell.explain" && typeof result === "string") {
          await explanations.show(String(args[0]), result);
        }
        return result;
      },
    },
  };
}

/** The command: the user's, else the bundled one, else the one on the path. */
function command(context: vscode.ExtensionContext, settings: vscode.WorkspaceConfiguration): string {
  const chosen = settings.get<string>("path")?.trim();
  if (chosen) {
    return chosen;
  }
  const name = process.platform === "win32" ? "saywell.exe" : "saywell";
  const bundled = path.join(context.extensionPath, "server", name);
  if (!fs.existsSync(bundled)) {
    return name;
  }
  try {
    fs.accessSync(bundled, fs.constants.X_OK);
  } catch {
    // Packaging on Windows loses the bit.
    fs.chmodSync(bundled, 0o755);
  }
  return bundled;
}

function show(state: State): void {
  const running = state === State.Running;
  void vscode.commands.executeCommand("setContext", "saywell.running", running);
  const icons = { [State.Running]: "check", [State.Starting]: "sync~spin", [State.Stopped]: "circle-slash" };
  status.text = `$(${icons[state]}) saywell`;
  status.tooltip = running ? "saywell reads along" : "saywell is not running";
  status.show();
}

/** Explanations of rules, as documents that are shown as Markdown. */
class Explanations implements vscode.TextDocumentContentProvider {
  static readonly scheme = "saywell-rule";
  private readonly texts = new Map<string, string>();

  async show(rule: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: Explanations.scheme, path: `/${rule}.md` });
    this.texts.set(uri.path, text);
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.path) ?? "";
  }
}

/** Asks for the reason, and has the server put the directive where it works. */
async function silenceWithReason(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!client || !editor) {
    return;
  }
  const { document, selection } = editor;
  const params = {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
    range: client.code2ProtocolConverter.asRange(selection),
    context: { diagnostics: [] },
  };
  const actions = (await client.sendRequest<CodeAction[] | null>("textDocument/codeAction", params)) ?? [];
  const action = actions.find((it) => (it.data as { silencing?: string } | undefined)?.silencing === "here");
  if (!action) {
    void vscode.window.showInformationMessage("saywell: nothing is underlined here.");
    return;
  }
  const reason = await vscode.window.showInputBox({ title: action.title, prompt: "Why does it stand here?" });
  if (reason) {
    await client.sendRequest("workspace/executeCommand", {
      command: "saywell.silence",
      arguments: [action.data, reason],
    });
  }
}
