// Written by clients/generate; do not edit.
package dev.acteon.client.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Answer of `GET /v1/wasm/plugins/{name}`.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class PluginDetail {
  @JsonProperty("config")
  private PluginConfig config;

  @JsonProperty("created_at")
  private String createdAt;

  @JsonProperty("description")
  private String description;

  @JsonProperty("enabled")
  private boolean enabled;

  @JsonProperty("error_count")
  private long errorCount;

  @JsonProperty("invocation_count")
  private long invocationCount;

  @JsonProperty("invocations_by_origin")
  private OriginCounts invocationsByOrigin;

  @JsonProperty("last_error")
  private String lastError;

  @JsonProperty("last_invoked_at")
  private String lastInvokedAt;

  @JsonProperty("latency")
  private LatencyFigures latency;

  @JsonProperty("memory_limit_bytes")
  private long memoryLimitBytes;

  @JsonProperty("name")
  private String name;

  @JsonProperty("registered_at")
  private String registeredAt;

  @JsonProperty("revision")
  private long revision;

  @JsonProperty("source")
  private String source;

  @JsonProperty("status")
  private String status;

  @JsonProperty("timeout_ms")
  private long timeoutMs;

  @JsonProperty("updated_at")
  private String updatedAt;

  @JsonProperty("functions")
  private List<String> functions;

  @JsonProperty("imports")
  private List<PluginImport> imports;

  @JsonProperty("memory_high_water_bytes")
  private long memoryHighWaterBytes;

  @JsonProperty("referenced_by")
  private List<String> referencedBy;

  @JsonProperty("sha256")
  private String sha256;

  @JsonProperty("size_bytes")
  private Long sizeBytes;

  @JsonProperty("snapshot")
  private PluginSnapshot snapshot;

  /** For the reader of answers. */
  public PluginDetail() {}

  /**
   * The limits once more.
   *
   * @return the value; null when there is none
   */
  public PluginConfig getConfig() {
    return config;
  }

  /**
   * The same instant, as the original's clients read it.
   *
   * @return the value; null when there is none
   */
  public String getCreatedAt() {
    return createdAt;
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
   * Whether it is switched on.
   *
   * @return the value; null when there is none
   */
  public boolean getEnabled() {
    return enabled;
  }

  /**
   * Failed invocations ever.
   *
   * @return the value; null when there is none
   */
  public long getErrorCount() {
    return errorCount;
  }

  /**
   * Invocations ever.
   *
   * @return the value; null when there is none
   */
  public long getInvocationCount() {
    return invocationCount;
  }

  /**
   * The same by what caused them.
   *
   * @return the value; null when there is none
   */
  public OriginCounts getInvocationsByOrigin() {
    return invocationsByOrigin;
  }

  /**
   * Message of the last failed invocation, or why its file could not be loaded.
   *
   * @return the value; null when there is none
   */
  public String getLastError() {
    return lastError;
  }

  /**
   * When it was invoked last.
   *
   * @return the value; null when there is none
   */
  public String getLastInvokedAt() {
    return lastInvokedAt;
  }

  /**
   * Latency
   *
   * @return the value; null when there is none
   */
  public LatencyFigures getLatency() {
    return latency;
  }

  /**
   * Memory limit in bytes.
   *
   * @return the value; null when there is none
   */
  public long getMemoryLimitBytes() {
    return memoryLimitBytes;
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
   * When it was registered.
   *
   * @return the value; null when there is none
   */
  public String getRegisteredAt() {
    return registeredAt;
  }

  /**
   * Number of its present revision, also its `ETag`.
   *
   * @return the value; null when there is none
   */
  public long getRevision() {
    return revision;
  }

  /**
   * Where it comes from. One of `upload`, `plugin_dir`.
   *
   * @return the value; null when there is none
   */
  public String getSource() {
    return source;
  }

  /**
   * Whether it can answer. One of `active`, `disabled`, `failed`.
   *
   * @return the value; null when there is none
   */
  public String getStatus() {
    return status;
  }

  /**
   * Timeout in milliseconds.
   *
   * @return the value; null when there is none
   */
  public long getTimeoutMs() {
    return timeoutMs;
  }

  /**
   * When it was changed last.
   *
   * @return the value; null when there is none
   */
  public String getUpdatedAt() {
    return updatedAt;
  }

  /**
   * Exported functions a rule can call: those of type `(i32, i32) -&gt; i64`.
   *
   * @return the value; null when there is none
   */
  public List<String> getFunctions() {
    return functions;
  }

  /**
   * What the module imports.
   *
   * @return the value; null when there is none
   */
  public List<PluginImport> getImports() {
    return imports;
  }

  /**
   * Highest memory use of one invocation since the server started, in bytes.
   *
   * @return the value; null when there is none
   */
  public long getMemoryHighWaterBytes() {
    return memoryHighWaterBytes;
  }

  /**
   * Names of the loaded rules that call it.
   *
   * @return the value; null when there is none
   */
  public List<String> getReferencedBy() {
    return referencedBy;
  }

  /**
   * SHA-256 of the module in lower-case hex; null when its file could not be read.
   *
   * @return the value; null when there is none
   */
  public String getSha256() {
    return sha256;
  }

  /**
   * Size of the module in bytes; null when its file could not be read.
   *
   * @return the value; null when there is none
   */
  public Long getSizeBytes() {
    return sizeBytes;
  }

  /**
   * Whether its calls start from a snapshot taken after initialisation.
   *
   * @return the value; null when there is none
   */
  public PluginSnapshot getSnapshot() {
    return snapshot;
  }
}
