/** Rule files as a team might have them: every kind of condition and action. */
export const RULES: Readonly<Record<string, string>> = {
  '10-payments.yaml': `rules:
  - name: closed-accounts
    priority: 2
    description: Accounts that have been closed do nothing any more
    condition: { field: action.tenant, in: [acme-closed, initech] }
    action: deny

  - name: premium-fraud-check
    priority: 3
    description: Payments above the risk threshold are refused
    source: wasm_plugin
    wasm_plugin: fraud-scorer
    conditions:
      - { field: action_type, operator: eq, value: payment }
    action: deny

  - name: sanctions
    priority: 4
    description: Nothing goes to a name on the sanctions list
    condition:
      all:
        - { field: action.action_type, eq: payment }
        - { field: action.payload.beneficiary, exists: true }
        - { wasm_plugin: sanctions-screen }
    action: deny

  - name: invoice-paid-already
    priority: 21
    description: An invoice is paid once within 30 days
    condition:
      all:
        - { field: action.action_type, eq: payment }
        - { field: action.payload.invoice_id, exists: true }
        - { state_seen: { field: action.payload.invoice_id }, within_seconds: 2592000 }
    action: suppress

  - name: large-payment-review
    priority: 26
    description: Large payments go to review
    timezone: Europe/Paris
    condition:
      all:
        - { field: action.action_type, eq: payment }
        - { field: action.payload.amount, exists: true }
        - { field: action.payload.amount, gt: 1000 }
        - not: { field: action.metadata.reviewed, eq: "true" }
    action:
      type: modify
      changes: { review: true, reviewers: [finance] }
`,
  '20-messages.yaml': `rules:
  - name: heartbeat
    priority: 1
    description: Heartbeats pass without a further look
    condition: { field: action.action_type, eq: heartbeat }
    action: allow

  - name: card-number-in-text
    priority: 6
    description: Card numbers travel in payments only
    wasm_plugin: compliance-engine
    conditions:
      - { field: action_type, operator: ne, value: payment }
    action: deny
    on_error: match

  - name: colleagues
    priority: 12
    description: Messages within the house are not judged
    condition:
      all:
        - { field: action.payload.to, exists: true }
        - { field: action.payload.to, matches: '^[^@]+@example\\.com$' }
    action: allow

  - name: password-reset-once
    priority: 22
    description: A password reset is sent once in five minutes
    condition: { field: action.action_type, eq: password_reset }
    action: { type: deduplicate, ttl_seconds: 300 }

  - name: text-to-mail
    priority: 23
    description: Text messages abroad become e-mails
    condition:
      all:
        - { field: action.provider, eq: sms }
        - { field: action.payload.country, ne: fr }
    action: { type: reroute, target_provider: email }

  - name: newsletter-quota
    priority: 25
    description: At most 8 newsletters an hour for each tenant
    condition: { field: action.action_type, eq: newsletter }
    action: { type: throttle, max_count: 8, window_seconds: 3600 }
`,
  '30-experiments.cel': `rules:
  - name: test-environment
    priority: 11
    description: Nothing leaves the test environment
    condition: has(action.metadata.environment) && action.metadata.environment in ["test", "staging"]
    action: suppress

  - name: spam
    priority: 20
    description: Spam is dropped; a filter that fails lets the message pass
    condition: action.action_type == "notification" && wasm("spam-detector", "evaluate")
    action: suppress
    on_error: no_match

  - name: embargo
    priority: 24
    description: Orders from embargoed regions are refused
    condition: action.action_type == "order" && wasm("geo-fence", "evaluate")
    action: deny

  - name: report-template
    priority: 30
    description: Reports with a template that the linter does not know are held back
    condition: action.action_type == "report" && wasm("template-linter", "evaluate")
    action: deny

  - name: quota
    priority: 40
    enabled: false
    description: Waits for the quota service to become faster
    condition: wasm("quota-guard", "evaluate")
    action: deny

  - name: weekend-freeze
    priority: 90
    enabled: false
    description: Orders rest from Saturday to Sunday
    condition: time.weekday in ["Saturday", "Sunday"] && action.action_type == "order"
    action: { type: reroute, target_provider: email }
`,
};
