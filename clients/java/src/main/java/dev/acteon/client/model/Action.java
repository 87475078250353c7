// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * An action to dispatch: body of `POST /v1/dispatch`, item of `POST /v1/dispatch/batch`.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class Action {
  @JsonProperty("action_type")
  private String actionType;

  @JsonProperty("created_at")
  private String createdAt;

  @JsonProperty("dedup_key")
  private String dedupKey;

  @JsonProperty("id")
  private String id;

  @JsonProperty("metadata")
  private Map<String, String> metadata;

  @JsonProperty("namespace")
  private String namespace;

  @JsonProperty("payload")
  private Object payload;

  @JsonProperty("provider")
  private String provider;

  @JsonProperty("status")
  private String status;

  @JsonProperty("tenant")
  private String tenant;

  /** A request to fill in. */
  public Action() {}

  /**
   * Kind of the action.
   *
   * @return the value; null when there is none
   */
  public String getActionType() {
    return actionType;
  }

  /**
   * Kind of the action.
   *
   * @param actionType the value
   * @return this
   */
  public Action actionType(String actionType) {
    this.actionType = actionType;
    return this;
  }

  /**
   * When the action was made, for the provider and the audit record.
   *
   * @return the value; null when there is none
   */
  public String getCreatedAt() {
    return createdAt;
  }

  /**
   * When the action was made, for the provider and the audit record.
   *
   * @param createdAt the value
   * @return this
   */
  public Action createdAt(String createdAt) {
    this.createdAt = createdAt;
    return this;
  }

  /**
   * What makes two actions the same for `deduplicate` rules; `id` when absent.
   *
   * @return the value; null when there is none
   */
  public String getDedupKey() {
    return dedupKey;
  }

  /**
   * What makes two actions the same for `deduplicate` rules; `id` when absent.
   *
   * @param dedupKey the value
   * @return this
   */
  public Action dedupKey(String dedupKey) {
    this.dedupKey = dedupKey;
    return this;
  }

  /**
   * Id of the action, made by the server when absent. Need not be unique.
   *
   * @return the value; null when there is none
   */
  public String getId() {
    return id;
  }

  /**
   * Id of the action, made by the server when absent. Need not be unique.
   *
   * @param id the value
   * @return this
   */
  public Action id(String id) {
    this.id = id;
    return this;
  }

  /**
   * Metadata
   *
   * @return the value; null when there is none
   */
  public Map<String, String> getMetadata() {
    return metadata;
  }

  /**
   * Metadata
   *
   * @param metadata the value
   * @return this
   */
  public Action metadata(Map<String, String> metadata) {
    this.metadata = metadata;
    return this;
  }

  /**
   * Namespace of the action.
   *
   * @return the value; null when there is none
   */
  public String getNamespace() {
    return namespace;
  }

  /**
   * Namespace of the action.
   *
   * @param namespace the value
   * @return this
   */
  public Action namespace(String namespace) {
    this.namespace = namespace;
    return this;
  }

  /**
   * Content of the action.
   *
   * @return the value; null when there is none
   */
  public Object getPayload() {
    return payload;
  }

  /**
   * Content of the action.
   *
   * @param payload the value
   * @return this
   */
  public Action payload(Object payload) {
    this.payload = payload;
    return this;
  }

  /**
   * Provider asked to carry it out.
   *
   * @return the value; null when there is none
   */
  public String getProvider() {
    return provider;
  }

  /**
   * Provider asked to carry it out.
   *
   * @param provider the value
   * @return this
   */
  public Action provider(String provider) {
    this.provider = provider;
    return this;
  }

  /**
   * The client's own note about the action, for the audit record.
   *
   * @return the value; null when there is none
   */
  public String getStatus() {
    return status;
  }

  /**
   * The client's own note about the action, for the audit record.
   *
   * @param status the value
   * @return this
   */
  public Action status(String status) {
    this.status = status;
    return this;
  }

  /**
   * Tenant of the action.
   *
   * @return the value; null when there is none
   */
  public String getTenant() {
    return tenant;
  }

  /**
   * Tenant of the action.
   *
   * @param tenant the value
   * @return this
   */
  public Action tenant(String tenant) {
    this.tenant = tenant;
    return this;
  }
}
