// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why an action of a batch has no outcome.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class BatchError {
  @JsonProperty("code")
  private String code;

  @JsonProperty("message")
  private String message;

  @JsonProperty("retryable")
  private boolean retryable;

  /** For the reader of answers. */
  public BatchError() {}

  /**
   * Stable name of the reason, like `RULE_ERROR`.
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
