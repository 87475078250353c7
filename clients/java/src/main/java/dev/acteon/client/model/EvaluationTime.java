// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The time an evaluation saw, in the zone that rules use unless they name another.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class EvaluationTime {
  @JsonProperty("day")
  private long day;

  @JsonProperty("hour")
  private long hour;

  @JsonProperty("minute")
  private long minute;

  @JsonProperty("month")
  private long month;

  @JsonProperty("second")
  private long second;

  @JsonProperty("timestamp")
  private long timestamp;

  @JsonProperty("timezone")
  private String timezone;

  @JsonProperty("weekday")
  private String weekday;

  @JsonProperty("weekday_num")
  private long weekdayNum;

  @JsonProperty("year")
  private long year;

  /** For the reader of answers. */
  public EvaluationTime() {}

  /**
   * Day of the month, 1 to 31.
   *
   * @return the value; null when there is none
   */
  public long getDay() {
    return day;
  }

  /**
   * 0 to 23.
   *
   * @return the value; null when there is none
   */
  public long getHour() {
    return hour;
  }

  /**
   * 0 to 59.
   *
   * @return the value; null when there is none
   */
  public long getMinute() {
    return minute;
  }

  /**
   * 1 to 12.
   *
   * @return the value; null when there is none
   */
  public long getMonth() {
    return month;
  }

  /**
   * 0 to 59.
   *
   * @return the value; null when there is none
   */
  public long getSecond() {
    return second;
  }

  /**
   * Unix time in seconds.
   *
   * @return the value; null when there is none
   */
  public long getTimestamp() {
    return timestamp;
  }

  /**
   * IANA name of the time zone.
   *
   * @return the value; null when there is none
   */
  public String getTimezone() {
    return timezone;
  }

  /**
   * `Monday` to `Sunday`.
   *
   * @return the value; null when there is none
   */
  public String getWeekday() {
    return weekday;
  }

  /**
   * 1 for Monday to 7 for Sunday.
   *
   * @return the value; null when there is none
   */
  public long getWeekdayNum() {
    return weekdayNum;
  }

  /**
   * The year.
   *
   * @return the value; null when there is none
   */
  public long getYear() {
    return year;
  }
}
