// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The limits once more, as the original's clients read them.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class PluginConfig {
  @JsonProperty("memory_limit_bytes")
  private long memoryLimitBytes;

  @JsonProperty("timeout_ms")
  private long timeoutMs;

  /** For the reader of answers. */
  public PluginConfig() {}

  /**
   * Memory limit in bytes.
   *
   * @return the value; null when there is none
   */
  public long getMemoryLimitBytes() {
    return memoryLimitBytes;
  }

  /**
   * Timeout in milliseconds.
   *
   * @return the value; null when there is none
   */
  public long getTimeoutMs() {
    return timeoutMs;
  }
}
