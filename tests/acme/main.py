"""The pod against a real certificate authority for tests. Each check is one behaviour of
spec/appliance.md §7, with its number; the last line counts them."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request
from pathlib import Path

NAME = "pod.test"
PASSWORD = "correct horse battery"
PROGRAM = os.environ["SEEDPOD_BIN"]


def free_port(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def wait_until(what, check, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = check()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"not within {seconds} s: {what}")


def run(*words, stdin=None):
    done = subprocess.run(words, input=stdin, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, words))}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Authority:
    """Pebble, and the name server that leads every name to this machine."""

    def __init__(self, folder):
        self.folder = folder
        self.port, self.management, self.dns = free_port(), free_port(), free_port(socket.SOCK_DGRAM)
        self.http, self.tls = free_port(), free_port()
        self.ca = folder / "ca.pem"
        self.process = None
        self.log = (folder / "pebble.log").open("a")
        self.make_papers()
        self.names = subprocess.Popen(
            ["pebble-challtestsrv", "-dns01", f"127.0.0.1:{self.dns}", "-http01", "", "-https01", "", "-tlsalpn01", "",
             "-management", f"127.0.0.1:{free_port()}", "-defaultIPv6", ""],
            stdout=self.log, stderr=self.log)

    def make_papers(self):
        at = lambda name: str(self.folder / name)
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
            "-subj", "/CN=test authority", "-keyout", at("ca.key"), "-out", at("ca.pem"))
        run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost",
            "-keyout", at("server.key"), "-out", at("server.csr"))
        (self.folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
        run("openssl", "x509", "-req", "-in", at("server.csr"), "-CA", at("ca.pem"), "-CAkey", at("ca.key"),
            "-CAcreateserial", "-days", "30", "-extfile", at("names"), "-out", at("server.pem"))

    @property
    def directory(self):
        return f"https://localhost:{self.port}/dir"

    def start(self, refused=20, http=None):
        """Refuses `refused` of a hundred good nonces; looks for the pod at `http` if that is given."""
        config = {"pebble": {
            "listenAddress": f"127.0.0.1:{self.port}", "managementListenAddress": f"127.0.0.1:{self.management}",
            "certificate": str(self.folder / "server.pem"), "privateKey": str(self.folder / "server.key"),
            "httpPort": http or self.http, "tlsPort": self.tls, "ocspResponderURL": "",
            "externalAccountBindingRequired": False}}
        file = self.folder / "pebble.json"
        file.write_text(json.dumps(config))
        environment = {**os.environ, "PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": str(refused)}
        self.process = subprocess.Popen(
            ["pebble", "-strict", "-config", str(file), "-dnsserver", f"127.0.0.1:{self.dns}"],
            env=environment, stdout=self.log, stderr=self.log)
        wait_until("pebble listens", lambda: self.root())

    def root(self):
        """The root of what it issues, PEM; a new one at each start."""
        try:
            trust = ssl.create_default_context(cafile=str(self.ca))
            url = f"https://localhost:{self.management}/roots/0"
            with urllib.request.urlopen(url, context=trust, timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            return None

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def end(self):
        self.stop()
        self.names.terminate()
        self.names.wait()


class Pod:
    def __init__(self, folder, authority, *more, http=True):
        self.folder, self.authority, self.more, self.has_http = folder, authority, more, http
        folder.mkdir()
        self.state = folder / "state"
        self.log = folder / "log"
        self.process = None

    def flags(self):
        http = f"127.0.0.1:{self.authority.http}" if self.has_http else "off"
        return ["--state-dir", str(self.state), "--url", f"https://{NAME}", "--http", http,
                "--https", f"127.0.0.1:{self.authority.tls}", "--acme-directory", self.authority.directory,
                "--ca-file", str(self.authority.ca), *self.more]

    def environment(self):
        runtime = self.folder / "run"
        runtime.mkdir(mode=0o700, exist_ok=True)
        clean = {name: value for name, value in os.environ.items() if not name.startswith("SSL_CERT")}
        return {**clean, "XDG_RUNTIME_DIR": str(runtime)}

    def command(self, *words, stdin=None):
        done = subprocess.run([PROGRAM, *words, *self.flags()], input=stdin, capture_output=True, text=True,
                              timeout=120, env=self.environment())
        if done.returncode != 0:
            raise AssertionError(f"{words}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def init(self):
        self.command("init", "--admin", "ada", "--password-stdin", stdin=PASSWORD + "\n")
        return self

    def start(self):
        self.process = subprocess.Popen([PROGRAM, "serve", *self.flags()], env=self.environment(),
                                        stdout=self.log.open("a"), stderr=subprocess.STDOUT)
        began = time.monotonic()
        wait_until("the pod is ready", self.is_ready, 30)
        return time.monotonic() - began

    def is_ready(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the pod ended:\n{self.log.read_text()}")
        try:
            return self.https("/readyz", verify=False)[0] == 200
        except OSError:
            return False

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            code = self.process.wait(timeout=20)
            self.process = None
            return code

    def status(self):
        return json.loads(self.command("cert", "status", "--json"))

    def connect(self, verify=True, protocols=None):
        trust = ssl.create_default_context(cadata=self.authority.root()) if verify else ssl.create_default_context()
        if not verify:
            trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
        if protocols:
            trust.set_alpn_protocols(protocols)
        raw = socket.create_connection(("127.0.0.1", self.authority.tls), timeout=10)
        return trust.wrap_socket(raw, server_hostname=NAME)

    def certificate(self, verify=True):
        with self.connect(verify) as stream:
            return stream.getpeercert(binary_form=True), stream.getpeercert()

    def https(self, path, verify=True):
        with self.connect(verify) as stream:
            return ask(stream, path)

    def http(self, path, accept="text/html", language="en"):
        with socket.create_connection(("127.0.0.1", self.authority.http), timeout=10) as stream:
            return ask(stream, path, accept, language)

    def certified(self, seconds=90):
        def check():
            status = self.status()
            return status if status["until"] and not status["asking"] else None
        return wait_until(f"a certificate; {self.log}", check, seconds)

    def failed(self, name):
        def check():
            status = self.status()
            return status if status["trouble"] == name and not status["asking"] else None
        return wait_until(f"the failure {name}", check)


def ask(stream, path, accept="text/html", language="en"):
    request = f"GET {path} HTTP/1.1\r\nHost: {NAME}\r\nAccept: {accept}\r\nAccept-Language: {language}\r\nConnection: close\r\n\r\n"
    stream.sendall(request.encode())
    answer = http.client.HTTPResponse(stream)
    answer.begin()
    return answer.status, answer.headers, answer.read().decode()


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def run(self, check, *given):
        try:
            check(*given)
            self.passed += 1
            print(f"ok      {check.__doc__}", flush=True)
        except Exception:
            self.failed += 1
            print(f"NOT OK  {check.__doc__}", flush=True)
            traceback.print_exc()


def first_contact(pod, authority):
    """H-046, H-050: without an authority the pod starts at once and says what is wrong"""
    seconds = pod.start()
    assert seconds < 10, seconds
    status = pod.failed("unreachable")
    assert status["until"] is None and status["automatic"]
    code, headers, page = pod.http("/setup?a=b")
    assert (code, headers["retry-after"]) == (503, "60"), (code, headers)
    assert "does not answer" in page and status["fingerprint"] in page, page
    assert f"https://{NAME}:{authority.tls}/setup?a=b" in page, page
    assert "antwortet nicht" in pod.http("/", language="de")[2]
    assert pod.http("/receive/public", accept="*/*")[0] == 503
    assert pod.http("/livez")[0] == 200
    der, _ = pod.certificate(verify=False)
    print_of = ssl.DER_cert_to_PEM_cert(der)
    found = run("openssl", "x509", "-noout", "-fingerprint", "-sha256", stdin=print_of)
    assert status["fingerprint"] in found, found
    assert status["fingerprint"] in pod.log.read_text()
    assert pod.https("/", verify=False)[0] in (200, 303, 302)


def over_http(pod, authority):
    """H-046, H-047, H-051: http-01 with refused nonces, in force without a restart"""
    authority.start(refused=20)
    pod.command("cert", "renew")
    pod.certified()
    der, said = pod.certificate()
    assert ("DNS", NAME) in said["subjectAltName"], said
    text = run("openssl", "x509", "-noout", "-text", stdin=ssl.DER_cert_to_PEM_cert(der))
    assert "prime256v1" in text, text
    code, headers, _ = pod.http("/stream?a=b")
    assert (code, headers["location"]) == (308, f"https://{NAME}/stream?a=b"), (code, headers)
    assert "strict-transport-security" not in pod.https("/")[1], "not within the first day"
    with pod.connect(protocols=["h2", "http/1.1"]) as stream:
        assert stream.selected_alpn_protocol() == "h2" and stream.version() == "TLSv1.3"
    assert pod.http("/.well-known/acme-challenge/x")[0] == 404


def old_protocols(pod, authority):
    """H-051: TLS 1.2 and 1.3 and nothing older"""
    for version, works in [("-tls1_2", True), ("-tls1_3", True), ("-tls1_1", False)]:
        done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{authority.tls}", "-servername", NAME,
                               version, "-cipher", "DEFAULT@SECLEVEL=0"], input="", capture_output=True, text=True)
        assert (done.returncode == 0) == works, (version, done.stdout, done.stderr)


def renewed(pod, authority):
    """H-046, H-051: renewed with a new key while a connection stays open"""
    before, _ = pod.certificate()
    with pod.connect() as stream:
        pod.command("cert", "renew")
        after = wait_until("another certificate", lambda: next(
            (der for der, _ in [pod.certificate()] if der != before), None), 90)
        assert ask(stream, "/livez")[0] == 200
    key = lambda der: run("openssl", "x509", "-noout", "-pubkey", stdin=ssl.DER_cert_to_PEM_cert(der))
    assert key(before) != key(after)


def kept(pod, authority):
    """H-038, H-049: kept where only its owner reads it, in the backup, and served again at once"""
    names = sorted(path.name for path in (pod.state / "acme").iterdir())
    assert names == ["account.pem", "progress.json", "self-signed.pem", "site.pem"], names
    modes = {path.stat().st_mode & 0o777 for path in (pod.state / "acme").iterdir()}
    assert modes == {0o600}, modes
    backup = pod.folder / "pod.backup"
    pod.command("backup", "create", str(backup))
    before, _ = pod.certificate()
    account = (pod.state / "acme/account.pem").read_text()
    assert pod.stop() == 0
    root = authority.root()
    authority.stop()
    shutil.rmtree(pod.state)
    pod.command("backup", "restore", str(backup))
    assert (pod.state / "acme/account.pem").read_text() == account
    pod.start()
    assert pod.certificate(verify=False)[0] == before
    assert pod.http("/")[0] == 308, "the authority is gone, the certificate is not"
    assert root


def over_tls(pod, authority):
    """H-047: tls-alpn-01 where there is no plain door"""
    authority.start(refused=20)
    pod.start()
    pod.certified()
    pod.certificate()
    assert pod.https("/livez")[0] == 200
    assert "TlsAlpn01" in (pod.state / "acme/progress.json").read_text()
    try:
        with pod.connect(verify=False, protocols=["acme-tls/1"]):
            raise AssertionError("a challenge nobody asked for is answered")
    except ssl.SSLError:
        pass


def the_other_way(pod, authority):
    """H-047: one retry, then the other proof; the plain page tells meanwhile"""
    authority.stop()
    authority.start(refused=5, http=free_port())
    pod.start()
    status = pod.failed("not-proven")
    assert status["detail"] and status["next"], status
    page = pod.http("/")[2]
    assert "does not reach the pod" in page and "The authority says" in page, page
    count = lambda: json.loads((pod.state / "acme/progress.json").read_text())["failures"]
    assert count() == 1
    pod.command("cert", "renew")
    wait_until("the second failure", lambda: count() == 2)
    pod.command("cert", "renew")
    pod.certified()
    pod.certificate()


def switched_off(pod, authority):
    """H-050: switched off, nobody is asked and the own certificate is shown"""
    pod.start()
    time.sleep(1)
    status = pod.status()
    assert not status["automatic"] and status["next"] is None and status["trouble"] is None, status
    assert "switched off" in pod.http("/")[2]
    assert not (pod.state / "acme/account.pem").exists()
    pod.certificate(verify=False)


def main():
    checks = Checks()
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        authority = Authority(place)
        pods = []

        def pod(name, *more, **kind):
            pods.append(Pod(place / name, authority, *more, **kind).init())
            return pods[-1]

        try:
            one = pod("one")
            for check in [first_contact, over_http, old_protocols, renewed, kept]:
                checks.run(check, one, authority)
            one.stop()
            two = pod("two", http=False)
            checks.run(over_tls, two, authority)
            two.stop()
            three = pod("three")
            checks.run(the_other_way, three, authority)
            three.stop()
            os.environ["SEEDPOD_ACME_ENABLED"] = "false"
            checks.run(switched_off, pod("four"), authority)
        finally:
            for each in pods:
                each.stop()
                if checks.failed:
                    print(f"---- {each.log}\n{each.log.read_text() if each.log.exists() else ''}"[-4000:])
            authority.end()
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(1 if checks.failed else 0)


main()
