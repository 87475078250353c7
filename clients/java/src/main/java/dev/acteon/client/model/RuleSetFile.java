// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A rule file as it was loaded.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class RuleSetFile {
  @JsonProperty("path")
  private String path;

  @JsonProperty("text")
  private String text;

  /** For the reader of answers. */
  public RuleSetFile() {}

  /**
   * Its path within the rule folder.
   *
   * @return the value; null when there is none
   */
  public String getPath() {
    return path;
  }

  /**
   * What it says.
   *
   * @return the value; null when there is none
   */
  public String getText() {
    return text;
  }
}
