// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One point of the series.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class StatsPoint {
  @JsonProperty("at")
  private String at;

  @JsonProperty("errors")
  private long errors;

  @JsonProperty("invocations")
  private long invocations;

  @JsonProperty("p50_us")
  private Long p50Us;

  @JsonProperty("p95_us")
  private Long p95Us;

  @JsonProperty("p99_us")
  private Long p99Us;

  @JsonProperty("verdicts")
  private VerdictCounts verdicts;

  /** For the reader of answers. */
  public StatsPoint() {}

  /**
   * Its start; it ends `bucket_seconds` later.
   *
   * @return the value; null when there is none
   */
  public String getAt() {
    return at;
  }

  /**
   * How many of them failed.
   *
   * @return the value; null when there is none
   */
  public long getErrors() {
    return errors;
  }

  /**
   * Invocations of plugins, of all origins together.
   *
   * @return the value; null when there is none
   */
  public long getInvocations() {
    return invocations;
  }

  /**
   * Half of the invocations took at most so many microseconds; null when there were none.
   *
   * @return the value; null when there is none
   */
  public Long getP50Us() {
    return p50Us;
  }

  /**
   * 95 of 100 took at most so many microseconds; null when there were none.
   *
   * @return the value; null when there is none
   */
  public Long getP95Us() {
    return p95Us;
  }

  /**
   * 99 of 100 took at most so many microseconds; null when there were none.
   *
   * @return the value; null when there is none
   */
  public Long getP99Us() {
    return p99Us;
  }

  /**
   * Verdicts
   *
   * @return the value; null when there is none
   */
  public VerdictCounts getVerdicts() {
    return verdicts;
  }
}
