import type { Engine, Executed } from '@sallyport/engine'

type QueryAnswer = Awaited<ReturnType<Engine['queryResult']>>

/** What was done to a result, in the words of the contract. */
export function budgetBody({ left_out, ...report }: NonNullable<Executed['budget']>) {
  return { ...report, ...(left_out && { left_out: [...left_out] }) }
}

/** What a query of a kept result gave. */
export function queryBody(answer: QueryAnswer) {
  return 'rows' in answer ? { ...answer, rows: [...answer.rows] } : answer
}
