package dev.acteon.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acteon.client.model.UpdatePluginRequest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every wire sample of clients/fixtures is played to the client: it asks for the address that was
 * recorded, understands the answer, and loses nothing of it.
 */
class FixturesTest {
  private static final Path CLIENTS = Path.of("..");
  private static final PluginModule MODULE = PluginModule.of(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(CLIENTS.resolve("fixtures"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sample(Path file) throws IOException {
    JsonNode fixture = Json.MAPPER.readTree(file.toFile());
    JsonNode response = fixture.get("response");
    int status = response.get("status").asInt();
    JsonNode body = response.path("body");
    String text = body.isMissingNode() ? "" : body.isTextual() && isMetrics(fixture) ? body.asText() : body.toString();
    Map<String, String> headers = new HashMap<>();
    response.path("headers").properties().forEach(one -> headers.put(one.getKey(), one.getValue().asText()));
    try (Played played = new Played(new Played.Answer(status, text, headers))) {
      ActeonClient client = ActeonClient.builder(played.address).retries(0).build();
      if (status >= 400) {
        ApiException error = assertThrows(ApiException.class, () -> call(client, fixture));
        assertEquals(status, error.getStatus());
        assertEquals(body.get("error").asText(), error.getReason());
        assertEquals(body.path("kind").asText(null), error.getKind());
        JsonNode errors = body.has("errors") ? body.get("errors") : Json.MAPPER.createArrayNode();
        assertEquals(plain(errors), plain(Json.MAPPER.valueToTree(error.getErrors())));
      } else {
        Object got = call(client, fixture);
        // The list itself is what the client answers with.
        JsonNode expected = body.has("plugins") && body.has("total") ? body.get("plugins") : body;
        assertEquals(plain(expected), plain(wire(got)));
      }
      JsonNode request = fixture.get("request");
      String line = request.get("method").asText() + " " + request.get("path").asText();
      assertEquals(line, played.asked.get(0).line());
    }
  }

  @Test
  void everyOperationHasAMethod() throws IOException {
    JsonNode operations = Json.MAPPER.readTree(CLIENTS.resolve("operations.json").toFile()).get("operations");
    assertTrue(operations.size() > 20);
    List<String> methods = Arrays.stream(ActeonClient.class.getMethods()).map(Method::getName).toList();
    for (JsonNode operation : operations) {
      String[] words = operation.get("method").asText().split("_");
      StringBuilder name = new StringBuilder(words[0]);
      for (String word : Arrays.copyOfRange(words, 1, words.length)) {
        name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
      assertTrue(methods.contains(name.toString()), name.toString());
    }
  }

  private static boolean isMetrics(JsonNode fixture) {
    return fixture.get("operation").asText().equals("metrics");
  }

  /** Makes the call that was recorded. */
  private static Object call(ActeonClient client, JsonNode fixture) throws IOException {
    String[] address = fixture.at("/request/path").asText().split("\\?");
    String[] parts = address[0].split("/");
    boolean hasQuery = address.length > 1;
    int limit = hasQuery && address[1].startsWith("limit=") ? Integer.parseInt(address[1].substring(6)) : 0;
    JsonNode body = fixture.at("/request/body");
    return switch (fixture.get("operation").asText()) {
      case "list_plugins" -> client.listWasmPlugins();
      case "get_plugin" -> client.getWasmPlugin(parts[4]);
      case "register_plugin" -> client.registerWasmPlugin("p", MODULE, new PluginSettings());
      case "replace_plugin" -> client.replaceWasmPlugin(parts[4], MODULE, new PluginSettings());
      case "update_plugin" ->
          client.updateWasmPlugin(parts[4], Json.MAPPER.treeToValue(body, UpdatePluginRequest.class), 2L);
      case "delete_plugin" -> {
        client.deleteWasmPlugin(parts[4]);
        yield null;
      }
      case "test_plugin" -> client.testWasmPlugin(parts[4], body.get("function").asText(), body.get("input"));
      case "list_invocations" -> client.listWasmPluginInvocations(parts[4]);
      case "list_revisions" -> client.listWasmPluginRevisions(parts[4]);
      case "restore_plugin" -> client.restoreWasmPluginRevision(parts[4], Long.parseLong(parts[6]), null);
      case "list_rules" -> client.listRules();
      case "evaluate_rules" -> client.evaluateRules(body);
      case "reload_rules" -> client.reloadRules(null);
      case "set_rule_enabled" -> client.setRuleEnabled(parts[3], false);
      case "rule_coverage" -> client.ruleCoverage(new AuditQuery());
      case "rule_set_revision" -> client.ruleSetRevision(Long.parseLong(parts[4]));
      case "dispatch" -> hasQuery ? client.dispatchDryRun(body) : client.dispatch(body);
      case "dispatch_batch" -> client.dispatchBatch(Arrays.asList(Json.MAPPER.treeToValue(body, JsonNode[].class)));
      case "list_records" -> client.queryAudit(new AuditQuery().limit(limit));
      case "get_record" -> client.getAuditRecord(parts[3]);
      case "list_changes" -> client.listChanges(null, limit);
      case "health" -> client.health();
      case "ready" -> client.ready();
      case "stats" -> client.stats("5m");
      case "metrics" -> client.metrics();
      case "config" -> client.config();
      case "session" -> client.session();
      default -> throw new AssertionError("no call for " + fixture.get("operation"));
    };
  }

  /** What a result is on the wire. */
  private static JsonNode wire(Object value) {
    if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Outcome) {
      ArrayNode items = Json.MAPPER.createArrayNode();
      list.forEach(item -> items.add(wire(item)));
      return items;
    }
    if (!(value instanceof Outcome)) {
      return Json.MAPPER.valueToTree(value);
    }
    ObjectNode one = Json.MAPPER.createObjectNode();
    if (value instanceof Outcome.Deduplicated) {
      return Json.MAPPER.valueToTree("Deduplicated");
    } else if (value instanceof Outcome.Executed executed) {
      one.set("Executed", Json.MAPPER.valueToTree(executed.response()));
    } else if (value instanceof Outcome.Failed failed) {
      one.set("Failed", Json.MAPPER.valueToTree(failed.error()));
    } else if (value instanceof Outcome.Refused refused) {
      one.set("error", Json.MAPPER.valueToTree(refused.error()));
    } else if (value instanceof Outcome.Suppressed suppressed) {
      one.putObject("Suppressed").put("rule", suppressed.rule());
    } else if (value instanceof Outcome.Throttled throttled) {
      one.putObject("Throttled").set("retry_after", Json.MAPPER.valueToTree(throttled.retryAfter()));
    } else if (value instanceof Outcome.Rerouted rerouted) {
      one.putObject("Rerouted").put("original_provider", rerouted.originalProvider())
          .put("new_provider", rerouted.newProvider())
          .set("response", Json.MAPPER.valueToTree(rerouted.response()));
    } else if (value instanceof Outcome.DryRun dry) {
      one.putObject("DryRun").put("verdict", dry.verdict()).put("matched_rule", dry.matchedRule())
          .put("would_be_provider", dry.wouldBeProvider());
    }
    return one;
  }

  /** JSON without its nulls, with all numbers of one kind. */
  private static JsonNode plain(JsonNode value) throws IOException {
    if (value == null || value.isMissingNode()) {
      return Json.MAPPER.nullNode();
    }
    JsonNode copy = Json.MAPPER.readTree(value.toString());
    strip(copy);
    return copy;
  }

  private static void strip(JsonNode value) {
    if (value instanceof ObjectNode object) {
      for (Iterator<JsonNode> each = object.elements(); each.hasNext(); ) {
        JsonNode one = each.next();
        if (one.isNull()) {
          each.remove();
        } else {
          strip(one);
        }
      }
    } else if (value.isArray()) {
      value.forEach(FixturesTest::strip);
    }
  }
}
