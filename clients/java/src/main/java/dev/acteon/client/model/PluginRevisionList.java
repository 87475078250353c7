// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Answer of `GET /v1/wasm/plugins/{name}/revisions`, newest first.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class PluginRevisionList {
  @JsonProperty("count")
  private long count;

  @JsonProperty("revisions")
  private List<PluginRevision> revisions;

  /** For the reader of answers. */
  public PluginRevisionList() {}

  /**
   * How many there are.
   *
   * @return the value; null when there is none
   */
  public long getCount() {
    return count;
  }

  /**
   * The revisions.
   *
   * @return the value; null when there is none
   */
  public List<PluginRevision> getRevisions() {
    return revisions;
  }
}
