// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a matching rule does to the action.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class RuleAction {
  @JsonProperty("type")
  private String type;

  @JsonProperty("ttl_seconds")
  private Long ttlSeconds;

  @JsonProperty("max_count")
  private Long maxCount;

  @JsonProperty("window_seconds")
  private Long windowSeconds;

  @JsonProperty("target_provider")
  private String targetProvider;

  @JsonProperty("changes")
  private JsonNode changes;

  /** For the reader of answers. */
  public RuleAction() {}

  /**
   * Type
   *
   * @return the value; null when there is none
   */
  public String getType() {
    return type;
  }

  /**
   * How long a key is remembered, in seconds; for ever when absent.
   *
   * @return the value; null when there is none
   */
  public Long getTtlSeconds() {
    return ttlSeconds;
  }

  /**
   * Actions admitted per window.
   *
   * @return the value; null when there is none
   */
  public Long getMaxCount() {
    return maxCount;
  }

  /**
   * Length of the fixed window in seconds.
   *
   * @return the value; null when there is none
   */
  public Long getWindowSeconds() {
    return windowSeconds;
  }

  /**
   * The provider that gets it instead.
   *
   * @return the value; null when there is none
   */
  public String getTargetProvider() {
    return targetProvider;
  }

  /**
   * JSON merge patch (RFC 7396) applied to the payload.
   *
   * @return the value; null when there is none
   */
  public JsonNode getChanges() {
    return changes;
  }
}
