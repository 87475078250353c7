import type { RuleFileError } from "./types.js";

/** Any failure of a call. */
export class ActeonError extends Error {
  override name = "ActeonError";
}

/** The server cannot be reached, or the connection broke. */
export class ConnectionFailed extends ActeonError {
  override name = "ConnectionFailed";
}

/** The server did not answer in time. */
export class TimedOut extends ActeonError {
  override name = "TimedOut";
}

/** The answer is not understood, perhaps because the server is much newer. */
export class DecodeError extends ActeonError {
  override name = "DecodeError";

  constructor(
    reason: string,
    /** The answer as it came. */
    readonly body: string,
  ) {
    super(`the answer of the server is not understood: ${reason}`);
  }
}

/** The server answered with an error. */
export class ApiError extends ActeonError {
  override name = "ApiError";
  /** Stable name, for programs; some errors have none. */
  readonly kind: string | undefined;
  /** What is wrong in which rule file, when rules were refused. */
  readonly errors: readonly RuleFileError[];
  /** What happened, for people, without the status. */
  readonly reason: string;

  constructor(
    /** HTTP status. */
    readonly status: number,
    /** The body as it came. */
    readonly body: string,
    /** When to come back, in seconds, if the server says so. */
    readonly retryAfter: number | undefined,
    /** The request's id, which the server's log has too. */
    readonly requestId: string | undefined,
  ) {
    const explained = explain(status, body);
    super(`${explained.reason} (status ${status})`);
    this.reason = explained.reason;
    this.kind = explained.kind;
    this.errors = explained.errors;
  }

  /** There is no such plugin, rule, revision or record. */
  get isNotFound(): boolean {
    return this.status === 404;
  }

  /** The name is taken, or there is no room. */
  get isConflict(): boolean {
    return this.status === 409;
  }

  /** Somebody else was quicker: the revision named is not the present one. */
  get isRevisionMismatch(): boolean {
    return this.status === 412;
  }

  /** The key is missing, or not known. */
  get isUnauthenticated(): boolean {
    return this.status === 401;
  }

  /** The key may not do that. */
  get isForbidden(): boolean {
    return this.status === 403;
  }

  /** What was sent is not as it should be; for a call of a plugin also that the plugin failed. */
  get isInvalid(): boolean {
    return [400, 413, 415, 422].includes(this.status);
  }

  /** The server cannot do it now; `retryAfter` may say when. */
  get isUnavailable(): boolean {
    return this.status === 429 || this.status === 503;
  }
}

interface Explained {
  reason: string;
  kind: string | undefined;
  errors: RuleFileError[];
}

function explain(status: number, body: string): Explained {
  try {
    const { error, kind, errors } = JSON.parse(body) as Record<string, unknown>;
    if (typeof error === "string") {
      return {
        reason: error,
        kind: typeof kind === "string" ? kind : undefined,
        errors: Array.isArray(errors) ? (errors as RuleFileError[]) : [],
      };
    }
  } catch {
    // Something else than Acteon wrote it.
  }
  const reason =
    status >= 300 && status < 400
      ? "the server leads elsewhere; use the address it leads to"
      : "the server, or a proxy before it, answered with an error and did not say why";
  return { reason, kind: undefined, errors: [] };
}
