import type { GraphQLError } from 'graphql'
import type { Violation } from '../receive/checked-request.ts'

/** Messages that speak of the schema and the document alone; others may repeat a value. */
const SAFE =
  /^(Cannot query field|Unknown (argument|type|fragment|directive)|Field "|Fragment|Variable "\$\w+" (is not defined|is never used|of type)|Cannot spread|Subscription|This anonymous|There can be only one)/
const VARIABLE = /^Variable "\$(\w+)"/
const LONGEST = 300

/** What the ledger keeps of an error in a request: where it is, without values. */
export function violationOf({ message, locations }: GraphQLError, kind: string): Violation {
  const [place] = locations ?? []
  const where = place ? ` at line ${place.line}, column ${place.column}` : ''
  if (kind === 'variables') {
    const field = VARIABLE.exec(message)?.[1]
    return {
      in: 'body',
      field: field ? `variables.${field}` : 'variables',
      code: 'invalid',
      message: 'does not fit its type',
    }
  }
  if (kind === 'syntax')
    return { in: 'body', field: 'query', code: 'unreadable', message: `is no GraphQL document${where}` }
  const told = SAFE.test(message) ? message.slice(0, LONGEST) : `does not fit the schema${where}`
  return { in: 'body', field: 'query', code: 'invalid', message: told }
}
