// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Dispatched actions by verdict.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class VerdictCounts {
  @JsonProperty("allow")
  private long allow;

  @JsonProperty("deduplicate")
  private long deduplicate;

  @JsonProperty("deny")
  private long deny;

  @JsonProperty("error")
  private long error;

  @JsonProperty("modify")
  private long modify;

  @JsonProperty("reroute")
  private long reroute;

  @JsonProperty("suppress")
  private long suppress;

  @JsonProperty("throttle")
  private long throttle;

  /** For the reader of answers. */
  public VerdictCounts() {}

  /**
   * Passed.
   *
   * @return the value; null when there is none
   */
  public long getAllow() {
    return allow;
  }

  /**
   * Passed once per dedup key.
   *
   * @return the value; null when there is none
   */
  public long getDeduplicate() {
    return deduplicate;
  }

  /**
   * Refused.
   *
   * @return the value; null when there is none
   */
  public long getDeny() {
    return deny;
  }

  /**
   * A rule failed; nothing was dispatched.
   *
   * @return the value; null when there is none
   */
  public long getError() {
    return error;
  }

  /**
   * Passed with a changed payload.
   *
   * @return the value; null when there is none
   */
  public long getModify() {
    return modify;
  }

  /**
   * Went to another provider.
   *
   * @return the value; null when there is none
   */
  public long getReroute() {
    return reroute;
  }

  /**
   * Dropped silently.
   *
   * @return the value; null when there is none
   */
  public long getSuppress() {
    return suppress;
  }

  /**
   * Passed while the window had room.
   *
   * @return the value; null when there is none
   */
  public long getThrottle() {
    return throttle;
  }
}
