// Starts `suanwang serve` on a free port and ends it by its process id.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const binary = process.env.SUANWANG_BINARY;
const kPatience = 60_000; // ms until it answers

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** One server with a store of its own. It may be stopped and started again on the same port. */
export class Program {
  folder = mkdtempSync(join(tmpdir(), "suanwang-browser-"));
  log = "";
  child = null;

  static async start() {
    const program = new Program();
    program.port = await freePort();
    program.base = `http://127.0.0.1:${program.port}/`;
    await program.up();
    return program;
  }

  async up() {
    const child = spawn(binary, ["serve", "--port", String(this.port), "--store", join(this.folder, "kept.sqlite")]);
    this.child = child;
    const keep = (text) => (this.log += text);
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", keep);
    const until = Date.now() + kPatience;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`suanwang serve ended with ${child.exitCode}:\n${this.log}`);
      try {
        if ((await fetch(`${this.base}api/health`)).ok) return;
      } catch {
        // Not yet.
      }
      if (Date.now() > until) throw new Error(`suanwang serve does not answer:\n${this.log}`);
      await rest(50);
    }
  }

  /** Not politely: as when the machine goes down. */
  async down() {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }

  async end() {
    await this.down();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
