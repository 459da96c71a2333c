# SPDX-License-Identifier: MIT
"""What bench/run, bench/growth and tests/roundtrips share: the hub behind nghttpx behind a relay.

program -> relay (a round trip) -> nghttpx (TLS 1.3, HTTP/2) -> the hub (HTTP/1.1)
"""

import contextlib
import copy
import json
import os
import pathlib
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time

# Debian has nghttpx there, where an ordinary user does not look.
os.environ["PATH"] += ":/usr/sbin:/sbin"

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
PROGRAM = shlex.split(os.environ.get("PROGRAM", str(BUILD / "deploy-dispatch")))
CMS = "CoreMemorySquad/cms"
INFRASTRUCTURE = "CoreMemorySquad/cms_infrastructure"
# What a runner's own certificates are; the cost of reading them is part of every start.
SYSTEM_CERTIFICATES = pathlib.Path("/etc/ssl/certs/ca-certificates.crt")
# How the program gets them: as a directory (a file each, named by its hash), as a bundle, or one.
CERTIFICATES = os.environ.get("CERTIFICATES", "directory")


def fixture(name, patch=None):
    """An event of tests/fixtures/, with a merge patch (RFC 7396)."""

    def merge(tree, over):
        for key, value in over.items():
            tree[key] = merge(tree.get(key, {}), value) if isinstance(value, dict) else value
        return tree

    return merge(json.loads((ROOT / "tests/fixtures" / name).read_text()), patch or {})


def base():
    """The environment and the hub's state that the tests start from."""
    return json.loads((ROOT / "tests/cases/base.json").read_text())


# What a command asks, in order; the two reads at the same time.
READS = ["GET role", "GET pull"]
THREAD = ["GET comments", "GET pull"]  # of Resolve, likewise
COMMAND = [*READS, "POST dispatch", "POST reaction"]


class Job:
    """One thing that the program is run for: its event and its environment."""

    def __init__(self, event, env=None, program=PROGRAM):
        self.event = event
        self.env = base()["env"] | (env or {})
        self.program = program


def comment_job(body, program=PROGRAM, **env):
    event = fixture("issue_comment.created.json", {"comment": {"body": body}})
    return Job(event, env, program)


def closed_job():
    return Job(fixture("pull_request.closed.json"), {"GITHUB_EVENT_NAME": "pull_request_target"})


def infrastructure_job(patch=None, **env):
    return Job(
        fixture("repository_dispatch.json", patch or {}),
        {
            "GITHUB_EVENT_NAME": "repository_dispatch",
            "GITHUB_REPOSITORY": INFRASTRUCTURE,
            "INPUT_REPOSITORY": CMS,
            "INPUT_TOKEN": "report-token-5ecret",
            **env,
        },
    )


# The sweep: so many environments, of which so many are left over.
SWEPT, LEFT_OVER, AT_ONCE, PER_PAGE = 500, 40, 8, 100
SWEEP = ["GET branch", "GET branch"] + ["GET pulls"] * -(-(SWEPT - LEFT_OVER) // PER_PAGE)
SWEEP += (["GET pull"] * AT_ONCE + ["POST dispatch"] * AT_ONCE) * (LEFT_OVER // AT_ONCE)
SWEEP += ["GET comments"]


def sweep_job():
    """One of the environments in each dozen is left over."""
    names = "\n".join(f"  pr-{number}" for number in range(1, SWEPT + 1))
    return Job(
        {},
        {
            "GITHUB_EVENT_NAME": "schedule",
            "GITHUB_REPOSITORY": INFRASTRUCTURE,
            "INPUT_MODE": "reconcile",
            "INPUT_ENVIRONMENTS": f"* default\n{names}\n",
            "INPUT_REPOSITORY": CMS,
            "INPUT_TOKEN": "report-token-5ecret",
            "INPUT_GITHUB-TOKEN": "infra-token-5ecret",
        },
    )


def with_sweep(hub, small=False):
    """Adds the pull requests of these environments, each some 20 KB, or as small as they may be."""
    nothing = {}
    if small:
        keep = ("number", "state", "head", "base", "closed_at", "merged_at", "updated_at")
        whole = fixture("pull.json")
        nothing = {name: None for name in whole if name not in keep}
        for side in ("head", "base"):
            names = [name for name in whole[side]["repo"] if name not in ("id", "full_name")]
            nothing[side] = {"user": None, "repo": dict.fromkeys(names)}
    closed = {"state": "closed", "closed_at": "2026-11-25T10:00:00Z", **nothing}
    left = range(12, 12 * LEFT_OVER + 1, 12)
    pulls = {str(n): closed if n in left else nothing for n in range(1, SWEPT + 1)}
    hub["repositories"][CMS]["pulls"] = pulls
    return hub


def scripted_comment():
    """A reply for a new comment, so that the hub's list does not grow from run to run."""
    path = f"/repos/{CMS}/issues/123/comments"
    url = f"https://github.com/{CMS}/pull/123#issuecomment-1"
    return {
        "method": "POST",
        "path": path,
        "status": 201,
        "times": 0,
        "body": {"html_url": url, "user": {"id": 1}},
    }


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return sock.getsockname()[1]


def need(*programs):
    missing = [name for name in programs if not shutil.which(name)]
    if missing:
        raise SystemExit(f"{', '.join(missing)} missing: run script/bootstrap --test")


class Stage(contextlib.ExitStack):
    """The servers, in a folder of their own; all end with it."""

    def __init__(self, round_trips=(0,), hub=None, alpn="h2,http/1.1"):
        super().__init__()
        need("nghttpx", "openssl")
        signal.signal(signal.SIGTERM, lambda *_: exit(1))
        self.dir = pathlib.Path(self.enter_context(tempfile.TemporaryDirectory()))
        try:
            self.start(hub or base()["hub"], alpn, round_trips)
        except BaseException:
            self.close()
            raise

    def start(self, hub, alpn, round_trips):
        self.make_certificates()
        (self.dir / "hub.json").write_text(json.dumps(hub))
        process = self.spawn(
            BUILD / "hub",
            *("--scenario", self.dir / "hub.json"),
            *("--record", self.dir / "record"),
            *("--fixtures", ROOT / "tests/fixtures"),
            stdout=subprocess.PIPE,
        )
        self.hub_port = int(process.stdout.readline().rsplit(b":", 1)[1])
        self.tls_port = self.start_proxy(alpn)
        self.relays = {}
        for ms in round_trips:
            relay = self.spawn(
                ROOT / "bench/relay",
                self.tls_port,
                ms,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            self.relays[ms] = relay, int(relay.stdout.readline())

    def make_certificates(self):
        """A private authority, beside the system's own as on a runner, and a server's key."""
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        self.openssl(
            *("req", "-x509", *curve, "-days", "2", "-subj", "/CN=bench authority"),
            *("-keyout", "ca.key", "-out", "ca.pem"),
        )
        self.openssl(
            *("req", *curve, "-subj", "/CN=127.0.0.1", "-keyout", "key.pem", "-out", "csr.pem")
        )
        (self.dir / "san").write_text("subjectAltName=IP:127.0.0.1\n")
        self.openssl(
            *("x509", "-req", "-in", "csr.pem", "-CA", "ca.pem", "-CAkey", "ca.key"),
            *("-CAcreateserial", "-days", "2", "-extfile", "san", "-out", "cert.pem"),
        )
        bundle = (self.dir / "ca.pem").read_bytes()
        if SYSTEM_CERTIFICATES.exists():
            bundle += SYSTEM_CERTIFICATES.read_bytes()
        (self.dir / "bundle.pem").write_bytes(bundle)
        hashed = self.dir / "certs"
        hashed.mkdir()
        shutil.copy(self.dir / "ca.pem", hashed)
        self.openssl("rehash", hashed)

    def openssl(self, *args):
        done = subprocess.run(
            ["openssl", *args],
            cwd=self.dir,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode != 0:
            command = " ".join(str(arg) for arg in args)
            raise SystemExit(f"openssl {command}\nended with {done.returncode}:\n{done.stdout}")

    def spawn(self, *args, **options):
        process = subprocess.Popen([str(arg) for arg in args], **options)
        self.callback(process.wait)
        self.callback(process.terminate)
        return process

    def start_proxy(self, alpn):
        help_text = subprocess.run(["nghttpx", "--help"], capture_output=True, text=True).stdout
        port = free_port()
        self.spawn(
            "nghttpx",
            *("--conf=/dev/null", "--single-process", "--workers=1", "--log-level=WARN"),
            f"--frontend=127.0.0.1,{port}",
            f"--backend=127.0.0.1,{self.hub_port}",
            # Its name since 1.54.
            f"--{'alpn' if '--alpn-list' in help_text else 'npn'}-list={alpn}",
            f"--errorlog-file={self.dir / 'nghttpx.log'}",
            *("--tls-min-proto-version=TLSv1.3", "--tls-max-proto-version=TLSv1.3"),
            self.dir / "key.pem",
            self.dir / "cert.pem",
            stderr=subprocess.DEVNULL,
        )
        for _ in range(200):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
                return port
            time.sleep(0.02)
        raise SystemExit("nghttpx does not start")

    def requests(self):
        """What the hub was asked since the last call."""
        with (self.dir / "record").open() as record:
            record.seek(getattr(self, "seen", 0))
            lines = [json.loads(line) for line in record]
            self.seen = record.tell()
        return lines

    def env(self, job, url):
        bundle = str(self.dir / "bundle.pem")
        ours = {
            "bundle": {"SSL_CERT_FILE": bundle},
            "one": {"SSL_CERT_FILE": str(self.dir / "ca.pem")},
            "directory": {"SSL_CERT_DIR": f"{self.dir / 'certs'}:{SYSTEM_CERTIFICATES.parent}"},
        }
        certificates = {
            **ours[CERTIFICATES],
            "CURL_CA_BUNDLE": bundle,
            "NODE_EXTRA_CA_CERTS": str(self.dir / "ca.pem"),
        }
        return {
            **certificates,
            "PATH": os.environ["PATH"],
            "GITHUB_API_URL": url,
            "GITHUB_EVENT_PATH": str(self.dir / "event.json"),
            "GITHUB_OUTPUT": str(self.dir / "output"),
            "GITHUB_STEP_SUMMARY": str(self.dir / "summary"),
            **job.env,
        }

    def measure(self, job, round_trip):
        """Runs it once, that far from the servers, and says what it cost."""
        event = job.event if isinstance(job.event, bytes) else json.dumps(job.event).encode()
        (self.dir / "event.json").write_bytes(event)
        (self.dir / "output").write_bytes(b"")
        (self.dir / "summary").write_bytes(b"")
        relay, port = self.relays[round_trip]
        done = subprocess.run(
            [BUILD / "bench/measure", self.dir / "cost", *job.program],
            env=self.env(job, f"https://127.0.0.1:{port}"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        cost = json.loads((self.dir / "cost").read_text())
        relay.stdin.write(b"\n")
        relay.stdin.flush()
        cost |= json.loads(relay.stdout.readline())
        cost["requests"] = self.requests()
        if cost["status"] != 0:
            raise SystemExit(
                f"{' '.join(job.program)} ended with {cost['status']}:\n"
                f"{done.stdout}{done.stderr}{json.dumps(cost['requests'])[:4000]}"
            )
        return cost


def with_replies(*replies):
    hub = copy.deepcopy(base()["hub"])
    hub["replies"] = list(replies)
    return hub


def request_name(request):
    path = request["path"]
    what = {"permission": "role", "dispatches": "dispatch", "reactions": "reaction"}
    last = path.rsplit("/", 1)[1]
    for folder, name in (("/pulls/", "pull"), ("/branches/", "branch")):
        last = name if folder in path else last
    return f"{request['method']} {what.get(last, last)}"


def check_requests(name, cost, expected):
    """All that was asked, in order; what is read at the same time may come in any."""
    asked = [request_name(request) for request in cost["requests"]]
    reads = len(READS) if expected[: len(READS)] == READS or expected == THREAD else 0
    reads = 3 if expected == SWEEP else reads
    if sorted(asked[:reads]) + asked[reads:] != sorted(expected[:reads]) + expected[reads:]:
        raise SystemExit(f"{name}: asked {asked}, expected {expected}")
