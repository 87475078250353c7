// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Answer of `POST /v1/rules/reload`, successful or not.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ReloadResponse {
  @JsonProperty("directory")
  private String directory;

  @JsonProperty("error")
  private String error;

  @JsonProperty("errors")
  private List<RuleFileError> errors;

  @JsonProperty("loaded")
  private long loaded;

  @JsonProperty("reloaded")
  private boolean reloaded;

  @JsonProperty("warnings")
  private List<RuleFileError> warnings;

  /** For the reader of answers. */
  public ReloadResponse() {}

  /**
   * The folder they came from, as it is configured; null when none is.
   *
   * @return the value; null when there is none
   */
  public String getDirectory() {
    return directory;
  }

  /**
   * What went wrong, in one sentence; absent on success.
   *
   * @return the value; null when there is none
   */
  public String getError() {
    return error;
  }

  /**
   * What kept the rules from loading.
   *
   * @return the value; null when there is none
   */
  public List<RuleFileError> getErrors() {
    return errors;
  }

  /**
   * Rules now in force.
   *
   * @return the value; null when there is none
   */
  public long getLoaded() {
    return loaded;
  }

  /**
   * Whether the new rules are in force; when not, the former ones still are.
   *
   * @return the value; null when there is none
   */
  public boolean getReloaded() {
    return reloaded;
  }

  /**
   * What was ignored or is likely a mistake.
   *
   * @return the value; null when there is none
   */
  public List<RuleFileError> getWarnings() {
    return warnings;
  }
}
