// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A place in a rule file and what is wrong there.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class RuleFileError {
  @JsonProperty("field")
  private String field;

  @JsonProperty("file")
  private String file;

  @JsonProperty("line")
  private Long line;

  @JsonProperty("message")
  private String message;

  /** For the reader of answers. */
  public RuleFileError() {}

  /**
   * The field concerned, for example `rules[0].condition`; null when none is.
   *
   * @return the value; null when there is none
   */
  public String getField() {
    return field;
  }

  /**
   * File, relative to the rule directory.
   *
   * @return the value; null when there is none
   */
  public String getFile() {
    return file;
  }

  /**
   * Line, from 1; null when the file as a whole is meant.
   *
   * @return the value; null when there is none
   */
  public Long getLine() {
    return line;
  }

  /**
   * What is wrong and what to do.
   *
   * @return the value; null when there is none
   */
  public String getMessage() {
    return message;
  }
}
