"""Running commands and timing them."""

import os
import signal
import statistics
import subprocess
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Sample:
    """Runs of one command on one input."""

    seconds: list = field(default_factory=list)
    peak_mib: float = 0.0
    problem: str = ""

    @property
    def median(self):
        return statistics.median(self.seconds) if self.seconds else None

    def shown(self):
        if self.problem:
            return self.problem
        spread = f"{min(self.seconds):.3f}–{max(self.seconds):.3f}, {len(self.seconds)} runs"
        return f"{self.median:.3f} ({spread})"


def run_once(command, limit, cwd=None):
    """Seconds and peak MiB of a command; raises TimeoutError after `limit` seconds. Its output goes nowhere.

    What it finds shows in its exit code, which is therefore not looked at, unless the command was not found or died.
    """
    start = time.perf_counter()
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd,
        start_new_session=True)
    late = threading.Event()

    def stop():
        late.set()
        os.killpg(child.pid, signal.SIGKILL)

    timer = threading.Timer(limit, stop)
    timer.start()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    timer.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    if late.is_set():
        raise TimeoutError
    if child.returncode < 0 or child.returncode in (126, 127):
        raise RuntimeError(f"exit {child.returncode}")
    return seconds, usage.ru_maxrss / 1024


def run_beside(commands, runs, limit, cwd=None):
    """Samples of several commands by name, in turns, so that what else the machine does hits all alike. One that takes
    more than a fifth of `limit` is run once."""
    samples = {name: Sample() for name in commands}
    for turn in range(runs):
        for name, command in commands.items():
            sample = samples[name]
            if sample.problem or (turn > 0 and sample.seconds[0] > limit / 5):
                continue
            try:
                seconds, peak = run_once(command, limit, cwd)
            except TimeoutError:
                sample.problem = f"not done in {limit:.0f} s"
            except (OSError, RuntimeError) as error:
                sample.problem = f"failed: {error}"
            else:
                sample.seconds.append(seconds)
                sample.peak_mib = max(sample.peak_mib, peak)
    return samples
