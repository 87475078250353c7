// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Answer of `GET /ready`: 200 when `ready`, else 503.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class Readiness {
  @JsonProperty("problems")
  private List<ReadinessProblem> problems;

  @JsonProperty("ready")
  private boolean ready;

  @JsonProperty("rule_set_revision")
  private Long ruleSetRevision;

  /** For the reader of answers. */
  public Readiness() {}

  /**
   * What stands in the way, and what is worth a look although it does not.
   *
   * @return the value; null when there is none
   */
  public List<ReadinessProblem> getProblems() {
    return problems;
  }

  /**
   * Whether decisions can be made.
   *
   * @return the value; null when there is none
   */
  public boolean getReady() {
    return ready;
  }

  /**
   * Number of the rule set in force; null when none has loaded.
   *
   * @return the value; null when there is none
   */
  public Long getRuleSetRevision() {
    return ruleSetRevision;
  }
}
