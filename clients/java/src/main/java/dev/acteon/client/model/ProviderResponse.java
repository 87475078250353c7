// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a provider answered.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ProviderResponse {
  @JsonProperty("body")
  private JsonNode body;

  @JsonProperty("headers")
  private Map<String, String> headers;

  @JsonProperty("status")
  private String status;

  /** For the reader of answers. */
  public ProviderResponse() {}

  /**
   * The body of the answer.
   *
   * @return the value; null when there is none
   */
  public JsonNode getBody() {
    return body;
  }

  /**
   * Headers of the answer that matter.
   *
   * @return the value; null when there is none
   */
  public Map<String, String> getHeaders() {
    return headers;
  }

  /**
   * Always `success`; a failure is [`DispatchOutcome::Failed`].
   *
   * @return the value; null when there is none
   */
  public String getStatus() {
    return status;
  }
}
