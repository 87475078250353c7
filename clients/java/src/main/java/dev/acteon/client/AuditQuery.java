package dev.acteon.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which records of the audit; what is not set is not asked for. */
public final class AuditQuery {
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Every record. */
  public AuditQuery() {}

  /**
   * Only of this namespace.
   *
   * @param namespace the value
   * @return this
   */
  public AuditQuery namespace(String namespace) {
    return set("namespace", namespace);
  }

  /**
   * Only of this tenant.
   *
   * @param tenant the value
   * @return this
   */
  public AuditQuery tenant(String tenant) {
    return set("tenant", tenant);
  }

  /**
   * Only to this provider.
   *
   * @param provider the value
   * @return this
   */
  public AuditQuery provider(String provider) {
    return set("provider", provider);
  }

  /**
   * Only of this type.
   *
   * @param actionType the value
   * @return this
   */
  public AuditQuery actionType(String actionType) {
    return set("action_type", actionType);
  }

  /**
   * Only with this outcome.
   *
   * @param outcome the value
   * @return this
   */
  public AuditQuery outcome(String outcome) {
    return set("outcome", outcome);
  }

  /**
   * Only with this verdict.
   *
   * @param verdict the value
   * @return this
   */
  public AuditQuery verdict(String verdict) {
    return set("verdict", verdict);
  }

  /**
   * Only decided by this rule.
   *
   * @param matchedRule the value
   * @return this
   */
  public AuditQuery matchedRule(String matchedRule) {
    return set("matched_rule", matchedRule);
  }

  /**
   * Only for which this plugin was called.
   *
   * @param plugin the value
   * @return this
   */
  public AuditQuery plugin(String plugin) {
    return set("plugin", plugin);
  }

  /**
   * Only from this instant on (RFC 3339).
   *
   * @param from the value
   * @return this
   */
  public AuditQuery from(String from) {
    return set("from", from);
  }

  /**
   * Only before this instant (RFC 3339).
   *
   * @param to the value
   * @return this
   */
  public AuditQuery to(String to) {
    return set("to", to);
  }

  /**
   * The size of a page.
   *
   * @param limit most records
   * @return this
   */
  public AuditQuery limit(int limit) {
    return set("limit", limit);
  }

  /**
   * Passes over the newest records.
   *
   * @param offset how many
   * @return this
   */
  public AuditQuery offset(long offset) {
    return set("offset", offset);
  }

  /**
   * Goes on after a page.
   *
   * @param cursor the next cursor of that page
   * @return this
   */
  public AuditQuery cursor(String cursor) {
    return set("cursor", cursor);
  }

  private AuditQuery set(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** The page after. */
  AuditQuery next(String cursor) {
    AuditQuery next = new AuditQuery();
    next.values.putAll(values);
    next.values.remove("offset");
    return next.cursor(cursor);
  }

  <T> Call<T> parameters(Call<T> call) {
    values.forEach(call::parameter);
    return call;
  }

  /** What the coverage asks for. */
  <T> Call<T> coverage(Call<T> call) {
    for (String name : new String[] {"namespace", "tenant", "from", "to"}) {
      call.parameter(name, values.get(name));
    }
    return call;
  }
}
