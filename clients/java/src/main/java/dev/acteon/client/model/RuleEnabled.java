// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Answer of `PUT /v1/rules/{name}/enabled`.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class RuleEnabled {
  @JsonProperty("enabled")
  private boolean enabled;

  @JsonProperty("name")
  private String name;

  @JsonProperty("status")
  private String status;

  /** For the reader of answers. */
  public RuleEnabled() {}

  /**
   * Whether it is evaluated now.
   *
   * @return the value; null when there is none
   */
  public boolean getEnabled() {
    return enabled;
  }

  /**
   * The rule.
   *
   * @return the value; null when there is none
   */
  public String getName() {
    return name;
  }

  /**
   * `enabled` or `disabled`.
   *
   * @return the value; null when there is none
   */
  public String getStatus() {
    return status;
  }
}
