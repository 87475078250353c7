package dev.acteon.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;

/** The WebAssembly module of a plugin, wherever it is. */
public final class PluginModule {
  private final Callable<InputStream> opener;
  private final boolean once;
  private LongConsumer progress = sent -> {};

  private PluginModule(Callable<InputStream> opener, boolean once) {
    this.opener = opener;
    this.once = once;
  }

  /**
   * A module in memory.
   *
   * @param module its bytes
   * @return the module
   */
  public static PluginModule of(byte[] module) {
    return new PluginModule(() -> new ByteArrayInputStream(module), false);
  }

  /**
   * A module in a file, which is read while it is sent.
   *
   * @param path where it is
   * @return the module
   */
  public static PluginModule of(Path path) {
    return new PluginModule(() -> Files.newInputStream(path), false);
  }

  /**
   * A module from somewhere else. It is read once: an upload that fails is not tried again.
   *
   * @param stream its bytes
   * @return the module
   */
  public static PluginModule of(InputStream stream) {
    return new PluginModule(() -> stream, true);
  }

  /**
   * Hears how many bytes of the module were sent so far.
   *
   * @param heard is called while the module is sent
   * @return this
   */
  public PluginModule onProgress(LongConsumer heard) {
    this.progress = heard;
    return this;
  }

  /** Whether it cannot be sent a second time. */
  boolean isReadOnce() {
    return once;
  }

  InputStream open() {
    try {
      return new Watched(opener.call(), progress);
    } catch (Exception error) {
      throw new ActeonException.Unreadable(error);
    }
  }

  /** Says how much was read. */
  private static final class Watched extends InputStream {
    private final InputStream content;
    private final LongConsumer progress;
    private long sent;

    Watched(InputStream content, LongConsumer progress) {
      this.content = content;
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = content.read(into, from, length);
      if (count > 0) {
        sent += count;
        progress.accept(sent);
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }
}
