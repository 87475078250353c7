// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Answer of `GET /v1/stats`: the invocations of plugins and the verdicts of dispatches in a window
 * of time that ends now. Kept in memory: nothing is known from before the server started.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class Stats {
  @JsonProperty("bucket_seconds")
  private long bucketSeconds;

  @JsonProperty("by_origin")
  private OriginCounts byOrigin;

  @JsonProperty("errors")
  private long errors;

  @JsonProperty("from")
  private String from;

  @JsonProperty("invocations")
  private long invocations;

  @JsonProperty("latency")
  private LatencyFigures latency;

  @JsonProperty("plugins")
  private PluginCounts plugins;

  @JsonProperty("series")
  private List<StatsPoint> series;

  @JsonProperty("to")
  private String to;

  @JsonProperty("verdicts")
  private VerdictCounts verdicts;

  @JsonProperty("window_seconds")
  private long windowSeconds;

  /** For the reader of answers. */
  public Stats() {}

  /**
   * Length of one point of `series` in seconds.
   *
   * @return the value; null when there is none
   */
  public long getBucketSeconds() {
    return bucketSeconds;
  }

  /**
   * The same by what caused them.
   *
   * @return the value; null when there is none
   */
  public OriginCounts getByOrigin() {
    return byOrigin;
  }

  /**
   * How many of the invocations failed.
   *
   * @return the value; null when there is none
   */
  public long getErrors() {
    return errors;
  }

  /**
   * Start of the first point. Points begin at whole multiples of their length, so that the window
   * is shorter by the part of the last point that is still to come.
   *
   * @return the value; null when there is none
   */
  public String getFrom() {
    return from;
  }

  /**
   * Invocations of plugins in the window, of all origins together.
   *
   * @return the value; null when there is none
   */
  public long getInvocations() {
    return invocations;
  }

  /**
   * Latency
   *
   * @return the value; null when there is none
   */
  public LatencyFigures getLatency() {
    return latency;
  }

  /**
   * The plugins that there are now.
   *
   * @return the value; null when there is none
   */
  public PluginCounts getPlugins() {
    return plugins;
  }

  /**
   * The window in 30 to 96 points, the oldest first, without gaps. The last one is still filling.
   *
   * @return the value; null when there is none
   */
  public List<StatsPoint> getSeries() {
    return series;
  }

  /**
   * Now, by the server's clock.
   *
   * @return the value; null when there is none
   */
  public String getTo() {
    return to;
  }

  /**
   * Verdicts
   *
   * @return the value; null when there is none
   */
  public VerdictCounts getVerdicts() {
    return verdicts;
  }

  /**
   * Length of the window in seconds.
   *
   * @return the value; null when there is none
   */
  public long getWindowSeconds() {
    return windowSeconds;
  }
}
