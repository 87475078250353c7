// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One revision of a plugin.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class PluginRevision {
  @JsonProperty("caller")
  private String caller;

  @JsonProperty("created_at")
  private String createdAt;

  @JsonProperty("current")
  private boolean current;

  @JsonProperty("description")
  private String description;

  @JsonProperty("enabled")
  private boolean enabled;

  @JsonProperty("memory_limit_bytes")
  private long memoryLimitBytes;

  @JsonProperty("operation")
  private String operation;

  @JsonProperty("restorable")
  private boolean restorable;

  @JsonProperty("revision")
  private long revision;

  @JsonProperty("sha256")
  private String sha256;

  @JsonProperty("size_bytes")
  private long sizeBytes;

  @JsonProperty("snapshot")
  private String snapshot;

  @JsonProperty("timeout_ms")
  private long timeoutMs;

  /** For the reader of answers. */
  public PluginRevision() {}

  /**
   * Name of the key that made it; `system` for a file that changed, null without authentication.
   *
   * @return the value; null when there is none
   */
  public String getCaller() {
    return caller;
  }

  /**
   * When it was made.
   *
   * @return the value; null when there is none
   */
  public String getCreatedAt() {
    return createdAt;
  }

  /**
   * Whether it is the present one.
   *
   * @return the value; null when there is none
   */
  public boolean getCurrent() {
    return current;
  }

  /**
   * Description at the time.
   *
   * @return the value; null when there is none
   */
  public String getDescription() {
    return description;
  }

  /**
   * Whether it was switched on.
   *
   * @return the value; null when there is none
   */
  public boolean getEnabled() {
    return enabled;
  }

  /**
   * Memory limit at the time, in bytes.
   *
   * @return the value; null when there is none
   */
  public long getMemoryLimitBytes() {
    return memoryLimitBytes;
  }

  /**
   * How it came to be. One of `register`, `update`, `replace`, `restore`, `delete`, `enable`,
   * `disable`, `reload`.
   *
   * @return the value; null when there is none
   */
  public String getOperation() {
    return operation;
  }

  /**
   * Whether its module is still kept, so that it can be restored.
   *
   * @return the value; null when there is none
   */
  public boolean getRestorable() {
    return restorable;
  }

  /**
   * Its number, rising.
   *
   * @return the value; null when there is none
   */
  public long getRevision() {
    return revision;
  }

  /**
   * SHA-256 of its module in lower-case hex.
   *
   * @return the value; null when there is none
   */
  public String getSha256() {
    return sha256;
  }

  /**
   * Size of its module in bytes.
   *
   * @return the value; null when there is none
   */
  public long getSizeBytes() {
    return sizeBytes;
  }

  /**
   * When its calls started from a snapshot. One of `auto`, `always`, `never`.
   *
   * @return the value; null when there is none
   */
  public String getSnapshot() {
    return snapshot;
  }

  /**
   * Timeout at the time, in milliseconds.
   *
   * @return the value; null when there is none
   */
  public long getTimeoutMs() {
    return timeoutMs;
  }
}
