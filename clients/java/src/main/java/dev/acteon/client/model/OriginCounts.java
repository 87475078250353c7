// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Invocations by what caused them.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class OriginCounts {
  @JsonProperty("dispatch")
  private long dispatch;

  @JsonProperty("playground")
  private long playground;

  @JsonProperty("test")
  private long test;

  /** For the reader of answers. */
  public OriginCounts() {}

  /**
   * By dispatched actions.
   *
   * @return the value; null when there is none
   */
  public long getDispatch() {
    return dispatch;
  }

  /**
   * By the rule playground.
   *
   * @return the value; null when there is none
   */
  public long getPlayground() {
    return playground;
  }

  /**
   * By the test endpoint.
   *
   * @return the value; null when there is none
   */
  public long getTest() {
    return test;
  }
}
