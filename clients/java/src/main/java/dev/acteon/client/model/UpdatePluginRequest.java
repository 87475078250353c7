// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Body of `PATCH /v1/wasm/plugins/{name}`; what is absent stays as it is.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class UpdatePluginRequest {
  @JsonProperty("description")
  private String description;

  @JsonProperty("enabled")
  private Boolean enabled;

  @JsonProperty("memory_limit_bytes")
  private Long memoryLimitBytes;

  @JsonProperty("snapshot")
  private String snapshot;

  @JsonProperty("timeout_ms")
  private Long timeoutMs;

  /** A request to fill in. */
  public UpdatePluginRequest() {}

  /**
   * New description; an empty one removes it.
   *
   * @return the value; null when there is none
   */
  public String getDescription() {
    return description;
  }

  /**
   * New description; an empty one removes it.
   *
   * @param description the value
   * @return this
   */
  public UpdatePluginRequest description(String description) {
    this.description = description;
    return this;
  }

  /**
   * Switch on or off.
   *
   * @return the value; null when there is none
   */
  public Boolean getEnabled() {
    return enabled;
  }

  /**
   * Switch on or off.
   *
   * @param enabled the value
   * @return this
   */
  public UpdatePluginRequest enabled(Boolean enabled) {
    this.enabled = enabled;
    return this;
  }

  /**
   * New memory limit in bytes, 65536 to 268435456.
   *
   * @return the value; null when there is none
   */
  public Long getMemoryLimitBytes() {
    return memoryLimitBytes;
  }

  /**
   * New memory limit in bytes, 65536 to 268435456.
   *
   * @param memoryLimitBytes the value
   * @return this
   */
  public UpdatePluginRequest memoryLimitBytes(Long memoryLimitBytes) {
    this.memoryLimitBytes = memoryLimitBytes;
    return this;
  }

  /**
   * One of `auto`, `always`, `never`.
   *
   * @return the value; null when there is none
   */
  public String getSnapshot() {
    return snapshot;
  }

  /**
   * One of `auto`, `always`, `never`.
   *
   * @param snapshot the value
   * @return this
   */
  public UpdatePluginRequest snapshot(String snapshot) {
    this.snapshot = snapshot;
    return this;
  }

  /**
   * New timeout in milliseconds, 1 to 30000.
   *
   * @return the value; null when there is none
   */
  public Long getTimeoutMs() {
    return timeoutMs;
  }

  /**
   * New timeout in milliseconds, 1 to 30000.
   *
   * @param timeoutMs the value
   * @return this
   */
  public UpdatePluginRequest timeoutMs(Long timeoutMs) {
    this.timeoutMs = timeoutMs;
    return this;
  }
}
