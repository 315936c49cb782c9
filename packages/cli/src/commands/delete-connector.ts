import { SallyportError } from '@sallyport/errors'
import type { CommandCall, Shown } from '../command-row.ts'
import { findConnector } from '../find-connector.ts'
import { wrongUse } from '../input/wrong-use.ts'

/** Asks first: an account that is connected again needs its user. */
export async function deleteConnector(call: CommandCall): Promise<Shown> {
  const { input, prompts, session } = call
  if (input.yes !== true && !prompts.able) throw wrongUse('There is no terminal to ask on.', 'Add --yes.')
  const connector = await findConnector(call)
  const { id } = connector
  const { name } = 'name' in connector ? connector : await session().call('getConnector', { params: { id } })
  if (input.yes !== true && !(await prompts.confirm(`Delete ${name} (${id})?`))) {
    throw new SallyportError('invalid_request', 'Nothing was deleted.')
  }
  const answer = await session().call('deleteConnector', { params: { id } })
  return {
    answer: { ...answer, id },
    lines: [`${name} (${id}) is deleted. What becomes of its tokens is job ${answer.job_id}.`],
  }
}
