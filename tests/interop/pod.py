"""A seedpod process with a folder and certificates of its own."""

import asyncio
import os
import re
import signal
import socket
import ssl
import subprocess
import urllib.request
from pathlib import Path

PASSWORD = "correct horse battery"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def certificates(folder: Path):
    """A test authority and a server certificate for 127.0.0.1 that it signed."""
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], check=True, cwd=folder, capture_output=True)

    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=test authority", "-keyout", "ca.key", "-out", "ca.pem")
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-subj", "/CN=127.0.0.1", "-keyout", "server.key", "-out", "server.csr")
    (folder / "server.ext").write_text("subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-days", "2", "-extfile", "server.ext", "-out", "server.pem")


class Pod:
    """Our program as somebody would run it who has a certificate."""

    def __init__(self, folder: Path, certs: Path):
        self.folder = folder
        self.certs = certs
        self.port = free_port()
        self.authority = f"127.0.0.1:{self.port}"
        self.url = f"https://{self.authority}"
        self.process = None
        self.log = folder.parent / "seedpod.log"
        self.log.touch()
        self.trust = ssl.create_default_context(cafile=str(certs / "ca.pem"))

    def flags(self):
        return [
            "--state-dir", str(self.folder), "--url", self.url, "--http", "off", "--https", self.authority,
            "--tls-cert", str(self.certs / "server.pem"), "--tls-key", str(self.certs / "server.key"),
            "--ca-file", str(self.certs / "ca.pem"), "--outgoing-allow", "127.0.0.0/8",
        ]

    def command(self, *words, stdin=""):
        """Runs an administrative command and returns what it prints."""
        program = os.environ["SEEDPOD_BIN"]
        environment = {**os.environ, "XDG_RUNTIME_DIR": str(self.runtime())}
        done = subprocess.run([program, *words, *self.flags()], input=stdin, capture_output=True, text=True,
                              timeout=60, env=environment)
        if done.returncode != 0:
            raise AssertionError(f"seedpod {' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def runtime(self):
        runtime = self.folder.parent / "run"
        runtime.mkdir(mode=0o700, exist_ok=True)
        return runtime

    async def start(self):
        environment = {**os.environ, "XDG_RUNTIME_DIR": str(self.runtime())}
        self.process = subprocess.Popen([os.environ["SEEDPOD_BIN"], "serve", *self.flags()], env=environment,
                                        stdout=self.log.open("a"), stderr=subprocess.STDOUT)
        for _ in range(300):
            if self.process.poll() is not None:
                raise AssertionError(f"seedpod ended at once:\n{self.log.read_text()}")
            if await asyncio.to_thread(self.is_ready):
                return
            await asyncio.sleep(0.1)
        raise AssertionError("seedpod does not become ready")

    def is_ready(self):
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", context=self.trust, timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stop(self, how=signal.SIGTERM):
        """Ends the process and returns its exit code."""
        if self.process is None:
            return None
        self.process.send_signal(how)
        try:
            return self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def queue(self):
        """How much waits to be sent or taken in."""
        numbers = re.findall(r"(deliveries|received|other)\s+(\d+)", self.command("queue", "stats"))
        return sum(int(number) for _, number in numbers)
