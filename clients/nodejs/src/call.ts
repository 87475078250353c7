import { ActeonError, ApiError, ConnectionFailed, DecodeError, TimedOut } from "./errors.js";

export const VERSION = "0.1.0";
/** Kinds of 503 after which nothing happened, whatever was asked for. */
const NOTHING_DONE = ["saturated", "plugins_loading"];
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** How a client is set up. */
export interface ClientOptions {
  /** The key that every request carries, as `Authorization: Bearer KEY`. */
  apiKey?: string;
  /** How long one try of a call may take, in milliseconds; 30,000 unless it is said. */
  timeoutMs?: number;
  /** How often a call is tried again when that is safe; twice unless it is said. */
  retries?: number;
  /** Sends requests; the global `fetch` unless it is said. */
  fetch?: typeof fetch;
  /** Waits between tries, in milliseconds. */
  sleep?: (milliseconds: number) => Promise<void>;
}

/** What a second try could do: nothing, or the same change once more. */
export type Effect = "none" | "change";

/** A request that can be sent as often as it is tried. */
export interface Call<T> {
  method: string;
  path: string;
  effect: Effect;
  read: (value: unknown) => T;
  query?: object | undefined;
  body?: unknown;
  /** Makes the form anew for each try. */
  form?: (() => Promise<FormData>) | undefined;
  ifMatch?: number | undefined;
  /** A status that is an answer too, although it is not a success. */
  accepted?: number;
  isText?: boolean;
  signal?: AbortSignal | undefined;
}

/** Sends calls to one server. */
export class Connection {
  readonly #base: URL;
  readonly #options: Required<Omit<ClientOptions, "apiKey">>;
  readonly #headers: Record<string, string>;

  constructor(address: string, options: ClientOptions) {
    this.#base = baseOf(address);
    this.#options = {
      timeoutMs: options.timeoutMs ?? 30_000,
      retries: options.retries ?? 2,
      fetch: options.fetch ?? ((input, init) => fetch(input, init)),
      sleep:
        options.sleep ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))),
    };
    this.#headers = { "user-agent": `acteon-client-node/${VERSION}` };
    if (options.apiKey !== undefined) this.#headers["authorization"] = `Bearer ${options.apiKey}`;
  }

  /** Sends a call, again if that is safe and helps, and reads its answer. */
  async send<T>(call: Call<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#once(call);
      } catch (error) {
        const pause = tries > this.#options.retries ? undefined : pauseAfter(error, call.effect, tries);
        if (pause === undefined || call.signal?.aborted === true) throw error;
        await this.#options.sleep(pause);
      }
    }
  }

  async #once<T>(call: Call<T>): Promise<T> {
    const timeout = AbortSignal.timeout(this.#options.timeoutMs);
    const signal = call.signal === undefined ? timeout : AbortSignal.any([timeout, call.signal]);
    const headers = { ...this.#headers };
    if (call.ifMatch !== undefined) headers["if-match"] = `"${call.ifMatch}"`;
    let body: BodyInit | null = null;
    if (call.form !== undefined) {
      body = await call.form();
    } else if (call.body !== undefined) {
      headers["content-type"] = "application/json";
      body = JSON.stringify(call.body);
    }
    // A redirect could lead the key to somebody else.
    const init: RequestInit = { method: call.method, headers, body, signal, redirect: "manual" };
    let response: Response;
    let text: string;
    try {
      response = await this.#options.fetch(this.#address(call), init);
      text = await response.text();
    } catch (error) {
      throw failure(error, timeout, call.signal);
    }
    return answerOf(call, response, text);
  }

  #address(call: Call<unknown>): URL {
    const address = new URL(call.path, this.#base);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined && value !== null) address.searchParams.set(name, String(value));
    }
    return address;
  }
}

function answerOf<T>(call: Call<T>, response: Response, text: string): T {
  if (!response.ok && response.status !== call.accepted) {
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    const retryAfter = Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
    throw new ApiError(
      response.status,
      text,
      retryAfter,
      response.headers.get("x-request-id") ?? undefined,
    );
  }
  if (call.isText === true) return call.read(text);
  let value: unknown;
  try {
    value = text === "" ? undefined : JSON.parse(text);
  } catch (error) {
    throw new DecodeError((error as Error).message, text);
  }
  return call.read(value);
}

function pauseAfter(error: unknown, effect: Effect, tries: number): number | undefined {
  let isSafe = error instanceof ConnectionFailed && effect === "none";
  let named: number | undefined;
  if (error instanceof ApiError) {
    named = error.retryAfter;
    isSafe =
      error.status === 429 ||
      (error.status === 503 && (effect === "none" || NOTHING_DONE.includes(error.kind ?? "")));
  }
  if (!isSafe) return undefined;
  // Clients that were refused together come back one by one.
  const own = FIRST_PAUSE_MS * 2 ** (tries - 1) * Math.random();
  return Math.min(named === undefined ? own : named * 1_000, LONGEST_PAUSE_MS);
}

function failure(error: unknown, timeout: AbortSignal, given: AbortSignal | undefined): unknown {
  // Whoever ended the call gets the reason that was given.
  if (given?.aborted === true) return error;
  if (timeout.aborted) return new TimedOut("the server did not answer in time", { cause: error });
  if (error instanceof ActeonError) return error;
  const cause = (error as { cause?: unknown }).cause ?? error;
  const reason = cause instanceof Error && cause.message !== "" ? cause.message : String(cause);
  return new ConnectionFailed(`the server cannot be reached: ${reason}`, { cause: error });
}

function baseOf(address: string): URL {
  let base: URL;
  try {
    base = new URL(address);
  } catch {
    throw new TypeError(`\`${address}\` is not the address of a server: http://HOST or https://HOST`);
  }
  if (!["http:", "https:"].includes(base.protocol)) {
    throw new TypeError(`\`${address}\` is not the address of a server: http://HOST or https://HOST`);
  }
  if (base.search !== "" || base.hash !== "")
    throw new TypeError(`\`${address}\` must end with its path`);
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  return base;
}

/** A name as a segment of a path. Throws for one that would lead elsewhere. */
export function segment(name: string): string {
  if (name === "" || name === "." || name === "..") {
    throw new TypeError(`\`${name}\` cannot be the name of anything`);
  }
  return encodeURIComponent(name);
}
