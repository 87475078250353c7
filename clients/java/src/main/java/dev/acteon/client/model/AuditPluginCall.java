// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * One plugin call of a decision.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class AuditPluginCall {
  @JsonProperty("deciding")
  private boolean deciding;

  @JsonProperty("duration_us")
  private long durationUs;

  @JsonProperty("error")
  private String error;

  @JsonProperty("function")
  private String function;

  @JsonProperty("kind")
  private String kind;

  @JsonProperty("message")
  private String message;

  @JsonProperty("metadata")
  private JsonNode metadata;

  @JsonProperty("plugin")
  private String plugin;

  @JsonProperty("revision")
  private Long revision;

  @JsonProperty("rule")
  private String rule;

  @JsonProperty("verdict")
  private Boolean verdict;

  /** For the reader of answers. */
  public AuditPluginCall() {}

  /**
   * Whether this call settled what became of its rule.
   *
   * @return the value; null when there is none
   */
  public boolean getDeciding() {
    return deciding;
  }

  /**
   * Duration of the call in microseconds.
   *
   * @return the value; null when there is none
   */
  public long getDurationUs() {
    return durationUs;
  }

  /**
   * Why the call failed.
   *
   * @return the value; null when there is none
   */
  public String getError() {
    return error;
  }

  /**
   * The function that was called.
   *
   * @return the value; null when there is none
   */
  public String getFunction() {
    return function;
  }

  /**
   * One of `timeout`, `memory_exceeded`, `invalid_output`, `input_overwritten`, `trap`,
   * `function_not_found`, `plugin_not_found`, `plugin_disabled`, `plugin_failed`, `wasm_disabled`,
   * `deadline`, `saturated`.
   *
   * @return the value; null when there is none
   */
  public String getKind() {
    return kind;
  }

  /**
   * The plugin's message.
   *
   * @return the value; null when there is none
   */
  public String getMessage() {
    return message;
  }

  /**
   * The plugin's metadata; `{"truncated": true}` when it is too large.
   *
   * @return the value; null when there is none
   */
  public JsonNode getMetadata() {
    return metadata;
  }

  /**
   * Name of the plugin.
   *
   * @return the value; null when there is none
   */
  public String getPlugin() {
    return plugin;
  }

  /**
   * Revision of the plugin that answered.
   *
   * @return the value; null when there is none
   */
  public Long getRevision() {
    return revision;
  }

  /**
   * The rule that made it.
   *
   * @return the value; null when there is none
   */
  public String getRule() {
    return rule;
  }

  /**
   * The plugin's answer; null when the call failed.
   *
   * @return the value; null when there is none
   */
  public Boolean getVerdict() {
    return verdict;
  }
}
