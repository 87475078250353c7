// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why an action could not be carried out.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ActionError {
  @JsonProperty("attempts")
  private long attempts;

  @JsonProperty("code")
  private String code;

  @JsonProperty("message")
  private String message;

  @JsonProperty("retryable")
  private boolean retryable;

  /** For the reader of answers. */
  public ActionError() {}

  /**
   * How often the provider was tried.
   *
   * @return the value; null when there is none
   */
  public long getAttempts() {
    return attempts;
  }

  /**
   * Stable name of the reason, like `PROVIDER_NOT_FOUND`.
   *
   * @return the value; null when there is none
   */
  public String getCode() {
    return code;
  }

  /**
   * What went wrong and what to do.
   *
   * @return the value; null when there is none
   */
  public String getMessage() {
    return message;
  }

  /**
   * Whether the same action may succeed later.
   *
   * @return the value; null when there is none
   */
  public boolean getRetryable() {
    return retryable;
  }
}
