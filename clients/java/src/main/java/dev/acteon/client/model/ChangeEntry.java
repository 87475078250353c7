// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One change.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ChangeEntry {
  @JsonProperty("at")
  private String at;

  @JsonProperty("caller")
  private String caller;

  @JsonProperty("id")
  private long id;

  @JsonProperty("name")
  private String name;

  @JsonProperty("new_revision")
  private Long newRevision;

  @JsonProperty("old_revision")
  private Long oldRevision;

  @JsonProperty("operation")
  private String operation;

  @JsonProperty("resource")
  private String resource;

  /** For the reader of answers. */
  public ChangeEntry() {}

  /**
   * When it was made.
   *
   * @return the value; null when there is none
   */
  public String getAt() {
    return at;
  }

  /**
   * Name of the key that made it; `system` for what the server found by itself (a file that
   * changed), null without authentication.
   *
   * @return the value; null when there is none
   */
  public String getCaller() {
    return caller;
  }

  /**
   * Number of the change, rising.
   *
   * @return the value; null when there is none
   */
  public long getId() {
    return id;
  }

  /**
   * Name of the plugin or rule; null for the rule set.
   *
   * @return the value; null when there is none
   */
  public String getName() {
    return name;
  }

  /**
   * Revision after.
   *
   * @return the value; null when there is none
   */
  public Long getNewRevision() {
    return newRevision;
  }

  /**
   * Revision before.
   *
   * @return the value; null when there is none
   */
  public Long getOldRevision() {
    return oldRevision;
  }

  /**
   * What was done. One of `register`, `update`, `replace`, `restore`, `delete`, `enable`,
   * `disable`, `reload`.
   *
   * @return the value; null when there is none
   */
  public String getOperation() {
    return operation;
  }

  /**
   * What it was made to. One of `plugin`, `rule`, `rule_set`.
   *
   * @return the value; null when there is none
   */
  public String getResource() {
    return resource;
  }
}
