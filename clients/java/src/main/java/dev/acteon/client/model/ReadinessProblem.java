// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One problem that `/ready` reports.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ReadinessProblem {
  @JsonProperty("blocking")
  private boolean blocking;

  @JsonProperty("component")
  private String component;

  @JsonProperty("error")
  private String error;

  /** For the reader of answers. */
  public ReadinessProblem() {}

  /**
   * Whether it keeps the server from being ready.
   *
   * @return the value; null when there is none
   */
  public boolean getBlocking() {
    return blocking;
  }

  /**
   * The part concerned: `rules`, `plugins` or `storage`.
   *
   * @return the value; null when there is none
   */
  public String getComponent() {
    return component;
  }

  /**
   * What is wrong and what to do.
   *
   * @return the value; null when there is none
   */
  public String getError() {
    return error;
  }
}
