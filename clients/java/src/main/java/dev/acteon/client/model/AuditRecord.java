// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One dispatched action: what it was, what was decided and why, and what became of it.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class AuditRecord {
  @JsonProperty("action_id")
  private String actionId;

  @JsonProperty("action_payload")
  private JsonNode actionPayload;

  @JsonProperty("action_status")
  private String actionStatus;

  @JsonProperty("action_type")
  private String actionType;

  @JsonProperty("caller")
  private String caller;

  @JsonProperty("completed_at")
  private String completedAt;

  @JsonProperty("created_at")
  private String createdAt;

  @JsonProperty("dedup_key")
  private String dedupKey;

  @JsonProperty("dispatched_at")
  private String dispatchedAt;

  @JsonProperty("duration_ms")
  private long durationMs;

  @JsonProperty("id")
  private String id;

  @JsonProperty("masked")
  private List<String> masked;

  @JsonProperty("matched_rule")
  private String matchedRule;

  @JsonProperty("metadata")
  private Map<String, String> metadata;

  @JsonProperty("namespace")
  private String namespace;

  @JsonProperty("outcome")
  private String outcome;

  @JsonProperty("outcome_details")
  private JsonNode outcomeDetails;

  @JsonProperty("plugin_revisions")
  private Map<String, Long> pluginRevisions;

  @JsonProperty("provider")
  private String provider;

  @JsonProperty("rule_set_revision")
  private long ruleSetRevision;

  @JsonProperty("rule_switches")
  private Map<String, Boolean> ruleSwitches;

  @JsonProperty("tenant")
  private String tenant;

  @JsonProperty("verdict")
  private String verdict;

  @JsonProperty("verdict_details")
  private VerdictDetails verdictDetails;

  /** For the reader of answers. */
  public AuditRecord() {}

  /**
   * Id of the action; several records may have the same.
   *
   * @return the value; null when there is none
   */
  public String getActionId() {
    return actionId;
  }

  /**
   * Content of the action, before any rule changed it.
   *
   * @return the value; null when there is none
   */
  public JsonNode getActionPayload() {
    return actionPayload;
  }

  /**
   * The client's own note about the action.
   *
   * @return the value; null when there is none
   */
  public String getActionStatus() {
    return actionStatus;
  }

  /**
   * Kind of the action.
   *
   * @return the value; null when there is none
   */
  public String getActionType() {
    return actionType;
  }

  /**
   * Name of the key that dispatched it; null without authentication.
   *
   * @return the value; null when there is none
   */
  public String getCaller() {
    return caller;
  }

  /**
   * When its outcome was known.
   *
   * @return the value; null when there is none
   */
  public String getCompletedAt() {
    return completedAt;
  }

  /**
   * When the action was made, as its client says.
   *
   * @return the value; null when there is none
   */
  public String getCreatedAt() {
    return createdAt;
  }

  /**
   * The action's dedup key, if it had one.
   *
   * @return the value; null when there is none
   */
  public String getDedupKey() {
    return dedupKey;
  }

  /**
   * When it was dispatched; also the instant that rules and plugins saw.
   *
   * @return the value; null when there is none
   */
  public String getDispatchedAt() {
    return dispatchedAt;
  }

  /**
   * Time between the two in milliseconds.
   *
   * @return the value; null when there is none
   */
  public long getDurationMs() {
    return durationMs;
  }

  /**
   * Id of the record.
   *
   * @return the value; null when there is none
   */
  public String getId() {
    return id;
  }

  /**
   * JSON pointers of what was masked in this record; a masked value reads `[masked]`.
   *
   * @return the value; null when there is none
   */
  public List<String> getMasked() {
    return masked;
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
   * Labels of the action.
   *
   * @return the value; null when there is none
   */
  public Map<String, String> getMetadata() {
    return metadata;
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
   * What became of the action. One of `executed`, `suppressed`, `deduplicated`, `throttled`,
   * `rerouted`, `failed`, `unknown`.
   *
   * @return the value; null when there is none
   */
  public String getOutcome() {
    return outcome;
  }

  /**
   * What the provider answered, or why there is no answer.
   *
   * @return the value; null when there is none
   */
  public JsonNode getOutcomeDetails() {
    return outcomeDetails;
  }

  /**
   * Revision of each plugin that was called.
   *
   * @return the value; null when there is none
   */
  public Map<String, Long> getPluginRevisions() {
    return pluginRevisions;
  }

  /**
   * Provider that the action named.
   *
   * @return the value; null when there is none
   */
  public String getProvider() {
    return provider;
  }

  /**
   * Revision of the rule set that decided.
   *
   * @return the value; null when there is none
   */
  public long getRuleSetRevision() {
    return ruleSetRevision;
  }

  /**
   * Rules whose `enabled` was set over the API when this was decided.
   *
   * @return the value; null when there is none
   */
  public Map<String, Boolean> getRuleSwitches() {
    return ruleSwitches;
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
   * What was decided. One of `allow`, `deny`, `suppress`, `deduplicate`, `throttle`, `reroute`,
   * `modify`, `error`.
   *
   * @return the value; null when there is none
   */
  public String getVerdict() {
    return verdict;
  }

  /**
   * Why it was decided so.
   *
   * @return the value; null when there is none
   */
  public VerdictDetails getVerdictDetails() {
    return verdictDetails;
  }
}
