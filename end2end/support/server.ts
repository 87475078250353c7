import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { binary } from './binary';
import { type ServerOptions, writeConfig } from './config';

const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 10_000;

/** The built server, on a free port, with a data directory of its own. */
export class Server {
  readonly url: string;
  readonly #directory: string;
  #process: ChildProcess | undefined;
  #log = '';

  private constructor(directory: string, port: number) {
    this.#directory = directory;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Writes a configuration and starts the server on it. */
  static async create(options: ServerOptions): Promise<Server> {
    const directory = await mkdtemp(join(tmpdir(), 'acteon-end2end-'));
    const port = await freePort();
    await writeConfig(directory, port, options);
    const server = new Server(directory, port);
    await server.start();
    return server;
  }

  /** Starts the server, again on the same port and data after a stop. */
  async start(): Promise<void> {
    const child = spawn(binary(), ['--config', join(this.#directory, 'acteon.toml')], {
      cwd: this.#directory,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer): void => {
      this.#log += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    this.#process = child;
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await this.#answers())) {
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`the server did not start:\n${this.#log}`);
      }
      await delay(20);
    }
  }

  /** Ends the server as an operator would, and waits for it. */
  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null) {
      return;
    }
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(killer);
  }

  /** Ends the server and removes its data. */
  async dispose(): Promise<void> {
    await this.stop();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Puts a file into the server's `plugin_dir`. */
  async putPluginFile(name: string, content: Uint8Array | string): Promise<void> {
    await writeFile(join(this.#directory, 'plugins', name), content);
  }

  /** Puts a file into the server's folder of rules, which must be configured. */
  async putRuleFile(name: string, content: string): Promise<void> {
    await writeFile(join(this.#directory, 'rules', name), content);
  }

  /** Removes a file from the server's folder of rules. */
  async removeRuleFile(name: string): Promise<void> {
    await rm(join(this.#directory, 'rules', name));
  }

  /** What the server has printed. */
  get log(): string {
    return this.#log;
  }

  async #answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health`)).ok;
    } catch {
      return false;
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') {
    throw new Error('no free port');
  }
  return address.port;
}
