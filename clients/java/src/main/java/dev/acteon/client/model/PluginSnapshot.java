// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether a plugin's calls start from a snapshot.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class PluginSnapshot {
  @JsonProperty("mode")
  private String mode;

  @JsonProperty("reason")
  private String reason;

  @JsonProperty("taken")
  private boolean taken;

  /** For the reader of answers. */
  public PluginSnapshot() {}

  /**
   * What its registration asks for. One of `auto`, `always`, `never`.
   *
   * @return the value; null when there is none
   */
  public String getMode() {
    return mode;
  }

  /**
   * Why there is none, or what the initialisation read that is the same for all calls now; null
   * when there is nothing to say.
   *
   * @return the value; null when there is none
   */
  public String getReason() {
    return reason;
  }

  /**
   * Whether there is one.
   *
   * @return the value; null when there is none
   */
  public boolean getTaken() {
    return taken;
  }
}
