// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One import of a module.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class PluginImport {
  @JsonProperty("module")
  private String module;

  @JsonProperty("name")
  private String name;

  /** For the reader of answers. */
  public PluginImport() {}

  /**
   * The module it is imported from.
   *
   * @return the value; null when there is none
   */
  public String getModule() {
    return module;
  }

  /**
   * Its name there.
   *
   * @return the value; null when there is none
   */
  public String getName() {
    return name;
  }
}
