import { github } from '@sallyport/connectors/github'
import { googleDrive } from '@sallyport/connectors/google-drive'
import { linear } from '@sallyport/connectors/linear'
import { slack } from '@sallyport/connectors/slack'
import { stripe } from '@sallyport/connectors/stripe'
import type { Definition } from '@sallyport/definition'
import type { ToolSubject } from '../tool-subject.ts'

const definitions: readonly Definition[] = [github, googleDrive, linear, slack, stripe]

/** The connectors that there are, each connected once under the title of its type. */
export const FIVE: readonly ToolSubject[] = definitions.map((definition, index) => ({
  id: `0c0c0c0c-0000-4000-8000-00000000000${index}`,
  name: definition.title,
  definition,
  state: 'connected',
}))

export const GITHUB: ToolSubject = {
  id: '0c0c0c0c-0000-4000-8000-000000000000',
  name: 'GitHub',
  definition: github,
  state: 'connected',
}

/** The five under so many accounts that there are at least so many operations. */
export function manyAccounts(operations: number): ToolSubject[] {
  const subjects: ToolSubject[] = []
  let count = 0
  for (let account = 0; count < operations; account++) {
    for (const subject of FIVE) {
      subjects.push({
        ...subject,
        id: `${subject.id}-${account}`,
        name: `${subject.name} ${NAMES[account] ?? account}`,
      })
      for (const { actions } of Object.values(subject.definition.entities))
        count += Object.keys(actions).length
    }
  }
  return subjects
}

const NAMES = ['Acme', 'Borealis', 'Cedar', 'Delta', 'Ember', 'Fjord']
