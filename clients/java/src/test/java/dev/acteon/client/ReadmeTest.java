package dev.acteon.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that the README begins with, run on a running server. */
class ReadmeTest {
  private static final String CONNECT = "new ActeonClient(\"http://localhost:8080\")";

  @Test
  void theExampleRuns(@TempDir Path folder) throws Exception {
    Setting setting = new Setting();
    String example = Files.readString(Path.of("README.md")).split("```java\n")[1].split("```")[0];
    assertEquals(2, example.split(java.util.regex.Pattern.quote(CONNECT), -1).length);
    // The server of this test is elsewhere, and wants a key.
    String here = "ActeonClient.builder(\"" + setting.url + "\").apiKey(\"" + setting.key + "\").build()";
    String program = "import dev.acteon.client.*;\nimport dev.acteon.client.model.*;\nimport java.util.*;\n"
        + "public class Example {\n  public static void main(String[] arguments) {\n"
        + example.replace(CONNECT, here) + "  }\n}\n";
    Path file = Files.writeString(folder.resolve("Example.java"), program);
    ActeonClient client = setting.client(setting.key);
    PluginModule module = PluginModule.of(Path.of(setting.plugin));
    try {
      // The demo's plugin is a file, which the server does not delete: an upload goes in front of it.
      client.replaceWasmPlugin("my-plugin", module, new PluginSettings());
    } catch (ApiException error) {
      assertTrue(error.isNotFound(), error.getMessage());
      client.registerWasmPlugin("my-plugin", module, new PluginSettings());
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process = new ProcessBuilder(
            java.toString(), "-cp", System.getProperty("java.class.path"), file.toString())
        .redirectErrorStream(true)
        .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), printed);
    assertTrue(printed.contains("my-plugin: ") && printed.contains("Verdict: true"), printed);
  }
}
