/** The server that `cargo xtask test --only clients` started. */
export interface Setting {
  url: string;
  key: string;
  viewerKey: string;
  /** The path of the specification's low-priority filter, compiled. */
  plugin: string;
}

export function setting(): Setting {
  return {
    url: read("ACTEON_URL"),
    key: read("ACTEON_API_KEY"),
    viewerKey: read("ACTEON_VIEWER_KEY"),
    plugin: read("ACTEON_PLUGIN"),
  };
}

function read(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(
      `\`${name}\` is not set: \`cargo xtask test --only clients\` starts a server and sets it`,
    );
  }
  return value;
}
