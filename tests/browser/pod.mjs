// A seedpod process with a folder, an address and a certificate of its own, as somebody would run it
// who has a certificate.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const PASSWORD = "correct horse battery";

const folder = mkdtempSync(join(tmpdir(), "seedpod-browser-"));
const pods = [];

function freePort() {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

// A test authority and a server certificate for 127.0.0.1 that it signed.
function certificates() {
  const openssl = (...words) => execFileSync("openssl", words, { cwd: folder, stdio: "pipe" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...key, "-days", "2", "-subj", "/CN=test authority", "-keyout", "ca.key", "-out", "ca.pem");
  openssl("req", ...key, "-subj", "/CN=127.0.0.1", "-keyout", "server.key", "-out", "server.csr");
  writeFileSync(join(folder, "server.ext"), "subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n");
  openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
    "-days", "2", "-extfile", "server.ext", "-out", "server.pem");
}
certificates();

export class Pod {
  static async start(name) {
    const pod = new Pod();
    pod.name = name;
    pod.folder = join(folder, name);
    pod.port = await freePort();
    pod.authority = `127.0.0.1:${pod.port}`;
    pod.url = `https://${pod.authority}`;
    pod.said = "";
    mkdirSync(join(pod.folder, "run"), { recursive: true, mode: 0o700 });
    pods.push(pod);
    await pod.run();
    return pod;
  }

  flags() {
    return [
      "--state-dir", join(this.folder, "state"), "--url", this.url, "--http", "off", "--https", this.authority,
      "--tls-cert", join(folder, "server.pem"), "--tls-key", join(folder, "server.key"),
      "--ca-file", join(folder, "ca.pem"), "--outgoing-allow", "127.0.0.0/8",
    ];
  }

  env() {
    return { PATH: "/usr/bin:/bin", HOME: "/nonexistent", XDG_RUNTIME_DIR: join(this.folder, "run") };
  }

  run() {
    this.said = "";
    this.process = spawn(process.env.SEEDPOD_BIN, ["serve", ...this.flags()], { env: this.env(), stdio: ["ignore", "pipe", "pipe"] });
    const log = (bytes) => appendFileSync(join(this.folder, "log"), bytes);
    this.process.stderr.on("data", log);
    return new Promise((done, fail) => {
      // The pod says where it is once its listeners are bound and its store works.
      this.process.stdout.on("data", (bytes) => {
        log(bytes);
        this.said += bytes;
        if (/https:\/\/\S+\n/.test(this.said) || this.said.includes("is ready")) done();
      });
      this.process.on("exit", (code) => fail(new Error(`${this.name} ended with ${code}:\n${this.log()}`)));
    });
  }

  // The one-time link that an empty pod prints.
  get setupLink() {
    return this.said.match(/https:\/\/\S*setup\S*/)[0];
  }

  command(words, input = "") {
    const done = spawnSync(process.env.SEEDPOD_BIN, [...words, ...this.flags()], { env: this.env(), input, encoding: "utf8", timeout: 60_000 });
    if (done.status !== 0) throw new Error(`seedpod ${words.join(" ")}: ${done.status}\n${done.stdout}${done.stderr}`);
    return done.stdout;
  }

  log() {
    return readFileSync(join(this.folder, "log"), "utf8").split("\n").slice(-20).join("\n");
  }

  // Ends the process as a power cut would, and waits until it is gone.
  stop() {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return Promise.resolve();
    this.process.removeAllListeners("exit");
    return new Promise((done) => {
      this.process.on("exit", done);
      this.process.kill("SIGKILL");
    });
  }
}

// Ends every pod and removes what they wrote.
export async function stopAll() {
  await Promise.all(pods.map((pod) => pod.stop()));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
