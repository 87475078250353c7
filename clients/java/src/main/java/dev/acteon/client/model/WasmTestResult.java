// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * Answer of a test call that succeeded.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class WasmTestResult {
  @JsonProperty("cost")
  private PluginCost cost;

  @JsonProperty("duration_ms")
  private double durationMs;

  @JsonProperty("duration_us")
  private long durationUs;

  @JsonProperty("memory_used_bytes")
  private long memoryUsedBytes;

  @JsonProperty("message")
  private String message;

  @JsonProperty("metadata")
  private JsonNode metadata;

  @JsonProperty("stderr")
  private String stderr;

  @JsonProperty("stdout")
  private String stdout;

  @JsonProperty("verdict")
  private boolean verdict;

  /** For the reader of answers. */
  public WasmTestResult() {}

  /**
   * Cost
   *
   * @return the value; null when there is none
   */
  public PluginCost getCost() {
    return cost;
  }

  /**
   * The same in milliseconds, as the original's clients read it.
   *
   * @return the value; null when there is none
   */
  public double getDurationMs() {
    return durationMs;
  }

  /**
   * Duration of the call in microseconds.
   *
   * @return the value; null when there is none
   */
  public long getDurationUs() {
    return durationUs;
  }

  /**
   * Peak of the instance's linear memory in bytes.
   *
   * @return the value; null when there is none
   */
  public long getMemoryUsedBytes() {
    return memoryUsedBytes;
  }

  /**
   * The plugin's message.
   *
   * @return the value; null when there is none
   */
  public String getMessage() {
    return message;
  }

  /**
   * The plugin's metadata.
   *
   * @return the value; null when there is none
   */
  public JsonNode getMetadata() {
    return metadata;
  }

  /**
   * What the plugin printed to standard error, cut to 16 KiB.
   *
   * @return the value; null when there is none
   */
  public String getStderr() {
    return stderr;
  }

  /**
   * What the plugin printed to standard output, cut to 16 KiB.
   *
   * @return the value; null when there is none
   */
  public String getStdout() {
    return stdout;
  }

  /**
   * The plugin's verdict.
   *
   * @return the value; null when there is none
   */
  public boolean getVerdict() {
    return verdict;
  }
}
