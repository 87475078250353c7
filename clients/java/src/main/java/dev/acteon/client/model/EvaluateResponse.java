// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Answer of `POST /v1/rules/evaluate`.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class EvaluateResponse {
  @JsonProperty("context")
  private EvaluationContext context;

  @JsonProperty("evaluation_duration_us")
  private long evaluationDurationUs;

  @JsonProperty("has_errors")
  private boolean hasErrors;

  @JsonProperty("matched_rule")
  private String matchedRule;

  @JsonProperty("modified_payload")
  private JsonNode modifiedPayload;

  @JsonProperty("total_rules_evaluated")
  private long totalRulesEvaluated;

  @JsonProperty("total_rules_skipped")
  private long totalRulesSkipped;

  @JsonProperty("trace")
  private List<TraceEntry> trace;

  @JsonProperty("verdict")
  private String verdict;

  @JsonProperty("warnings")
  private List<RuleFileError> warnings;

  /** For the reader of answers. */
  public EvaluateResponse() {}

  /**
   * What the evaluation saw beside the action.
   *
   * @return the value; null when there is none
   */
  public EvaluationContext getContext() {
    return context;
  }

  /**
   * Time of the evaluation in microseconds.
   *
   * @return the value; null when there is none
   */
  public long getEvaluationDurationUs() {
    return evaluationDurationUs;
  }

  /**
   * Whether any rule failed.
   *
   * @return the value; null when there is none
   */
  public boolean getHasErrors() {
    return hasErrors;
  }

  /**
   * The rule that decided; null when none matched.
   *
   * @return the value; null when there is none
   */
  public String getMatchedRule() {
    return matchedRule;
  }

  /**
   * The payload after a `modify`; null for other verdicts.
   *
   * @return the value; null when there is none
   */
  public JsonNode getModifiedPayload() {
    return modifiedPayload;
  }

  /**
   * Rules evaluated, failed ones included.
   *
   * @return the value; null when there is none
   */
  public long getTotalRulesEvaluated() {
    return totalRulesEvaluated;
  }

  /**
   * Rules not looked at.
   *
   * @return the value; null when there is none
   */
  public long getTotalRulesSkipped() {
    return totalRulesSkipped;
  }

  /**
   * Every rule, in the order of evaluation.
   *
   * @return the value; null when there is none
   */
  public List<TraceEntry> getTrace() {
    return trace;
  }

  /**
   * What would become of the action. One of `allow`, `deny`, `suppress`, `deduplicate`, `throttle`,
   * `reroute`, `modify`, `error`.
   *
   * @return the value; null when there is none
   */
  public String getVerdict() {
    return verdict;
  }

  /**
   * What was ignored or is likely a mistake in `rules`.
   *
   * @return the value; null when there is none
   */
  public List<RuleFileError> getWarnings() {
    return warnings;
  }
}
