// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Answer of `GET` and `POST /v1/session`: as whom the server takes the caller.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class Session {
  @JsonProperty("authentication")
  private boolean authentication;

  @JsonProperty("expires_at")
  private String expiresAt;

  @JsonProperty("name")
  private String name;

  @JsonProperty("namespaces")
  private List<String> namespaces;

  @JsonProperty("role")
  private String role;

  @JsonProperty("tenants")
  private List<String> tenants;

  /** For the reader of answers. */
  public Session() {}

  /**
   * Whether the server asks for keys at all. Without, everybody is an admin without a name.
   *
   * @return the value; null when there is none
   */
  public boolean getAuthentication() {
    return authentication;
  }

  /**
   * When the session of the browser ends; null when the request carried the key itself.
   *
   * @return the value; null when there is none
   */
  public String getExpiresAt() {
    return expiresAt;
  }

  /**
   * Name of the key; null without authentication.
   *
   * @return the value; null when there is none
   */
  public String getName() {
    return name;
  }

  /**
   * Namespaces the key is held to; null: all.
   *
   * @return the value; null when there is none
   */
  public List<String> getNamespaces() {
    return namespaces;
  }

  /**
   * What the caller may do. One of `viewer`, `operator`, `admin`.
   *
   * @return the value; null when there is none
   */
  public String getRole() {
    return role;
  }

  /**
   * Tenants the key is held to; null: all.
   *
   * @return the value; null when there is none
   */
  public List<String> getTenants() {
    return tenants;
  }
}
