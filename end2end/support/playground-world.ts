import { deciding, TRAPPING } from './modules';
import type { World } from './pool';

/** Rules that match by an answer, by a value, by the time, by the state, and one that fails. */
const RULES = `rules:
  - name: heartbeat
    priority: 1
    description: Heartbeats pass
    condition: { field: action.action_type, eq: heartbeat }
    action: allow
  - name: fraud
    priority: 2
    description: Risky payments are refused
    wasm_plugin: fraud-scorer
    conditions:
      - { field: action_type, operator: eq, value: payment }
    action: deny
  - name: broken
    priority: 3
    wasm_plugin: broken
    conditions:
      - { field: action_type, operator: eq, value: transfer }
    action: deny
  - name: lenient
    priority: 4
    wasm_plugin: broken
    conditions:
      - { field: action_type, operator: eq, value: lenient }
    action: deny
    on_error: no_match
  - name: paid
    priority: 5
    condition:
      all:
        - { field: action.payload.invoice, exists: true }
        - { state_seen: { field: action.payload.invoice } }
    action: suppress
  - name: weekend
    priority: 6
    condition:
      all:
        - { field: action.payload.amount, exists: true }
        - { field: action.payload.amount, gt: 1000 }
        - { field: time.weekday, in: [Saturday, Sunday] }
    action: { type: modify, changes: { review: true, note: null } }
  - name: resting
    priority: 7
    enabled: false
    condition: { field: action.action_type, eq: payment }
    action: suppress
`;

/** Rules that refuse something else. */
export const DRAFT = `rules:
  - name: fraud
    priority: 2
    condition: { field: action.payload.country, eq: XX }
    action: deny
  - name: new
    priority: 3
    condition: { field: action.action_type, eq: payment }
    action: suppress
`;

/** A server with these rules and their plugins, for tests that change nothing. */
export const WORLD: World = {
  shared: true,
  rules: { 'shop.yaml': RULES },
  providers: [{ name: 'stripe', type: 'log' }],
  config: { audit: { mask: ['/payload/card_number'] } },
  seed: async (_server, api) => {
    await api.register({
      name: 'fraud-scorer',
      module: deciding({
        when: 'KP',
        then: '{"verdict":true,"message":"high risk score: 0.97","metadata":{"score":0.97,"country":"KP"}}',
        otherwise: '{"verdict":false,"message":"risk score: 0.12"}',
      }),
    });
    await api.register({ name: 'broken', module: TRAPPING });
    await api.expectReady();
  },
};
