// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a call cost in units that are the same on every machine and at every time. For measuring,
 * the call is repeated with a clock and random numbers that are always the same.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class PluginCost {
  @JsonProperty("error")
  private String error;

  @JsonProperty("fuel")
  private Long fuel;

  @JsonProperty("initialisation_fuel")
  private Long initialisationFuel;

  /** For the reader of answers. */
  public PluginCost() {}

  /**
   * Why there are no figures.
   *
   * @return the value; null when there is none
   */
  public String getError() {
    return error;
  }

  /**
   * Units of fuel (about one for each instruction) that placing the input and the function used;
   * null when the repeated call failed.
   *
   * @return the value; null when there is none
   */
  public Long getFuel() {
    return fuel;
  }

  /**
   * Units that the initialisation before it used. A call that starts from a snapshot does not pay
   * them.
   *
   * @return the value; null when there is none
   */
  public Long getInitialisationFuel() {
    return initialisationFuel;
  }
}
