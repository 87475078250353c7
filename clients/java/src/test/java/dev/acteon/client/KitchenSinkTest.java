package dev.acteon.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.acteon.client.model.Action;
import dev.acteon.client.model.AuditRecord;
import dev.acteon.client.model.EvaluateRequest;
import dev.acteon.client.model.PluginDetail;
import dev.acteon.client.model.PluginRegistered;
import dev.acteon.client.model.UpdatePluginRequest;
import dev.acteon.client.model.WasmTestResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Every method on a running server with real plugins; FixturesTest sees that there are no others. */
class KitchenSinkTest {
  private final Setting setting = new Setting();
  private final ActeonClient client = setting.client(setting.key);

  private static String unique() {
    return "kitchen-sink-java-" + UUID.randomUUID();
  }

  private static Map<String, Object> receipt(String tenant, String to) {
    return Map.of(
        "namespace", "kitchen-sink", "tenant", tenant, "provider", "email", "action_type", "receipt",
        "payload", Map.of("to", to), "metadata", Map.of("source", "test"));
  }

  private static ApiException refused(int status, Executable call) {
    ApiException error = assertThrows(ApiException.class, call);
    assertEquals(status, error.getStatus(), error.getMessage());
    return error;
  }

  @Test
  void plugins() throws IOException {
    String name = unique();
    Path path = Path.of(setting.plugin);
    AtomicLong sent = new AtomicLong();
    PluginSettings settings = new PluginSettings().description("Suppress low-priority actions").timeoutMs(2_000);
    PluginRegistered registered =
        client.registerWasmPlugin(name, PluginModule.of(path).onProgress(sent::set), settings);
    assertEquals(name, registered.getName());
    assertEquals(1, registered.getRevision());
    assertEquals(Files.size(path), sent.get());
    ApiException taken = refused(409, () -> client.registerWasmPlugin(name, PluginModule.of(path), settings));
    assertTrue(taken.isConflict());
    assertEquals("already_registered", taken.getKind());
    PluginModule none = PluginModule.of("no module".getBytes(StandardCharsets.UTF_8));
    refused(400, () -> client.registerWasmPlugin(unique(), none, settings));
    assertTrue(client.listWasmPlugins().stream().anyMatch(one -> one.getName().equals(name) && one.getEnabled()));

    WasmTestResult low = client.testWasmPlugin(name, "evaluate", Map.of("payload", Map.of("priority", "low")));
    assertFalse(low.getVerdict());
    assertEquals("low priority actions are suppressed", low.getMessage());
    assertTrue(client.testWasmPlugin(name, "evaluate", new Action().payload(Map.of("a", 1))).getVerdict());
    assertTrue(client.testWasmPluginWithCost(name, "evaluate", Map.of()).getCost().getFuel() > 0);
    ApiException missing = refused(422, () -> client.testWasmPlugin(name, "nowhere", Map.of()));
    assertEquals("function_not_found", missing.getKind());

    PluginDetail updated = client.updateWasmPlugin(name, new UpdatePluginRequest().enabled(false), 1L);
    assertEquals("disabled", updated.getStatus());
    assertTrue(refused(412, () -> client.updateWasmPlugin(name, new UpdatePluginRequest().enabled(true), 1L))
        .isRevisionMismatch());
    assertEquals("x", client.updateWasmPlugin(name, new UpdatePluginRequest().description("x"), null).getDescription());
    try (InputStream stream = Files.newInputStream(path)) {
      PluginSettings next = new PluginSettings().description("second").ifMatch(3);
      assertEquals("second", client.replaceWasmPlugin(name, PluginModule.of(stream), next).getDescription());
    }
    PluginDetail shown = client.getWasmPlugin(name);
    assertEquals(List.of("evaluate"), shown.getFunctions());
    assertEquals(2_000, shown.getTimeoutMs());
    assertTrue(client.listWasmPluginInvocations(name).getCount() >= 2);
    assertEquals(4, client.listWasmPluginRevisions(name).getCount());
    PluginDetail restored = client.restoreWasmPluginRevision(name, 1, 4L);
    assertEquals("Suppress low-priority actions", restored.getDescription());
    refused(412, () -> client.deleteWasmPlugin(name, 1L));
    client.deleteWasmPlugin(name);
    assertTrue(refused(404, () -> client.getWasmPlugin(name)).isNotFound());
  }

  @Test
  void rules() {
    var rules = client.listRules();
    String first = rules.get(0).getName();
    assertFalse(client.setRuleEnabled(first, false).getEnabled());
    assertTrue(client.setRuleEnabled(first, true).getEnabled());
    assertEquals("rule_not_found", refused(404, () -> client.setRuleEnabled("no-such-rule", true)).getKind());

    String draft = "rules:\n  - { name: all, condition: true, action: deny }\n";
    EvaluateRequest request = new EvaluateRequest().namespace("n").tenant("t").provider("email")
        .actionType("receipt").payload(Map.of()).rules(draft);
    var evaluated = client.evaluateRules(request);
    assertEquals("deny", evaluated.getVerdict());
    assertEquals("all", evaluated.getMatchedRule());
    ApiException bad = refused(400, () -> client.evaluateRules(request.rules(draft.replace("deny", "fly"))));
    assertEquals(2, bad.getErrors().get(0).getLine());

    var reloaded = client.reloadRules(null);
    assertEquals(rules.size(), reloaded.getLoaded());
    refused(400, () -> client.reloadRules("/nowhere"));
    assertEquals(reloaded.getLoaded(), client.ruleCoverage(new AuditQuery()).getRulesLoaded());
    var files = client.ruleSetRevision(client.ready().getRuleSetRevision()).getFiles();
    assertTrue(files.get(0).getText().contains("rules:"));
  }

  @Test
  void dispatchAndAudit() {
    String tenant = unique();
    assertInstanceOf(Outcome.Executed.class, client.dispatch(receipt(tenant, "a")));
    var dry = assertInstanceOf(Outcome.DryRun.class, client.dispatchDryRun(receipt(tenant, "b")));
    assertEquals("allow", dry.verdict());
    List<Map<String, Object>> batch = Stream.of("c", "d", "e", "f").map(to -> receipt(tenant, to)).toList();
    List<Outcome> outcomes = client.dispatchBatch(batch);
    assertEquals(4, outcomes.size());
    outcomes.forEach(outcome -> assertInstanceOf(Outcome.Executed.class, outcome));
    assertInstanceOf(Outcome.DryRun.class, client.dispatchBatchDryRun(batch).get(0));
    refused(400, () -> client.dispatch(Map.of("namespace", "shop")));
    ActeonClient viewer = setting.client(setting.viewerKey);
    assertTrue(refused(403, () -> viewer.dispatch(receipt(tenant, "g"))).isForbidden());

    AuditQuery query = new AuditQuery().tenant(tenant).limit(2);
    var page = client.queryAudit(query);
    assertEquals(2, page.getRecords().size());
    assertEquals(5, page.getTotal());
    List<AuditRecord> records = client.auditRecords(query).toList();
    assertEquals("fedca",
        records.stream().map(record -> record.getActionPayload().get("to").asText()).collect(Collectors.joining()));
    String id = records.get(0).getActionId();
    assertEquals(id, client.getAuditRecord(id).getActionId());
    assertEquals("record_not_found", refused(404, () -> client.getAuditRecord("nowhere")).getKind());
    assertEquals(1, client.listChanges(null, 1).getChanges().size());
  }

  @Test
  void theServerItself() {
    assertEquals("ok", client.health().getStatus());
    assertTrue(client.ready().getReady());
    assertEquals(300, client.stats("5m").getWindowSeconds());
    refused(400, () -> client.stats("3m"));
    assertTrue(client.metrics().contains("# TYPE "));
    assertTrue(client.config().at("/wasm/default_timeout_ms").isNumber());
    assertEquals("admin", client.session().getRole());
    ActeonClient stranger = setting.client("acteon_nobody_0");
    ApiException unknown = refused(401, stranger::session);
    assertTrue(unknown.isUnauthenticated());
    assertFalse(unknown.getRequestId().isEmpty());
  }
}
