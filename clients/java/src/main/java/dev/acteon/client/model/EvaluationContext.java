// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What the evaluation saw beside the action.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class EvaluationContext {
  @JsonProperty("accessed_state_keys")
  private List<String> accessedStateKeys;

  @JsonProperty("time")
  private EvaluationTime time;

  /** For the reader of answers. */
  public EvaluationContext() {}

  /**
   * Keys of the state that the rules may read.
   *
   * @return the value; null when there is none
   */
  public List<String> getAccessedStateKeys() {
    return accessedStateKeys;
  }

  /**
   * The time.
   *
   * @return the value; null when there is none
   */
  public EvaluationTime getTime() {
    return time;
  }
}
