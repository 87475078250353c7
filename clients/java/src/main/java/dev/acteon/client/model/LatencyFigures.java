// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Durations of a plugin's invocations since the server started, in microseconds.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class LatencyFigures {
  @JsonProperty("count")
  private long count;

  @JsonProperty("max_us")
  private long maxUs;

  @JsonProperty("p50_us")
  private long p50Us;

  @JsonProperty("p95_us")
  private long p95Us;

  @JsonProperty("p99_us")
  private long p99Us;

  /** For the reader of answers. */
  public LatencyFigures() {}

  /**
   * How many invocations the figures are made of.
   *
   * @return the value; null when there is none
   */
  public long getCount() {
    return count;
  }

  /**
   * The longest.
   *
   * @return the value; null when there is none
   */
  public long getMaxUs() {
    return maxUs;
  }

  /**
   * Half were at most this long.
   *
   * @return the value; null when there is none
   */
  public long getP50Us() {
    return p50Us;
  }

  /**
   * 95 of 100 were at most this long.
   *
   * @return the value; null when there is none
   */
  public long getP95Us() {
    return p95Us;
  }

  /**
   * 99 of 100 were at most this long.
   *
   * @return the value; null when there is none
   */
  public long getP99Us() {
    return p99Us;
  }
}
