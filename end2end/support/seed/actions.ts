import type { Action } from '../api';

type Make = (index: number) => Action;

/** Kinds of actions, each about as often as it stands here. */
const KINDS: readonly Make[] = [
  (index) => payment(index, 40 + (index % 9) * 55),
  (index) => payment(index, 1_200 + index * 10),
  (index) => ({ ...payment(index, 480), metadata: { risk: 'high', device: `d-${index % 7}` } }),
  (index) => ({
    namespace: 'payments',
    tenant: 'globex',
    provider: 'sepa',
    action_type: 'payment',
    payload: { amount: 900 + index, currency: 'EUR', beneficiary: index % 24 === 3 ? 'Umbrella Ltd' : 'Hooli SE' },
  }),
  (index) => message(index, { to: `customer-${index}@mail.example`, subject: 'Your order is on its way' }),
  (index) => message(index, { to: `lea-${index % 5}@example.com`, subject: 'Minutes of Monday' }),
  (index) => message(index, { to: `customer-${index}@mail.example`, subject: 'You are a WINNER' }),
  (index) => message(index, { to: 'records@clinic.example', card_number: '4111 1111 1111 1111' }),
  (index) => ({
    namespace: 'identity',
    tenant: index % 2 === 0 ? 'acme' : 'globex',
    action_type: 'password_reset',
    payload: { user: `user-${index % 30}` },
    dedup_key: `reset-${index % 30}`,
  }),
  (index) => ({
    namespace: 'marketing',
    tenant: 'hooli',
    action_type: 'newsletter',
    payload: { issue: '2026-11', segment: index % 4 },
  }),
  (index) => ({
    namespace: 'notifications',
    tenant: 'globex',
    provider: 'sms',
    action_type: 'alert',
    payload: { country: index % 3 === 0 ? 'fr' : 'pt', text: `Door ${index % 12} is open` },
  }),
  (index) => ({
    namespace: 'shop',
    tenant: 'acme',
    provider: 'hooks',
    action_type: 'order',
    payload: { order: `o-${1_000 + index}`, region: index % 4 === 3 ? 'xk-7' : 'eu-1', total: 20 + index },
  }),
  (index) => ({
    namespace: 'shop',
    tenant: index % 8 === 0 ? 'initech' : 'acme',
    action_type: 'report',
    payload: { template: 'weekly', rows: index },
  }),
  (index) => ({
    namespace: 'infrastructure',
    tenant: 'acme',
    action_type: 'heartbeat',
    payload: { host: `edge-${index % 6}` },
  }),
  (index) => ({
    ...message(index, { to: `qa-${index}@mail.example`, subject: 'Test of the templates' }),
    metadata: { environment: 'staging' },
  }),
];

/** So many actions of all kinds, every time the same. */
export function actions(count: number): Action[] {
  const made: Action[] = [];
  for (let index = 0; index < count; index += 1) {
    const kind = KINDS[index % KINDS.length];
    if (kind !== undefined) made.push({ id: `act-${10_000 + index}`, ...kind(index) });
  }
  return made;
}

function payment(index: number, amount: number): Action {
  return {
    namespace: 'payments',
    tenant: ['acme', 'globex', 'hooli'][index % 3] ?? 'acme',
    provider: 'stripe',
    action_type: 'payment',
    payload: { amount, currency: 'EUR', invoice_id: `inv-${index}` },
    metadata: { device: `d-${index % 7}` },
  };
}

function message(index: number, payload: Record<string, string>): Action {
  return {
    namespace: 'notifications',
    tenant: index % 2 === 0 ? 'acme' : 'hooli',
    action_type: 'notification',
    payload,
  };
}
