#!/usr/bin/env python3
"""Tries what docs/ci shows: pages.py PACKAGES, after packages/build.sh PACKAGES.

Each block after a comment <!-- try: KIND --> is compared with the published schema of its kind, and what it makes a
runner do is done, in a repository with one draft in which something is found: shell lines are run as they stand, actions
and hooks by what they say of themselves. Packages come from PACKAGES, as if they had been released.

Needs check-jsonschema and pre-commit on the path, and PyYAML, which comes with them.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = Path(sys.argv[1]).resolve()
VERSION = re.search(r'^version = "(.+)"$', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)[1]
BLOCK = re.compile(r"<!-- try: ([a-z-]+) -->\n```[a-z]+\n(.*?)```", re.DOTALL)
SCHEMAS = {
    "github": ["vendor.github-workflows"],
    "gitlab": ["vendor.gitlab-ci", "--data-transform", "gitlab-ci", "--regex-variant", "nonunicode"],
    "azure": ["vendor.azure-pipelines", "--data-transform", "azure-pipelines", "--regex-variant", "nonunicode"],
}
DRAFT = "# Draft\n\nPolice arrested two prostitutes and their johns.\n"


class Failed(Exception):
    """What a page shows does not work, for this reason."""


def run(command, folder, **variables):
    """Runs a command; gives its exit code and what it said."""
    environment = {**os.environ, **{name: str(value) for name, value in variables.items()}}
    done = subprocess.run(
        command, cwd=folder, env=environment, text=True, stdin=subprocess.DEVNULL, stdout=-1, stderr=subprocess.STDOUT
    )
    return done.returncode, done.stdout


def expect(what, found, wanted, said=""):
    if found != wanted:
        raise Failed(f"{what}: {found}, not {wanted}\n{said}")


def project(folder):
    """A repository with a draft in which something is found, and a file in a format that is not known: both new."""
    (folder / "drafts").mkdir(parents=True)
    git(folder, "init", "--quiet")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "Begin")
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    (folder / "drafts" / "draft.md").write_text(DRAFT, encoding="utf-8")
    (folder / "drafts" / "tool.sh").write_text("echo prostitutes\n", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "Write a draft")
    return folder


def git(folder, *arguments):
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True)


def shell(lines, folder, status):
    """Runs shell lines where pip knows nothing but our packages; a report of a format that is made must not be empty."""
    subprocess.run([sys.executable, "-m", "venv", folder.parent / "python"], check=True)
    path = f"{folder.parent / 'python' / 'bin'}:{os.environ['PATH']}"
    variables = {"PATH": path, "PIP_NO_INDEX": 1, "PIP_FIND_LINKS": PACKAGES, "PIP_DISABLE_PIP_VERSION_CHECK": 1}
    found, said = run(["bash", "-e", "-c", lines], folder, **variables)
    expect("exit code", found, status, said)
    for report in re.findall(r"--output \w+=(\S+)", lines):
        written(folder / report)


def written(report):
    if not report.is_file() or "prostitute" not in report.read_text(encoding="utf-8"):
        raise Failed(f"{report.name} was not written, or does not hold the finding")


def try_gitlab(page, folder):
    job = page["saywell"]
    shell("\n".join(job["script"]), folder, 1)
    written(folder / job["artifacts"]["reports"]["codequality"])


def try_azure(page, folder):
    shell(page["steps"][0]["script"], folder, 1)
    written(folder / page["steps"][1]["inputs"]["testResultsFiles"])


def try_jenkins(page, folder):
    shell(re.search(r"sh '''(.*?)'''", page, re.DOTALL)[1], folder, 1)
    written(folder / re.search(r"junit '(.*?)'", page)[1])


def try_github(page, folder):
    steps = page["jobs"]["saywell"]["steps"]
    given = next(step["with"] for step in steps if step["uses"] == f"saywell/saywell@v{VERSION}")
    releases = folder.parent / "releases" / f"v{VERSION}"
    shutil.copytree(PACKAGES, releases)
    status, said = action(given, folder, releases.parent)
    expect("exit code", status, 0 if given.get("fail-on") == "never" else 1, said)
    written(folder.parent / "summary.md")
    for name in ("sarif-file", "html-file"):
        if name in given:
            written(folder / given[name])
    if given.get("annotations") != "false" and not re.search(r"^::(error|warning|notice) .*drafts/draft\.md", said, re.M):
        raise Failed(f"no annotation\n{said}")
    spoil(next(releases.glob("*.tar.gz")))
    status, said = action(given, folder, releases.parent)
    if status == 0 or "checksum differs" not in said:
        raise Failed(f"an archive that is not the one that was released is run\n{said}")


def spoil(file):
    with open(file, "r+b") as archive:
        archive.seek(1000)
        archive.write(b"spoilt")


def action(given, folder, releases):
    """Does the steps of action.yml as a runner does, until one fails; gives its exit code and what all said."""
    document = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    known = {name: given.get(name, about["default"]) for name, about in document["inputs"].items()}
    expect("inputs that action.yml does not have", sorted(set(given) - set(known)), [])
    values = {f"inputs.{name}": value for name, value in known.items()}
    output = folder.parent / "output"
    output.write_text("")
    variables = {
        "GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": ROOT, "GITHUB_OUTPUT": output, "RUNNER_ARCH": "X64",
        "GITHUB_STEP_SUMMARY": folder.parent / "summary.md", "RUNNER_OS": "Linux", "RUNNER_TEMP": folder.parent,
        "SAYWELL_RELEASES": releases.as_uri(),
    }  # fmt: skip
    everything = ""
    for step in document["runs"]["steps"]:
        env = {name: fill(text, values) for name, text in step["env"].items()}
        place = folder / fill(step.get("working-directory", "."), values)
        status, said = run(["bash", "-e", "-c", step["run"]], place, **variables, **env)
        everything += said
        if status != 0:
            break
        for line in output.read_text().splitlines():
            name, value = line.split("=", 1)
            values[f"steps.{step['id']}.outputs.{name}"] = value
        output.write_text("")
    return status, everything


def fill(text, values):
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda expression: values[expression[1]], text)


def try_pre_commit(page, folder):
    hook = page["repos"][0]["hooks"][0]
    expect("rev", page["repos"][0]["rev"], f"v{VERSION}")
    # The repository that the page names is not reachable from here; this one, as committed, takes its place.
    page["repos"][0] |= {"repo": str(ROOT), "rev": subprocess.getoutput(f"git -C {ROOT} rev-parse HEAD")}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(page), encoding="utf-8")
    variables = {"PIP_FIND_LINKS": PACKAGES, "PRE_COMMIT_HOME": folder.parent / "pre-commit"}
    command = ["pre-commit", "run", "--color", "never"]
    status, said = run([*command, "--all-files"], folder, **variables)
    expect("exit code", status, 0 if "never" in hook.get("args", []) else 1, said)
    if "exploitation/john" not in said or "tool.sh:" in said:
        raise Failed(f"the draft, and only that, should be checked\n{said}")
    (folder / "drafts" / "draft.md").write_text("# Draft\n\nIt rained.\n", encoding="utf-8")
    status, said = run([*command, "--files", "drafts/draft.md", "drafts/tool.sh"], folder, **variables)
    expect("exit code for a draft without findings", status, 0, said)


def try_block(kind, text):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        page = folder / "page.yml"
        page.write_text(text, encoding="utf-8")
        if kind in SCHEMAS:
            status, said = run(["check-jsonschema", "--builtin-schema", *SCHEMAS[kind], page], folder)
            expect("schema", status, 0, said)
        parsed = text if kind == "jenkins" else yaml.safe_load(text)
        globals()[f"try_{kind.replace('-', '_')}"](parsed, project(folder / "project"))


def main():
    passed = failed = 0
    for page in sorted((ROOT / "docs" / "ci").glob("*.md")):
        for number, (kind, text) in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")), 1):
            try:
                try_block(kind, text)
                passed += 1
                print(f"ok: docs/ci/{page.name}, block {number}", flush=True)
            except Failed as reason:
                failed += 1
                print(f"FAILED: docs/ci/{page.name}, block {number}: {reason}", flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0 or passed == 0)


main()
