import type { ActionError, BatchError, ProviderResponse, RetryAfter, VerdictKind } from "./types.js";

/** What became of an action. */
export type Outcome =
  /** The provider has carried it out. */
  | { kind: "Executed"; response: ProviderResponse }
  /** Its dedup key was seen before. */
  | { kind: "Deduplicated" }
  /** A rule denied or suppressed it. */
  | { kind: "Suppressed"; rule: string }
  /** A provider that a rule chose has carried it out. */
  | { kind: "Rerouted"; original_provider: string; new_provider: string; response: ProviderResponse }
  /** The window of a throttle rule is full. */
  | { kind: "Throttled"; retry_after: RetryAfter }
  /** It could not be carried out. */
  | { kind: "Failed"; error: ActionError }
  /** What would become of it; the answer to a dry run. */
  | { kind: "DryRun"; verdict: VerdictKind; matched_rule: string | null; would_be_provider: string }
  /** An outcome that this version does not know. */
  | { kind: "Unknown"; value: unknown };

/** The answer to one action of a batch: an outcome, or why it was not dispatched. */
export type BatchItem = Outcome | { kind: "Refused"; error: BatchError };

/** Reads an outcome: an object with one key, or the name alone. */
export function toOutcome(value: unknown): Outcome {
  if (value === "Deduplicated") return { kind: "Deduplicated" };
  if (typeof value === "object" && value !== null) {
    const [entry, ...more] = Object.entries(value);
    if (entry !== undefined && more.length === 0) {
      const [kind, content] = entry;
      switch (kind) {
        case "Executed":
          return { kind, response: content as ProviderResponse };
        case "Failed":
          return { kind, error: content as ActionError };
        case "Suppressed":
        case "Rerouted":
        case "Throttled":
        case "DryRun":
          return { kind, ...content } as Outcome;
      }
    }
  }
  return { kind: "Unknown", value };
}

/** Reads the answer to one action of a batch. */
export function toBatchItem(value: unknown): BatchItem {
  if (typeof value === "object" && value !== null && "error" in value) {
    return { kind: "Refused", error: value.error as BatchError };
  }
  return toOutcome(value);
}
