// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A loaded rule.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class Rule {
  @JsonProperty("action")
  private String action;

  @JsonProperty("action_details")
  private RuleAction actionDetails;

  @JsonProperty("condition_display")
  private String conditionDisplay;

  @JsonProperty("description")
  private String description;

  @JsonProperty("enabled")
  private boolean enabled;

  @JsonProperty("enabled_by")
  private String enabledBy;

  @JsonProperty("file")
  private String file;

  @JsonProperty("line")
  private long line;

  @JsonProperty("match_count")
  private long matchCount;

  @JsonProperty("name")
  private String name;

  @JsonProperty("on_error")
  private String onError;

  @JsonProperty("plugins")
  private List<String> plugins;

  @JsonProperty("priority")
  private long priority;

  @JsonProperty("source")
  private String source;

  @JsonProperty("timezone")
  private String timezone;

  /** For the reader of answers. */
  public Rule() {}

  /**
   * Kind of the action.
   *
   * @return the value; null when there is none
   */
  public String getAction() {
    return action;
  }

  /**
   * The action with its parameters.
   *
   * @return the value; null when there is none
   */
  public RuleAction getActionDetails() {
    return actionDetails;
  }

  /**
   * The condition in its canonical form.
   *
   * @return the value; null when there is none
   */
  public String getConditionDisplay() {
    return conditionDisplay;
  }

  /**
   * What it is for.
   *
   * @return the value; null when there is none
   */
  public String getDescription() {
    return description;
  }

  /**
   * Whether it is evaluated.
   *
   * @return the value; null when there is none
   */
  public boolean getEnabled() {
    return enabled;
  }

  /**
   * What `enabled` was set by. One of `file`, `override`.
   *
   * @return the value; null when there is none
   */
  public String getEnabledBy() {
    return enabledBy;
  }

  /**
   * File it stands in, relative to the rule directory.
   *
   * @return the value; null when there is none
   */
  public String getFile() {
    return file;
  }

  /**
   * Line it starts at in that file, from 1.
   *
   * @return the value; null when there is none
   */
  public long getLine() {
    return line;
  }

  /**
   * Decisions of dispatched actions in which it matched, since the server started.
   *
   * @return the value; null when there is none
   */
  public long getMatchCount() {
    return matchCount;
  }

  /**
   * Unique name.
   *
   * @return the value; null when there is none
   */
  public String getName() {
    return name;
  }

  /**
   * What becomes of the rule when its condition fails. One of `error`, `match`, `no_match`.
   *
   * @return the value; null when there is none
   */
  public String getOnError() {
    return onError;
  }

  /**
   * Plugins its condition may call.
   *
   * @return the value; null when there is none
   */
  public List<String> getPlugins() {
    return plugins;
  }

  /**
   * Lower is evaluated first.
   *
   * @return the value; null when there is none
   */
  public long getPriority() {
    return priority;
  }

  /**
   * How its condition is written. One of `yaml`, `cel`, `wasm_plugin`.
   *
   * @return the value; null when there is none
   */
  public String getSource() {
    return source;
  }

  /**
   * IANA time zone the rule's `time` is in.
   *
   * @return the value; null when there is none
   */
  public String getTimezone() {
    return timezone;
  }
}
