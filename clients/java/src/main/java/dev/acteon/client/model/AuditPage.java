// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Answer of `GET /v1/audit`, newest first.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class AuditPage {
  @JsonProperty("limit")
  private long limit;

  @JsonProperty("next_cursor")
  private String nextCursor;

  @JsonProperty("offset")
  private long offset;

  @JsonProperty("records")
  private List<AuditRecord> records;

  @JsonProperty("total")
  private long total;

  @JsonProperty("total_is_lower_bound")
  private boolean totalIsLowerBound;

  /** For the reader of answers. */
  public AuditPage() {}

  /**
   * Most records on this page.
   *
   * @return the value; null when there is none
   */
  public long getLimit() {
    return limit;
  }

  /**
   * Pass as `cursor` to get the next page; null at the end.
   *
   * @return the value; null when there is none
   */
  public String getNextCursor() {
    return nextCursor;
  }

  /**
   * Records passed over.
   *
   * @return the value; null when there is none
   */
  public long getOffset() {
    return offset;
  }

  /**
   * The records.
   *
   * @return the value; null when there is none
   */
  public List<AuditRecord> getRecords() {
    return records;
  }

  /**
   * How many records match the filters.
   *
   * @return the value; null when there is none
   */
  public long getTotal() {
    return total;
  }

  /**
   * Whether there are more than `total`: it is counted to 10,000.
   *
   * @return the value; null when there is none
   */
  public boolean getTotalIsLowerBound() {
    return totalIsLowerBound;
  }
}
