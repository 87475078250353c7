// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A length of time.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class RetryAfter {
  @JsonProperty("nanos")
  private long nanos;

  @JsonProperty("secs")
  private long secs;

  /** For the reader of answers. */
  public RetryAfter() {}

  /**
   * Nanoseconds beyond them, below 1,000,000,000.
   *
   * @return the value; null when there is none
   */
  public long getNanos() {
    return nanos;
  }

  /**
   * Whole seconds.
   *
   * @return the value; null when there is none
   */
  public long getSecs() {
    return secs;
  }
}
