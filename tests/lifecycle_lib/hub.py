# SPDX-License-Identifier: MIT
"""The hub of one worker: its state is changed at /control, its record is read after each run."""

import http.client
import json
import subprocess
import time

from .workflows import ROOT


class Hub:
    def __init__(self, folder):
        self.record = folder / "record"
        scenario = folder / "hub.json"
        scenario.write_text("{}")
        self.process = subprocess.Popen(
            [
                *(ROOT / "build/hub", "--scenario", scenario, "--record", self.record),
                *("--fixtures", ROOT / "tests/fixtures"),
            ],
            stdout=subprocess.PIPE,
        )
        self.url = self.process.stdout.readline().decode().strip()
        self.connection = http.client.HTTPConnection(self.url.removeprefix("http://"))
        self.tail = self.record.open()

    def close(self):
        self.connection.close()
        self.tail.close()
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def ask(self, method, path, body=None, token=None):
        headers = {"User-Agent": "lifecycle", "Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self.connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"the hub: {method} {path}: {answer.status} {text.decode()}")
        return json.loads(text) if text else None

    def put(self, scenario):
        self.ask("PUT", "/control", scenario)
        self.requests()

    def patch(self, change):
        self.ask("PATCH", "/control", change)

    def state(self):
        return self.ask("GET", "/control")

    def requests(self):
        """What was asked since the last call."""
        return [json.loads(line) for line in self.tail]

    def wait_for_hang(self, process):
        """Until a request hangs, or the program has ended without one; what was asked."""
        seen = []
        while process.poll() is None:
            seen += self.requests()
            if any(request["status"] == 0 for request in seen):
                break
            time.sleep(0.001)
        return seen
