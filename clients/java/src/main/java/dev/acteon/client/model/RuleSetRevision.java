// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Answer of `GET /v1/rules/revisions/{revision}`.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class RuleSetRevision {
  @JsonProperty("files")
  private List<RuleSetFile> files;

  @JsonProperty("loaded_at")
  private String loadedAt;

  @JsonProperty("revision")
  private long revision;

  /** For the reader of answers. */
  public RuleSetRevision() {}

  /**
   * Its files, in their order.
   *
   * @return the value; null when there is none
   */
  public List<RuleSetFile> getFiles() {
    return files;
  }

  /**
   * When it was put in force first.
   *
   * @return the value; null when there is none
   */
  public String getLoadedAt() {
    return loadedAt;
  }

  /**
   * Number of the rule set; audit records name it.
   *
   * @return the value; null when there is none
   */
  public long getRevision() {
    return revision;
  }
}
