import type { Api } from './api';
import { answering } from './modules';
import type { World } from './pool';
import { actions } from './seed/actions';
import { FAILING, PLUGINS } from './seed/plugins';
import { RULES } from './seed/rules';
import type { Server } from './server';

/** How many decisions the audit of a seeded server holds. */
export const DECISIONS = 240;

/** A server as it looks after a day at work. Shared: look, but change nothing. */
export const REALISTIC: World = {
  shared: true,
  rules: RULES,
  providers: [
    { name: 'email', type: 'log' },
    { name: 'sms', type: 'log' },
    { name: 'stripe', type: 'log' },
    { name: 'sepa', type: 'log' },
    // Nobody listens there.
    { name: 'hooks', type: 'webhook', url: 'http://127.0.0.1:9/actions', max_attempts: 1 },
  ],
  pluginFiles: { 'sentiment-model.wasm': 'not a module' },
  config: { audit: { mask: ['/payload/card_number'] } },
  seed: seedRealistic,
};

/** Text that must never be taken for markup. */
export const HOSTILE_TEXT = '<img src=x onerror=alert(1)>';

/** A server on which everything that can carry text carries hostile text. */
export const HOSTILE: World = {
  shared: true,
  rules: {
    'hostile.yaml': `rules:
  - name: '${HOSTILE_TEXT}'
    priority: 1
    description: '${HOSTILE_TEXT}'
    condition:
      all:
        - { field: action.payload.text, eq: '${HOSTILE_TEXT}' }
        - { wasm_plugin: hostile }
    action: deny
`,
  },
  pluginFiles: { 'broken.wasm': HOSTILE_TEXT },
  seed: seedHostile,
};

/** Fills a server that is configured like {@link REALISTIC}. */
export async function seedRealistic(_server: Server, api: Api): Promise<void> {
  // Registered one after the other, so that the list of changes has an order.
  for (const plugin of PLUGINS) await api.register(plugin);
  await api.expectReady();
  await api.expectCount(PLUGINS.length + 1);

  await api.dispatchAll(actions(DECISIONS));
  for (const { name } of PLUGINS) {
    for (let run = 0; run < 3; run += 1) await api.invoke(name, FAILING.has(name) ? 422 : 200);
  }
  for (const action of actions(15)) await api.evaluate(action);

  await api.update('language-guard', { timeout_ms: 150, description: 'Finds words that the house style avoids' });
  await api.replace('sender-reputation', answering('{"verdict":true,"message":"known for 413 days"}'));
  await api.switchRule('quota', true);
  await api.switchRule('quota', false);
  await api.reloadRules();
}

/** A limit that a plugin keeps on a machine that is busy with other things. */
const PATIENT_MS = 5_000;

async function seedHostile(_server: Server, api: Api): Promise<void> {
  const text = HOSTILE_TEXT;
  const answer = { verdict: true, message: text, metadata: { [text]: text } };
  await api.register({
    name: 'hostile',
    description: text,
    module: answering(JSON.stringify(answer)),
    timeoutMs: PATIENT_MS,
  });
  await api.register({ name: 'nonsense', description: text, module: answering(text), timeoutMs: PATIENT_MS });
  await api.expectReady();
  await api.expectCount(3);
  await api.dispatch({ payload: { text }, metadata: { [text]: text }, tenant: text, namespace: text });
  await api.invoke('hostile', 200, { payload: { text } });
  await api.invoke('nonsense', 422);
}
