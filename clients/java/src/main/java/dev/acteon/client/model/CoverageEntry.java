// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One combination in the coverage.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class CoverageEntry {
  @JsonProperty("action_type")
  private String actionType;

  @JsonProperty("covered")
  private long covered;

  @JsonProperty("matched_rules")
  private List<String> matchedRules;

  @JsonProperty("namespace")
  private String namespace;

  @JsonProperty("provider")
  private String provider;

  @JsonProperty("tenant")
  private String tenant;

  @JsonProperty("total")
  private long total;

  @JsonProperty("uncovered")
  private long uncovered;

  /** For the reader of answers. */
  public CoverageEntry() {}

  /**
   * Kind of the actions.
   *
   * @return the value; null when there is none
   */
  public String getActionType() {
    return actionType;
  }

  /**
   * Records that a rule matched.
   *
   * @return the value; null when there is none
   */
  public long getCovered() {
    return covered;
  }

  /**
   * The rules that matched, by name.
   *
   * @return the value; null when there is none
   */
  public List<String> getMatchedRules() {
    return matchedRules;
  }

  /**
   * Namespace of the actions.
   *
   * @return the value; null when there is none
   */
  public String getNamespace() {
    return namespace;
  }

  /**
   * Provider that they named.
   *
   * @return the value; null when there is none
   */
  public String getProvider() {
    return provider;
  }

  /**
   * Tenant of the actions.
   *
   * @return the value; null when there is none
   */
  public String getTenant() {
    return tenant;
  }

  /**
   * Records of this combination.
   *
   * @return the value; null when there is none
   */
  public long getTotal() {
    return total;
  }

  /**
   * Records that no rule matched, those included whose rule failed.
   *
   * @return the value; null when there is none
   */
  public long getUncovered() {
    return uncovered;
  }
}
