// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * Body of `POST /v1/rules/evaluate`.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class EvaluateRequest {
  @JsonProperty("action_type")
  private String actionType;

  @JsonProperty("evaluate_all")
  private Boolean evaluateAll;

  @JsonProperty("evaluate_at")
  private String evaluateAt;

  @JsonProperty("include_disabled")
  private Boolean includeDisabled;

  @JsonProperty("metadata")
  private Map<String, String> metadata;

  @JsonProperty("mock_state")
  private Map<String, Object> mockState;

  @JsonProperty("namespace")
  private String namespace;

  @JsonProperty("payload")
  private Object payload;

  @JsonProperty("provider")
  private String provider;

  @JsonProperty("rule_set_revision")
  private Long ruleSetRevision;

  @JsonProperty("rule_switches")
  private Map<String, Boolean> ruleSwitches;

  @JsonProperty("rules")
  private String rules;

  @JsonProperty("tenant")
  private String tenant;

  /** A request to fill in. */
  public EvaluateRequest() {}

  /**
   * Kind of the action.
   *
   * @return the value; null when there is none
   */
  public String getActionType() {
    return actionType;
  }

  /**
   * Kind of the action.
   *
   * @param actionType the value
   * @return this
   */
  public EvaluateRequest actionType(String actionType) {
    this.actionType = actionType;
    return this;
  }

  /**
   * Go on after the first match.
   *
   * @return the value; null when there is none
   */
  public Boolean getEvaluateAll() {
    return evaluateAll;
  }

  /**
   * Go on after the first match.
   *
   * @param evaluateAll the value
   * @return this
   */
  public EvaluateRequest evaluateAll(Boolean evaluateAll) {
    this.evaluateAll = evaluateAll;
    return this;
  }

  /**
   * The instant to evaluate at; now when absent.
   *
   * @return the value; null when there is none
   */
  public String getEvaluateAt() {
    return evaluateAt;
  }

  /**
   * The instant to evaluate at; now when absent.
   *
   * @param evaluateAt the value
   * @return this
   */
  public EvaluateRequest evaluateAt(String evaluateAt) {
    this.evaluateAt = evaluateAt;
    return this;
  }

  /**
   * Evaluate rules that are switched off, too.
   *
   * @return the value; null when there is none
   */
  public Boolean getIncludeDisabled() {
    return includeDisabled;
  }

  /**
   * Evaluate rules that are switched off, too.
   *
   * @param includeDisabled the value
   * @return this
   */
  public EvaluateRequest includeDisabled(Boolean includeDisabled) {
    this.includeDisabled = includeDisabled;
    return this;
  }

  /**
   * Metadata
   *
   * @return the value; null when there is none
   */
  public Map<String, String> getMetadata() {
    return metadata;
  }

  /**
   * Metadata
   *
   * @param metadata the value
   * @return this
   */
  public EvaluateRequest metadata(Map<String, String> metadata) {
    this.metadata = metadata;
    return this;
  }

  /**
   * Stands in for the state that dispatch keeps: dedup key to seconds since it was seen, throttle
   * rule to count; null: never seen, not counted.
   *
   * @return the value; null when there is none
   */
  public Map<String, Object> getMockState() {
    return mockState;
  }

  /**
   * Stands in for the state that dispatch keeps: dedup key to seconds since it was seen, throttle
   * rule to count; null: never seen, not counted.
   *
   * @param mockState the value
   * @return this
   */
  public EvaluateRequest mockState(Map<String, Object> mockState) {
    this.mockState = mockState;
    return this;
  }

  /**
   * Namespace of the action.
   *
   * @return the value; null when there is none
   */
  public String getNamespace() {
    return namespace;
  }

  /**
   * Namespace of the action.
   *
   * @param namespace the value
   * @return this
   */
  public EvaluateRequest namespace(String namespace) {
    this.namespace = namespace;
    return this;
  }

  /**
   * Content of the action.
   *
   * @return the value; null when there is none
   */
  public Object getPayload() {
    return payload;
  }

  /**
   * Content of the action.
   *
   * @param payload the value
   * @return this
   */
  public EvaluateRequest payload(Object payload) {
    this.payload = payload;
    return this;
  }

  /**
   * Provider of the action.
   *
   * @return the value; null when there is none
   */
  public String getProvider() {
    return provider;
  }

  /**
   * Provider of the action.
   *
   * @param provider the value
   * @return this
   */
  public EvaluateRequest provider(String provider) {
    this.provider = provider;
    return this;
  }

  /**
   * Evaluate the rule set that had this revision (audit records name it) instead of the one in
   * force. Not together with `rules`.
   *
   * @return the value; null when there is none
   */
  public Long getRuleSetRevision() {
    return ruleSetRevision;
  }

  /**
   * Evaluate the rule set that had this revision (audit records name it) instead of the one in
   * force. Not together with `rules`.
   *
   * @param ruleSetRevision the value
   * @return this
   */
  public EvaluateRequest ruleSetRevision(Long ruleSetRevision) {
    this.ruleSetRevision = ruleSetRevision;
    return this;
  }

  /**
   * Switches rules for this evaluation: name to whether the rule is enabled.
   *
   * @return the value; null when there is none
   */
  public Map<String, Boolean> getRuleSwitches() {
    return ruleSwitches;
  }

  /**
   * Switches rules for this evaluation: name to whether the rule is enabled.
   *
   * @param ruleSwitches the value
   * @return this
   */
  public EvaluateRequest ruleSwitches(Map<String, Boolean> ruleSwitches) {
    this.ruleSwitches = ruleSwitches;
    return this;
  }

  /**
   * Text of a rule file to evaluate instead of the loaded rules.
   *
   * @return the value; null when there is none
   */
  public String getRules() {
    return rules;
  }

  /**
   * Text of a rule file to evaluate instead of the loaded rules.
   *
   * @param rules the value
   * @return this
   */
  public EvaluateRequest rules(String rules) {
    this.rules = rules;
    return this;
  }

  /**
   * Tenant of the action.
   *
   * @return the value; null when there is none
   */
  public String getTenant() {
    return tenant;
  }

  /**
   * Tenant of the action.
   *
   * @param tenant the value
   * @return this
   */
  public EvaluateRequest tenant(String tenant) {
    this.tenant = tenant;
    return this;
  }
}
