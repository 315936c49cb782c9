export { type Description, describeTools } from './describe-tools.ts'
export type { DescribedTool } from './described-tool.ts'
export { annotationsOf, type ToolAnnotations } from './effect.ts'
export { forModel, type ModelFailure } from './for-model.ts'
export { type CostedTool, operationTool } from './operation-tool.ts'
export { type Overview, overview } from './overview.ts'
export { type ComingFile, type ReadableFile, readableFile } from './readable-file.ts'
export { requireEntities } from './require-entities.ts'

export {
  answerQuery,
  type Budgeted,
  type BudgetReport,
  countTokens,
  type HandleAnswer,
  jsonTokensWithin,
  type KeptAt,
  MAX_RESULT_TOKENS,
  MEASURES,
  MIN_RESULT_TOKENS,
  OPERATORS,
  QUERY_LIMITS,
  QUERY_SCHEMA,
  QUERY_TOOL,
  type QueryAnswer,
  type ResultBudget,
  type ResultQuery,
  type RowsAnswer,
  readQuery,
  type TextAnswer,
  tokensWithin,
  withinBudget,
} from './results/index.ts'
export { createToolIndex, type Found, type ToolIndex } from './search/tool-index.ts'
export type { ToolMatch } from './search/tool-match.ts'
export { type SearchAnswer, searchAnswer, searchCatalog, type ToolSearch } from './search-answer.ts'
export { toParams } from './to-params.ts'
export type { Tool, ToolAct, ToolSchema, Toolset } from './tool.ts'
export { createToolCatalog, type ToolCatalog, type ToolEntry } from './tool-catalog.ts'
export { readToolRequest, type ToolRequest } from './tool-request.ts'
export type {
  NamedOperation,
  ToolState,
  ToolSubject,
} from './tool-subject.ts'
export { type ToolsetOptions, toolset } from './toolset.ts'
export { markUntrusted, untrustedJson } from './untrusted.ts'
