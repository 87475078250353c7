package dev.acteon.client;

/** The server that `cargo xtask test --only clients` started. */
final class Setting {
  final String url = read("ACTEON_URL");
  final String key = read("ACTEON_API_KEY");
  final String viewerKey = read("ACTEON_VIEWER_KEY");
  final String plugin = read("ACTEON_PLUGIN");

  ActeonClient client(String key) {
    return ActeonClient.builder(url).apiKey(key).build();
  }

  private static String read(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new AssertionError(
          "`" + name + "` is not set: `cargo xtask test --only clients` starts a server and sets it");
    }
    return value;
  }
}
