package dev.acteon.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server that gives its answers one after the other, the last again and again. */
final class Played implements AutoCloseable {
  /** An answer; status 0 breaks the connection. */
  record Answer(int status, String body, Map<String, String> headers) {
    Answer(int status, String body) {
      this(status, body, Map.of());
    }
  }

  /** A request as it came. */
  record Asked(String line, Map<String, List<String>> headers, byte[] body) {}

  final List<Asked> asked = new ArrayList<>();
  final List<Duration> slept = new ArrayList<>();
  final String address;
  private final HttpServer server;
  private final List<Answer> answers;

  Played(Answer... answers) throws IOException {
    this.answers = List.of(answers);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    this.address = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext("/", this::play);
    server.start();
  }

  ActeonClient client() {
    return client("");
  }

  ActeonClient client(String path) {
    return ActeonClient.builder(address + path).apiKey("acteon_x_1").sleeper(slept::add).build();
  }

  private void play(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    asked.add(new Asked(line, Map.copyOf(exchange.getRequestHeaders()), body));
    Answer answer = answers.get(Math.min(asked.size(), answers.size()) - 1);
    if (answer.status == 0) {
      exchange.close();
      return;
    }
    answer.headers.forEach(exchange.getResponseHeaders()::set);
    byte[] text = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status, text.length == 0 ? -1 : text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
