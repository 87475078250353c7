// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What is known about a call that failed beside its message, for the plugin's author.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class FailureDetails {
  @JsonProperty("backtrace")
  private List<String> backtrace;

  @JsonProperty("input_bytes")
  private long inputBytes;

  @JsonProperty("memory_limit_bytes")
  private long memoryLimitBytes;

  @JsonProperty("memory_used_bytes")
  private long memoryUsedBytes;

  @JsonProperty("stderr")
  private String stderr;

  @JsonProperty("stdout")
  private String stdout;

  @JsonProperty("timeout_ms")
  private long timeoutMs;

  /** For the reader of answers. */
  public FailureDetails() {}

  /**
   * Names of the functions that were running, innermost first, as far as the module's name section
   * knows them; at most 16. Empty when nothing was running.
   *
   * @return the value; null when there is none
   */
  public List<String> getBacktrace() {
    return backtrace;
  }

  /**
   * Size of the input in bytes.
   *
   * @return the value; null when there is none
   */
  public long getInputBytes() {
    return inputBytes;
  }

  /**
   * The memory limit of the call in bytes.
   *
   * @return the value; null when there is none
   */
  public long getMemoryLimitBytes() {
    return memoryLimitBytes;
  }

  /**
   * Peak of the instance's linear memory in bytes; 0 when no instance was made.
   *
   * @return the value; null when there is none
   */
  public long getMemoryUsedBytes() {
    return memoryUsedBytes;
  }

  /**
   * What the plugin printed to standard error, cut. Panics leave their message here.
   *
   * @return the value; null when there is none
   */
  public String getStderr() {
    return stderr;
  }

  /**
   * What the plugin printed to standard output, cut.
   *
   * @return the value; null when there is none
   */
  public String getStdout() {
    return stdout;
  }

  /**
   * The time limit of the call in milliseconds.
   *
   * @return the value; null when there is none
   */
  public long getTimeoutMs() {
    return timeoutMs;
  }
}
