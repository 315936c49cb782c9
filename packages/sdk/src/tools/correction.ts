import { SallyportError } from '@sallyport/errors'
import { forModel } from '@sallyport/tools/for-model'
import type { ToolOutcome } from './agent-tool.ts'

type Correction = Extract<ToolOutcome, { kind: 'correct' }>

/**
 * What a model is told of a failure that it can mend itself.
 *
 * @throws Everything else, as it came.
 */
export function correctionOf(error: unknown): Correction {
  if (!SallyportError.isInstance(error) || error.act !== 'agent') throw error
  return { kind: 'correct', text: forModel(error).text, code: error.code }
}
