import type { CommandRow } from '../command-row.ts'

export const resultRows: readonly CommandRow[] = [
  {
    words: ['results', 'query'],
    about: 'Reads a result that is kept for an hour: filters, sorts, pages and aggregates its records.',
    operation: 'queryResult',
    operands: [{ name: 'id', about: 'handle' }],
    list: 'rows',
    untrusted: true,
  },
]
