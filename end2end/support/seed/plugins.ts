import type { Registration } from '../api';
import { answering, deciding, ENDLESS, GREEDY, TRAPPING } from '../modules';

const json = JSON.stringify;

/** Plugins as a team might have them: useful ones, slow ones, broken ones. */
export const PLUGINS: readonly Registration[] = [
  {
    name: 'fraud-scorer',
    description: 'Scores payments from 0 to 100 and holds back those above the threshold',
    timeoutMs: 250,
    module: deciding({
      when: '"risk":"high"',
      then: json({
        verdict: true,
        message: 'score 91 is above the threshold of 75',
        metadata: { score: 91, threshold: 75, signals: ['new device', 'night', 'foreign card'] },
      }),
      otherwise: json({ verdict: false, message: 'score 12', metadata: { score: 12 } }),
      prints: 'model 2026-10, 48 features\n',
      rounds: 60_000,
    }),
  },
  {
    name: 'compliance-engine',
    description: 'HIPAA and PCI checks on outgoing payloads',
    memoryLimitBytes: 33_554_432,
    timeoutMs: 250,
    module: deciding({
      when: 'card_number',
      then: json({
        verdict: true,
        message: 'a card number must not leave in a message',
        metadata: { standard: 'PCI DSS', requirement: '3.4', path: '/payload/card_number' },
      }),
      otherwise: json({ verdict: false, message: 'no regulated data found' }),
      rounds: 25_000,
    }),
  },
  {
    name: 'spam-detector',
    description: 'Tells whether a message reads like spam',
    memoryLimitBytes: 8_388_608,
    module: deciding({
      when: 'WINNER',
      then: json({
        verdict: true,
        message: 'reads like spam: 3 of 5 markers',
        metadata: { markers: ['capitals', 'prize', 'urgency'] },
      }),
      otherwise: json({ verdict: false, message: 'nothing suspicious' }),
      rounds: 9_000,
    }),
  },
  {
    name: 'geo-fence',
    description: 'Rejects actions from embargoed regions, table of 2026-10',
    module: deciding({
      when: '"region":"xk-7"',
      then: json({ verdict: true, message: 'region xk-7 is embargoed', metadata: { region: 'xk-7' } }),
      otherwise: json({ verdict: false }),
    }),
  },
  {
    name: 'sanctions-screen',
    description: 'Compares names with the consolidated sanctions list',
    memoryLimitBytes: 67_108_864,
    timeoutMs: 500,
    module: deciding({
      when: 'Umbrella',
      then: json({
        verdict: true,
        message: 'the name is on the list since 2019-04-02',
        metadata: { list: 'consolidated', entry: 'EU.4711.20', similarity: 0.97 },
      }),
      otherwise: json({ verdict: false, message: 'no entry is similar enough' }),
      rounds: 240_000,
    }),
  },
  {
    name: 'language-guard',
    description: 'Finds words that the house style does not want',
    module: deciding({ otherwise: json({ verdict: false, message: 'clean' }), rounds: 4_000 }),
  },
  {
    name: 'invoice-matcher',
    description: 'Matches payments with open invoices',
    timeoutMs: 400,
    module: deciding({
      when: '"invoice_id":"inv-0"',
      then: json({ verdict: true, message: 'matches an open invoice', metadata: { open: 3 } }),
      otherwise: json({ verdict: false, message: 'no open invoice of this amount' }),
      rounds: 120_000,
    }),
  },
  {
    name: 'quota-guard',
    description: 'Asks whether the tenant has used up its monthly quota',
    timeoutMs: 20,
    module: ENDLESS,
  },
  {
    name: 'template-linter',
    description: 'Checks placeholders of message templates',
    module: TRAPPING,
  },
  {
    name: 'thumbnail-checker',
    description: 'Looks at attached pictures before they are sent',
    memoryLimitBytes: 1_048_576,
    module: GREEDY,
  },
  {
    name: 'priority-tagger',
    description: 'First version, answers in a form of its own',
    module: answering(json({ priority: 'high' })),
  },
  {
    name: 'legacy-validator',
    enabled: false,
    timeoutMs: 1_500,
    module: answering(json({ verdict: true })),
  },
  {
    name: 'sender-reputation',
    description: 'Allows senders that have been known for at least 30 days',
    module: deciding({ otherwise: json({ verdict: true, message: 'known for 412 days' }) }),
  },
];

/** Those that fail at each call. */
export const FAILING: ReadonlySet<string> = new Set([
  'quota-guard',
  'template-linter',
  'thumbnail-checker',
  'priority-tagger',
]);
