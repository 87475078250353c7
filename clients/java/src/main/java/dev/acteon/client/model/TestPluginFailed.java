// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a test call that failed is answered with.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class TestPluginFailed {
  @JsonProperty("error")
  private String error;

  @JsonProperty("kind")
  private String kind;

  @JsonProperty("details")
  private FailureDetails details;

  /** For the reader of answers. */
  public TestPluginFailed() {}

  /**
   * One sentence that a user can act on.
   *
   * @return the value; null when there is none
   */
  public String getError() {
    return error;
  }

  /**
   * Stable name of the kind of error, in snake case.
   *
   * @return the value; null when there is none
   */
  public String getKind() {
    return kind;
  }

  /**
   * What the plugin's author wants to know.
   *
   * @return the value; null when there is none
   */
  public FailureDetails getDetails() {
    return details;
  }
}
