// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Answer of `GET /v1/wasm/plugins`, sorted by name.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class PluginList {
  @JsonProperty("count")
  private long count;

  @JsonProperty("plugins")
  private List<WasmPlugin> plugins;

  @JsonProperty("total")
  private long total;

  /** For the reader of answers. */
  public PluginList() {}

  /**
   * How many there are.
   *
   * @return the value; null when there is none
   */
  public long getCount() {
    return count;
  }

  /**
   * The plugins.
   *
   * @return the value; null when there is none
   */
  public List<WasmPlugin> getPlugins() {
    return plugins;
  }

  /**
   * The same number, as the original's clients read it.
   *
   * @return the value; null when there is none
   */
  public long getTotal() {
    return total;
  }
}
