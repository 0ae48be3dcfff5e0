"""The command line as a server: one line in, one line out, with the time between."""
import json
import os
import select
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, "src", "Cli", "bin", "Release", "net10.0", "matrixdiff.dll")
COMMANDS = {"gradient": "grad", "jacobian": "jacobian", "hessian": "hessian", "simplify": "simplify", "witness": "witness"}
LONGEST = 60  # seconds for one line


class Engine:
    """One process for each command, started when it is first asked."""

    def __init__(self):
        self.processes = {}

    def ask(self, kind, request):
        """The answer (None if there was none) and the seconds it took."""
        process = self._process(kind)
        start = time.perf_counter()
        process.stdin.write(json.dumps(request, ensure_ascii=False) + "\n")
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], LONGEST)
        line = process.stdout.readline() if ready else ""
        seconds = time.perf_counter() - start
        if line:
            return json.loads(line), seconds
        process.kill()
        del self.processes[kind]
        return None, seconds

    def close(self):
        for process in self.processes.values():
            process.stdin.close()
            process.wait()

    def _process(self, kind):
        if kind not in self.processes:
            process = subprocess.Popen(["dotnet", PROGRAM, COMMANDS[kind], "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", bufsize=1)
            self.processes[kind] = process
            warm = {"id": 0, "expr": "sum(exp(x'*A*x))*x'*y", "wrt": "x"}
            process.stdin.write(json.dumps(warm) + "\n")
            process.stdin.flush()
            process.stdout.readline()
        return self.processes[kind]
