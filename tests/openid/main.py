"""An existing OpenID Connect client against a real pod, through a real browser; then a property test."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# The pod of this test is at home: no TLS.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import KeySet
from playwright.sync_api import sync_playwright

PASSWORD = "correct horse battery"
BACK = "http://127.0.0.1:9/callback"
SCOPE = "openid profile public:read public:modify contacts:read interactions"
ALL = ("openid profile profile:modify public:read public:modify private:read private:modify contacts:read "
       "contacts:modify tags:read tags:modify interactions notifications conversations")
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# Seconds that the property test may take.
PATIENCE = 90

passed = 0


def good(what):
    global passed
    passed += 1
    print(f"ok: {what}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Pod:
    """Our program as a family runs it at home, with limits that do not slow a test down."""

    def __init__(self, folder):
        self.folder = folder
        self.address = f"127.0.0.1:{free_port()}"
        self.url = f"http://{self.address}"
        self.runtime = folder / "run"
        self.runtime.mkdir(mode=0o700)
        self.environment = {
            **os.environ, "XDG_RUNTIME_DIR": str(self.runtime), "SEEDPOD_LIMITS_API": "100000 / 1ms",
            "SEEDPOD_LIMITS_ACTIONS": "100000 / 1ms", "SEEDPOD_LIMITS_PAGES": "100000 / 1ms",
        }
        self.flags = ["--state-dir", str(folder / "state"), "--url", self.url]
        self.log = open(folder / "log", "w")
        self.process = None

    def command(self, *words, stdin=""):
        done = subprocess.run([os.environ["SEEDPOD_BIN"], *words, *self.flags], input=stdin, text=True,
                              capture_output=True, timeout=120, env=self.environment)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout.strip()

    def start(self):
        program = [os.environ["SEEDPOD_BIN"], "serve", *self.flags, "--http", self.address]
        self.process = subprocess.Popen(program, env=self.environment, stdout=self.log, stderr=self.log)
        for _ in range(600):
            try:
                if requests.get(f"{self.url}/readyz", timeout=2).ok:
                    return
            except requests.ConnectionError:
                pass
            assert self.process.poll() is None, (self.folder / "log").read_text()
            time.sleep(0.1)
        raise AssertionError("the pod does not become ready")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(30)


def consent(pod, browser, address):
    """Opens the program's address in the browser, signs in where asked, allows, and says where that leads."""
    page = browser.new_page()
    page.route(f"{BACK}**", lambda route: route.fulfill(body="back in the program"))
    page.goto(address)
    if "/users/sign_in" in page.url:
        page.fill("input[name=username]", "ada")
        page.fill("input[name=password]", PASSWORD)
        page.click("form[action='/users/sign_in'] button[type=submit]")
        good("the sign-in page leads on to the consent page")
    assert "A real client" in page.inner_text("main, body"), page.inner_text("body")
    page.click("form:has(input[name=approve][value=true]) button")
    page.wait_for_url(f"{BACK}**")
    found = page.url
    page.close()
    return found


def client(pod):
    """Discovers, registers, signs in, calls, refreshes, is revoked."""
    found = requests.get(f"{pod.url}/.well-known/openid-configuration").json()
    made = requests.post(found["registration_endpoint"], json={
        "client_name": "A real client", "redirect_uris": [BACK], "application_type": "native",
    }).json()
    good("discovery and registration")
    session = OAuth2Session(
        made["client_id"], made["client_secret"], scope=SCOPE, redirect_uri=BACK, code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_basic", token_endpoint=found["token_endpoint"],
    )
    nonce, verifier = secrets.token_urlsafe(16), secrets.token_urlsafe(48)
    address, state = session.create_authorization_url(found["authorization_endpoint"], nonce=nonce,
                                                      code_verifier=verifier, prompt="login")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context()
        answer = consent(pod, context, address)
        token = session.fetch_token(found["token_endpoint"], authorization_response=answer, code_verifier=verifier,
                                    state=state)
        good("the code becomes tokens")
        keys = KeySet.import_key_set(requests.get(found["jwks_uri"]).json())
        told = jwt.decode(token["id_token"], keys, algorithms=["RS256"]).claims
        rules = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": found["issuer"]}, aud={"essential": True, "value": made["client_id"]},
            nonce={"essential": True, "value": nonce}, exp={"essential": True}, sub={"essential": True},
        )
        rules.validate(told)
        good("the ID token holds")
        info = session.get(found["userinfo_endpoint"]).json()
        assert info["sub"] == told["sub"] and info["nickname"] == "ada", info
        good("userinfo names the same person")
        post = session.post(f"{pod.url}/api/v1/posts", json={"public": True, "body": "Hello from a library"})
        assert post.status_code == 200 and post.json()["provider_display_name"] == "A real client", post.text
        stream = session.get(f"{pod.url}/api/v1/streams/main").json()
        assert [one["guid"] for one in stream] == [post.json()["guid"]], stream
        good("the API is called")
        renewed = session.refresh_token(found["token_endpoint"], refresh_token=token["refresh_token"])
        assert renewed["access_token"] != token["access_token"]
        assert session.get(f"{pod.url}/api/v1/user").status_code == 200
        good("the token is refreshed")
        page = context.new_page()
        page.goto(f"{pod.url}/api/openid_connect/user_applications")
        assert "A real client" in page.inner_text("body")
        page.click("form[action^='/api/openid_connect/authorizations/'] button")
        page.wait_for_load_state()
        assert "A real client" not in page.inner_text("main"), page.inner_text("main")
        assert session.get(f"{pod.url}/api/v1/user").status_code == 401
        try:
            session.refresh_token(found["token_endpoint"], refresh_token=token["refresh_token"])
            raise AssertionError("a revoked program got a token")
        except OAuthError as refused:
            assert refused.error == "invalid_grant", refused
        good("the person revokes it, and nothing works any more")
        browser.close()


def properties(pod):
    """Requests made from the description: no failure of the pod, no answer that the description does not allow."""
    token = pod.command("user", "token", "ada", "--scopes", ALL)
    checks = "not_a_server_error,response_schema_conformance,status_code_conformance,content_type_conformance"
    command = [
        "schemathesis", "run", f"{pod.url}/api/openapi.json", "--header", f"Authorization: Bearer {token}",
        "--checks", checks, "--phases", "examples,coverage,fuzzing", "--max-examples", "20", "--seed", "1", "--workers", "2",
        "--suppress-health-check", "all", "--generation-database", "none", "--no-color", "--max-failures", "5",
    ]
    # Interrupted after its time, it still says what it found.
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=pod.folder)
    try:
        said, _ = run.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        run.send_signal(2)
        said, _ = run.communicate(timeout=30)
    print(said[-6000:])
    assert run.returncode in (0, 2, 130, -2) and "FAILURES" not in said and "ERRORS" not in said, run.returncode
    assert pod.process.poll() is None
    good("the description holds under requests made from it")


def main():
    with tempfile.TemporaryDirectory(prefix="seedpod-openid-") as folder:
        pod = Pod(Path(folder))
        try:
            pod.command("init", "--admin", "ada", "--password-stdin", stdin=PASSWORD + "\n")
            pod.start()
            client(pod)
            properties(pod)
        except BaseException:
            print((Path(folder) / "log").read_text()[-3000:], file=sys.stderr)
            print(f"{passed} passed, 1 failed")
            raise
        finally:
            pod.stop()
    print(f"{passed} passed, 0 failed")


if __name__ == "__main__":
    main()
