package dev.acteon.client;

import static dev.acteon.client.Json.as;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acteon.client.model.*;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A client of one server. It can be used by several threads at once, and keeps connections.
 *
 * <p>Every call can fail with an {@link ActeonException}: an {@link ApiException} when the server
 * answered with an error.
 */
public final class ActeonClient {
  private static final String PLUGINS = "v1/wasm/plugins";

  private final Connection connection;

  /**
   * A client without a key.
   *
   * @param address that of the server, such as {@code http://localhost:8080}
   * @throws IllegalArgumentException when it is none
   */
  public ActeonClient(String address) {
    this(builder(address));
  }

  ActeonClient(ActeonClientBuilder settings) {
    if (settings.http == null) {
      settings.http = Connection.http();
    }
    this.connection = new Connection(settings);
  }

  /**
   * A client that is to be set up further.
   *
   * @param address that of the server, such as {@code http://localhost:8080}
   * @return what sets it up
   */
  public static ActeonClientBuilder builder(String address) {
    return new ActeonClientBuilder(address);
  }

  /**
   * All plugins, by name.
   *
   * @return what the server answers
   */
  public List<WasmPlugin> listWasmPlugins() {
    return connection.send(Call.get(PLUGINS, as(PluginList.class))).getPlugins();
  }

  /**
   * One plugin with all that is known of it.
   *
   * @param name name of the plugin
   * @return what the server answers
   */
  public PluginDetail getWasmPlugin(String name) {
    return connection.send(Call.get(plugin(name), as(PluginDetail.class)));
  }

  /**
   * Registers a plugin.
   *
   * @param name its name
   * @param module its module
   * @param settings what else is set
   * @return what the server answers
   */
  public PluginRegistered registerWasmPlugin(String name, PluginModule module, PluginSettings settings) {
    Map<String, String> fields = settings.fields();
    fields.put("name", name);
    return connection.send(Call.change("POST", PLUGINS, as(PluginRegistered.class)).upload(module, fields));
  }

  /**
   * Puts another module in a plugin's place.
   *
   * @param name name of the plugin
   * @param module its next module
   * @param settings what else is set
   * @return what the server answers
   */
  public PluginDetail replaceWasmPlugin(String name, PluginModule module, PluginSettings settings) {
    return connection.send(Call.change("PUT", plugin(name), as(PluginDetail.class))
        .ifMatch(settings.ifMatch()).upload(module, settings.fields()));
  }

  /**
   * Changes a plugin.
   *
   * @param name name of the plugin
   * @param change what is set of it is changed, and nothing else
   * @param ifMatch only if the plugin still has this revision; null for any
   * @return what the server answers
   */
  public PluginDetail updateWasmPlugin(String name, UpdatePluginRequest change, Long ifMatch) {
    return connection.send(Call.change("PATCH", plugin(name), as(PluginDetail.class)).json(change).ifMatch(ifMatch));
  }

  /**
   * Deletes a plugin.
   *
   * @param name name of the plugin
   */
  public void deleteWasmPlugin(String name) {
    deleteWasmPlugin(name, null);
  }

  /**
   * Deletes a plugin that has a certain revision.
   *
   * @param name name of the plugin
   * @param ifMatch only if the plugin still has this revision; null for any
   */
  public void deleteWasmPlugin(String name, Long ifMatch) {
    connection.send(Call.change("DELETE", plugin(name), body -> null).ifMatch(ifMatch));
  }

  /**
   * Calls a function of a plugin with an action; no rule is evaluated and nothing is dispatched.
   *
   * @param name name of the plugin
   * @param function the exported function
   * @param action an {@link Action}, or a map of that form; fields that are left out are empty
   * @return what the server answers
   */
  public WasmTestResult testWasmPlugin(String name, String function, Object action) {
    return connection.send(test(name, function, action));
  }

  /**
   * The same, and counts the cost in units that never vary. A module's first such call can take seconds.
   *
   * @param name name of the plugin
   * @param function the exported function
   * @param action an {@link Action}, or a map of that form; fields that are left out are empty
   * @return what the server answers
   */
  public WasmTestResult testWasmPluginWithCost(String name, String function, Object action) {
    return connection.send(test(name, function, action).parameter("cost", true));
  }

  private static Call<WasmTestResult> test(String name, String function, Object action) {
    Object body = Map.of("function", function, "input", action);
    return Call.ask(plugin(name) + "/test", body, as(WasmTestResult.class));
  }

  /**
   * The last invocations of a plugin, newest first.
   *
   * @param name name of the plugin
   * @return what the server answers
   */
  public InvocationList listWasmPluginInvocations(String name) {
    return connection.send(Call.get(plugin(name) + "/invocations", as(InvocationList.class)));
  }

  /**
   * The revisions of a plugin, newest first.
   *
   * @param name name of the plugin
   * @return what the server answers
   */
  public PluginRevisionList listWasmPluginRevisions(String name) {
    return connection.send(Call.get(plugin(name) + "/revisions", as(PluginRevisionList.class)));
  }

  /**
   * Makes a former revision of a plugin the present one.
   *
   * @param name name of the plugin
   * @param revision the former revision
   * @param ifMatch only if the plugin still has this revision; null for any
   * @return what the server answers
   */
  public PluginDetail restoreWasmPluginRevision(String name, long revision, Long ifMatch) {
    return connection.send(Call.change(
        "POST", plugin(name) + "/revisions/" + revision + "/restore", as(PluginDetail.class)).ifMatch(ifMatch));
  }

  /**
   * The rules in force, in the order of evaluation.
   *
   * @return what the server answers
   */
  public List<Rule> listRules() {
    return connection.send(Call.get("v1/rules", body -> List.of(Json.MAPPER.readValue(body, Rule[].class))));
  }

  /**
   * What the rules would decide about an action, and why; nothing is dispatched or recorded.
   *
   * @param request an {@link dev.acteon.client.model.EvaluateRequest}, or a map of that form
   * @return what the server answers
   */
  public EvaluateResponse evaluateRules(Object request) {
    return connection.send(Call.ask("v1/rules/evaluate", request, as(EvaluateResponse.class)));
  }

  /**
   * Reads the rule files again. When a file is bad, {@link ApiException#getErrors()} says where.
   *
   * @param directory another folder than the one in force; null for that
   * @return what the server answers
   */
  public ReloadResponse reloadRules(String directory) {
    return connection.send(Call.change("POST", "v1/rules/reload", as(ReloadResponse.class))
        .json(directory == null ? Map.of() : Map.of("directory", directory)));
  }

  /**
   * Switches a rule, until the file's own value changes.
   *
   * @param name name of the rule
   * @param enabled whether it is evaluated
   * @return what the server answers
   */
  public RuleEnabled setRuleEnabled(String name, boolean enabled) {
    return connection.send(Call.change(
        "PUT", "v1/rules/" + Call.segment(name) + "/enabled", as(RuleEnabled.class)).json(Map.of("enabled", enabled)));
  }

  /**
   * Which kinds of actions matched a rule, and which rules never did.
   *
   * @param query namespace, tenant, from and to count
   * @return what the server answers
   */
  public RuleCoverage ruleCoverage(AuditQuery query) {
    return connection.send(query.coverage(Call.get("v1/rules/coverage", as(RuleCoverage.class))));
  }

  /**
   * The files of a rule set that is or was in force.
   *
   * @param revision the revision
   * @return what the server answers
   */
  public RuleSetRevision ruleSetRevision(long revision) {
    return connection.send(Call.get("v1/rules/revisions/" + revision, as(RuleSetRevision.class)));
  }

  /**
   * Decides about an action and carries it out. That a provider failed is not an error but an
   * outcome. An action is not sent again after a broken connection, because it may have been
   * carried out.
   *
   * @param action an {@link Action}, or a map of that form
   * @return what the server answers
   */
  public Outcome dispatch(Object action) {
    return connection.send(Call.change("POST", "v1/dispatch", Outcomes::one).json(action));
  }

  /**
   * Only decides about an action.
   *
   * @param action an {@link Action}, or a map of that form
   * @return what the server answers
   */
  public Outcome dispatchDryRun(Object action) {
    return connection.send(Call.ask("v1/dispatch", action, Outcomes::one).parameter("dry_run", true));
  }

  /**
   * Dispatches many actions at once, and answers for each what became of it, in their order.
   *
   * @param actions each an {@link Action}, or a map of that form
   * @return what the server answers
   */
  public List<Outcome> dispatchBatch(List<?> actions) {
    return connection.send(Call.change("POST", "v1/dispatch/batch", Outcomes::many).json(actions));
  }

  /**
   * Only decides about many actions.
   *
   * @param actions each an {@link Action}, or a map of that form
   * @return what the server answers
   */
  public List<Outcome> dispatchBatchDryRun(List<?> actions) {
    return connection.send(Call.ask("v1/dispatch/batch", actions, Outcomes::many).parameter("dry_run", true));
  }

  /**
   * A page of the audit, newest first. {@link #auditRecords} walks all of them.
   *
   * @param query which records
   * @return what the server answers
   */
  public AuditPage queryAudit(AuditQuery query) {
    return connection.send(query.parameters(Call.get("v1/audit", as(AuditPage.class))));
  }

  /**
   * The newest record of an action.
   *
   * @param actionId id of the action
   * @return what the server answers
   */
  public AuditRecord getAuditRecord(String actionId) {
    return connection.send(Call.get("v1/audit/" + Call.segment(actionId), as(AuditRecord.class)));
  }

  /**
   * Who changed what, newest first.
   *
   * @param before only changes before the one with this id; null for the newest
   * @param limit most changes; null for the server's default
   * @return what the server answers
   */
  public ChangeList listChanges(Long before, Integer limit) {
    return connection.send(Call.get("v1/changes", as(ChangeList.class))
        .parameter("before", before).parameter("limit", limit));
  }

  /**
   * Whether the process serves.
   *
   * @return what the server answers
   */
  public Health health() {
    return connection.send(Call.get("health", as(Health.class)));
  }

  /**
   * Whether decisions are made, and what stands in the way. That a server is not ready is an
   * answer.
   *
   * @return what the server answers
   */
  public Readiness ready() {
    Call<Readiness> call = Call.get("ready", as(Readiness.class));
    call.accepted = 503;
    return connection.send(call);
  }

  /**
   * What happened lately.
   *
   * @param window {@code 5m}, {@code 15m}, {@code 1h}, {@code 6h} or {@code 24h}; null for 15 minutes
   * @return what the server answers
   */
  public Stats stats(String window) {
    return connection.send(Call.get("v1/stats", as(Stats.class)).parameter("window", window));
  }

  /**
   * The metrics in Prometheus' text format.
   *
   * @return what the server answers
   */
  public String metrics() {
    return connection.send(Call.get("metrics", body -> body));
  }

  /**
   * The configuration in force, by section and key; secrets are hidden.
   *
   * @return what the server answers
   */
  public JsonNode config() {
    return connection.send(Call.get("v1/config", as(JsonNode.class)));
  }

  /**
   * As whom the server takes the caller.
   *
   * @return what the server answers
   */
  public Session session() {
    return connection.send(Call.get("v1/session", as(Session.class)));
  }

  /**
   * All records that a query finds, newest first, page by page as they are taken.
   *
   * @param query which records; its limit is the size of a page
   * @return the records
   */
  public Stream<AuditRecord> auditRecords(AuditQuery query) {
    return Stream.iterate(
            queryAudit(query),
            Objects::nonNull,
            page -> page.getNextCursor() == null ? null : queryAudit(query.next(page.getNextCursor())))
        .flatMap(page -> page.getRecords().stream());
  }

  private static String plugin(String name) {
    return PLUGINS + "/" + Call.segment(name);
  }
}
