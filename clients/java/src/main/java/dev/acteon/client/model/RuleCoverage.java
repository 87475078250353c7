// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Answer of `GET /v1/rules/coverage`.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class RuleCoverage {
  @JsonProperty("entries")
  private List<CoverageEntry> entries;

  @JsonProperty("fully_covered")
  private long fullyCovered;

  @JsonProperty("partially_covered")
  private long partiallyCovered;

  @JsonProperty("rules_loaded")
  private long rulesLoaded;

  @JsonProperty("scanned_from")
  private String scannedFrom;

  @JsonProperty("scanned_to")
  private String scannedTo;

  @JsonProperty("total")
  private long total;

  @JsonProperty("truncated")
  private boolean truncated;

  @JsonProperty("uncovered")
  private long uncovered;

  @JsonProperty("unique_combinations")
  private long uniqueCombinations;

  @JsonProperty("unmatched_rules")
  private List<String> unmatchedRules;

  /** For the reader of answers. */
  public RuleCoverage() {}

  /**
   * The combinations, those that no rule matched first, then by number of records.
   *
   * @return the value; null when there is none
   */
  public List<CoverageEntry> getEntries() {
    return entries;
  }

  /**
   * Combinations of which every action matched a rule.
   *
   * @return the value; null when there is none
   */
  public long getFullyCovered() {
    return fullyCovered;
  }

  /**
   * Combinations of which some actions matched a rule.
   *
   * @return the value; null when there is none
   */
  public long getPartiallyCovered() {
    return partiallyCovered;
  }

  /**
   * Rules in force.
   *
   * @return the value; null when there is none
   */
  public long getRulesLoaded() {
    return rulesLoaded;
  }

  /**
   * The audit was read from here; null: from its beginning.
   *
   * @return the value; null when there is none
   */
  public String getScannedFrom() {
    return scannedFrom;
  }

  /**
   * And to here; null: to its end.
   *
   * @return the value; null when there is none
   */
  public String getScannedTo() {
    return scannedTo;
  }

  /**
   * Records read.
   *
   * @return the value; null when there is none
   */
  public long getTotal() {
    return total;
  }

  /**
   * Whether there are too many combinations to list: the rarest are left out of `entries` and of
   * the numbers of combinations. `total` and `unmatched_rules` are complete all the same.
   *
   * @return the value; null when there is none
   */
  public boolean getTruncated() {
    return truncated;
  }

  /**
   * Combinations of which no action matched a rule.
   *
   * @return the value; null when there is none
   */
  public long getUncovered() {
    return uncovered;
  }

  /**
   * Different combinations of namespace, tenant, provider and action type.
   *
   * @return the value; null when there is none
   */
  public long getUniqueCombinations() {
    return uniqueCombinations;
  }

  /**
   * Enabled rules that matched no action, in the order of evaluation.
   *
   * @return the value; null when there is none
   */
  public List<String> getUnmatchedRules() {
    return unmatchedRules;
  }
}
