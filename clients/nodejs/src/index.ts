/** Client of the Acteon gateway: plugins, rules, dispatch and audit over its REST API. */

export { ActeonClient } from "./client.js";
export type {
  ActionInput,
  AuditQuery,
  CallOptions,
  Change,
  CoverageQuery,
  ModuleSource,
  PluginSettings,
  TestOptions,
  UploadOptions,
} from "./client.js";
export type { ClientOptions } from "./call.js";
export { ActeonError, ApiError, ConnectionFailed, DecodeError, TimedOut } from "./errors.js";
export type { BatchItem, Outcome } from "./outcome.js";
export * from "./types.js";
