// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One invocation in the list of the last ones.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class InvocationEntry {
  @JsonProperty("at")
  private String at;

  @JsonProperty("details")
  private FailureDetails details;

  @JsonProperty("duration_us")
  private long durationUs;

  @JsonProperty("error")
  private String error;

  @JsonProperty("function")
  private String function;

  @JsonProperty("kind")
  private String kind;

  @JsonProperty("memory_used_bytes")
  private long memoryUsedBytes;

  @JsonProperty("message")
  private String message;

  @JsonProperty("origin")
  private String origin;

  @JsonProperty("revision")
  private long revision;

  @JsonProperty("verdict")
  private Boolean verdict;

  /** For the reader of answers. */
  public InvocationEntry() {}

  /**
   * When it began.
   *
   * @return the value; null when there is none
   */
  public String getAt() {
    return at;
  }

  /**
   * Details
   *
   * @return the value; null when there is none
   */
  public FailureDetails getDetails() {
    return details;
  }

  /**
   * Duration in microseconds.
   *
   * @return the value; null when there is none
   */
  public long getDurationUs() {
    return durationUs;
  }

  /**
   * Why it failed.
   *
   * @return the value; null when there is none
   */
  public String getError() {
    return error;
  }

  /**
   * The function that was called.
   *
   * @return the value; null when there is none
   */
  public String getFunction() {
    return function;
  }

  /**
   * One of `timeout`, `memory_exceeded`, `invalid_output`, `input_overwritten`, `trap`,
   * `function_not_found`, `plugin_not_found`, `plugin_disabled`, `plugin_failed`, `wasm_disabled`,
   * `deadline`, `saturated`.
   *
   * @return the value; null when there is none
   */
  public String getKind() {
    return kind;
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
   * What caused it. One of `dispatch`, `playground`, `test`.
   *
   * @return the value; null when there is none
   */
  public String getOrigin() {
    return origin;
  }

  /**
   * Revision of the plugin that was called.
   *
   * @return the value; null when there is none
   */
  public long getRevision() {
    return revision;
  }

  /**
   * The verdict; null when it failed.
   *
   * @return the value; null when there is none
   */
  public Boolean getVerdict() {
    return verdict;
  }
}
