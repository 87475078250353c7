// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Answer of `GET /v1/wasm/plugins/{name}/invocations`, newest first, since the server started.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class InvocationList {
  @JsonProperty("count")
  private long count;

  @JsonProperty("invocations")
  private List<InvocationEntry> invocations;

  /** For the reader of answers. */
  public InvocationList() {}

  /**
   * How many are listed.
   *
   * @return the value; null when there is none
   */
  public long getCount() {
    return count;
  }

  /**
   * The invocations.
   *
   * @return the value; null when there is none
   */
  public List<InvocationEntry> getInvocations() {
    return invocations;
  }
}
