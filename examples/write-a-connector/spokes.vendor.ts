/** Spokes, as it is played on this machine: its own description, and what that does not say. */
// #region vendor
export const spokesVendor = {
  slug: 'spokes',
  description: new URL('spokes.openapi.json', import.meta.url),
  behaviour: {
    title: 'Spokes',
    practise: 'spk_practise',
    credentials: [{ scheme: 'apiKey', in: 'header', name: 'x-api-key' }],
    idempotency: { header: 'idempotency-key', seconds: 86_400 },
    problems: {
      not_found: {
        status: 404,
        body: { error: { code: 'no_such_repair', message: 'There is no repair {key}.' } },
      },
      invalid: {
        status: 422,
        each: '{violation.field}: {violation.code}',
        body: { error: { code: 'invalid', message: '{errors}' } },
      },
      too_many_requests: { status: 429, body: { error: { code: 'slow_down', message: 'Slow down.' } } },
    },
    paging: {
      default: { style: 'cursor', param: 'from', size: { param: 'count', default: 20, max: 50 } },
    },
    resources: {
      repairs: {
        key: 'id',
        order: 'newest',
        sample: { id: 'rep_{index}', bicycle: 'Bicycle {index}' },
        blank: { state: 'waiting', notes: '', customer_email: null, updated_at: '{now.iso}' },
        create: { id: { $id: 'rep_{base62:8}' } },
        operations: {
          'GET /repairs': {
            does: 'list',
            filter: { state: { member: 'state' } },
            answer: { repairs: '{records}', next: '{page.next|null}', total: '{page.total}' },
          },
          'POST /repairs': 'create',
          'GET /repairs/{id}': 'get',
          'PATCH /repairs/{id}': 'update',
          'GET /repairs/{id}/invoice': {
            does: 'download',
            content: { type: 'application/pdf', text: 'Invoice of {record.id}' },
          },
        },
      },
    },
  },
} as const
// #endregion
