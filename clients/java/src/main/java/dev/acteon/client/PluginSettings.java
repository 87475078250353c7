package dev.acteon.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a module is uploaded with. What is not set is the server's default, or stays as it is. */
public final class PluginSettings {
  private final Map<String, String> fields = new LinkedHashMap<>();
  private Long ifMatch;

  /** Nothing is set. */
  public PluginSettings() {}

  /**
   * What the plugin is for.
   *
   * @param description a sentence
   * @return this
   */
  public PluginSettings description(String description) {
    return set("description", description);
  }

  /**
   * Memory that one invocation may use.
   *
   * @param bytes how much
   * @return this
   */
  public PluginSettings memoryLimitBytes(long bytes) {
    return set("memory_limit_bytes", bytes);
  }

  /**
   * How long one invocation may take.
   *
   * @param milliseconds how long
   * @return this
   */
  public PluginSettings timeoutMs(long milliseconds) {
    return set("timeout_ms", milliseconds);
  }

  /**
   * Whether rules can call it at once.
   *
   * @param enabled whether they can
   * @return this
   */
  public PluginSettings enabled(boolean enabled) {
    return set("enabled", enabled);
  }

  /**
   * The SHA-256 that the module must have.
   *
   * @param hexadecimal in lower case
   * @return this
   */
  public PluginSettings sha256(String hexadecimal) {
    return set("sha256", hexadecimal);
  }

  /**
   * Whether instances start from a snapshot.
   *
   * @param mode {@code auto}, {@code always} or {@code never}
   * @return this
   */
  public PluginSettings snapshot(String mode) {
    return set("snapshot", mode);
  }

  /**
   * Only if a plugin that is replaced still has this revision.
   *
   * @param revision the revision
   * @return this
   */
  public PluginSettings ifMatch(long revision) {
    this.ifMatch = revision;
    return this;
  }

  private PluginSettings set(String field, Object value) {
    fields.put(field, String.valueOf(value));
    return this;
  }

  Map<String, String> fields() {
    return new LinkedHashMap<>(fields);
  }

  Long ifMatch() {
    return ifMatch;
  }
}
