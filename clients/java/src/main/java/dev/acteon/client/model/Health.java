// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Answer of `GET /health`.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class Health {
  @JsonProperty("status")
  private String status;

  @JsonProperty("uptime_seconds")
  private long uptimeSeconds;

  @JsonProperty("version")
  private String version;

  /** For the reader of answers. */
  public Health() {}

  /**
   * Always `ok`: the server can serve.
   *
   * @return the value; null when there is none
   */
  public String getStatus() {
    return status;
  }

  /**
   * Seconds since the server started.
   *
   * @return the value; null when there is none
   */
  public long getUptimeSeconds() {
    return uptimeSeconds;
  }

  /**
   * The server's version.
   *
   * @return the value; null when there is none
   */
  public String getVersion() {
    return version;
  }
}
