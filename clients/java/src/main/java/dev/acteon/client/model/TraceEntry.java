// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One rule in the trace of an evaluation. Fields that do not apply are null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class TraceEntry {
  @JsonProperty("action")
  private String action;

  @JsonProperty("condition_display")
  private String conditionDisplay;

  @JsonProperty("description")
  private String description;

  @JsonProperty("enabled")
  private boolean enabled;

  @JsonProperty("error")
  private String error;

  @JsonProperty("evaluation_duration_us")
  private long evaluationDurationUs;

  @JsonProperty("modified_payload_preview")
  private JsonNode modifiedPayloadPreview;

  @JsonProperty("modify_patch")
  private JsonNode modifyPatch;

  @JsonProperty("parts")
  private List<ConditionPart> parts;

  @JsonProperty("priority")
  private long priority;

  @JsonProperty("result")
  private String result;

  @JsonProperty("rule_name")
  private String ruleName;

  @JsonProperty("skip_reason")
  private String skipReason;

  @JsonProperty("source")
  private String source;

  @JsonProperty("wasm_calls")
  private List<WasmDetails> wasmCalls;

  @JsonProperty("wasm_details")
  private WasmDetails wasmDetails;

  /** For the reader of answers. */
  public TraceEntry() {}

  /**
   * Kind of the rule's action, lower case (`Allow` in the fallthrough entry).
   *
   * @return the value; null when there is none
   */
  public String getAction() {
    return action;
  }

  /**
   * The condition in its canonical form.
   *
   * @return the value; null when there is none
   */
  public String getConditionDisplay() {
    return conditionDisplay;
  }

  /**
   * The rule's description.
   *
   * @return the value; null when there is none
   */
  public String getDescription() {
    return description;
  }

  /**
   * Whether the rule is switched on.
   *
   * @return the value; null when there is none
   */
  public boolean getEnabled() {
    return enabled;
  }

  /**
   * Why the rule failed.
   *
   * @return the value; null when there is none
   */
  public String getError() {
    return error;
  }

  /**
   * Time this rule took, in microseconds.
   *
   * @return the value; null when there is none
   */
  public long getEvaluationDurationUs() {
    return evaluationDurationUs;
  }

  /**
   * The payload after that patch; null as above.
   *
   * @return the value; null when there is none
   */
  public JsonNode getModifiedPayloadPreview() {
    return modifiedPayloadPreview;
  }

  /**
   * The merge patch of a `modify` action that was taken. Null when the trace has become too large
   * and this rule did not decide.
   *
   * @return the value; null when there is none
   */
  public JsonNode getModifyPatch() {
    return modifyPatch;
  }

  /**
   * The value of every part of the condition that was evaluated, outermost first; ends where the
   * trace has become too large.
   *
   * @return the value; null when there is none
   */
  public List<ConditionPart> getParts() {
    return parts;
  }

  /**
   * Lower is evaluated first.
   *
   * @return the value; null when there is none
   */
  public long getPriority() {
    return priority;
  }

  /**
   * What became of the rule. One of `matched`, `not_matched`, `skipped`, `error`.
   *
   * @return the value; null when there is none
   */
  public String getResult() {
    return result;
  }

  /**
   * Name of the rule; `(default fallthrough)` for the last entry when nothing matched.
   *
   * @return the value; null when there is none
   */
  public String getRuleName() {
    return ruleName;
  }

  /**
   * One of `disabled`, `earlier_rule_matched`.
   *
   * @return the value; null when there is none
   */
  public String getSkipReason() {
    return skipReason;
  }

  /**
   * `yaml`, `cel` or `wasm_plugin` (`System` in the fallthrough entry).
   *
   * @return the value; null when there is none
   */
  public String getSource() {
    return source;
  }

  /**
   * Every plugin call of the rule, in the order they were made; ends where the trace has become too
   * large.
   *
   * @return the value; null when there is none
   */
  public List<WasmDetails> getWasmCalls() {
    return wasmCalls;
  }

  /**
   * WasmDetails
   *
   * @return the value; null when there is none
   */
  public WasmDetails getWasmDetails() {
    return wasmDetails;
  }
}
