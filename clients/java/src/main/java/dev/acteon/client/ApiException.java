package dev.acteon.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.acteon.client.model.RuleFileError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The server answered with an error. */
public final class ApiException extends ActeonException {
  private static final long serialVersionUID = 1;

  /** HTTP status. */
  private final int status;
  /** Stable name. */
  private final String kind;
  /** What happened. */
  private final String reason;
  /** When to come back. */
  private final Duration retryAfter;
  /** The request's id. */
  private final String requestId;
  /** The body as it came. */
  private final String body;
  private final transient List<RuleFileError> errors;

  private ApiException(int status, Explained explained, Duration retryAfter, String requestId, String body) {
    super(explained.reason + " (status " + status + ")", null);
    this.status = status;
    this.kind = explained.kind;
    this.reason = explained.reason;
    this.retryAfter = retryAfter;
    this.requestId = requestId;
    this.body = body;
    this.errors = explained.errors;
  }

  static ApiException of(int status, String body, String retryAfter, String requestId) {
    return new ApiException(status, explain(status, body), seconds(retryAfter), requestId, body);
  }

  private static Duration seconds(String retryAfter) {
    try {
      return retryAfter == null ? null : Duration.ofSeconds(Long.parseUnsignedLong(retryAfter));
    } catch (NumberFormatException notSeconds) {
      return null;
    }
  }

  private record Explained(String reason, String kind, List<RuleFileError> errors) {}

  private static Explained explain(int status, String body) {
    try {
      JsonNode read = Json.MAPPER.readTree(body);
      if (read != null && read.path("error").isTextual()) {
        List<RuleFileError> errors = new ArrayList<>();
        for (JsonNode error : read.path("errors")) {
          errors.add(Json.MAPPER.treeToValue(error, RuleFileError.class));
        }
        return new Explained(read.get("error").asText(), read.path("kind").asText(null), List.copyOf(errors));
      }
    } catch (JsonProcessingException notJson) {
      // Something else than Acteon wrote it.
    }
    String reason = status >= 300 && status < 400
        ? "the server leads elsewhere; use the address it leads to"
        : "the server, or a proxy before it, answered with an error and did not say why";
    return new Explained(reason, null, List.of());
  }

  /**
   * HTTP status.
   *
   * @return for example 404
   */
  public int getStatus() {
    return status;
  }

  /**
   * Stable name, for programs.
   *
   * @return for example {@code already_registered}; null for some errors
   */
  public String getKind() {
    return kind;
  }

  /**
   * What happened, for people, without the status.
   *
   * @return a sentence
   */
  public String getReason() {
    return reason;
  }

  /**
   * When to come back.
   *
   * @return null if the server does not say
   */
  public Duration getRetryAfter() {
    return retryAfter;
  }

  /**
   * The request's id, which the server's log has too.
   *
   * @return null if there is none
   */
  public String getRequestId() {
    return requestId;
  }

  /**
   * The body as it came.
   *
   * @return the body
   */
  public String getBody() {
    return body;
  }

  /**
   * What is wrong in which rule file, when rules were refused.
   *
   * @return the mistakes; empty for other errors
   */
  public List<RuleFileError> getErrors() {
    return errors == null ? List.of() : errors;
  }

  /**
   * There is no such plugin, rule, revision or record.
   *
   * @return whether it is that
   */
  public boolean isNotFound() {
    return status == 404;
  }

  /**
   * The name is taken, or there is no room.
   *
   * @return whether it is that
   */
  public boolean isConflict() {
    return status == 409;
  }

  /**
   * Somebody else was quicker: the revision named is not the present one.
   *
   * @return whether it is that
   */
  public boolean isRevisionMismatch() {
    return status == 412;
  }

  /**
   * The key is missing, or not known.
   *
   * @return whether it is that
   */
  public boolean isUnauthenticated() {
    return status == 401;
  }

  /**
   * The key may not do that.
   *
   * @return whether it is that
   */
  public boolean isForbidden() {
    return status == 403;
  }

  /**
   * What was sent is not as it should be; for a call of a plugin also that the plugin failed.
   *
   * @return whether it is that
   */
  public boolean isInvalid() {
    return status == 400 || status == 413 || status == 415 || status == 422;
  }

  /**
   * The server cannot do it now; {@link #getRetryAfter()} may say when.
   *
   * @return whether it is that
   */
  public boolean isUnavailable() {
    return status == 429 || status == 503;
  }
}
