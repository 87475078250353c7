import { Api } from './api';
import { type ServerOptions } from './config';
import { keyOf } from './keys';
import { Server } from './server';

/** The server that a test runs against. */
export interface World extends ServerOptions {
  /** Whether the tests of a worker that name this same object share one server. Only for tests
   * that change nothing that another one sees. */
  shared?: boolean;
  /** Fills the server before the first test sees it. */
  seed?: (server: Server, api: Api) => Promise<void>;
}

/** Starts and fills a server. */
export async function create(world: World): Promise<Server> {
  const server = await Server.create(world);
  try {
    await world.seed?.(server, await apiOf(server, world));
  } catch (error) {
    await server.dispose();
    throw error;
  }
  return server;
}

/** The REST API with the rights of an admin. */
export async function apiOf(server: Server, world: World): Promise<Api> {
  const admin = world.keys?.find(({ role }) => role === 'admin');
  return new Api(server.url, admin === undefined ? undefined : (await keyOf(admin)).key);
}

/** The servers that the tests of a worker share. */
export class Pool {
  readonly #servers = new Map<World, Promise<Server>>();

  get(world: World): Promise<Server> {
    let server = this.#servers.get(world);
    if (server === undefined) {
      server = create(world);
      this.#servers.set(world, server);
    }
    return server;
  }

  async dispose(): Promise<void> {
    for (const server of await Promise.allSettled(this.#servers.values())) {
      if (server.status === 'fulfilled') await server.value.dispose();
    }
  }
}

/** A server without plugins and rules, for tests that leave it so. */
export const EMPTY: World = { shared: true };
