"""What an editor waits for: a document is opened, changed one character at a time, and each change is answered.

Speaks the Language Server Protocol with any server. Changes follow each other without overlap: each waits for the
findings of the one before it.
"""

import itertools
import json
import os
import subprocess
import threading
import time
from queue import Empty, Queue


class Server:
    """A language server as a child process."""

    def __init__(self, command, root, patience):
        self.patience = patience
        self.child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=root)
        self.ids = itertools.count(1)
        self.inbox = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        stream = self.child.stdout
        while True:
            length = 0
            while line := stream.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            body = stream.read(length) if length else b""
            if not body:
                self.inbox.put(None)
                return
            # The time at which it came, before it is understood.
            self.inbox.put((time.perf_counter(), body))

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.child.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.child.stdin.flush()

    def notify(self, method, params):
        self._send({"method": method, "params": params})

    def request(self, method, params):
        number = next(self.ids)
        self._send({"id": number, "method": method, "params": params})
        return self.wait(lambda message: message.get("id") == number and "method" not in message)[1]

    def wait(self, wanted):
        """The first message that is wanted, and when it came. Requests of the server are answered with nothing."""
        end = time.monotonic() + self.patience
        while True:
            try:
                came = self.inbox.get(timeout=max(0.0, end - time.monotonic()))
            except Empty:
                raise TimeoutError(f"no answer in {self.patience} s") from None
            if came is None:
                raise ConnectionError("the server is gone")
            message = json.loads(came[1])
            if "id" in message and "method" in message:
                items = message.get("params", {}).get("items", []) if message["method"] == "workspace/configuration" else None
                self._send({"id": message["id"], "result": None if items is None else [self.settings] * len(items)})
            if wanted(message):
                return came[0], message

    settings = None

    def usage(self):
        """Peak memory in MiB, and processor time in seconds, so far."""
        with open(f"/proc/{self.child.pid}/status") as status:
            peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
        with open(f"/proc/{self.child.pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return peak / 1024, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        self.child.kill()
        self.child.wait()


def latency(command, path, text, edits, patience=30.0, settings=None):
    """Opens `text` as the document at `path`, makes `edits` insertions of one character, and gives figures:
    milliseconds to the first findings, at the median and at the 95th of 100 changes; findings; peak MiB; processor
    milliseconds for each change."""
    server = Server(command, os.path.dirname(path), patience)
    try:
        return _latency(server, path, text, edits, settings)
    finally:
        server.end()


def _latency(server, path, text, edits, settings):
    uri = "file://" + path
    server.settings = settings
    folder = {"uri": "file://" + os.path.dirname(path), "name": "bench"}
    answer = server.request("initialize", {
        "processId": os.getpid(), "rootUri": folder["uri"], "workspaceFolders": [folder],
        "initializationOptions": settings,
        "capabilities": {
            "workspace": {"configuration": settings is not None},
            "textDocument": {"publishDiagnostics": {"versionSupport": True, "dataSupport": True}},
        },
    })
    sync = answer["result"]["capabilities"].get("textDocumentSync")
    incremental = (sync.get("change") if isinstance(sync, dict) else sync) == 2
    server.notify("initialized", {})
    # Rules are made ready meanwhile, as they are while a person opens a file.
    time.sleep(0.5)

    def findings(message):
        return message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri

    start = time.perf_counter()
    server.notify("textDocument/didOpen", {
        "textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}})
    came, message = server.wait(findings)
    first = came - start
    found = len(message["params"]["diagnostics"])
    lines = text.split("\n")
    prose = [number for number, line in enumerate(lines) if len(line) > 40]
    _, cpu_before = server.usage()
    waits = []
    for step in range(edits):
        line = prose[(step * 7919) % len(prose)]
        place = {"line": line, "character": lines[line].find(" ", 10)}
        lines[line] = lines[line][:place["character"]] + "x" + lines[line][place["character"]:]
        here = {"range": {"start": place, "end": place}, "text": "x"}
        change = here if incremental else {"text": "\n".join(lines)}
        start = time.perf_counter()
        server.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": step + 2}, "contentChanges": [change]})
        came, _ = server.wait(findings)
        waits.append(came - start)
    peak, cpu = server.usage()
    waits.sort()
    return {
        "first_ms": first * 1000,
        "p50_ms": waits[len(waits) // 2] * 1000,
        "p95_ms": waits[min(len(waits) - 1, len(waits) * 95 // 100)] * 1000,
        "cpu_ms": (cpu - cpu_before) * 1000 / edits,
        "peak_mib": peak,
        "findings": found,
    }
