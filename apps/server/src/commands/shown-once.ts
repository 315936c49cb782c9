import { SallyportError } from '@sallyport/errors'
import type { ApplicationFile } from '../application-file.ts'
import { writePrivateFile } from '../private-file.ts'

/** What came of a command: for programs, and for people. */
export interface Report {
  readonly facts: object
  readonly lines: readonly string[]
}

/**
 * Keeps what a program logs in with in a file for its owner's eyes only, where one is named. One that is there already
 * is kept beside it, as after a first start.
 *
 * @throws SallyportError `configuration_invalid` where it cannot be written
 */
export async function keepInFile(path: string | undefined, application: ApplicationFile): Promise<void> {
  if (path === undefined) return
  await writePrivateFile(path, `${JSON.stringify(application, null, 2)}\n`, `${path}.previous`).catch(
    (cause: unknown) => {
      throw new SallyportError(
        'configuration_invalid',
        `${path} cannot be written, so nothing was changed.`,
        {
          fix: 'Name with --out a file in a folder that is there and yours.',
          cause,
        },
      )
    },
  )
}

/** What is told of an application whose secret was made just now: the secret itself, unless it is in a file. */
export function shownOnce(path: string | undefined, application: ApplicationFile): Report {
  const { client_secret, ...open } = application
  const lines = Object.entries(open).map(([name, value]) => `${name}: ${value}`)
  if (path !== undefined)
    return { facts: { ...open, file: path }, lines: [...lines, `The secret is in ${path}.`] }
  return {
    facts: application,
    lines: [...lines, `client_secret: ${client_secret}`, 'The secret is not shown again: keep it now.'],
  }
}
