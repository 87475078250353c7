// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * One part of a condition and what it came to.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ConditionPart {
  @JsonProperty("decided")
  private boolean decided;

  @JsonProperty("depth")
  private long depth;

  @JsonProperty("error")
  private String error;

  @JsonProperty("start")
  private long start;

  @JsonProperty("text")
  private String text;

  @JsonProperty("value")
  private JsonNode value;

  /** For the reader of answers. */
  public ConditionPart() {}

  /**
   * Whether this part settled the result of the condition.
   *
   * @return the value; null when there is none
   */
  public boolean getDecided() {
    return decided;
  }

  /**
   * How deep the part is nested; the whole condition has depth 0.
   *
   * @return the value; null when there is none
   */
  public long getDepth() {
    return depth;
  }

  /**
   * Why the part failed.
   *
   * @return the value; null when there is none
   */
  public String getError() {
    return error;
  }

  /**
   * Where the part starts in `condition_display`, in bytes of UTF-8.
   *
   * @return the value; null when there is none
   */
  public long getStart() {
    return start;
  }

  /**
   * The part in canonical form; a substring of `condition_display`.
   *
   * @return the value; null when there is none
   */
  public String getText() {
    return text;
  }

  /**
   * The value, null when the part failed. Long strings and large lists are cut and say so.
   *
   * @return the value; null when there is none
   */
  public JsonNode getValue() {
    return value;
  }
}
