// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Why an action was decided as it was.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class VerdictDetails {
  @JsonProperty("condition_display")
  private String conditionDisplay;

  @JsonProperty("error")
  private String error;

  @JsonProperty("error_kind")
  private String errorKind;

  @JsonProperty("modified_payload")
  private JsonNode modifiedPayload;

  @JsonProperty("parts")
  private List<ConditionPart> parts;

  @JsonProperty("state")
  private Map<String, Long> state;

  @JsonProperty("verdict")
  private String verdict;

  @JsonProperty("wasm")
  private List<AuditPluginCall> wasm;

  /** For the reader of answers. */
  public VerdictDetails() {}

  /**
   * The condition of the rule that decided, in canonical form; null when none matched.
   *
   * @return the value; null when there is none
   */
  public String getConditionDisplay() {
    return conditionDisplay;
  }

  /**
   * Why the rule that decided failed.
   *
   * @return the value; null when there is none
   */
  public String getError() {
    return error;
  }

  /**
   * The kind of that failure.
   *
   * @return the value; null when there is none
   */
  public String getErrorKind() {
    return errorKind;
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
   * The value of every part of that condition that was evaluated.
   *
   * @return the value; null when there is none
   */
  public List<ConditionPart> getParts() {
    return parts;
  }

  /**
   * The state that the rules could read: dedup key to seconds since it was seen (null: never),
   * throttle rule to count. May stand as `mock_state` in the playground.
   *
   * @return the value; null when there is none
   */
  public Map<String, Long> getState() {
    return state;
  }

  /**
   * What was decided. One of `allow`, `deny`, `suppress`, `deduplicate`, `throttle`, `reroute`,
   * `modify`, `error`.
   *
   * @return the value; null when there is none
   */
  public String getVerdict() {
    return verdict;
  }

  /**
   * Every plugin call that was made, in order.
   *
   * @return the value; null when there is none
   */
  public List<AuditPluginCall> getWasm() {
    return wasm;
  }
}
