export { answerQuery, type QueryAnswer, type RowsAnswer, type TextAnswer } from './answer-query.ts'
export { jsonTokensWithin } from './count-json.ts'
export { countTokens, estimateTokens, tokensWithin } from './count-tokens.ts'
export { type HandleAnswer, handleAnswer, type KeptAt } from './handle-answer.ts'
export { QUERY_SCHEMA, QUERY_TOOL } from './query-schema.ts'
export { readQuery } from './read-query.ts'
export { MEASURES, OPERATORS, QUERY_LIMITS, type ResultQuery } from './result-query.ts'
export {
  type Budgeted,
  type BudgetReport,
  MAX_RESULT_TOKENS,
  MIN_RESULT_TOKENS,
  type ResultBudget,
  withinBudget,
} from './within-budget.ts'
