"""The tools beside which saywell is measured, where they are installed."""

import os
import shutil


def peers(folder):
    """For each tool that is on the path, how it checks a file or a folder. `folder` holds the literals."""
    literals = str(folder / "literals.txt")
    vale_config = os.environ.get("VALE_CONFIG", "")
    known = {
        "alex": ["alex", "--quiet"],
        "Vale, alex style": ["vale", "--config", vale_config, "--no-exit"],
        "proselint": ["proselint", "check"],
        "typos": ["typos", "--isolated", "--format", "brief", "--threads", "1"],
        "Harper": ["harper-cli", "lint"],
        "rg, the rules' literals": ["rg", "--threads", "1", "-c", "-i", "-w", "-f", literals],
    }
    if not vale_config:
        del known["Vale, alex style"]
    return {name: command for name, command in known.items() if shutil.which(command[0])}


def servers():
    """Language servers that are on the path, with the settings that make them check a long document."""
    known = {
        "harper-ls": (["harper-ls", "--stdio"], {"harper-ls": {"maxFileLength": 10_000_000}}),
        "vale-ls": (["vale-ls"], None),
        "typos-lsp": (["typos-lsp"], None),
    }
    if not shutil.which("vale"):
        # It says nothing without.
        del known["vale-ls"]
    return {name: how for name, how in known.items() if shutil.which(how[0][0])}
