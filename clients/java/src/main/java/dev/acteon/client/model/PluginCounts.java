// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How many plugins there are.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class PluginCounts {
  @JsonProperty("enabled")
  private long enabled;

  @JsonProperty("failed")
  private long failed;

  @JsonProperty("registered")
  private long registered;

  /** For the reader of answers. */
  public PluginCounts() {}

  /**
   * Those that rules can call: status `active`.
   *
   * @return the value; null when there is none
   */
  public long getEnabled() {
    return enabled;
  }

  /**
   * Those whose file could not be loaded: status `failed`.
   *
   * @return the value; null when there is none
   */
  public long getFailed() {
    return failed;
  }

  /**
   * All of them.
   *
   * @return the value; null when there is none
   */
  public long getRegistered() {
    return registered;
  }
}
