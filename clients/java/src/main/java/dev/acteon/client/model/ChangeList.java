// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Answer of `GET /v1/changes`, newest first.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ChangeList {
  @JsonProperty("changes")
  private List<ChangeEntry> changes;

  @JsonProperty("next_before")
  private Long nextBefore;

  /** For the reader of answers. */
  public ChangeList() {}

  /**
   * The changes.
   *
   * @return the value; null when there is none
   */
  public List<ChangeEntry> getChanges() {
    return changes;
  }

  /**
   * Pass as `before` to get the next page; null at the end.
   *
   * @return the value; null when there is none
   */
  public Long getNextBefore() {
    return nextBefore;
  }
}
